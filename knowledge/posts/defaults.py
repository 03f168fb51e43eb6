"""What an import gives to every row of a file that lacks it: kind, district, day, ids."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from knowledge.places import Places
from knowledge.posts import values
from knowledge.posts.days import read_day
from knowledge.posts.feed_row import Row
from knowledge.posts.headings import DEFAULTED
from knowledge.vocabulary import PostKind

_ID_LENGTH = 10


class BadDefault(Exception):
    """A default that no row could have."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"default {name}={value}: {expected}")
        self.name = name
        self.value = value


@dataclass(frozen=True, slots=True)
class FeedDefaults:
    """The values by column; empty where the file has everything."""

    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The columns for which there is a default."""
        return frozenset(self.values)

    @classmethod
    def of(cls, given: Mapping[str, str], places: Places) -> FeedDefaults:
        """
        The defaults as they were typed, empty ones left away.

        :raises BadDefault: if a column can have none, or a value is not understood.
        """
        said = {name: value.strip() for name, value in given.items() if value.strip()}
        for name, value in said.items():
            if name not in DEFAULTED:
                raise BadDefault(name, value, f"one of {', '.join(DEFAULTED)} is expected")
        return cls({name: _checked(name, value, places) for name, value in said.items()})


def _checked(name: str, value: str, places: Places) -> str:
    if name == "kind":
        kind = values.read_kind(value)
        if kind is None:
            raise BadDefault(name, value, "public_welfare, enterprise or policy is expected")
        return kind.value
    if name == "posted_on":
        day: date | None = read_day(value)
        if day is None:
            raise BadDefault(name, value, "a day such as 2026-11-20 is expected")
        return day.isoformat()
    district = places.district_of_cell(value)
    if district is None:
        raise BadDefault(name, value, "a district of Chongqing is expected")
    return district


@dataclass(slots=True)
class DefaultsFiller:
    """Fills the rows of one import; remembers the ids that it has made."""

    defaults: FeedDefaults
    feed: str
    places: Places
    _made: dict[str, int] = field(default_factory=dict)

    def filled(self, row: Row) -> Row:
        """The row with what it lacks: from its own address, from the defaults, an id made."""
        cells = row.values
        if row.problem is not None or not (self.defaults.values or _lacks(cells)):
            return row
        new: dict[str, str] = {}
        if not cells.get("district") and cells.get("address"):
            district = _district_in(self.places, cells["address"])
            new |= {"district": district} if district else {}
        for name, value in self.defaults.values.items():
            if not cells.get(name) and name not in new:
                new[name] = value
        if not cells.get("kind") and "kind" not in new and row.is_posting:
            new["kind"] = PostKind.ENTERPRISE.value
        filled = {**cells, **new}
        if "post_id" not in cells and (cells.get("title") or cells.get("employer")):
            filled["post_id"] = self._id_of(filled)
        return replace(row, values=filled)

    def _id_of(self, cells: Mapping[str, str]) -> str:
        """The same for the same employer, title and place; a second such row is told apart."""
        named = "|".join(cells.get(n, "") for n in ("employer", "title", "district", "address"))
        digest = hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
        count = self._made[digest] = self._made.get(digest, 0) + 1
        return f"{self.feed}-{digest}" + (f"-{count}" if count > 1 else "")


def _lacks(cells: Mapping[str, str]) -> bool:
    return "post_id" not in cells or not cells.get("district") or not cells.get("kind")


@lru_cache(maxsize=10_000)
def _district_in(places: Places, address: str) -> str | None:
    return places.district_of_address("", address)
