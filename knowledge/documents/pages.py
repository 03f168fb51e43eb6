"""What a saved web page holds for programs: JSON-LD, and tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from knowledge.documents.sheet import Sheet, SheetRow

_LARGEST_PAGE = 40 * 2**20
_MOST_SPAN = 1_000


def looks_like_page(head: bytes) -> bool:
    """Whether a file that begins like this is HTML."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return begin.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<table", b"<script", b"<body")
    )


class Page:
    """
    A page read once.

    :raises ValueError: if it is too large or holds nothing.
    """

    def __init__(self, path: Path, encoding: str | None) -> None:
        if path.stat().st_size > _LARGEST_PAGE:
            raise ValueError(f"is a page of more than {_LARGEST_PAGE // 2**20} MB")
        parser = html.HTMLParser(encoding=encoding, huge_tree=False)
        try:
            self._root = html.document_fromstring(path.read_bytes(), parser=parser)
        except (html.etree.ParserError, html.etree.XMLSyntaxError) as error:
            raise ValueError(f"is a page without content: {error}") from error

    def linked_data(self) -> list[Any]:
        """The JSON-LD blocks that can be read, in order."""
        found = []
        for script in self._root.iter("script"):
            if "ld+json" in (script.get("type") or ""):
                try:
                    found.append(json.loads((script.text or "").strip(), strict=False))
                except (ValueError, RecursionError):
                    continue
        return found

    def tables(self) -> Iterator[Sheet]:
        """The tables that hold no other, as sheets."""
        for number, table in enumerate(self._root.iter("table"), start=1):
            if table.find(".//table") is None:
                yield Sheet(f"table {number}", _rows(table))


def text_of(markup: str) -> str:
    """The text of a piece of HTML, a line for each paragraph or item."""
    if "<" not in markup:
        return (
            html.fromstring(f"<p>{markup}</p>").text_content().strip() if "&" in markup else markup
        )
    root = html.fragment_fromstring(markup, create_parent="div")
    for block in root.iter("p", "br", "li", "div", "tr", "h1", "h2", "h3", "h4"):
        block.tail = f"\n{block.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _rows(table: html.HtmlElement) -> Iterator[SheetRow]:
    """The rows, with the value of a cell in each row that it spans, in its first column."""
    from_above: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(table.iter("tr"), start=1):
        cells: list[str] = []
        for cell in row.iter("td", "th"):
            _put_spanning(cells, from_above)
            text = " ".join(cell.text_content().split())
            down, across = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            if down > 1:
                from_above[len(cells)] = (down - 1, text)
            cells += [text, *[""] * (across - 1)]
        _put_spanning(cells, from_above)
        yield SheetRow(number, cells)


def _put_spanning(cells: list[str], from_above: dict[int, tuple[int, str]]) -> None:
    while len(cells) in from_above:
        left, text = from_above.pop(len(cells))
        if left > 1:
            from_above[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(said: str | None) -> int:
    return min(int(said), _MOST_SPAN) if said and said.isdigit() and int(said) else 1
