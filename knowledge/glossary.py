"""The terms of the domain in both languages, and what people call them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from knowledge.language import Lang, detect
from knowledge.places import Places
from knowledge.terms import Entry, Mention, TermKind, TermScanner

DEFAULT_GLOSSARY = Path(__file__).parent / "glossary.csv"
SPEECH = Path(__file__).parent / "speech.csv"
"""How people speak: further aliases of the glossary's terms."""

_COLUMNS = ["en", "zh", "aliases_en", "aliases_zh", "kind"]


class GlossaryInvalid(Exception):
    """A glossary file cannot be taken; the message names the line and what to mend."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class Glossary:
    """Official terms, their aliases and the districts among them."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.places = Places(entry for entry in entries if entry.kind is TermKind.DISTRICT)
        self._scanner = TermScanner(entries)

    @classmethod
    def load(cls, *paths: Path) -> Glossary:
        """
        The glossary of these files, or the project's own when none is named.

        The project's own brings along how people speak (SPEECH).
        A row that repeats an earlier pair of official terms adds its aliases to it.

        :raises GlossaryInvalid: if a file cannot be read or a row is broken.
        """
        merged: dict[tuple[str, str], Entry] = {}
        own = {DEFAULT_GLOSSARY: (DEFAULT_GLOSSARY, SPEECH)}
        for path in (file for named in paths or own for file in own.get(named, (named,))):
            for entry in _read(path):
                key = (entry.zh, entry.en)
                merged[key] = _joined(merged[key], entry) if key in merged else entry
        return cls(tuple(merged.values()))

    def find(self, text: str) -> list[Mention]:
        """The terms that the text uses, in reading order, the longest wording first."""
        return self._scanner.find(text)

    def expansions(self, text: str, lang: Lang | None = None) -> str:
        """
        Official terms, in the language given or else the text's own, for the aliases in the text.

        Terms that stand in the text already are left out; empty if there is nothing to add.
        """
        lang = lang or detect(text, Lang.ZH)
        lower = text.lower()
        terms = (entry.official(lang) for found in self.find(text) for entry in found.entries)
        return " ".join(dict.fromkeys(term for term in terms if term.lower() not in lower))

    def district_of(self, text: str) -> str | None:
        """The official Chinese name of the first district that the text names, or None."""
        return self.places.district_of(text)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Chinese and English wordings of the same thing, official terms and aliases."""
        return tuple(
            (zh, en)
            for entry in self.entries
            for zh in (entry.zh, *entry.aliases_zh)
            for en in (entry.en, *entry.aliases_en)
        )

    @cached_property
    def extra_words(self) -> tuple[str, ...]:
        """Chinese terms and aliases that a word segmenter has to keep whole."""
        words = (word for entry in self.entries for word in (entry.zh, *entry.aliases_zh))
        return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def _read(path: Path) -> Iterator[Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GlossaryInvalid(path, 0, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GlossaryInvalid(path, 0, "is not UTF-8; save it as CSV in UTF-8") from error
    rows = csv.reader(text.splitlines())
    for line, cells in enumerate(rows, start=1):
        if line == 1:
            _check_header(path, cells)
        elif any(cell.strip() for cell in cells):
            yield _entry(path, line, cells)


def _check_header(path: Path, cells: list[str]) -> None:
    if [cell.strip() for cell in cells] != _COLUMNS:
        raise GlossaryInvalid(path, 1, f"the header is {cells}, expected {_COLUMNS}")


def _entry(path: Path, line: int, cells: list[str]) -> Entry:
    if len(cells) != len(_COLUMNS):
        raise GlossaryInvalid(path, line, f"{len(cells)} cells, expected {len(_COLUMNS)}")
    en, zh, aliases_en, aliases_zh, kind = (cell.strip() for cell in cells)
    if not en or not zh:
        raise GlossaryInvalid(path, line, f"en is {en!r} and zh is {zh!r}; both are needed")
    if kind not in set(TermKind):
        allowed = ", ".join(TermKind)
        raise GlossaryInvalid(path, line, f"kind is {kind!r}, expected one of {allowed}")
    return Entry(en, zh, TermKind(kind), _aliases(aliases_en), _aliases(aliases_zh))


def _aliases(cell: str) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in cell.split(";") if alias.strip())


def _joined(first: Entry, second: Entry) -> Entry:
    return Entry(
        first.en,
        first.zh,
        first.kind,
        tuple(dict.fromkeys(first.aliases_en + second.aliases_en)),
        tuple(dict.fromkeys(first.aliases_zh + second.aliases_zh)),
    )
