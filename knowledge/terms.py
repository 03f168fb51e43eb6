"""Finds terms of two languages in a text: the longest first, without overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from index.chinese import simplified
from knowledge.language import Lang

# Full-width ASCII, the ideographic space and curly apostrophes, one character for one, so that
# positions in the folded text are positions in the text.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27}
_QUOTES = str.maketrans("", "", "“”")
_TEXTS_REMEMBERED = 256


class TermKind(StrEnum):
    """What sort of thing a term names."""

    POLICY = "policy"
    GROUP = "group"
    INSTITUTION = "institution"
    PWP_POST_TYPE = "pwp_post_type"
    JOB_TITLE = "job_title"
    DISTRICT = "district"
    EDUCATION = "education"
    LICENCE = "licence"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its official name in both languages and what people call it."""

    en: str
    zh: str
    kind: TermKind
    aliases_en: tuple[str, ...] = ()
    aliases_zh: tuple[str, ...] = ()

    def official(self, lang: Lang) -> str:
        """The official name in that language."""
        return self.zh if lang is Lang.ZH else self.en

    def forms(self) -> Iterator[str]:
        """Every wording under which the thing is found, official names first."""
        yield from (self.zh, self.zh.translate(_QUOTES), self.en)
        yield from self.aliases_zh
        yield from self.aliases_en


@dataclass(frozen=True, slots=True)
class Mention:
    """A term in a text: `text[start:end]`, and the entries that it can mean."""

    start: int
    end: int
    said: str
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The first entry of the glossary that has this wording."""
        return self.entries[0]

    def of_kind(self, *kinds: TermKind) -> Entry | None:
        """The first entry of one of these kinds, or None."""
        return next((entry for entry in self.entries if entry.kind in kinds), None)


# The readers of a row each fold the same few texts.
@lru_cache(maxsize=2_048)
def folded(text: str) -> str:
    """The text in lower case, half width and simplified characters; every position is kept."""
    if text.isascii():
        return text.lower()
    plain = text.translate(_FOLD)
    simple = simplified(plain)
    plain = simple if len(simple) == len(plain) else plain
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    # A few letters (İ) become two in lower case; they stay as they are.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


class TermScanner:
    """
    Finds the wordings of entries in a text.

    English is found as whole words in any case and in the plural; Chinese anywhere. A wording of
    two letters (BA, HR) must stand as it is written, since ba and hr are syllables too.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._terms: dict[str, tuple[Entry, ...]] = {}
        self._exact: dict[str, str] = {}
        plurals: list[tuple[str, Entry]] = []
        for entry in entries:
            for form in entry.forms():
                self._add(form, entry)
                plurals += [(plural, entry) for plural in _plurals(folded(form))]
        for plural, entry in plurals:
            self._terms.setdefault(plural, (entry,))
        self._lengths = _lengths_by_first_character(self._terms)
        # A turn asks for the terms of the same few texts a dozen times.
        self._found = lru_cache(maxsize=_TEXTS_REMEMBERED)(self._read)

    def find(self, text: str) -> list[Mention]:
        """The mentions in reading order; where two begin together, the longer."""
        return list(self._found(text))

    def _read(self, text: str) -> tuple[Mention, ...]:
        low = folded(text)
        mentions: list[Mention] = []
        position = 0
        while position < len(low):
            mention = self._at(position, low, text)
            if mention is None:
                position += 1
            else:
                mentions.append(mention)
                position = mention.end
        return tuple(mentions)

    def _at(self, start: int, low: str, text: str) -> Mention | None:
        lengths = self._lengths.get(low[start])
        if lengths is None or (start and _inside_word(low, start)):
            return None
        for length in lengths:
            end = start + length
            entries = self._terms.get(low[start:end]) if end <= len(low) else None
            if entries is None or (end < len(low) and _inside_word(low, end)):
                continue
            said = text[start:end]
            if self._exact.get(low[start:end], said) == said:
                return Mention(start, end, said, entries)
        return None

    def _add(self, form: str, entry: Entry) -> None:
        term = folded(form).strip()
        if not term:
            return
        known = self._terms.get(term, ())
        if entry not in known:
            self._terms[term] = (*known, entry)
        if len(term) == 2 and term.isascii() and term.isalpha():
            self._exact[term] = form


def _inside_word(low: str, position: int) -> bool:
    """Whether an English word or a number goes on across this position."""
    before, after = low[position - 1], low[position]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _plurals(term: str) -> Iterator[str]:
    if not (term.isascii() and len(term) > 2 and term[-1:].isalpha()):
        return
    if term.endswith("man"):
        yield term[:-2] + "en"
    elif term.endswith("y") and term[-2] not in "aeiou":
        yield term[:-1] + "ies"
    elif term.endswith(("s", "x", "ch", "sh")):
        yield term + "es"
    else:
        yield term + "s"


def _lengths_by_first_character(terms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for term in terms:
        lengths.setdefault(term[0], set()).add(len(term))
    return {first: tuple(sorted(of_first, reverse=True)) for first, of_first in lengths.items()}
