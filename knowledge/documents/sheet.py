"""A table of a workbook or a page as rows of text, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


class WorkbookUnreadable(Exception):
    """The file is no workbook that can be read safely; the reason says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SheetRow:
    """
    One row of a sheet as text.

    problem: names the first cell that has no value to read. is_hidden: by hand or by a filter.
    """

    number: int
    cells: list[str]
    problem: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A sheet and its rows, to be read once.

    counts_from_1904: a day given as a number counts from 1904-01-01 and not from 1900.
    """

    name: str
    rows: Iterator[SheetRow]
    is_hidden: bool = False
    counts_from_1904: bool = False


Covered = Mapping[int, Mapping[int, int]]
"""By row and column (from 0): the row above whose value a merged cell shows."""

_MOST_MERGED_ROWS = 200_000


def covered_cells(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> Covered:
    """
    The cells below the first row of each merged range, in its first column.

    The other columns stay empty: a caption over a whole table is no value of each of its columns.

    :param ranges: first and last cell of each range, as (row, column) from 0, both included.
    """
    covered: dict[int, dict[int, int]] = {}
    for (top, left), (bottom, _) in ranges:
        for row in range(top + 1, min(bottom, top + _MOST_MERGED_ROWS) + 1):
            covered.setdefault(row, {})[left] = top
    return covered


def fill_down(rows: Iterator[SheetRow], covered: Covered) -> Iterator[SheetRow]:
    """The rows with the value of a merged cell in each row that it spans."""
    if not covered:
        yield from rows
        return
    anchors = {(top, column) for cells in covered.values() for column, top in cells.items()}
    above: dict[tuple[int, int], str] = {}
    for row in rows:
        at = row.number - 1
        for column, cell in enumerate(row.cells):
            if (at, column) in anchors:
                above[at, column] = cell
        for column, top in covered.get(at, {}).items():
            row.cells.extend([""] * (column + 1 - len(row.cells)))
            row.cells[column] = above.get((top, column), "")
        yield row
