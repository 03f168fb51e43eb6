"""What a programme file may hold; a key that is not here is refused, so that a slip is seen."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.dates import PartialDate
from knowledge.eligibility.amount import Per, share_of
from knowledge.eligibility.condition import Operator
from knowledge.eligibility.facts import Audience
from knowledge.rules.bilingual import Bilingual


def _when(value: object) -> PartialDate | None:
    # YAML reads an unquoted 2021-06-17 as a date and 2021 as a number; both say what was meant.
    return None if value is None else PartialDate.parse(str(value))


def _yuan(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


When = Annotated[PartialDate | None, BeforeValidator(_when)]
Yuan = Annotated[Fraction | None, BeforeValidator(_yuan)]


class Strict(BaseModel):
    """A mapping without unknown keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)


class TestData(Strict):
    """One fact and exactly one operator with its value."""

    fact: str
    is_: Any = Field(None, alias="is")
    one_of: list[str] | None = None
    at_least: Any = None
    at_most: Any = None
    below: Any = None
    above: Any = None
    has: str | None = None
    has_any: list[str] | None = None
    names: str | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> TestData:
        given = self.operators()
        if len(given) != 1:
            raise ValueError(
                f"a test of {self.fact!r} needs exactly one operator, found {len(given)}"
            )
        return self

    def operators(self) -> list[tuple[Operator, Any]]:
        """The operators given with their values; a single status is a list of one."""
        pairs = [
            (Operator.IS, self.is_),
            (Operator.ONE_OF, self.one_of),
            (Operator.AT_LEAST, self.at_least),
            (Operator.AT_MOST, self.at_most),
            (Operator.BELOW, self.below),
            (Operator.ABOVE, self.above),
            (Operator.HAS_ANY, self.has_any or (None if self.has is None else [self.has])),
            (Operator.NAMES, None if self.names is None else [self.names]),
        ]
        return [(operator, value) for operator, value in pairs if value is not None]


class LeafData(TestData):
    """A condition that a clause states."""

    text: Bilingual
    clause: str
    remedy: Bilingual | None = None
    unclear: bool = False
    checked_by_office: bool = False


class UseData(Strict):
    """A condition that conditions.yaml states once for all programmes."""

    use: str


class GroupData(Strict):
    """Conditions of which all, or any one, must hold; the text stands for the whole list."""

    all: list[ConditionData] | None = None
    any: list[ConditionData] | None = None
    text: Bilingual | None = None
    clause: str | None = None
    open_ended: bool = False
    remedy: Bilingual | None = None

    @model_validator(mode="after")
    def _one_list(self) -> GroupData:
        if (self.all is None) == (self.any is None) or not (self.all or self.any):
            raise ValueError("a group needs either all or any, with at least one condition")
        if (self.text is None) != (self.clause is None):
            raise ValueError("a group with a text needs the clause that the text rests on")
        if self.open_ended and (self.any is None or self.remedy is None):
            raise ValueError("open_ended belongs to any, with a remedy that says where to ask")
        return self


def _shape(value: object) -> object:
    # Chosen by key, so that a mistake is reported for the one shape that was meant.
    if not isinstance(value, dict):
        raise ValueError("a condition is a mapping with fact, use, all or any")
    if "use" in value:
        return UseData.model_validate(value)
    if "all" in value or "any" in value:
        return GroupData.model_validate(value)
    return LeafData.model_validate(value)


ConditionData = Annotated[UseData | GroupData | LeafData, BeforeValidator(_shape)]


class LineData(Strict):
    """A term of an amount."""

    yuan: Yuan = None
    share: str | None = None
    of: str | None = None
    times: list[str] = Field(default_factory=list)
    when: list[TestData] = Field(default_factory=list)
    cap: Yuan = None

    @model_validator(mode="after")
    def _one_base(self) -> LineData:
        if (self.yuan is None) == (self.share is None) or (self.share is None) != (self.of is None):
            raise ValueError("a line needs either yuan, or share and of")
        if self.share is not None:
            share_of(self.share)
        return self


class AmountData(Strict):
    """What is paid."""

    text: Bilingual
    clause: str
    more_clauses: list[str] = Field(default_factory=list)
    lines: list[LineData] = Field(default_factory=list)
    first_only: bool = False
    cap: Yuan = None
    per: Per = Per.ONCE


class SourcedData(Strict):
    """A text and the clause that it rests on."""

    zh: str
    en: str
    clause: str
    when: TestData | None = None
    """Of a note: whom alone it is told."""


class ProgrammeData(Strict):
    """One programme file."""

    id: str
    title: Bilingual
    audience: Audience = Field(alias="for")
    document_id: str
    also_called: list[str] = Field(default_factory=list)
    effective_from: When
    effective_to: When
    closed_clause: str | None = None
    not_needed_when: list[TestData] = Field(default_factory=list)
    conditions: ConditionData
    amount: AmountData | None = None
    documents_to_bring: list[SourcedData] = Field(default_factory=list)
    where: SourcedData
    notes: list[SourcedData] = Field(default_factory=list)


GroupData.model_rebuild()
