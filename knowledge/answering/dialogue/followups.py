"""Step: a message that lacks its subject takes it from the turn before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answering.draft import Draft, EarlierTurn
from knowledge.answering.reading.aspects import aspects
from knowledge.answering.reading.bare import (
    asks,
    has_words,
    is_bare,
    names_only_parts,
    without_asking,
    without_bare_words,
)
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.document import ClauseKind
from knowledge.terms import Entry, TermKind

_LEADS = re.compile(
    r"^\W*(?:那么?|还有|另外|如果|要是|假如|换成|它|这个|那个|这种|该|"
    r"and\b|what about|how about|then\b|also\b|so\b|what if|if\b|but\b|or\b|same for|"
    r"is it|does it|do they|is that|are they|can they|for\b)",
    re.IGNORECASE,
)
# "This year" and 这个月 refer to the calendar, not to what was said.
_CALENDAR = re.compile(
    r"[这那]个?(?:月|年|季度|星期|周|礼拜)|"
    r"\b(?:this|that) (?:year|month|week|day|spring|summer|autumn|winter|time)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"这个|那个|它|上面|刚才|刚刚|该项|此项|这项|那项|"
    r"\b(?:it|its|they|them|their|this|that|these|those|he|she|him|her|his)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"呢\W*$")
_YEAR = re.compile(r"20\d{2}")
_THIS_YEAR = re.compile(
    r"今年|现在|目前|如今|眼下|\b(?:this year|now|nowadays|these days|today)\b", re.I
)
_STILL = {Lang.ZH: "现在还有没有", Lang.EN: "is it still in force"}
_LONGEST_ZH = 18
_LONGEST_EN = 12
"""Characters and words; a longer message names its subject itself."""
_SUBJECT_KINDS = frozenset(
    {TermKind.POLICY, TermKind.GROUP, TermKind.DISTRICT, TermKind.INSTITUTION}
)
_WHOLE_KINDS = frozenset({TermKind.POLICY, TermKind.INSTITUTION})
"""A message that names one of these and asks for a side of it is whole by itself."""

_WHOSE = frozenset({TermKind.GROUP, TermKind.DISTRICT, TermKind.EDUCATION, TermKind.LICENCE})


@dataclass(frozen=True, slots=True)
class ResolveFollowUp:
    """Puts the earlier turn's subject beside a message that has none."""

    glossary: Glossary

    def __call__(self, draft: Draft) -> None:
        """Fills `search_text` and `is_follow_up`; a message with its own subject is left alone."""
        earlier = self._subject_of(draft)
        if earlier is None:
            return
        leans = self._lacks_subject(draft) if draft.continues else self._leans(draft)
        if not leans:
            return
        draft.is_follow_up = True
        draft.leans_on = earlier
        if self._asks_for_this_year(draft.asked):
            self._move_to_this_year(draft, earlier)
        else:
            draft.search_text = self._joined(earlier, draft.asked, draft.asked_in)

    def _subject_of(self, draft: Draft) -> EarlierTurn | None:
        """
        The turn that can be leaned on: the last one, or where a bare message follows one that
        came to nothing and named nothing known, the last that was answered.
        """
        if not draft.earlier or not draft.earlier[-1].question:
            return None
        last = draft.earlier[-1]
        if last.clause_ids or self._subjects(last.question) or not is_bare(draft.asked):
            return last
        return next((turn for turn in reversed(draft.earlier) if turn.clause_ids), None)

    def _leans(self, draft: Draft) -> bool:
        """A message that says by its words that it goes on, or that names no subject at all."""
        text = _CALENDAR.sub(" ", draft.asked)
        if not _is_short(text, draft.asked_in):
            return False
        if _PRONOUN.search(text) is not None or is_bare(text):
            return True
        if self._is_whole(text):
            return False
        if self._names_only_whose(text):
            return True
        return _LEADS.search(text) is not None or _GOES_ON.search(text) is not None

    def _names_only_whose(self, text: str) -> bool:
        """Whether it asks and names nothing but whose case it is: "博士好多", "and veterans?"."""
        mentions = self.glossary.find(text)
        if not mentions or not asks(text) or any(m.entry.kind not in _WHOSE for m in mentions):
            return False
        left = text
        for mention in reversed(mentions):
            left = f"{left[: mention.start]} {left[mention.end :]}"
        return not has_words(without_bare_words(left))

    def _lacks_subject(self, draft: Draft) -> bool:
        """Whether a later question of the same message names nothing of its own."""
        return names_only_parts(draft.asked) or self._names_only_whose(draft.asked)

    def _is_whole(self, text: str) -> bool:
        return bool(aspects(text)) and any(
            entry.kind in _WHOLE_KINDS for entry in self._subjects(text)
        )

    def _asks_for_this_year(self, text: str) -> bool:
        """Whether now is all that the message names: "那今年呢", "and this year?"."""
        if _THIS_YEAR.search(text) is None:
            return False
        left = _LEADS.sub(" ", _GOES_ON.sub(" ", _THIS_YEAR.sub(" ", text)))
        return not aspects(left) and not has_words(without_bare_words(left))

    def _move_to_this_year(self, draft: Draft, earlier: EarlierTurn) -> None:
        """A question about another year asks the same of this one; any other, if it still holds."""
        if _YEAR.search(earlier.question):
            draft.search_text = _YEAR.sub(str(draft.today.year), earlier.question)
            return
        still = _STILL[draft.asked_in]
        draft.search_text = f"{without_asking(earlier.question)} {still}"
        draft.asked = f"{draft.asked} {still}"

    def _joined(self, earlier: EarlierTurn, text: str, lang: Lang) -> str:
        """
        The earlier question with the new subject in the place of the old one of the same kind, so
        that "那退捕渔民呢？" after a question about graduates asks the same about fishermen.
        """
        question = earlier.question
        before = self.glossary.find(question)
        year = _YEAR.search(text)
        if year is not None and _YEAR.search(question):
            return f"{_YEAR.sub(year[0], question)} {text}"
        for said in self._subjects(text):
            old = next((m for m in before if m.entries[0].kind is said.kind), None)
            if old is not None and old.entries[0] != said:
                new = said.official(lang)
                return f"{question[: old.start]}{new}{question[old.end :]} {text}"
        # "What does ..." is how any question may begin.
        sides = aspects(text) - {ClauseKind.OVERVIEW}
        if is_bare(text) or (sides and not sides & aspects(question)):
            # Another side of the same subject: the words that asked for the first one mislead.
            question = without_asking(question) or question
        return f"{question} {text}"

    def _subjects(self, text: str) -> list[Entry]:
        found = [mention.entries[0] for mention in self.glossary.find(text)]
        return [entry for entry in found if entry.kind in _SUBJECT_KINDS]


def _is_short(text: str, lang: Lang) -> bool:
    if lang is Lang.ZH:
        return len(text) <= _LONGEST_ZH
    return len(text.split()) <= _LONGEST_EN
