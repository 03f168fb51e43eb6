"""What came of one search for posts, and what would bring more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.posts.judging import RULES, Codes, Judgement
from knowledge.posts.match import Match


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A wish that stands alone between the person and some posts."""

    rule: str
    wish: str
    """The field of Profile to relax or to add to."""
    opens: int


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What came of one search."""

    matches: tuple[Match, ...]
    considered: int
    open: int
    need_more: int
    barred: Mapping[str, int]
    """How many posts each rule bars, by the rule's name."""
    relax: tuple[Relaxation, ...]
    """What would bring more posts, the most first."""


def relaxations(judgement: Judgement, of_trade: Codes) -> tuple[Relaxation, ...]:
    """Counted among the posts of the trade asked for, where there are any."""
    among = of_trade if len(of_trade) else np.arange(judgement.fails.shape[1])
    opened = judgement.opened_without(among)
    found = [
        Relaxation(rule.name, rule.wish, opened[rule.name])
        for rule in RULES
        if rule.wish and rule.name in opened
    ]
    return tuple(sorted(found, key=lambda relaxation: (-relaxation.opens, relaxation.rule)))
