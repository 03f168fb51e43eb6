"""The table of retirement ages, read from its file and checked against the clauses in force."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.dates import PartialDate
from knowledge.rules.files import (
    RuleFileInvalid,
    line_of,
    mapping_in,
    refuse_repeated_keys,
    refused,
)

TABLE = Path(__file__).with_name("table.yaml")


class RetirementKind(StrEnum):
    """Who one is to the rule; women by the age at which their kind of post retired before 2025."""

    MAN = "man"
    WOMAN_55 = "woman_55"
    WOMAN_50 = "woman_50"


def _month(value: object) -> date:
    return PartialDate.parse(str(value)).first_day


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    clause: str


class AgeRule(_Strict):
    """The age of one kind."""

    former_age: int = Field(ge=16, le=80)
    delayed_from: Annotated[date, BeforeValidator(_month)]
    """The first day of the first month of birth that retires later."""
    births_a_month: int = Field(ge=1)
    most_months: int = Field(ge=0)


class FlexibleRule(_Strict):
    """How many years one may retire earlier, or later, and with what notice."""

    most_years: int = Field(ge=0)
    notice_months: int = Field(ge=0)


class PaymentRule(_Strict):
    """For how many months the pension insurance must have been paid."""

    months: int = Field(ge=0)
    rises_from: int
    by_months: int = Field(ge=1)
    most_months: int


class RetirementTable(BaseModel):
    """The whole rule."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kinds: dict[RetirementKind, AgeRule]
    early: FlexibleRule
    late: FlexibleRule
    payment: PaymentRule


def load_table(path: Path = TABLE, clause_ids: Collection[str] | None = None) -> RetirementTable:
    """
    The table of the file.

    :param clause_ids: the ids of the clauses in force; None checks no source.
    :raises RuleFileInvalid: with the line, if a key is unknown or missing, a kind is missing, or a
        clause is cited that is not in force.
    """
    refuse_repeated_keys(path)
    try:
        table = RetirementTable.model_validate(mapping_in(path))
    except ValidationError as fault:
        raise refused(path, fault) from fault
    missing = set(RetirementKind) - set(table.kinds)
    if missing:
        where = line_of(path, ("kinds",))
        raise RuleFileInvalid(path, where, f"no retirement age for {', '.join(sorted(missing))}")
    cited = {("kinds", kind.value): rule.clause for kind, rule in table.kinds.items()} | {
        (name,): getattr(table, name).clause for name in ("early", "late", "payment")
    }
    for where_cited, clause in cited.items():
        if clause_ids is not None and clause not in clause_ids:
            line = line_of(path, (*where_cited, "clause"))
            raise RuleFileInvalid(path, line, f"no clause {clause!r}: withdrawn, or misspelt")
    return table


@cache
def retirement_table() -> RetirementTable:
    """The table of table.yaml, read once."""
    return load_table()
