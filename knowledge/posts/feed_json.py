"""Feeds in JSON: rows as lines or a list, schema.org JobPosting, HR-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.documents.text_file import Encoding, opened
from knowledge.posts.feed_row import FeedUnreadable, Row, row_of
from knowledge.posts.headings import load_names, plain
from knowledge.posts.hr_json import openings_in
from knowledge.posts.job_posting import cells_of_posting, job_postings_in

_LARGEST_WHOLE = 64 * 2**20
"""Bytes of a file that is one piece of JSON; in lines it may be of any size."""


def json_rows(path: Path, encoding: Encoding) -> Iterator[Row]:
    """
    The rows of a file of JSON lines, or of one piece of JSON.

    :raises FeedUnreadable: if it is one piece that is damaged, too large or holds no rows.
    """
    if _is_in_lines(path, encoding):
        with opened(path, encoding) as text:
            for line, written in enumerate(text, start=1):
                if written.strip():
                    yield from _rows_of_line(line, written)
        return
    if path.stat().st_size > _LARGEST_WHOLE:
        most = _LARGEST_WHOLE // 2**20
        raise FeedUnreadable(
            path, f"is JSON in one piece of over {most} MB; write one object a line"
        )
    with opened(path, encoding) as text:
        try:
            data = json.loads(text.read())
        except (ValueError, RecursionError) as error:
            raise FeedUnreadable(path, f"is no whole JSON: {error}") from error
    rows = list(linked_rows([data])) or list(_plain_rows(data))
    if not rows:
        raise FeedUnreadable(path, "is JSON, but holds no list of posts and no JobPosting")
    yield from rows


def linked_rows(blocks: Iterable[Any]) -> Iterator[Row]:
    """The JobPostings and HR-JSON openings in pieces of JSON, numbered from 1."""
    number = 0
    for block in blocks:
        for cells in (*map(cells_of_posting, job_postings_in(block)), *openings_in(block)):
            number += 1
            yield replace(row_of(number, cells), is_posting=True)


def _is_in_lines(path: Path, encoding: Encoding) -> bool:
    """Whether the first line that is not empty is a whole object; a broken one counts as such."""
    with opened(path, encoding) as text:
        lines = (line.strip() for line in text)
        first = next((line for line in lines if line), "")
        second = next((line for line in lines if line), "")
    if not first.startswith("{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return second.startswith("{") and len(first) > 1
    return True


def _rows_of_line(line: int, written: str) -> Iterator[Row]:
    try:
        record = json.loads(written)
    except (ValueError, RecursionError) as error:
        yield Row(line, {}, problem=f"is not JSON: {error}")
        return
    if not isinstance(record, dict):
        yield Row(line, {}, problem=f"is JSON, but a {type(record).__name__} and no object")
        return
    linked = list(linked_rows([record])) if _may_be_linked(record) else []
    if linked:
        yield from (replace(row, line=line) for row in linked)
    else:
        yield _row_of(line, record)


def _may_be_linked(record: Mapping[str, Any]) -> bool:
    return any(name in record for name in ("@type", "@graph", "@context", "type")) or any(
        isinstance(value, dict | list) and "position" in name.lower()
        for name, value in record.items()
    )


def _plain_rows(data: object) -> Iterator[Row]:
    """The objects of a list, or of the first list of objects in an object."""
    if isinstance(data, dict):
        lists = (value for value in data.values() if isinstance(value, list))
        data = next((rows for rows in lists if rows and isinstance(rows[0], dict)), [data])
    for number, record in enumerate(data if isinstance(data, list) else [], start=1):
        if isinstance(record, dict):
            yield _row_of(number, record)
        else:
            yield Row(number, {}, problem=f"is a {type(record).__name__} and no object")


def _row_of(line: int, record: Mapping[str, Any]) -> Row:
    known = load_names().columns
    return row_of(
        line,
        {known.get(plain(name), name.strip().lower()): _cell(v) for name, v in record.items()},
    )


def _cell(value: object) -> str:
    """A JSON value as the CSV form writes it: lists joined by |, yes and no for booleans."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(_cell(part) for part in value)
    return str(value)
