"""Workbooks (.xlsx, .xls): the rows of their sheets as text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from knowledge.documents import old_workbook
from knowledge.documents.cell_text import as_text, error_in
from knowledge.documents.sheet import (
    Sheet,
    SheetRow,
    WorkbookUnreadable,
    covered_cells,
    fill_down,
)
from knowledge.documents.sheet_xml import (
    SheetFacts,
    counts_from_1904,
    parts_of_sheets,
    sheet_facts,
)

_MOST_BYTES = 800 * 2**20
"""Of all parts unpacked; a feed of 100,000 rows has a quarter of it."""

_MOST_RATIO = 300
_SMALL_BYTES = 20 * 2**20
"""A small part may be packed as tightly as it likes."""

_MOST_COLUMNS = 300

ZIP_BEGIN = b"PK\x03\x04"
OLD_BEGIN = b"\xd0\xcf\x11\xe0"


def sheets_of(path: Path) -> Iterator[Sheet]:
    """
    The sheets in order, hidden ones too, named as such.

    A cell that spans several rows stands in each of them. A formula counts as the value that it
    last had; a picture in a cell is no text.

    :raises WorkbookUnreadable: if the file is damaged, no workbook, or unpacks beyond all measure.
    """
    with path.open("rb") as raw:
        is_old = raw.read(4) == OLD_BEGIN
    if is_old:
        yield from old_workbook.sheets_of(path)
        return
    _check_parts(path)
    try:
        parts = parts_of_sheets(path)
        from_1904 = counts_from_1904(path)
        book = CalamineWorkbook.from_path(path)
    except (CalamineError, KeyError, zipfile.BadZipFile, OSError) as error:
        raise WorkbookUnreadable(f"is a damaged workbook: {error}") from error
    with closing(book):
        for known in book.sheets_metadata:
            is_hidden = known.visible is not SheetVisibleEnum.Visible
            rows = iter(()) if is_hidden else _sheet_rows(path, book, known.name, parts)
            yield Sheet(known.name, rows, is_hidden, from_1904)


def _check_parts(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise WorkbookUnreadable(f"is a damaged workbook: {error}") from error
    whole = sum(part.file_size for part in parts)
    tight = [
        part.filename
        for part in parts
        if part.file_size > _SMALL_BYTES
        and part.file_size > _MOST_RATIO * max(part.compress_size, 1)
    ]
    if whole > _MOST_BYTES or tight:
        raise WorkbookUnreadable(
            f"unpacks to {whole // 2**20:,} MB, {_MOST_BYTES // 2**20:,} MB are the most; "
            "it is not opened"
        )
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise WorkbookUnreadable("is packed (zip), but no workbook; save it as XLSX or as CSV")


def _sheet_rows(
    path: Path, book: CalamineWorkbook, name: str, parts: dict[str, str]
) -> Iterator[SheetRow]:
    try:
        facts = sheet_facts(path, parts[name]) if name in parts else SheetFacts()
        if facts.is_too_wide:
            raise WorkbookUnreadable(
                f"sheet {name} reaches to row {facts.last_row:,} and column {facts.last_column:,}; "
                "delete what stands far from the table"
            )
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, KeyError, zipfile.BadZipFile, OSError) as error:
        raise WorkbookUnreadable(f"is a damaged workbook: {error}") from error
    covered = covered_cells(sheet.merged_cell_ranges or [])
    yield from fill_down(_rows(sheet, facts), covered)


def _rows(sheet: CalamineSheet, facts: SheetFacts) -> Iterator[SheetRow]:
    # The reader gives empty rows above the first that holds something, but no empty columns.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = left + [as_text(value) for value in values[:_MOST_COLUMNS]]
        problem = facts.problems.get(number) or error_in(cells)
        yield SheetRow(number, cells, problem, number in facts.hidden)
