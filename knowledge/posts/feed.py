"""A feed of posts, read row by row: CSV or JSON lines, in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COLUMNS = tuple(
    "post_id kind channel category title title_en employer district address wage_min wage_max "
    "wage_unit headcount education_min age_min age_max experience_years skills certificates shift "
    "board_lodging social_insurance statuses_required residence_required description "
    "description_en posted_on closes_on contact source_url".split()
)
REQUIRED = ("post_id", "kind", "title", "employer", "district", "posted_on")

LONGEST_CELL = 20_000
"""Characters of one cell; a longer one is a broken row (a quote that was never closed), no post."""

# The csv module's own limit of 131,072 would end the whole file at such a cell; it is one number
# for the process, and this module reads the only CSV that comes from outside.
csv.field_size_limit(2**31 - 1)

# Of real Chinese text nearly all characters stand in GB 2312; of Big5, Shift-JIS or Latin-1 read
# as GB18030 most do not.
_LEAST_COMMON_SHARE = 0.9
_SAMPLE_CHARACTERS = 50_000


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
    The rows of the feed in order, each with the line on which it begins (CSV: ends).

    :raises FeedUnreadable: if the file is missing, no CSV or JSON lines, neither UTF-8 nor
        GB18030, or lacks a column of REQUIRED.
    """
    text = _text(path)
    if text.lstrip().startswith("{"):
        return _json_rows(text)
    if text.lstrip().startswith("["):
        raise FeedUnreadable(path, "is a JSON array; write one JSON object a line")
    return _csv_rows(path, text)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FeedUnreadable(path, f"cannot be read: {error.strerror}") from error
    if raw.startswith(b"PK\x03\x04") or raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise FeedUnreadable(path, "is a spreadsheet file; save it as CSV in UTF-8")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:4096]:
        raise FeedUnreadable(path, "is UTF-16 or not text at all; save it as CSV in UTF-8")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or _reads_as_chinese(text):
            return text
    raise FeedUnreadable(path, "is neither UTF-8 nor GB18030; save it as CSV in UTF-8")


def _reads_as_chinese(text: str) -> bool:
    sample = [char for char in text[:_SAMPLE_CHARACTERS] if not char.isascii()]
    common = sum(1 for char in sample if _is_common(char))
    return common >= _LEAST_COMMON_SHARE * len(sample)


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise FeedUnreadable(path, f"lacks the columns {', '.join(missing)}")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise FeedUnreadable(path, f"has the columns {', '.join(twice)} twice")
    return _rows_under(header, reader)


def _delimiter(text: str) -> str:
    first_line = text[: text.find("\n")] if "\n" in text else text
    return max(",;\t", key=first_line[:LONGEST_CELL].count)


def _rows_under(header: list[str], reader: Any) -> Iterator[Row]:  # noqa: ANN401 - csv has no public type
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        named = dict(zip(header, cells, strict=False))
        problem = None
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            problem = f"{len(cells)} cells under {len(header)} columns"
        yield _row(reader.line_num, named, problem)


def _json_rows(text: str) -> Iterator[Row]:
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            record = json.loads(written)
        except (ValueError, RecursionError) as error:
            yield Row(line, {}, problem=f"is not JSON: {error}")
            continue
        if isinstance(record, dict):
            yield _row(line, {str(k).strip().lower(): _cell(v) for k, v in record.items()}, None)
        else:
            yield Row(line, {}, problem=f"is JSON, but a {type(record).__name__} and no object")


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
    cut = {name: cell[:LONGEST_CELL].replace("\x00", "").strip() for name, cell in named.items()}
    values = {name: cut[name] for name in COLUMNS if name in cut}
    extra = {name: cell for name, cell in cut.items() if name and name not in values}
    return Row(line, values, extra, problem)
