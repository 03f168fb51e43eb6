"""A selection of turns for other programs: masked, written while it is read."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from enum import StrEnum

from knowledge.database import SessionFactory
from knowledge.records.searching import FoundTurn, TurnsWanted, find_turns

MOST = 100_000
"""Turns in one export; a narrower filter gives the rest."""
_AT_ONCE = 500
_COLUMNS = tuple(field.name for field in dataclasses.fields(FoundTurn))
# Source: OWASP, CSV injection: a spreadsheet takes a cell that begins so for a formula. The wide
# forms are taken for the same by some.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet reads Chinese as something else."""


class ExportForm(StrEnum):
    """The two forms, by the ending of the file's name."""

    CSV = "csv"
    JSON_LINES = "jsonl"


def export_turns(
    sessions: SessionFactory, wanted: TurnsWanted, form: ExportForm, *, most: int = MOST
) -> Iterator[str]:
    """The file in pieces, newest turn first; CSV has a head line and no formula in it."""
    if form is ExportForm.CSV:
        yield _BYTE_ORDER_MARK + _csv_lines([_COLUMNS])
    for page in _pages(sessions, wanted, most):
        if form is ExportForm.CSV:
            yield _csv_lines([[_harmless(cell) for cell in _cells(turn)] for turn in page])
        else:
            yield "".join(_json_line(turn) for turn in page)


def _pages(sessions: SessionFactory, wanted: TurnsWanted, most: int) -> Iterator[list[FoundTurn]]:
    before, left = None, most
    while left > 0:
        # A session for each page: a slow reader must not hold one open for minutes.
        with sessions() as session:
            page = find_turns(session, wanted, before=before, limit=min(_AT_ONCE, left))
        if not page:
            return
        yield page
        before, left = page[-1].turn_id, left - len(page)


def _cells(turn: FoundTurn) -> list[str]:
    values = (getattr(turn, name) for name in _COLUMNS)
    return ["" if value is None else str(value) for value in values]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_FORMULA) else cell


def _csv_lines(rows: list[tuple[str, ...]] | list[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue()


def _json_line(turn: FoundTurn) -> str:
    values = {**dataclasses.asdict(turn), "at": turn.at.isoformat()}
    return json.dumps(values, ensure_ascii=False) + "\n"
