"""Workbooks of the old form (.xls), with their hidden rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import xlrd  # type: ignore[import-untyped]
from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

from knowledge.documents.cell_text import number_as_text, without_picture
from knowledge.documents.sheet import (
    Sheet,
    SheetRow,
    WorkbookUnreadable,
    covered_cells,
    fill_down,
)

_MOST_COLUMNS = 256


def sheets_of(path: Path) -> Iterator[Sheet]:
    """
    The sheets in order, hidden ones too, named as such.

    :raises WorkbookUnreadable: if the file is damaged, no workbook, or locked by a password.
    """
    # What the reader raises on a damaged file is whatever it stumbled over.
    faults = (xlrd.XLRDError, CompDocError, ValueError, IndexError, KeyError, AssertionError)
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=_Nowhere())
    except (*faults, OSError, UnicodeDecodeError, TypeError, AttributeError) as error:
        raise WorkbookUnreadable(
            f"is a workbook of the old form (.xls) that is damaged or locked: {error}"
        ) from error
    for sheet in book.sheets():
        ranges = [
            ((top, left), (bottom - 1, right - 1))
            for top, bottom, left, right in sheet.merged_cells
        ]
        rows = fill_down(_rows(book, sheet), covered_cells(ranges))
        yield Sheet(sheet.name, rows, sheet.visibility != 0, book.datemode == 1)


class _Nowhere:
    """Takes what the reader would print about odd files."""

    def write(self, _text: str) -> None:
        """Nobody reads it."""


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[SheetRow]:
    for at in range(sheet.nrows):
        cells, problem = [], None
        for column, cell in enumerate(sheet.row(at)[:_MOST_COLUMNS], start=1):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                name = xlrd.error_text_from_code.get(cell.value, "#ERROR")
                problem = problem or f"column {column} holds the error {name}"
            cells.append(_as_text(book, cell))
        info = sheet.rowinfo_map.get(at)
        yield SheetRow(at + 1, cells, problem, info is not None and bool(info.hidden))


def _as_text(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return str(xlrd.xldate_as_datetime(cell.value, book.datemode).date().isoformat())
        except (xlrd.xldate.XLDateError, OverflowError):
            return number_as_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number_as_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "yes" if cell.value else "no"
    text = str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""
    return without_picture(text)
