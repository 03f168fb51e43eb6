"""Step: a message that lacks its subject takes it from the turn before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answering.draft import Draft, EarlierTurn
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.terms import Mention, TermKind

_LEADS = re.compile(
    r"^\W*(?:那么?|还有|另外|如果|要是|假如|换成|它|这个|那个|这种|该|"
    r"and\b|what about|how about|then\b|also\b|so\b|what if|if\b|but\b|or\b|same for|"
    r"is it|does it|do they|is that|are they|can they|for\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d{2}")
_LONGEST_ZH = 18
_LONGEST_EN = 12
"""Characters and words; a longer message names its subject itself."""
_OFTEN_BARE = 0.6
"""Share of that length up to which a message without a subject leans on the turn before."""
_COVERED = 0.6
"""Share of a message's words in one clause from which the message needs no earlier turn."""


@dataclass(frozen=True, slots=True)
class ResolveFollowUp:
    """Puts the earlier turn's subject beside a message that has none."""

    glossary: Glossary

    def __call__(self, draft: Draft) -> None:
        """Fills `search_text` and `is_follow_up`; a message with its own subject is left alone."""
        if not draft.earlier:
            return
        earlier = draft.earlier[-1]
        mentions = self.glossary.find(draft.asked)
        own = [m for m in mentions if m.entries[0].kind in _SUBJECT_KINDS]
        if not _is_short(draft.masked, draft.asked_in) or not _leans_on_earlier(draft.masked, own):
            return
        if _LEADS.search(draft.masked) is None and self._stands_alone(draft):
            return
        draft.is_follow_up = True
        draft.search_text = self._joined(earlier, draft.asked, own, draft.asked_in)

    def _stands_alone(self, draft: Draft) -> bool:
        """Whether some clause holds nearly all the words of a message that has several."""
        if _is_short(draft.masked, draft.asked_in, share=_OFTEN_BARE):
            return False
        found = draft.release.retriever.search(draft.asked, k=1, lang=draft.asked_in)
        return bool(found) and found[0].coverage >= _COVERED

    def _joined(self, earlier: EarlierTurn, text: str, own: list[Mention], lang: Lang) -> str:
        """
        The earlier question with the new subject in the place of the old one of the same kind, so
        that "那退捕渔民呢？" after a question about graduates asks the same about fishermen.
        """
        question = earlier.question
        before = self.glossary.find(question)
        year = _YEAR.search(text)
        if year is not None and _YEAR.search(question):
            return f"{_YEAR.sub(year[0], question)} {text}"
        for mention in own:
            said = mention.entries[0]
            old = next((m for m in before if m.entries[0].kind is said.kind), None)
            if old is not None and old.entries[0] != said:
                new = said.official(lang)
                return f"{question[: old.start]}{new}{question[old.end :]} {text}"
        return f"{question} {text}"


_SUBJECT_KINDS = frozenset(
    {TermKind.POLICY, TermKind.GROUP, TermKind.DISTRICT, TermKind.INSTITUTION}
)


def _is_short(text: str, lang: Lang, share: float = 1.0) -> bool:
    if lang is Lang.ZH:
        return len(text) <= _LONGEST_ZH * share
    return len(text.split()) <= _LONGEST_EN * share


def _leans_on_earlier(text: str, own: list[Mention]) -> bool:
    """A message without a subject of its own, or one that says by its words that it goes on."""
    return not own or _LEADS.search(text) is not None or text.rstrip("？?。 ").endswith("呢")
