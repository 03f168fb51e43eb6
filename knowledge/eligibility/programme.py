"""Programmes as values, and the loading of their files."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.dates import PartialDate
from knowledge.eligibility.amount import Amount
from knowledge.eligibility.building import Builder, Item, Sourced
from knowledge.eligibility.condition import FactTest, Node
from knowledge.eligibility.fact_tests import Problem
from knowledge.eligibility.facts import Audience
from knowledge.eligibility.schema import ConditionData, ProgrammeData
from knowledge.rules.bilingual import Bilingual
from knowledge.rules.files import (
    RuleFileInvalid,
    line_of,
    mapping_in,
    refuse_repeated_keys,
    refused,
)

logger = logging.getLogger(__name__)

SHARED_CONDITIONS = "conditions.yaml"
CASES_SUFFIX = ".cases.yaml"

_SHARED = TypeAdapter(dict[str, ConditionData])


class ProgrammeWithdrawn(RuleFileInvalid):
    """A programme in order whose clauses are not all published."""


@dataclass(frozen=True)
class Programme:
    """Something that a person or an enterprise can claim or use, with its rules as data."""

    programme_id: str
    title: Bilingual
    audience: Audience
    document_id: str
    also_called: tuple[str, ...]
    effective_from: PartialDate | None
    effective_to: PartialDate | None
    closed_clause: str | None
    not_needed_when: tuple[FactTest, ...]
    conditions: Node
    items: tuple[Item, ...]
    """What the bits of the conditions stand for: bit n is item n."""
    amount: Amount | None
    documents_to_bring: tuple[Sourced, ...]
    where: Sourced
    notes: tuple[Sourced, ...] = field(default=())

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that the conditions test."""
        return frozenset(self._tests)

    @cached_property
    def _tests(self) -> dict[str, tuple[FactTest, ...]]:
        found: dict[str, tuple[FactTest, ...]] = {}
        for leaf in self.conditions.leaves():
            found[leaf.test.fact] = (*found.get(leaf.test.fact, ()), leaf.test)
        return found

    def tests_of(self, fact: str) -> tuple[FactTest, ...]:
        """The comparisons that the conditions make with this fact."""
        return self._tests.get(fact, ())

    @cached_property
    def efforts(self) -> tuple[int, int]:
        """The bits of the items to be done, and of those among them that only ask the office."""
        bits = [(1 << place, item) for place, item in enumerate(self.items)]
        done = sum(bit for bit, item in bits if item.fact is None)
        return done, sum(bit for bit, item in bits if item.settles)

    def is_closed(self, today: date) -> bool:
        """Whether the last day has passed; the last day itself still counts."""
        return self.effective_to is not None and self.effective_to.last_day < today

    def begins_later(self, today: date) -> bool:
        """Whether the programme is announced but not yet in force."""
        return self.effective_from is not None and self.effective_from.first_day > today

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What it is called, in lower case: the titles, bare of brackets too, and the aliases."""
        titles = (self.title.zh, self.title.en)
        bare = (re.split(r"\s*[（(]", title)[0] for title in titles)
        said = (*titles, *bare, *self.also_called)
        return tuple(dict.fromkeys(name.lower() for name in said if name))


def load_programmes(folder: Path, clause_ids: Collection[str]) -> list[Programme]:
    """
    All programmes of the folder, in the order of their file names.

    :param clause_ids: the ids of the clauses in force; a rule may cite no other.
    :raises RuleFileInvalid: for the first file that breaks the schema, cites a clause that does
        not exist or tests a fact that is not in the catalogue; nothing is loaded then.
    """
    shared = _read_shared(folder / SHARED_CONDITIONS)
    return [_load(path, shared, clause_ids) for path in _files(folder)]


def programmes_in_force(folder: Path, clause_ids: Collection[str]) -> list[Programme]:
    """
    The programmes whose clauses are all in force; any other is left out, with its reason logged.

    One withdrawn clause must not keep everybody from hearing of every other programme.
    """
    shared = _read_shared(folder / SHARED_CONDITIONS)
    usable = []
    for path in _files(folder):
        try:
            usable.append(_load(path, shared, clause_ids))
        except RuleFileInvalid as fault:
            logger.error("programme left out: %s", fault)
    return usable


def programme_faults(folder: Path, clause_ids: frozenset[str]) -> tuple[list[str], list[str]]:
    """
    What stands in the way of publishing these clauses, and what to warn of.

    A file that breaks the schema must be mended first. A rule whose clause is withdrawn is left
    out of what is served, which staff should know.
    """
    try:
        shared = _read_shared(folder / SHARED_CONDITIONS)
    except RuleFileInvalid as fault:
        return [str(fault)], []
    refusals, warnings = [], []
    for path in _files(folder):
        try:
            refuse_repeated_keys(path)
            _load(path, shared, clause_ids)
        except ProgrammeWithdrawn as fault:
            warnings.append(f"programme left out: {fault}")
        except RuleFileInvalid as fault:
            refusals.append(str(fault))
    return refusals, warnings


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.glob("*.yaml")
        if path.name != SHARED_CONDITIONS and not path.name.endswith(CASES_SUFFIX)
    )


def _load(path: Path, shared: dict[str, Any], clause_ids: Collection[str]) -> Programme:
    raw = mapping_in(path)
    try:
        data = ProgrammeData.model_validate(raw)
    except ValidationError as fault:
        raise refused(path, fault) from fault
    if path.name != f"{data.id}.yaml":
        raise RuleFileInvalid(path, 1, f"id {data.id!r} wants the name {data.id}.yaml")
    builder = Builder(clause_ids, shared, data.audience)
    try:
        programme = _build(data, builder)
    except Problem as fault:
        raise RuleFileInvalid(path, line_of(path, fault.where), fault.reason) from fault
    if builder.withdrawn:
        first = builder.withdrawn[0]
        raise ProgrammeWithdrawn(path, line_of(path, first.where), first.reason)
    return programme


def _build(data: ProgrammeData, builder: Builder) -> Programme:
    builder.check_document(data.document_id)
    if data.closed_clause is not None:
        builder.check_clause(data.closed_clause, ("closed_clause",))
    conditions = builder.node(data.conditions, ("conditions",))
    return Programme(
        programme_id=data.id,
        title=data.title,
        audience=data.audience,
        document_id=data.document_id,
        also_called=tuple(data.also_called),
        effective_from=data.effective_from,
        effective_to=data.effective_to,
        closed_clause=data.closed_clause,
        not_needed_when=builder.tests(data.not_needed_when, ("not_needed_when",)),
        conditions=conditions,
        items=tuple(builder.items),
        amount=None if data.amount is None else builder.amount(data.amount),
        documents_to_bring=builder.sourced(data.documents_to_bring, ("documents_to_bring",)),
        where=builder.sourced([data.where], ("where",))[0],
        notes=builder.sourced(data.notes, ("notes",)),
    )


def _read_shared(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return _SHARED.validate_python(mapping_in(path))
    except ValidationError as fault:
        raise refused(path, fault) from fault
