"""All rules over a million posts at once, row by row in a few milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.finding import Truth
from knowledge.posts.asker import Asker
from knowledge.posts.columns import Column, PostColumns
from knowledge.posts.facets import rule_facet
from knowledge.posts.judging import RULES
from knowledge.posts.rule import Rule
from knowledge.posts.rules import LONGEST_MONTH

Flags = NDArray[np.uint8]
Mask = NDArray[np.bool_]

BARRED, UNKNOWN = np.uint8(1), np.uint8(2)

# A rule is asked about so many distinct values at most; of a column with more, only pay is decided
# before the search, and other rules on the posts that are found.
_MOST_ASKED = 1_500

_WAGE = "wage"


@dataclass(frozen=True, slots=True)
class Filtered:
    """
    What the rules leave of the rows.

    flags: shape (n_rows,): BARRED, UNKNOWN, both or neither. by_rule: rows that each rule bars.
    """

    flags: Flags
    by_rule: Mapping[str, int]

    @property
    def kept(self) -> Mask:
        """Shape (n_rows,): rows that no rule bars."""
        return np.equal(np.bitwise_and(self.flags, BARRED), 0)


class RowFilter:
    """The rules prepared for the columns of one segment and the rows of it that count."""

    def __init__(self, columns: PostColumns, alive: Mask) -> None:
        self._columns, self._alive = columns, alive
        facets = {rule_facet(rule): columns.columns[rule_facet(rule)] for rule in RULES}
        self._holding = {
            name: np.bincount(column.codes[alive], minlength=len(column.examples))
            for name, column in facets.items()
        }
        self._longest_month = _longest_months(facets[rule_facet(_rule(_WAGE))])

    def filtered(self, asker: Asker) -> Filtered:
        """Every row under every rule for this person; rows that do not count are barred."""
        tables: dict[str, Flags] = {}
        by_rule: dict[str, int] = {}
        for rule in RULES:
            name = rule_facet(rule)
            verdicts = self._verdicts(rule, self._columns.columns[name], asker)
            if verdicts is None:
                continue
            barred = int(self._holding[name][verdicts == BARRED].sum())
            if barred:
                by_rule[rule.name] = barred
            tables[name] = tables.get(name, np.uint8(0)) | verdicts
        return Filtered(self._rows(tables), by_rule)

    def _verdicts(self, rule: Rule, column: Column, asker: Asker) -> Flags | None:
        """What the rule says of each distinct value; None where it is met by all of them."""
        if rule.name == _WAGE:
            least = asker.profile.wage_min_month
            if least is None:
                return None
            return np.where(self._longest_month < least, BARRED, np.uint8(0))
        if len(column.examples) > _MOST_ASKED:
            return None
        verdicts = [rule.check(example, asker) for example in column.examples]
        if not any(verdicts):
            return None
        flags = (0 if verdict is None else _FLAG[verdict.truth] for verdict in verdicts)
        return np.fromiter(flags, dtype=np.uint8, count=len(verdicts))

    def _rows(self, tables: Mapping[str, Flags]) -> Flags:
        flags = np.where(self._alive, np.uint8(0), BARRED)
        for classes in self._columns.classes:
            table = np.zeros(classes.members.shape[1], dtype=np.uint8)
            for name, values in zip(classes.names, classes.members, strict=True):
                if name in tables:
                    table |= tables[name][values]
            if table.any():
                flags |= np.take(table, classes.codes)
        return flags


_FLAG = {Truth.MET: 0, Truth.NOT_MET: int(BARRED), Truth.NOT_KNOWN: int(UNKNOWN)}


def _rule(name: str) -> Rule:
    return next(rule for rule in RULES if rule.name == name)


def _longest_months(column: Column) -> NDArray[np.float64]:
    """The most that each pay can come to in a month; infinite where the rule on pay is silent."""
    most = np.full(len(column.examples), np.inf)
    for number, post in enumerate(column.examples):
        factor = LONGEST_MONTH.get(post.wage_unit) if post.wage_unit else None
        if factor is not None and post.wage_max is not None:
            most[number] = post.wage_max * factor
    return most
