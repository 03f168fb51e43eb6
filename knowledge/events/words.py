"""The table of columns.toml: how feeds and people name events and courses."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.events.offering import Campaign, OfferingKind
from knowledge.terms import folded

_FILE = Path(__file__).with_name("columns.toml")


def column_of(heading: str) -> str | None:
    """The column that a heading names, or None."""
    low = folded(heading).strip()
    return next((name for name, forms in _table()["columns"].items() if low in forms), None)


def kind_in(cell: str) -> OfferingKind | None:
    """The kind that a feed's cell names."""
    return next((kind for kind in OfferingKind if says("kinds", kind, cell.strip())), None)


def campaign_in(text: str) -> Campaign | None:
    """The campaign that a cell or a question names; the particular before the general."""
    return next(
        (Campaign(name) for name in _table()["campaigns"] if says("campaigns", name, text)), None
    )


def says(part: str, name: str, text: str) -> bool:
    """Whether a pattern of the table is found in the text."""
    return _pattern(part, name).search(folded(text)) is not None


@cache
def _pattern(part: str, name: str) -> re.Pattern[str]:
    return re.compile(_table()[part][name])


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
