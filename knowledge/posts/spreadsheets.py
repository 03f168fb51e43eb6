"""A feed that comes as a workbook (.xlsx): the rows of its sheets as text."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

_MOST_BYTES = 800 * 2**20
"""Of all parts unpacked; a feed of 100,000 rows has a quarter of it."""

_MOST_RATIO = 300
_SMALL_BYTES = 20 * 2**20
"""A small part may be packed as tightly as it likes."""

_MOST_COLUMNS = 300
_MOST_MERGED_ROWS = 200_000
_CHUNK = 2**20
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


class WorkbookUnreadable(Exception):
    """The file is no workbook that can be read safely; the reason says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet as text; `problem` names the first cell that has no value to read."""

    number: int
    cells: list[str]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is shown, and its rows, to be read once."""

    name: str
    rows: Iterator[SheetRow]


def sheets_of(path: Path) -> Iterator[Sheet]:
    """
    The sheets in order; hidden ones are left away.

    A cell that spans several rows or columns stands in each of them. A formula counts as the value
    that it last had.

    :raises WorkbookUnreadable: if the file is damaged, no workbook, or unpacks beyond all measure.
    """
    parts = _checked_parts(path)
    with (
        closing(_workbook(path, has_values=True)) as book,
        closing(_workbook(path, has_values=False)) as formulas,
    ):
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            # openpyxl tells the part of a sheet nowhere else.
            part = str(sheet._worksheet_path).lstrip("/")
            merged, has_formulas = _looked_through(path, part) if part in parts else ({}, False)
            plain = formulas[sheet.title] if has_formulas else None
            yield Sheet(sheet.title, _rows(sheet, plain, merged))


def _checked_parts(path: Path) -> set[str]:
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
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise WorkbookUnreadable("is packed (zip), but no workbook; save it as XLSX or as CSV")
    return names


def _workbook(path: Path, *, has_values: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    try:
        return load_workbook(path, read_only=True, data_only=has_values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise WorkbookUnreadable(f"is a damaged workbook: {error}") from error
    except SyntaxError as error:
        # What the XML readers raise on a broken part is a SyntaxError.
        raise WorkbookUnreadable(f"is a damaged workbook: {error}") from error


_Merged = dict[int, dict[int, tuple[int, int]]]


def _looked_through(path: Path, part: str) -> tuple[_Merged, bool]:
    """Where each covered cell takes its value from, by row and column; whether formulas stand."""
    merged: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    has_formulas, kept = False, b""
    with zipfile.ZipFile(path) as packed, packed.open(part) as raw:
        while chunk := raw.read(_CHUNK):
            text = kept + chunk
            has_formulas = has_formulas or _FORMULA.search(text) is not None
            for found in _MERGED.finditer(text):
                _cover(merged, found[1].decode())
            kept = text[-200:] if b"mergeCell" not in text[-200:] else text[text.rfind(b"<") :]
    return dict(merged), has_formulas


def _cover(merged: defaultdict[int, dict[int, tuple[int, int]]], reference: str) -> None:
    left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(reference))
    for row in range(top, min(bottom, top + _MOST_MERGED_ROWS) + 1):
        for column in range(left, min(right, _MOST_COLUMNS) + 1):
            if (row, column) != (top, left) and len(merged) < _MOST_MERGED_ROWS:
                merged[row][column] = (top, left)


def _rows(sheet: Any, plain: Any, merged: _Merged) -> Iterator[SheetRow]:  # noqa: ANN401
    # A sheet may claim any size; without the claim its rows are read as they come.
    sheet.reset_dimensions()
    formulas = iter(())
    if plain is not None:
        plain.reset_dimensions()
        formulas = plain.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
    above: dict[tuple[int, int], str] = {}
    anchors = {anchor for covered in merged.values() for anchor in covered.values()}
    rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, start=1):
        cells = [_as_text(value) for value in values]
        problem = _without_value(values, next(formulas, ()))
        for column, cell in enumerate(cells, start=1):
            if (number, column) in anchors:
                above[number, column] = cell
        for column, anchor in merged.get(number, {}).items():
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = above.get(anchor, "")
        yield SheetRow(number, cells, problem)


def _without_value(values: tuple[Any, ...], formulas: tuple[Any, ...]) -> str | None:
    for column, value in enumerate(values):
        formula = formulas[column] if column < len(formulas) else None
        if isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper():
            return f"column {column + 1} holds the error {value}"
        if value is None and isinstance(formula, str) and formula.startswith("="):
            return (
                f"column {column + 1} holds a formula without a value; open the file, save it "
                "once, or put values in place of formulas"
            )
    return None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
