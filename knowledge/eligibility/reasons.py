"""Which conditions a reader is told about, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.eligibility.condition import Group, Leaf, Node, Operator
from knowledge.eligibility.facts import Facts, catalogue
from knowledge.eligibility.finding import Truth
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition as shown: its truth, its words, the clause that states it."""

    truth: Truth
    text: str
    clause: str
    proviso: bool = False
    """Nothing is known, and the office checks it."""


def reasons(node: Node, facts: Facts, lang: Lang) -> Iterator[Reason]:
    """
    The conditions that explain the truth of the tree, in the order of the file.

    Of alternatives only the one that holds, or else the one that is nearest, is told; a list of
    alternatives that has a text of its own is told by that text unless one of them holds.
    """
    if isinstance(node, Leaf):
        yield _told(node, facts, lang)
        return
    truth = node.truth(facts)
    if truth is not Truth.MET and node.text is not None and node.clause is not None:
        yield Reason(truth, node.text.in_(lang), node.clause)
    elif node.needs_all:
        for child in node.children:
            yield from reasons(child, facts, lang)
    else:
        yield from reasons(_nearest(node, truth, facts), facts, lang)


def _nearest(group: Group, truth: Truth, facts: Facts) -> Node:
    if truth is Truth.MET:
        return next(child for child in group.children if child.truth(facts) is Truth.MET)
    return min(group.children, key=lambda child: _distance(child, facts))


def _distance(node: Node, facts: Facts) -> tuple[bool, int, int]:
    ways = node.ways(facts)
    if isinstance(node, Leaf) and node.test.operator is Operator.NAMES:
        # "You are a 4050 person" is only another way to say an age; the age is the thing to tell.
        return (True, len(catalogue()), 0)
    failed = sum(leaf.truth(facts) is Truth.NOT_MET for leaf in node.leaves())
    return (not ways, min((way.bit_count() for way in ways), default=0), failed)


def _told(leaf: Leaf, facts: Facts, lang: Lang) -> Reason:
    truth = leaf.truth(facts)
    proviso = leaf.checked_by_office and leaf.test.on(facts) is Truth.NOT_KNOWN
    text = leaf.text.in_(lang)
    edge = catalogue()[leaf.test.fact].edge
    if edge is not None and _on_the_edge(leaf, facts):
        text = phrase("edge", lang, text=text, edge=edge.in_(lang))
    return Reason(truth, text, leaf.clause, proviso)


def _on_the_edge(leaf: Leaf, facts: Facts) -> bool:
    # Graduation is counted by classes, so that its last year is open.
    known, bound = facts.get(leaf.test.fact), leaf.test.value
    if known is None:
        return False
    return bool(leaf.test.operator is Operator.AT_MOST and known == bound and bound > 0)
