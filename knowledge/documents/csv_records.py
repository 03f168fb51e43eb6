"""The records of a CSV feed, read so that one stray quote spoils one row and not all behind it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

# The csv module's own limit of 131,072 would end the whole file at such a cell; it is one number
# for the process, and this module reads the only CSV that comes from outside.
csv.field_size_limit(2**31 - 1)

_MOST_LINES = 200
"""Lines that one record may span; a quote that is open for longer was never meant."""

_UNFINISHED = "unexpected end of data"


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, and the line on which it begins."""

    line: int
    cells: list[str]
    problem: str | None = None


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """
    The records in order, empty ones left away.

    A record may span lines within quotes. Where that gives it another number of cells than any
    record before it, the quote is a stray one: its line is a broken record, and the next lines are
    read on their own.
    """
    numbered = _Lines(lines)
    widths: set[int] = set()
    for line, text in numbered:
        cells = _cells(text, delimiter)
        problem = None
        if cells is None:
            cells, problem = _spanning(numbered, text, delimiter, widths)
        if problem is None and len(cells) > 1:
            widths.add(len(cells))
        if problem is not None or any(cell.strip() for cell in cells):
            yield Record(line, cells, problem)


class _Lines:
    """Lines with their numbers, which can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, start=1)
        self._back: deque[tuple[int, str]] = deque()

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return self

    def __next__(self) -> tuple[int, str]:
        return self._back.popleft() if self._back else next(self._lines)

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(lines))


def _spanning(
    numbered: _Lines, first: str, delimiter: str, widths: Set[int]
) -> tuple[list[str], str | None]:
    """The cells of a record whose quote is still open at the end of its line."""
    taken: list[tuple[int, str]] = []
    text = first
    for line, more in numbered:
        taken.append((line, more))
        text += more
        cells = _cells(text, delimiter) if '"' in more else None
        if cells is not None and (not widths or len(cells) in widths):
            return cells, None
        if len(taken) == _MOST_LINES or cells is not None:
            break
    numbered.put_back(taken)
    alone = next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter, quoting=csv.QUOTE_NONE))
    if len(alone) in widths:
        # Read with its quote as a plain character the line is a whole record.
        return [cell.strip().strip('"') for cell in alone], None
    return alone, "a quote is opened and never closed"


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of a whole record; None where a quote is still open."""
    if '"' not in text:
        return text.rstrip("\r\n").split(delimiter)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if _UNFINISHED in str(error):
            return None
    return next(csv.reader([text], delimiter=delimiter), [])
