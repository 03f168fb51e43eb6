"""places.toml as it is used: merged districts, moved towns, neighbours, namesakes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_MAP = Path(__file__).parent / "places.toml"


@dataclass(frozen=True, slots=True)
class Town:
    """A town or place that went to another district, and how it is named."""

    pattern: re.Pattern[str]
    official: str
    former: str
    """The district that it belonged to, by its name of then."""


@dataclass(frozen=True, slots=True)
class CityMap:
    """What places.toml says of the city."""

    merged: Mapping[str, str]
    towns: tuple[Town, ...]
    not_when: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    elsewhere: tuple[str, ...]
    not_short: frozenset[str]
    whole: str
    central: str
    central_districts: tuple[str, ...]
    neighbours: Mapping[str, frozenset[str]]

    def former_districts(self, official: str) -> frozenset[str]:
        """The districts of today in which the towns lay that went to this one."""
        return frozenset(
            self.merged.get(town.former, town.former)
            for town in self.towns
            if town.official == official
        )


@cache
def load_city_map() -> CityMap:
    """The map, read once."""
    data = tomllib.loads(_MAP.read_text(encoding="utf-8"))
    return CityMap(
        merged=data["merged"],
        towns=tuple(
            Town(_town_pattern(moved), moved["to"], moved["after"][0]) for moved in data["moved"]
        ),
        not_when={
            name: (tuple(guard["before"]), tuple(guard["behind"]))
            for name, guard in data["not_when"].items()
        },
        elsewhere=tuple(data["elsewhere"]["names"]),
        not_short=frozenset(data["english"]["not_short"]),
        whole=data["city"]["whole"],
        central=data["city"]["central"],
        central_districts=tuple(data["city"]["central_districts"]),
        neighbours=_both_ways(data["neighbours"]),
    )


def _town_pattern(moved: Mapping[str, Any]) -> re.Pattern[str]:
    """A town by its own name, or a common word right beside the name of its old district."""
    after, plain, common = (
        "|".join(_whole_word(name) for name in moved[key]) for key in ("after", "plain", "common")
    )
    gap = r"[\s,，的]*"
    return re.compile(
        rf"(?:(?:{after}){gap})?(?:{plain})|(?:{after}){gap}(?:{common})"
        rf"|(?:{common})(?: town)?,? (?:{after})"
    )


def _whole_word(name: str) -> str:
    return rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isascii() else re.escape(name)


def _both_ways(pairs: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    touching: dict[str, set[str]] = {}
    for one, others in pairs.items():
        for other in others:
            touching.setdefault(one, set()).add(other)
            touching.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in touching.items()}
