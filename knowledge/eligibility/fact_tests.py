"""Fact tests as a file states them, checked against the catalogue of facts."""

from __future__ import annotations

from typing import Any

from knowledge.eligibility.condition import FITTING, FactTest, Operator
from knowledge.eligibility.facts import Audience, FactEntry, FactKind, catalogue
from knowledge.eligibility.schema import TestData
from knowledge.rules.files import Where
from knowledge.vocabulary import Education, PersonStatus

_LISTS = {Operator.ONE_OF, Operator.HAS_ANY, Operator.NAMES}


class Problem(Exception):
    """What is wrong with a file, and the path of keys at which it is wrong."""

    def __init__(self, where: Where, reason: str) -> None:
        super().__init__(reason)
        self.where, self.reason = where, reason


class Withdrawn(Problem):
    """A rule cites a clause, or a document, that is not published; the file itself is in order."""


def fact_test(data: TestData, audience: Audience, where: Where) -> FactTest:
    """
    The test, with its value in the form in which facts are kept.

    :raises Problem: if the fact is unknown or another audience's, or operator or value misfit it.
    """
    entry = known_fact(data.fact, audience, (*where, "fact"))
    operator, value = data.operators()[0]
    if operator not in FITTING[entry.kind]:
        raise Problem(where, f"{operator} does not fit {data.fact!r}, a fact of kind {entry.kind}")
    try:
        return FactTest(data.fact, operator, _typed(entry, operator, value))
    except ValueError as fault:
        raise Problem(where, f"{value!r} is no value of {data.fact!r}: {fault}") from fault


def known_fact(fact: str, audience: Audience, where: Where) -> FactEntry:
    """:raises Problem: if the catalogue has no such fact, or has it for the other audience."""
    entry = catalogue().get(fact)
    if entry is None:
        raise Problem(where, f"unknown fact {fact!r}")
    if entry.audience is not audience:
        raise Problem(where, f"{fact!r} is a fact of the {entry.audience}, not the {audience}")
    return entry


def _typed(entry: FactEntry, operator: Operator, value: Any) -> Any:  # noqa: ANN401 - as in the file
    if entry.kind is FactKind.STATUSES:
        return frozenset(PersonStatus(one) for one in value)
    if entry.kind is FactKind.LEVEL:
        return Education(value).rank
    if entry.kind is FactKind.FLAG and not isinstance(value, bool):
        raise ValueError("not yes or no")
    if entry.kind is FactKind.NUMBER and (
        isinstance(value, bool) or not isinstance(value, int | float)
    ):
        raise ValueError("not a number")
    allowed = {choice.value for choice in entry.answers}
    if entry.kind in (FactKind.CHOICE, FactKind.GROUPS):
        unknown = set(value if operator in _LISTS else [value]) - allowed
        if unknown:
            raise ValueError(f"not among {', '.join(sorted(allowed))}")
    return frozenset(value) if operator in _LISTS else value
