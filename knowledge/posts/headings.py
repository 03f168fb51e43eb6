"""The header of a feed: which row it is, and which column of the form each of its names means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from knowledge.terms import folded

COLUMNS = tuple(
    "post_id kind channel category title title_en employer district address wage_min wage_max "
    "wage_unit headcount education_min age age_min age_max experience_years skills certificates "
    "shift board_lodging social_insurance statuses_required residence_required description "
    "description_en posted_on closes_on contact source_url".split()
)
REQUIRED = ("post_id", "kind", "title", "employer", "district", "posted_on")

DEFAULTED = ("kind", "district", "posted_on")
"""Columns for which an import may give one value for the whole file."""

_TABLE = Path(__file__).parent / "headings.toml"

# A title, a date of issue and a note may stand above the header.
ROWS_LOOKED_AT = 20

_LEAST_KNOWN = 2
"""A row with fewer names of columns is no header."""

_NOISE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[\s*:：_\-/、.#]+")


@dataclass(frozen=True, slots=True)
class Header:
    """
    The names of the columns, left to right; those of the form by its own names.

    rows: how many rows of the file stand up to the last row of the header.
    """

    names: tuple[str, ...]
    rows: int
    wage_unit: str = ""
    """What pay is for where the name of its column says so (时薪)."""
    _written: tuple[str, ...] = field(default=())

    def fault(self, given: frozenset[str] = frozenset()) -> str | None:
        """
        Why no post can be read under this header, or None.

        Ids can be made and the district stands in an address as well; what else lacks must be
        among the columns that the import has a default for.
        """
        has = {*self.names, *given, "post_id", *(["district"] if "address" in self.names else [])}
        missing = [name for name in REQUIRED if name not in has]
        if missing:
            named = ", ".join(map(_with_chinese, missing))
            defaults = [name for name in missing if name in DEFAULTED]
            return f"lacks the columns {named}" + (_how_to_give(defaults) if defaults else "")
        twice = sorted({name for name in self.names if name and self.names.count(name) > 1})
        if not twice:
            return None
        written = [
            said for name, said in zip(self.names, self._written, strict=True) if name == twice[0]
        ]
        return f"has the column {twice[0]} twice ({', '.join(written)})"


@dataclass(frozen=True, slots=True)
class _Names:
    columns: dict[str, str]
    units: dict[str, str]


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """
    The header among the first rows of a table, or None if none of them is one.

    It may lie under a title, and over two rows: names that span several columns (薪资) with the
    parts under them (最低, 最高).
    """
    shown = rows[:ROWS_LOOKED_AT]
    single = [_header([list(row)], number + 1) for number, row in enumerate(shown)]
    double = [
        _header([list(upper), list(lower)], number + 2)
        for number, (upper, lower) in enumerate(pairwise(shown))
        # Below a header of one row stands a post, whose cells are no names of columns.
        if _known([str(cell) for cell in lower]) >= _LEAST_KNOWN
    ]
    best = max([*single, *double], key=_known_in, default=None)
    return best if best is not None and _known_in(best) >= _LEAST_KNOWN else None


@cache
def load_names() -> _Names:
    """
    The table of names.

    :raises ValueError: if a name stands for two columns, or a column is none of the form.
    """
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    columns = {plain(name): name for name in COLUMNS}
    for column, names in table["columns"].items():
        if column not in COLUMNS:
            raise ValueError(f"headings.toml: {column} is no column of the form")
        for name in names:
            if columns.setdefault(plain(name), column) != column:
                raise ValueError(f"headings.toml: {name} is {columns[plain(name)]} and {column}")
    units = {plain(name): unit for name, unit in table["wage_units"].items()}
    return _Names(columns | dict.fromkeys(units, "wage_min"), units)


def plain(name: str) -> str:
    """A name of a column as the table looks it up."""
    return _NOISE.sub("", folded(name).replace("（", "(").replace("）", ")"))


def _header(rows: list[list[str]], until: int) -> Header:
    written = _joined(rows) if len(rows) == 2 else [str(cell).strip() for cell in rows[0]]
    known = load_names()
    looked_up = [plain(name) for name in written]
    names = tuple(
        known.columns.get(name, said.lower()) for name, said in zip(looked_up, written, strict=True)
    )
    unit = next((known.units[name] for name in looked_up if name in known.units), "")
    return Header(names, until, unit, tuple(written))


def _joined(rows: list[list[str]]) -> list[str]:
    """The names of two rows: both together where that is known, else the lower, else both."""
    upper, lower = rows
    width = max(len(upper), len(lower))
    upper, lower = (
        [str(cell).strip() for cell in row] + [""] * (width - len(row)) for row in (upper, lower)
    )
    names, spanning = [], ""
    for above, below in zip(upper, lower, strict=True):
        spanning = above or (spanning if below else "")
        together = spanning + below
        known = load_names().columns
        names.append(next((n for n in (together, below) if below and plain(n) in known), together))
    return names


def _known(cells: list[str]) -> int:
    columns = load_names().columns
    return len({columns[name] for name in map(plain, cells) if name in columns})


def _known_in(header: Header) -> int:
    return len({name for name in header.names if name in COLUMNS})


def _how_to_give(names: Sequence[str]) -> str:
    examples = {"kind": "enterprise", "district": "南岸区", "posted_on": "2026-11-20"}
    options = " ".join(f"--default {name}={examples[name]}" for name in names)
    return f"; a list without them is taken in with {options}"


def _with_chinese(column: str) -> str:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    names = table["columns"].get(column, [])
    return f"{column} ({names[0]})" if names else column
