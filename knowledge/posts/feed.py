"""A feed of posts, read row by row: CSV, JSON, a workbook or a saved page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from knowledge.documents.pages import Page, looks_like_page
from knowledge.documents.text_file import Encoding, encoding_of, why_no_text
from knowledge.documents.workbook import OLD_BEGIN, ZIP_BEGIN
from knowledge.posts.feed_json import json_rows, linked_rows
from knowledge.posts.feed_row import LONGEST_CELL, FeedUnreadable, Row
from knowledge.posts.feed_tables import csv_rows, page_rows, workbook_rows
from knowledge.posts.headings import COLUMNS, REQUIRED

__all__ = ["COLUMNS", "LONGEST_CELL", "REQUIRED", "FeedUnreadable", "Row", "read_feed"]

_HEAD_BYTES = 4096
_NOTHING: frozenset[str] = frozenset()


def read_feed(path: Path, given: frozenset[str] = _NOTHING) -> Iterator[Row]:
    """
    The rows of the feed in order, each with the line (in a workbook: the row) on which it begins.

    Rows that are no posts (hidden ones, notes below the table) come too, as left out.

    :param given: columns for which the import has a default, so that the file may lack them.
    :raises FeedUnreadable: if the file is missing, no feed, neither UTF-8 nor GB18030, or lacks a
        column that is needed. It is raised before the first row is given.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(_HEAD_BYTES)
    except OSError as error:
        raise FeedUnreadable(path, f"cannot be read: {error.strerror}") from error
    if head.startswith((ZIP_BEGIN, OLD_BEGIN)):
        return _begun(workbook_rows(path, given))
    no_text = None if looks_like_page(head) else why_no_text(head)
    encoding = None if no_text else encoding_of(path)
    if encoding is None:
        reason = no_text or "is neither UTF-8 nor GB18030; save it as CSV in UTF-8"
        raise FeedUnreadable(path, reason)
    if looks_like_page(head):
        return _begun(_page(path, encoding, given))
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    is_json = begin in (b"{", b"[")
    return _begun(json_rows(path, encoding) if is_json else csv_rows(path, encoding, given))


def lines_of(path: Path) -> int:
    """About how many rows a text file holds, 0 for a workbook: for a bar, not for a count."""
    with path.open("rb") as raw:
        chunks = iter(lambda: raw.read(2**20), b"")
        first = next(chunks, b"")
        if first.startswith((ZIP_BEGIN, OLD_BEGIN)):
            return 0
        return sum(chunk.count(b"\n") for chunk in chain([first], chunks))


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows, the first of them read now, so that what is no feed is told at once."""
    first = list(islice(rows, 1))
    return chain(first, rows)


def _page(path: Path, encoding: Encoding, given: frozenset[str]) -> Iterator[Row]:
    """The JobPostings of a saved page, or else the rows of its tables."""
    try:
        page = Page(path, encoding.name.removesuffix("-sig"))
    except ValueError as fault:
        raise FeedUnreadable(path, str(fault)) from fault
    postings = list(linked_rows(page.linked_data()))
    yield from postings or page_rows(path, page, given)
