"""Step: no clause of another subsidy where one is named that no document speaks of."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.retriever import Hit
from knowledge.answering.draft import Draft
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.document import BORDERS, PolicyDocument
from knowledge.terms import TermKind

WORDS_FILE = Path(__file__).with_name("unheard_of.toml")

_SAID_OF_THE_PERSON = (
    TermKind.GROUP,
    TermKind.DISTRICT,
    TermKind.JOB_TITLE,
    TermKind.EDUCATION,
    TermKind.INSTITUTION,
)
"""Kinds of words that stand before a subsidy and say whose it is, or where, but not which."""
_HAN, _LATIN = re.compile("[一-鿿]{2,}"), re.compile("[a-z]{4,}")
_STEM = 4
"""Letters of an English word that its other forms share."""


@dataclass(frozen=True, slots=True)
class SetAsideOtherBenefits:
    """
    Moves down the clauses of documents that never say what the question calls its subsidy.

    "The subsidy for getting married, where do I apply?" shares all but one word with what is held.
    """

    glossary: Glossary
    shift: float = -20.0
    """More than any clause is worth, so that a decline is what remains."""

    def __call__(self, draft: Draft) -> None:
        """Reorders `hits`."""
        names = self._names(draft)
        if not names:
            return
        moved = [
            replace(hit, score=hit.score + self.shift) if _is_other(hit, names, draft) else hit
            for hit in draft.hits
        ]
        draft.hits = sorted(moved, key=lambda hit: (-hit.score, hit.key))

    def _names(self, draft: Draft) -> frozenset[str]:
        """The words that set the subsidy asked about apart from others."""
        words = _words(draft.asked_in)
        text = draft.asked.lower()
        for mention in reversed(self.glossary.find(text)):
            if mention.of_kind(*_SAID_OF_THE_PERSON):
                text = f"{text[: mention.start]} {text[mention.end :]}"
        return words.names_in(text)


@dataclass(frozen=True, slots=True)
class _Words:
    lang: Lang
    named: re.Pattern[str]
    begins: re.Pattern[str]
    common: re.Pattern[str]

    def names_in(self, text: str) -> frozenset[str]:
        """The words of all names in the text that no other subsidy shares."""
        parts = [self.begins.split(match[1]) for match in self.named.finditer(text)]
        # English runs on: without an article before it, the name has no beginning.
        is_zh = self.lang is Lang.ZH
        left = [self.common.sub(" ", part[-1]) for part in parts if is_zh or len(part) > 1]
        word = _HAN if is_zh else _LATIN
        return frozenset(found for name in left for found in word.findall(name))


def _is_other(hit: Hit, names: frozenset[str], draft: Draft) -> bool:
    clause = draft.release.clauses[hit.key, Lang(hit.lang)]
    if clause.kind in BORDERS:
        return False
    document = draft.release.documents[clause.document_id, draft.asked_in]
    held = _said_in(document)
    return not all(_is_said(name, held) for name in names)


def _said_in(document: PolicyDocument) -> str:
    clauses = ((one.heading, one.text, *one.asked_as) for one in document.clauses)
    return "\n".join((document.title, *(line for lines in clauses for line in lines))).lower()


def _is_said(name: str, held: str) -> bool:
    """Whether the document has the word, an English one in any of its forms."""
    if name.isascii():
        return name[:_STEM] in held
    return any(name[at : at + 2] in held for at in range(len(name) - 1))


@cache
def _words(lang: Lang) -> _Words:
    data = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))[lang.value]
    is_zh = lang is Lang.ZH
    before = r"([一-鿿]{1,16}?)" if is_zh else r"\b((?:[a-z'-]+\s+){1,6}?)"
    edge = "" if is_zh else r"\b"
    compiled = {
        name: re.compile(rf"{edge}(?:{data[name]}){edge}", re.IGNORECASE)
        for name in ("begins", "common")
    }
    named = re.compile(rf"{before}(?:{data['heads']})", re.IGNORECASE)
    return _Words(lang, named, compiled["begins"], compiled["common"])
