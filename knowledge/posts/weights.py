"""The weights of matching, from the one file that holds them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "weights.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """See weights.toml for what each figure means."""

    of: Mapping[str, float]
    full_similarity: float
    related: float
    stale_days: int
    candidates: int
    both_kinds_floor: float
    equal_within: float
    group_trades: Mapping[str, frozenset[str]]
    """Official Chinese job titles that suit a group."""
    families: tuple[frozenset[str], ...]
    """Official Chinese job titles whose work is alike."""

    @classmethod
    @cache
    def load(cls) -> Weights:
        """The weights in weights.toml."""
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        trades = {group: frozenset(titles) for group, titles in data["groups"].items()}
        families = tuple(frozenset(titles) for titles in data["families"].values())
        return cls(of=data["weights"], group_trades=trades, families=families, **data["scale"])

    def alike(self, trades: frozenset[str]) -> frozenset[str]:
        """The trades with all others whose work is like theirs."""
        return trades.union(*(family for family in self.families if family & trades))
