"""What a measurement hands over: a table for people, JSON for programs, files on request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.commands.console import show, show_json
from knowledge.evaluation.run import write_run

_SHORT = {
    "ndcg_at_10": "nDCG@10",
    "recall_at_1": "R@1",
    "recall_at_5": "R@5",
    "recall_at_10": "R@10",
    "mrr_at_10": "MRR@10",
    "map_at_100": "MAP@100",
    "queries_per_second": "queries/s",
}
"""Headers as the literature writes them; the long names would not fit on one line."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures, every result under them, and those that were missed as a person reads them."""

    aggregate: Mapping[str, Any]
    results: Sequence[Mapping[str, Any]]
    misses: Sequence[str] = ()
    """One text for each result with `missed` true, in the order in which they should be read."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the caller wants it."""

    json: bool
    misses: bool = False
    out: Path | None = None


def deliver(measured: Measured, delivery: Delivery, settings: Mapping[str, Any]) -> None:
    """Prints the figures, and writes the run where a folder was named."""
    if delivery.out is not None:
        write_run(
            delivery.out,
            results=measured.results,
            aggregate=measured.aggregate,
            settings=settings,
        )
    if delivery.json:
        missed = [result for result in measured.results if result.get("missed")]
        show_json({**measured.aggregate, **({"misses": missed} if delivery.misses else {})})
        return
    show_figures(measured.aggregate)
    for miss in measured.misses if delivery.misses else ():
        show(miss)


def show_figures(figures: Mapping[str, Any]) -> None:
    """One line for each figure; rows of figures as a table of their own."""
    lines = _table("", "")
    for name, value in figures.items():
        if not _is_rows(value):
            lines.add_row(name, _cell(value))
    console = Console(highlight=False)
    console.print(lines)
    for value in figures.values():
        if _is_rows(value):
            console.print(_rows_table(value))


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _rows_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    table = _table(*(_SHORT.get(name, name) for name in rows[0]))
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def _table(*headers: str) -> Table:
    table = Table(box=SIMPLE, show_header=any(headers), pad_edge=False)
    for number, header in enumerate(headers):
        table.add_column(header, justify="right" if number else "left", overflow="fold")
    return table


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or "none"
    return str(value)
