"""What would change a result is enough to change it, and nothing smaller is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility.building import Item
from knowledge.eligibility.condition import Leaf, Node
from knowledge.eligibility.evaluate import smallest_change
from knowledge.eligibility.facts import FactKind, Facts, catalogue
from knowledge.eligibility.finding import Truth
from knowledge.eligibility.programme import Programme, load_programmes
from knowledge.policies.reading import read_document
from tests.knowledge.conftest import DOCUMENTS
from tests.knowledge.eligibility.conftest import PROGRAMMES

_MOST_TRIED = 3
"""Sets of items that are larger are not searched through."""


def values_of(fact: str, programme: Programme) -> list[Any]:
    """What a person could say to the question: every button, or the figures about each limit."""
    entry = catalogue()[fact]
    if entry.kind is FactKind.FLAG:
        return [True, False]
    if entry.kind in (FactKind.STATUSES, FactKind.GROUPS):
        # Several may be named one after the other; all that the rules ask for is the most.
        asked = {one for test in programme.tests_of(fact) for one in test.value}
        several = tuple(choice.value for choice in entry.answers if choice.value in asked)
        return [*((choice.value,) for choice in entry.answers), (), several]
    if entry.kind is FactKind.CHOICE:
        return [choice.value for choice in entry.answers]
    bounds = [test.value for test in programme.tests_of(fact)]
    if entry.kind is FactKind.PLACE:
        return [*bounds, "渝北区"]
    return sorted({bound + step for bound in bounds for step in (-1, 0, 1)})


def closed(facts: Facts) -> dict[str, Any]:
    """The facts with the lists closed that were answered: nothing besides what was named."""
    told = dict(facts)
    for kind, name in (("statuses", "no_status"), ("groups", "no_group")):
        if kind in facts:
            told[name] = True
            told.setdefault("sensitive_status", "sensitive" in facts[kind])
    return told


def is_met(node: Node, facts: Facts, done: frozenset[int], items: Sequence[Item]) -> bool:
    """The rules by themselves: a leaf holds by the facts, or because it was seen to."""
    if isinstance(node, Leaf):
        seen_to = bool(node.does) and node.does.bit_length() - 1 in done
        known = node.test.on(facts)
        if node.unclear:
            return seen_to and known is not Truth.NOT_MET
        if known is Truth.NOT_KNOWN:
            return node.checked_by_office
        return known is Truth.MET or seen_to
    if node.open_ended and node.does and node.does.bit_length() - 1 in done:
        return True
    children = [is_met(child, facts, done, items) for child in node.children]
    return all(children) if node.needs_all else any(children)


def could_be_met(programme: Programme, facts: Facts, chosen: Sequence[Item]) -> bool:
    """Whether some answers to these questions, with these things done, meet the conditions."""
    asked = [item.fact for item in chosen if item.fact is not None]
    done = frozenset(programme.items.index(item) for item in chosen if item.fact is None)
    ranges = [values_of(fact, programme) for fact in asked]
    return any(
        is_met(
            programme.conditions,
            closed({**facts, **dict(zip(asked, said, strict=True))}),
            done,
            programme.items,
        )
        for said in product(*ranges)
    )


def smaller(programme: Programme, facts: Facts, size: int) -> Iterator[tuple[Item, ...]]:
    """All sets with fewer items, of those that can still be told or done."""
    useful = [item for item in programme.items if item.fact is None or facts.get(item.fact) is None]
    for fewer in range(size):
        yield from combinations(useful, fewer)


@cache
def loaded() -> dict[str, Programme]:
    documents = [read_document(path) for path in DOCUMENTS.glob("*.md")]
    ids = frozenset(clause.clause_id for one in documents for clause in one.clauses)
    return {one.programme_id: one for one in load_programmes(PROGRAMMES, ids)}


def a_person() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """A programme, and part of what it tests, each with one of its possible values."""
    return st.one_of(
        st.tuples(
            st.just(programme.programme_id),
            st.fixed_dictionaries(
                {},
                optional={
                    name: st.sampled_from(values_of(name, programme))
                    for name in sorted(programme.facts)
                },
            ),
        )
        for programme in loaded().values()
    )


@settings(max_examples=300)
@given(st.deferred(a_person))
def test_the_change_is_enough_and_the_smallest(person: tuple[str, dict[str, Any]]) -> None:
    programme, facts = loaded()[person[0]], closed(person[1])
    change = smallest_change(programme, facts)

    if programme.conditions.truth(facts) is Truth.MET:
        assert change == ()
    elif change:
        if len([item for item in change if item.fact]) <= _MOST_TRIED + 1:
            assert could_be_met(programme, facts, change)
        if len(change) <= _MOST_TRIED:
            for fewer in smaller(programme, facts, len(change)):
                assert not could_be_met(programme, facts, fewer), fewer
    else:
        for chosen in smaller(programme, facts, _MOST_TRIED):
            assert not could_be_met(programme, facts, chosen), chosen


def test_nothing_is_named_where_nothing_can_be_done(programmes) -> None:
    change = smallest_change(
        programmes["fishermen-free-training"], {"no_status": True, "sensitive_status": False}
    )

    assert change == ()
