"""Step: a message that lacks its subject takes it from the turn before."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.answering.aspects import aspects
from knowledge.answering.draft import Draft, EarlierTurn
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.terms import Entry, TermKind

_LEADS = re.compile(
    r"^\W*(?:那么?|还有|另外|如果|要是|假如|换成|它|这个|那个|这种|该|"
    r"and\b|what about|how about|then\b|also\b|so\b|what if|if\b|but\b|or\b|same for|"
    r"is it|does it|do they|is that|are they|can they|for\b)",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"呢\W*$|这个|那个|它|上面|刚才|刚刚|该项|此项|这项|那项|"
    r"\b(?:it|its|they|them|their|this|that|these|those|he|she|him|her|his)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d{2}")
_LONGEST_ZH = 18
_LONGEST_EN = 12
"""Characters and words; a longer message names its subject itself."""
_BARE_FILE = Path(__file__).with_name("bare.toml")


@dataclass(frozen=True, slots=True)
class ResolveFollowUp:
    """Puts the earlier turn's subject beside a message that has none."""

    glossary: Glossary

    def __call__(self, draft: Draft) -> None:
        """Fills `search_text` and `is_follow_up`; a message with its own subject is left alone."""
        if not draft.earlier:
            return
        text = draft.asked
        if not _is_short(text, draft.asked_in) or not _leans_on_earlier(text):
            return
        draft.is_follow_up = True
        draft.search_text = self._joined(draft.earlier[-1], text, draft.asked_in)

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
        return f"{question} {text}"

    def _subjects(self, text: str) -> list[Entry]:
        found = [mention.entries[0] for mention in self.glossary.find(text)]
        return [entry for entry in found if entry.kind in _SUBJECT_KINDS]


_SUBJECT_KINDS = frozenset(
    {TermKind.POLICY, TermKind.GROUP, TermKind.DISTRICT, TermKind.INSTITUTION}
)


def _is_short(text: str, lang: Lang) -> bool:
    if lang is Lang.ZH:
        return len(text) <= _LONGEST_ZH
    return len(text.split()) <= _LONGEST_EN


def _leans_on_earlier(text: str) -> bool:
    """A message that says by its words that it goes on, or that names no subject at all."""
    return _LEADS.search(text) is not None or _REFERS.search(text) is not None or _is_bare(text)


def _is_bare(text: str) -> bool:
    """Whether the message asks for a side of something and names nothing that it is a side of."""
    if not aspects(text):
        return False
    left = _bare_words().sub(" ", text.lower())
    return not any(character.isalpha() for character in left)


@cache
def _bare_words() -> re.Pattern[str]:
    data = tomllib.loads(_BARE_FILE.read_text(encoding="utf-8"))
    # The longest first, so that 哪些 is not cut into 哪 and a rest that looks like a subject.
    chinese = sorted(data["zh"], key=len, reverse=True)
    english = "|".join(sorted(data["en"], key=len, reverse=True))
    return re.compile("|".join([*chinese, rf"\b(?:{english})\b"]))
