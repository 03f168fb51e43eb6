"""A feed of events and courses, row by row: CSV or JSON lines, in UTF-8 or GB18030."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.documents.csv_records import records
from knowledge.documents.text_file import encoding_of, opened, why_no_text
from knowledge.events.words import column_of, kind_in
from knowledge.posts.feed import LONGEST_CELL, FeedUnreadable

_NEEDED = ("offering_id", "kind", "title", "organiser", "starts")
_DELIMITERS = ",;\t"
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class OfferingCells:
    """One row as text; `problem` says why it cannot be read at all."""

    line: int
    values: Mapping[str, str]
    problem: str | None = None


def is_offering_feed(path: Path) -> bool:
    """Whether the first row that can be read is of an event or a course."""
    try:
        first = next(iter(read_offerings(path)), None)
    except FeedUnreadable:
        return False
    return first is not None and kind_in(first.values.get("kind", "")) is not None


def read_offerings(path: Path) -> Iterator[OfferingCells]:
    """
    The rows in order.

    :raises FeedUnreadable: if the file is missing, no text, or lacks a column that is needed.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(_HEAD_BYTES)
    except OSError as error:
        raise FeedUnreadable(path, f"cannot be read: {error.strerror}") from error
    encoding = None if why_no_text(head) or head.startswith(b"PK") else encoding_of(path)
    if encoding is None:
        raise FeedUnreadable(path, why_no_text(head) or "is no CSV or JSON lines in UTF-8")
    with opened(path, encoding) as text:
        if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
            yield from _json_rows(text)
        else:
            yield from _csv_rows(path, text)


def _csv_rows(path: Path, lines: Iterator[str]) -> Iterator[OfferingCells]:
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    names = [column_of(cell.strip('" ')) for cell in first.rstrip("\r\n").split(delimiter)]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise FeedUnreadable(path, f"lacks the columns {', '.join(missing)}")
    for record in records(lines, delimiter):
        named = {n: c for n, c in zip(names, record.cells, strict=False) if n is not None}
        problem = record.problem
        if len(record.cells) > len(names):
            problem = problem or f"{len(record.cells)} cells under {len(names)} columns"
        yield _row(record.line + 1, named, problem)


def _json_rows(lines: Iterator[str]) -> Iterator[OfferingCells]:
    for line, written in enumerate(lines, start=1):
        if not written.strip():
            continue
        try:
            record = json.loads(written)
        except (ValueError, RecursionError) as error:
            yield OfferingCells(line, {}, f"is not JSON: {error}")
            continue
        if not isinstance(record, dict):
            yield OfferingCells(line, {}, f"is a {type(record).__name__} and no JSON object")
            continue
        named = {column_of(str(key)): _cell(value) for key, value in record.items()}
        yield _row(line, {name: cell for name, cell in named.items() if name is not None}, None)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(part) for part in value)
    return "" if value is None else str(value)


def _row(line: int, named: Mapping[str, str], problem: str | None) -> OfferingCells:
    longest = max((len(cell) for cell in named.values()), default=0)
    if longest > LONGEST_CELL:
        problem = f"a cell holds {longest:,} characters; {LONGEST_CELL:,} are the most"
    cut = {name: cell[:LONGEST_CELL].replace("\x00", "").strip() for name, cell in named.items()}
    return OfferingCells(line, cut, problem)
