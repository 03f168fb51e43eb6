"""A feed of posts, read row by row: CSV, JSON lines or a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from knowledge.posts.feed_csv import Record, records
from knowledge.posts.feed_text import REPLACED, Encoding, encoding_of, opened, why_no_text
from knowledge.posts.headings import (
    COLUMNS,
    REQUIRED,
    ROWS_LOOKED_AT,
    Header,
    find_header,
    load_names,
    plain,
)
from knowledge.posts.spreadsheets import Sheet, WorkbookUnreadable, sheets_of

__all__ = ["COLUMNS", "LONGEST_CELL", "REQUIRED", "FeedUnreadable", "Row", "read_feed"]

LONGEST_CELL = 20_000
"""Characters of one cell; a longer one is a broken row (a quote that was never closed), no post."""

_HEAD_BYTES = 4096


class FeedUnreadable(Exception):
    """No row of the file can be read; the reason says what to mend."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a feed as text; `problem` says why it cannot be read as a post at all."""

    line: int
    values: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)
    """Columns that the form does not know: kept, and used for nothing."""
    problem: str | None = None


def read_feed(path: Path) -> Iterator[Row]:
    """
    The rows of the feed in order, each with the line (in a workbook: the row) on which it begins.

    Nothing but the row at hand is held in memory.

    :raises FeedUnreadable: if the file is missing, no feed, neither UTF-8 nor GB18030, or lacks a
        column of REQUIRED. It is raised before the first row is given.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(_HEAD_BYTES)
    except OSError as error:
        raise FeedUnreadable(path, f"cannot be read: {error.strerror}") from error
    if head.startswith(b"PK\x03\x04"):
        return _begun(_workbook_rows(path))
    no_text = why_no_text(head)
    encoding = None if no_text else encoding_of(path)
    if encoding is None:
        reason = no_text or "is neither UTF-8 nor GB18030; save it as CSV in UTF-8"
        raise FeedUnreadable(path, reason)
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begin == b"[":
        raise FeedUnreadable(path, "is a JSON array; write one JSON object a line")
    return _json_rows(path, encoding) if begin == b"{" else _begun(_csv_rows(path, encoding))


def lines_of(path: Path) -> int:
    """About how many rows a text file holds, 0 for a workbook: for a bar, not for a count."""
    with path.open("rb") as raw:
        chunks = iter(lambda: raw.read(2**20), b"")
        first = next(chunks, b"")
        if first.startswith(b"PK\x03\x04"):
            return 0
        return sum(chunk.count(b"\n") for chunk in chain([first], chunks))


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows, the first of them read now, so that what is no feed is told at once."""
    first = list(islice(rows, 1))
    return chain(first, rows)


def _csv_rows(path: Path, encoding: Encoding) -> Iterator[Row]:
    with opened(path, encoding) as text:
        delimiter = _delimiter("".join(islice(text, 3)))
    with opened(path, encoding) as text:
        found = records(text, delimiter)
        head = list(islice(found, ROWS_LOOKED_AT))
        header = find_header([record.cells for record in head])
        fault = _no_header(head) if header is None else header.fault()
        if header is None or fault:
            raise FeedUnreadable(path, fault or "has no header")
        yield from (_row_of(record, header) for record in chain(head[header.rows :], found))


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
    if problem is None and any(cell.strip() for cell in cells[len(names) :]):
        problem = f"{len(cells)} cells under {len(names)} columns"
    row = _row(record.line, dict(zip(names, cells, strict=False)), problem)
    if header.wage_unit and not row.values.get("wage_unit"):
        return Row(row.line, {**row.values, "wage_unit": header.wage_unit}, row.extra, row.problem)
    return row


def _workbook_rows(path: Path) -> Iterator[Row]:
    faults: list[str] = []
    has_header = False
    try:
        for sheet in sheets_of(path):
            for given in _sheet_rows(sheet):
                if isinstance(given, str):
                    faults.append(f"sheet {sheet.name} {given}")
                else:
                    has_header = True
                    yield from given
    except WorkbookUnreadable as fault:
        raise FeedUnreadable(path, fault.reason) from fault
    if not has_header:
        raise FeedUnreadable(path, "; ".join(faults) or "has no sheet to read")
    yield from (Row(1, {}, problem=problem) for problem in faults)


def _sheet_rows(sheet: Sheet) -> Iterator[Iterator[Row] | str]:
    """The rows of the sheet, or why none can be read; nothing for an empty sheet."""
    records_ = (
        Record(row.number, row.cells, row.problem)
        for row in sheet.rows
        if row.problem or any(cell.strip() for cell in row.cells)
    )
    head = list(islice(records_, ROWS_LOOKED_AT))
    header = find_header([record.cells for record in head])
    if header is None:
        yield from [_no_header(head)] if head else []
        return
    fault = header.fault()
    if fault:
        yield fault
        return
    yield (_row_of(record, header) for record in chain(head[header.rows :], records_))


def _json_rows(path: Path, encoding: Encoding) -> Iterator[Row]:
    with opened(path, encoding) as text:
        for line, written in enumerate(text, start=1):
            if written.strip():
                yield _json_row(line, written)


def _json_row(line: int, written: str) -> Row:
    try:
        record = json.loads(written)
    except (ValueError, RecursionError) as error:
        return Row(line, {}, problem=f"is not JSON: {error}")
    if not isinstance(record, dict):
        return Row(line, {}, problem=f"is JSON, but a {type(record).__name__} and no object")
    known = load_names().columns
    named = {known.get(plain(name), name.strip().lower()): _cell(v) for name, v in record.items()}
    return _row(line, named, None)


def _cell(value: object) -> str:
    """A JSON value as the CSV form writes it: lists joined by |, yes and no for booleans."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(_cell(part) for part in value)
    return str(value)


def _row(line: int, named: Mapping[str, str], problem: str | None) -> Row:
    for name, cell in named.items():
        if len(cell) > LONGEST_CELL:
            shown = f"{len(cell):,} characters; {LONGEST_CELL:,} are the most"
            problem = f"column {name} holds {shown}"
        elif REPLACED in cell:
            problem = f"column {name} holds bytes that are no text in the file's encoding"
    cut = {name: cell[:LONGEST_CELL].replace("\x00", "").strip() for name, cell in named.items()}
    values = {name: cut[name] for name in COLUMNS if name in cut}
    extra = {name: cell for name, cell in cut.items() if name and name not in values}
    return Row(line, values, extra, problem)
