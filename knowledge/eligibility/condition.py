"""Conditions as a tree of fact tests, in three values, and the smallest change that turns them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.eligibility.facts import FactKind, Facts
from knowledge.eligibility.finding import Truth
from knowledge.rules.bilingual import Bilingual
from knowledge.rules.span import Span
from knowledge.vocabulary import PersonStatus

# Looking up a member of an enumeration costs as much as a comparison of two facts.
_MET, _NOT_MET, _NOT_KNOWN = Truth.MET, Truth.NOT_MET, Truth.NOT_KNOWN

SENSITIVE = frozenset({PersonStatus.DISABLED, PersonStatus.RELEASED, PersonStatus.RECOVERED})


class Operator(StrEnum):
    """How a fact is compared with the value of a rule."""

    IS = "is"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"
    ABOVE = "above"
    HAS_ANY = "has_any"
    NAMES = "names"


_HAS_ANY, _NAMES = Operator.HAS_ANY, Operator.NAMES

FITTING: dict[FactKind, frozenset[Operator]] = {
    FactKind.FLAG: frozenset({Operator.IS}),
    FactKind.NUMBER: frozenset(
        {Operator.IS, Operator.AT_LEAST, Operator.AT_MOST, Operator.BELOW, Operator.ABOVE}
    ),
    FactKind.CHOICE: frozenset({Operator.IS, Operator.ONE_OF}),
    FactKind.LEVEL: frozenset({Operator.IS, Operator.AT_LEAST, Operator.AT_MOST}),
    FactKind.STATUSES: frozenset({Operator.HAS_ANY, Operator.NAMES}),
    FactKind.GROUPS: frozenset({Operator.HAS_ANY, Operator.NAMES}),
    FactKind.PLACE: frozenset({Operator.IS, Operator.ONE_OF}),
}

_COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.IS: lambda known, wanted: bool(known == wanted),
    Operator.ONE_OF: lambda known, wanted: known in wanted,
    Operator.AT_LEAST: lambda known, wanted: bool(known >= wanted),
    Operator.AT_MOST: lambda known, wanted: bool(known <= wanted),
    Operator.BELOW: lambda known, wanted: bool(known < wanted),
    Operator.ABOVE: lambda known, wanted: bool(known > wanted),
}


@dataclass(frozen=True, slots=True)
class FactTest:
    """One comparison. `value` is a frozenset for the list operators, a rank for education."""

    fact: str
    operator: Operator
    value: Any

    def on(self, facts: Facts) -> Truth:
        """What the facts say; not known where they say nothing."""
        operator = self.operator
        if operator is _HAS_ANY:
            return self._has_any(facts)
        if operator is _NAMES:
            # The rule offers another way to show the same thing (an age, a year), so that
            # silence about the name decides nothing here and the other way is asked for.
            named = facts.get(self.fact) or ()
            return _NOT_MET if self.value.isdisjoint(named) else _MET
        known = facts.get(self.fact)
        if known is None:
            return _NOT_KNOWN
        if isinstance(known, Span):
            return self._of_span(known)
        return _MET if _COMPARE[operator](known, self.value) else _NOT_MET

    def _of_span(self, known: Span) -> Truth:
        """Decided where every figure of the span has the same answer."""
        answers = {
            _COMPARE[self.operator](figure, self.value)
            for figure in range(known.low, known.high + 1)
        }
        if len(answers) > 1:
            return _NOT_KNOWN
        return _MET if answers.pop() else _NOT_MET

    def _has_any(self, facts: Facts) -> Truth:
        if not self.value.isdisjoint(facts.get(self.fact) or ()):
            return _MET
        if self.fact != "statuses":
            return _NOT_MET if facts.get("no_group") else _NOT_KNOWN
        sensitive = facts.get("sensitive_status")
        if sensitive and self.value >= SENSITIVE:
            return _MET
        if facts.get("no_status") or (sensitive is False and self.value <= SENSITIVE):
            return _NOT_KNOWN if sensitive and self.value & SENSITIVE else _NOT_MET
        return _NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition that a clause states, addressed to the reader."""

    test: FactTest
    text: Bilingual
    clause: str
    unclear: bool = False
    """The sources do not settle this case: where the test holds, the office must be asked."""
    checked_by_office: bool = False
    """Not asked in the chat: where nothing is known, it goes into the provisos."""
    asks: int = 0
    """Bit of what the person could tell."""
    does: int = 0
    """Bit of what the person could do; 0 where nothing can be done."""

    def truth(self, facts: Facts) -> Truth:
        """The condition in three values."""
        truth = self.test.on(facts)
        if self.unclear and truth is _MET:
            return _NOT_KNOWN
        if self.checked_by_office and truth is _NOT_KNOWN:
            return _MET
        return truth

    def ways(self, facts: Facts) -> set[int]:
        """The sets of things to tell or do (as bits) after which the condition would be met."""
        known = self.test.on(facts)
        if self.unclear:
            # Whether the test holds or is open: only the office can settle the case.
            return {self.does} if self.does and known is not _NOT_MET else set()
        if known is _MET or (known is _NOT_KNOWN and self.checked_by_office):
            return {0}
        bit = self.asks if known is _NOT_KNOWN else self.does
        return {bit} if bit else set()

    def leaves(self) -> Iterator[Leaf]:
        """This leaf."""
        yield self


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all, or any one, must hold."""

    needs_all: bool
    children: tuple[Node, ...]
    text: Bilingual | None = None
    clause: str | None = None
    open_ended: bool = False
    """The source's list is not complete: whoever is not on it has to ask, and is not refused."""
    does: int = 0

    def truth(self, facts: Facts) -> Truth:
        """Kleene's conjunction or disjunction of the children, as `all_of` and `any_of` give it."""
        decides, else_ = (_NOT_MET, _MET) if self.needs_all else (_MET, _NOT_MET)
        for child in self.children:
            truth = child.truth(facts)
            if truth is decides:
                return decides
            if truth is _NOT_KNOWN:
                else_ = _NOT_KNOWN
        return _NOT_KNOWN if self.open_ended and else_ is _NOT_MET else else_

    def ways(self, facts: Facts) -> set[int]:
        """As for a leaf; all ways are given, the caller takes the smallest."""
        if not self.needs_all:
            found = {way for child in self.children for way in child.ways(facts)}
            if self.open_ended and self.does and 0 not in found:
                found.add(self.does)
            return {0} if 0 in found else found
        ways = {0}
        for child in self.children:
            ways = {one | other for one in ways for other in child.ways(facts)}
        return ways

    def leaves(self) -> Iterator[Leaf]:
        """All conditions under this one, in the order of the file."""
        for child in self.children:
            yield from child.leaves()


Node = Leaf | Group
