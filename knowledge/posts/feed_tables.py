"""Feeds that are tables: CSV, the sheets of a workbook, the tables of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from knowledge.documents.csv_records import Record, records
from knowledge.documents.pages import Page
from knowledge.documents.sheet import Sheet, WorkbookUnreadable
from knowledge.documents.text_file import Encoding, opened
from knowledge.documents.workbook import sheets_of
from knowledge.posts.feed_row import (
    HIDDEN,
    HIDDEN_SHEET,
    LONGEST_CELL,
    NO_TABLE,
    NOTE,
    REPEATED_HEADER,
    FeedUnreadable,
    Row,
    row_of,
)
from knowledge.posts.headings import (
    REQUIRED,
    ROWS_LOOKED_AT,
    Header,
    find_header,
    load_names,
    plain,
)
from knowledge.sentence import Sentence

_NOTE = re.compile(
    r"^\s*(?:合\s*计|总\s*计|小\s*计|备\s*注|附?\s*注|说\s*明|填表|制表|审核|联系人|联系电话|咨询|报名|地址|温馨提示|total|notes?)"
)
_MOST_CELLS_OF_A_NOTE = 2

_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_DAYS = ("posted_on", "closes_on")
# Source: ECMA-376, part 1, 18.17.4.1: in the 1904 base serial 0 is 1904-01-01.
_ORIGIN_1904 = date(1904, 1, 1)


def csv_rows(path: Path, encoding: Encoding, given: frozenset[str]) -> Iterator[Row]:
    """
    The rows below the header of a CSV file.

    :raises FeedUnreadable: if it has no header, or one that lacks a column.
    """
    with opened(path, encoding) as text:
        delimiter = _delimiter("".join(islice(text, 3)))
    with opened(path, encoding) as text:
        found = records(text, delimiter)
        head = list(islice(found, ROWS_LOOKED_AT))
        header = find_header([record.cells for record in head])
        fault = _no_header(head) if header is None else header.fault(given)
        if header is None or fault:
            raise FeedUnreadable(path, fault or "has no header")
        yield from (_row_of(record, header) for record in chain(head[header.rows :], found))


def workbook_rows(path: Path, given: frozenset[str]) -> Iterator[Row]:
    """
    The rows of every sheet that holds a table of posts.

    :raises FeedUnreadable: if no sheet does, or the file is damaged.
    """
    try:
        yield from _rows_of_sheets(path, sheets_of(path), given, "has no sheet to read")
    except WorkbookUnreadable as fault:
        raise FeedUnreadable(path, fault.reason) from fault


def page_rows(path: Path, page: Page, given: frozenset[str]) -> Iterator[Row]:
    """
    The rows of every table of a page that is one of posts.

    :raises FeedUnreadable: if there is none.
    """
    reason = "is a web page without a JobPosting or a table of posts"
    return _rows_of_sheets(path, page.tables(), given, reason)


def _rows_of_sheets(
    path: Path, sheets: Iterator[Sheet], given: frozenset[str], no_sheet: str
) -> Iterator[Row]:
    faults: list[Row] = []
    unnamed: list[str] = []
    has_header = False
    for sheet in sheets:
        if sheet.is_hidden:
            faults.append(Row(1, {}, left_out=_of_sheet(HIDDEN_SHEET, sheet)))
            continue
        for rows in _sheet_rows(sheet, given):
            if isinstance(rows, Row):
                faults.append(rows)
                unnamed.append(rows.problem or f"sheet {sheet.name} {rows.extra['reason']}")
            else:
                has_header = True
                yield from rows
    if not has_header:
        raise FeedUnreadable(path, "; ".join(unnamed) or no_sheet)
    yield from faults


def _of_sheet(why: Sentence, sheet: Sheet) -> Sentence:
    return Sentence(f"{why.zh}：{sheet.name}", f"{why.en}: {sheet.name}")


def _sheet_rows(sheet: Sheet, given: frozenset[str]) -> Iterator[Iterator[Row] | Row]:
    """The rows of the sheet, or one that says why it is none; nothing for an empty sheet."""
    hidden: set[int] = set()
    found = _records(sheet, hidden)
    head = list(islice(found, ROWS_LOOKED_AT))
    header = find_header([record.cells for record in head])
    if header is None:
        if head:
            why = {"reason": _no_header(head)}
            yield Row(1, {}, why, left_out=_of_sheet(NO_TABLE, sheet))
        return
    fault = header.fault(given)
    if fault:
        yield Row(1, {}, problem=f"sheet {sheet.name} {fault}")
        return
    yield (
        _sheet_row(record, header, sheet, is_hidden=record.line in hidden)
        for record in chain(head[header.rows :], found)
    )


def _records(sheet: Sheet, hidden: set[int]) -> Iterator[Record]:
    for row in sheet.rows:
        if row.problem or any(cell.strip() for cell in row.cells):
            if row.is_hidden:
                hidden.add(row.number)
            yield Record(row.number, row.cells, row.problem)


def _sheet_row(record: Record, header: Header, sheet: Sheet, *, is_hidden: bool) -> Row:
    if is_hidden:
        return Row(record.line, {}, left_out=_of_sheet(HIDDEN, sheet))
    row = _row_of(record, header)
    if not sheet.counts_from_1904:
        return row
    days = {
        name: (_ORIGIN_1904 + timedelta(days=int(float(row.values[name])))).isoformat()
        for name in _DAYS
        if _SERIAL.fullmatch(row.values.get(name, ""))
    }
    return Row(row.line, {**row.values, **days}, row.extra, row.problem, row.left_out)


def _no_header(head: list[Record]) -> str:
    if not head:
        return "is empty"
    return (
        f"has no row with names of columns in its first {len(head)} rows; "
        f"lacks the columns {', '.join(REQUIRED)}"
    )


def _delimiter(first_lines: str) -> str:
    return max(",;\t", key=first_lines[:LONGEST_CELL].count)


def _row_of(record: Record, header: Header) -> Row:
    cells, names = record.cells, header.names
    problem = record.problem
    if problem is None and len(cells) > len(names) and any(map(str.strip, cells[len(names) :])):
        problem = f"{len(cells)} cells under {len(names)} columns"
    row = row_of(record.line, dict(zip(names, cells, strict=False)), problem)
    why = _no_post(record, row)
    if why is not None:
        return Row(record.line, {}, left_out=why)
    if header.wage_unit and not row.values.get("wage_unit"):
        return Row(row.line, {**row.values, "wage_unit": header.wage_unit}, row.extra, row.problem)
    return row


@lru_cache(maxsize=10_000)
def _names(cell: str, column: str) -> bool:
    """Whether the cell is a name of the column."""
    return load_names().columns.get(plain(cell)) == column


def _no_post(record: Record, row: Row) -> Sentence | None:
    """Why the row is a part of the table's make-up and no post."""
    title, employer = row.values.get("title", ""), row.values.get("employer", "")
    if title and employer:
        is_header = _names(title, "title") and _names(employer, "employer")
        return REPEATED_HEADER if is_header else None
    post_id = row.values.get("post_id", "")
    if title or any(cell and not _NOTE.match(cell) for cell in (employer, post_id)):
        return None
    filled = [cell.strip() for cell in record.cells if cell.strip()]
    is_note = len(filled) <= _MOST_CELLS_OF_A_NOTE or _NOTE.match(filled[0])
    return NOTE if is_note and record.problem is None else None
