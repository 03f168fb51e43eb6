"""What the XML of a sheet says that its reader does not: hidden rows, formulas without a value."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_CHUNK = 2**20
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ROW_BEGINS = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"([^>]*)>')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>)?"
)
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<'
)
_EPOCH = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')

_MOST_CELLS = 20_000_000
"""The reader holds a sheet as one block from its first cell to its last: so many at most."""


@dataclass(slots=True)
class SheetFacts:
    """Rows by number from 1: hidden ones, and why a row has a cell without a value."""

    hidden: set[int] = field(default_factory=set)
    problems: dict[int, str] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    @property
    def is_too_wide(self) -> bool:
        """Whether a cell stands so far from the others that the sheet cannot be held."""
        return self.last_row * self.last_column > _MOST_CELLS


def counts_from_1904(path: Path) -> bool:
    """Source: ECMA-376, part 1, 18.2.28: workbookPr date1904."""
    with zipfile.ZipFile(path) as packed:
        return _EPOCH.search(packed.read("xl/workbook.xml")) is not None


def sheet_facts(path: Path, part: str) -> SheetFacts:
    """
    What the part of the workbook says of its rows.

    :raises KeyError, zipfile.BadZipFile, OSError: if it cannot be read.
    """
    facts = SheetFacts()
    columns: set[bytes] = set()
    with zipfile.ZipFile(path) as packed, packed.open(part) as raw:
        for rows in _whole_rows(iter(lambda: raw.read(_CHUNK), b"")):
            _note_rows(rows, facts)
            _note_cells(rows, facts, columns)
    facts.last_column = max(map(column_number, columns), default=0)
    return facts


def _whole_rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end where a row does."""
    kept = b""
    for chunk in chunks:
        text = kept + chunk
        begins = [match.start() for match in _ROW_BEGINS.finditer(text)]
        cut = begins[-1] if begins else len(text) - min(len(text), 200)
        yield text[:cut]
        kept = text[cut:]
    yield kept


def _note_rows(rows: bytes, facts: SheetFacts) -> None:
    for match in _ROW.finditer(rows):
        number = _NUMBER.search(match[1])
        # A row without its number is the next one.
        facts.last_row = int(number[1]) if number else facts.last_row + 1
        if b"hidden" in match[1] and _HIDDEN.search(match[1]):
            facts.hidden.add(facts.last_row)


def _note_cells(rows: bytes, facts: SheetFacts, columns: set[bytes]) -> None:
    columns.update(column for column, _, more in _CELL.findall(rows) if not more.endswith(b"/"))
    if b'"e"' in rows:
        for column, row, value in _ERROR.findall(rows):
            told = (
                f"column {column_number(column)} holds the error {value.decode(errors='replace')}"
            )
            facts.problems.setdefault(int(row), told)
    if b"f>" not in rows and b"f " not in rows:
        return
    for column, row, value in _FORMULA.findall(rows):
        if not value:
            facts.problems.setdefault(
                int(row),
                f"column {column_number(column)} holds a formula without a value; open the file, "
                "save it once, or put values in place of formulas",
            )


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def parts_of_sheets(path: Path) -> dict[str, str]:
    """The part of the file in which each sheet stands, by the sheet's name."""
    with zipfile.ZipFile(path) as packed:
        book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
        links = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        names = set(packed.namelist())
    targets = {}
    for link in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", links):
        link_id = re.search(r'\bId="([^"]+)"', link)
        target = re.search(r'\bTarget="([^"]+)"', link)
        if link_id and target:
            said = target[1]
            targets[link_id[1]] = said.lstrip("/") if said.startswith("/") else f"xl/{said}"
    found = {}
    for sheet in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        name = re.search(r'\bname="([^"]*)"', sheet)
        link = re.search(r'\b\w+:id="([^"]+)"', sheet)
        part = targets.get(link[1]) if link else None
        if name and part in names and part is not None:
            found[html.unescape(name[1])] = part
    return found
