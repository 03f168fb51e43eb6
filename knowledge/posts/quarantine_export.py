"""Held rows as a table for a spreadsheet program, in which no cell can act as a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from knowledge.posts.feed import COLUMNS
from knowledge.posts.tables import QuarantinedRow

_OWN = ("id", "feed", "line", "state", "reasons_zh", "reasons_en")

# Source: OWASP, CSV Injection: a cell that begins like this is run as a formula when opened.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_rows(rows: Sequence[QuarantinedRow], path: Path) -> None:
    """
    The rows as CSV in UTF-8 with the mark that Excel needs, each with its reasons.

    Cells carry corrections where there are any.
    """
    known = [*_OWN, *COLUMNS]
    other = sorted({name for row in rows for name in row.cells if name not in known})
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*known, *other])
        writer.writeheader()
        for row in rows:
            cells = {**row.cells, **row.corrected, **_own(row)}
            writer.writerow({name: _harmless(str(cell)) for name, cell in cells.items()})


def _own(row: QuarantinedRow) -> dict[str, object]:
    return {
        "id": row.id,
        "feed": row.feed,
        "line": row.line,
        "state": row.state,
        "reasons_zh": "；".join(told.get("zh", "") for told in row.reasons),
        "reasons_en": "; ".join(told.get("en", "") for told in row.reasons),
    }


def _harmless(cell: str) -> str:
    """The cell with an apostrophe before it where it would be run: a lone minus number stays."""
    if not cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) or _is_number(cell):
        return cell
    return "'" + cell


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdecimal()
