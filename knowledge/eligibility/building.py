"""Turns what a programme file says into conditions and amounts, checked against what exists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.eligibility.amount import Amount, AmountLine
from knowledge.eligibility.condition import FactTest, Group, Leaf, Node
from knowledge.eligibility.fact_tests import Problem, Withdrawn, fact_test, known_fact
from knowledge.eligibility.facts import Audience, FactKind, catalogue
from knowledge.eligibility.schema import (
    AmountData,
    GroupData,
    LeafData,
    LineData,
    SourcedData,
    TestData,
    UseData,
)
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang
from knowledge.rules.bilingual import Bilingual
from knowledge.rules.files import Where


@dataclass(frozen=True, slots=True)
class Sourced:
    """A text and the clause that it rests on."""

    text: Bilingual
    clause: str
    when: FactTest | None = None
    """Whom alone it is told; None tells everybody."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that would change a result: a fact to tell, or something to do."""

    fact: str | None
    does: Bilingual | None
    settles: bool = False
    """To be done by asking the office, where the sources leave the case open."""

    def shown(self, lang: Lang) -> str:
        """What the reader could tell or do."""
        if self.fact is not None:
            return phrase("tell", lang, noun=catalogue()[self.fact].noun.in_(lang))
        return "" if self.does is None else self.does.in_(lang)


class Builder:
    """Builds the parts of one programme; `items` collects what its conditions ask for."""

    def __init__(
        self, clause_ids: Collection[str], shared: Mapping[str, Any], audience: Audience
    ) -> None:
        self._clause_ids, self._shared, self._audience = clause_ids, shared, audience
        self.items: list[Item] = []
        self.withdrawn: list[Withdrawn] = []
        """What is cited and not published; a slip in the file itself is raised and comes first."""

    def check_document(self, document_id: str) -> None:
        """Notes if no clause belongs to the document."""
        if not any(clause.startswith(f"{document_id}.") for clause in self._clause_ids):
            self.withdrawn.append(Withdrawn(("document_id",), f"no document {document_id!r}"))

    def check_clause(self, clause: str, where: Where) -> str:
        """Notes if the clause does not exist, or was withdrawn."""
        if clause not in self._clause_ids:
            reason = f"no clause {clause!r}: withdrawn, or misspelt"
            self.withdrawn.append(Withdrawn(where, reason))
        return clause

    def node(self, data: object, where: Where) -> Node:
        """The condition with its texts, bits and children."""
        if isinstance(data, UseData):
            return self._used(data.use, where)
        if isinstance(data, GroupData):
            return self._group(data, where)
        assert isinstance(data, LeafData)
        return self._leaf(data, where)

    def _used(self, name: str, where: Where) -> Node:
        if name not in self._shared:
            raise Problem((*where, "use"), f"no shared condition {name!r}")
        before = len(self.withdrawn)
        try:
            node = self.node(self._shared[name], where)
        except Problem as fault:
            reason = f"shared condition {name!r}: {fault.reason}"
            raise Problem((*where, "use"), reason) from fault
        self.withdrawn[before:] = [
            Withdrawn((*where, "use"), f"shared condition {name!r}: {one.reason}")
            for one in self.withdrawn[before:]
        ]
        return node

    def _group(self, data: GroupData, where: Where) -> Group:
        key = "any" if data.all is None else "all"
        children = data.any if data.all is None else data.all
        if data.clause is not None:
            self.check_clause(data.clause, (*where, "clause"))
        built = [
            self.node(child, (*where, key, place)) for place, child in enumerate(children or ())
        ]
        return Group(
            needs_all=key == "all",
            children=tuple(built),
            text=data.text,
            clause=data.clause,
            open_ended=data.open_ended,
            does=self._bit(Item(None, data.remedy, data.open_ended)) if data.remedy else 0,
        )

    def _leaf(self, data: LeafData, where: Where) -> Leaf:
        test = fact_test(data, self._audience, where)
        remedy = data.remedy or catalogue()[test.fact].remedy
        return Leaf(
            test=test,
            text=data.text,
            clause=self.check_clause(data.clause, (*where, "clause")),
            unclear=data.unclear,
            checked_by_office=data.checked_by_office,
            asks=self._bit(Item(test.fact, None)),
            does=self._bit(Item(None, remedy, data.unclear)) if remedy else 0,
        )

    def _bit(self, item: Item) -> int:
        if item not in self.items:
            self.items.append(item)
        return 1 << self.items.index(item)

    def tests(self, data: Sequence[TestData], where: Where) -> tuple[FactTest, ...]:
        """The tests, each with a fact that the catalogue knows and an operator that fits it."""
        return tuple(
            fact_test(one, self._audience, (*where, place)) for place, one in enumerate(data)
        )

    def amount(self, data: AmountData) -> Amount:
        """The amount with its lines."""
        return Amount(
            text=data.text,
            clauses=(
                self.check_clause(data.clause, ("amount", "clause")),
                *(
                    self.check_clause(clause, ("amount", "more_clauses", place))
                    for place, clause in enumerate(data.more_clauses)
                ),
            ),
            lines=tuple(
                self._line(line, ("amount", "lines", place))
                for place, line in enumerate(data.lines)
            ),
            first_only=data.first_only,
            cap=data.cap,
            per=data.per,
        )

    def _line(self, data: LineData, where: Where) -> AmountLine:
        for fact in [*data.times, *([data.of] if data.of else [])]:
            if known_fact(fact, self._audience, where).kind is not FactKind.NUMBER:
                raise Problem(where, f"{fact!r} is not a number")
        return AmountLine(
            yuan=data.yuan,
            share=data.share,
            of=data.of,
            times=tuple(data.times),
            when=self.tests(data.when, (*where, "when")),
            cap=data.cap,
        )

    def sourced(self, data: Sequence[SourcedData], where: Where) -> tuple[Sourced, ...]:
        """The texts with their clauses, each of which exists."""
        return tuple(
            Sourced(
                Bilingual(one.zh, one.en),
                self.check_clause(one.clause, (*where, place, "clause")),
                None
                if one.when is None
                else fact_test(one.when, self._audience, (*where, place, "when")),
            )
            for place, one in enumerate(data)
        )
