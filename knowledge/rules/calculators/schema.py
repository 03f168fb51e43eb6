"""What the file of a calculator, and the list of its inputs, may hold."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.rules.bilingual import Bilingual
from knowledge.rules.calculators.expression import Expression


class InputKind(StrEnum):
    """How an input is written and shown."""

    YUAN = "yuan"
    MONTHS = "months"
    """A length of time, in months."""
    COUNT = "count"
    HOURS = "hours"
    CHOICE = "choice"
    BIRTH = "birth"


class Unit(StrEnum):
    """What a value is counted in, which is how it is shown."""

    NONE = "none"
    YUAN = "yuan"
    YUAN_A_MONTH = "yuan_a_month"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    YEAR = "year"
    PERCENT = "percent"
    SPAN = "span"
    """Months shown as years and months."""
    CALENDAR_MONTH = "calendar_month"


def _figure(value: object) -> Fraction:
    return Fraction(str(value))


Figure = Annotated[Fraction, BeforeValidator(_figure)]
Sum = Annotated[Expression, BeforeValidator(lambda source: Expression(str(source)))]


class Strict(BaseModel):
    """A mapping without unknown keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, frozen=True)


class PatternData(Strict):
    """Regular expressions of both languages, searched in the folded message."""

    zh: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class ChoiceData(Strict):
    """One answer of an input that is chosen."""

    value: str
    zh: str
    en: str
    said: PatternData = PatternData()


class InputData(Strict):
    """What a person has to tell, whichever calculator asks."""

    kind: InputKind
    noun: Bilingual
    question: Bilingual
    unit: Unit = Unit.NONE
    least: Figure | None = None
    most: Figure | None = None
    plain_years: bool = False
    """Whether a bare figure as the answer means years."""
    said: PatternData = PatternData()
    words: dict[str, Figure] = Field(default_factory=dict)
    """Words that are a figure: twins."""
    never_after: str | None = None
    """What, right before a length of time, makes it one of something else."""
    never_before: str | None = None
    """The same, right behind it."""
    answers: list[ChoiceData] = Field(default_factory=list)
    field: str | None = None
    """The field of the profile that is the same thing."""


class UseData(Strict):
    """An input as one calculator uses it."""

    input: str
    optional: bool = False
    """Nothing where it is not said; never asked."""
    own: bool = True
    """Whether telling it makes the question one about the own case."""
    alone: bool = False
    """The only such figure of the message is this one, whatever words stand beside it."""


class FigureData(Strict):
    """A figure of the law with the clause that states it."""

    value: Figure
    clause: str


class TableData(Strict):
    """The value of the last row whose first figure is not above what is looked up; else nought."""

    rows: list[tuple[Figure, Figure]]
    clause: str


class LineData(Strict):
    """A sentence in both languages with the clause it rests on; told where `when` holds."""

    zh: str
    en: str
    clause: str
    when: Sum | None = None


class StepData(Strict):
    """One step of the sum; silent without words."""

    name: str
    value: Sum
    unit: Unit = Unit.NONE
    when: Sum | None = None
    """Where it does not hold, the step is worked out but not shown."""
    zh: str | None = None
    en: str | None = None
    clause: str | None = None

    @model_validator(mode="after")
    def _sourced(self) -> StepData:
        if (self.zh is None) != (self.en is None) or (self.zh is None) != (self.clause is None):
            raise ValueError(f"step {self.name!r} needs zh, en and clause, or none of them")
        return self


class ResultData(Strict):
    """What the calculator gives: a step, and in what it is counted."""

    step: str
    unit: Unit


class CalculatorData(Strict):
    """One calculator."""

    id: str
    title: Bilingual
    asked: PatternData
    """What a message is about that this calculator is for."""
    not_asked: PatternData = PatternData()
    """What it is about where another one is meant."""
    inputs: list[UseData]
    figures: dict[str, FigureData] = Field(default_factory=dict)
    tables: dict[str, TableData] = Field(default_factory=dict)
    steps: list[StepData]
    result: ResultData
    notes: list[LineData] = Field(default_factory=list)
    would_change: list[LineData] = Field(default_factory=list)


def raw(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    """A value as it is kept in the state of a chat: whole numbers as such, others as text."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value
