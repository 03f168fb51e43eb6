"""Figures as files; for the public without those that could point at somebody."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from knowledge.figures.showing import FigureTable, Unit
from knowledge.following.ledger import LEAST_SHOWN


def for_the_public(table: FigureTable) -> FigureTable:
    """
    The table without counts from 1 to 4.

    A column in which one count alone is hidden hides the next smallest too: whoever knows the
    total could work it out. Per cents and milliseconds of single days rest on few people often, so
    only counts are published.
    """
    if table.unit is not Unit.COUNT:
        return replace(table, rows=())
    columns = [
        _hidden([values[place] for _, values in table.rows]) for place in range(len(table.columns))
    ]
    rows = tuple(
        (key, tuple(column[line] for column in columns)) for line, (key, _) in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def as_csv(table: FigureTable) -> str:
    """With the mark by which spreadsheet programs know UTF-8; what is hidden is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([table.name if table.is_ranked else "day", *table.columns])
    for key, values in table.rows:
        numbers = ("" if value is None else value for value in map(_whole, values))
        writer.writerow([_harmless(key), *numbers])
    return "\ufeff" + out.getvalue()


def as_json(table: FigureTable) -> str:
    """An object with the rows in order; what is hidden is null."""
    rows = [
        {"key": key, **dict(zip(table.columns, map(_whole, values), strict=True))}
        for key, values in table.rows
    ]
    whole = {"name": table.name, "unit": table.unit.value, "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _hidden(counts: list[float | None]) -> list[float | None]:
    small = [n for n in counts if n is not None and 0 < n < LEAST_SHOWN]
    bound = float(LEAST_SHOWN)
    if len(small) == 1:
        bound = min((n for n in counts if n is not None and n >= bound), default=bound) + 1
    hidden, shown = 0, []
    for count in counts:
        is_small = count is not None and 0 < count < LEAST_SHOWN
        is_next = count is not None and 0 < count < bound and not is_small and hidden == 0
        hidden += is_next
        shown.append(None if is_small or is_next else count)
    return shown


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value.is_integer() else value


def _harmless(cell: str) -> str:
    # Source: OWASP, CSV Injection: a cell that begins like this is run as a formula when opened.
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
