"""A calculator worked out on what a person said: the steps, the result, or what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from knowledge.language import Lang
from knowledge.people.birth import BirthSaid
from knowledge.policies.citation import Citation
from knowledge.rules.calculators.calculator import Calculator
from knowledge.rules.calculators.expression import Expression
from knowledge.rules.calculators.functions import LAW_FUNCTIONS
from knowledge.rules.calculators.schema import InputData, InputKind, LineData, TableData, Unit, raw
from knowledge.rules.calculators.showing import shown, shown_input

Values = Mapping[str, Any]
"""What was said, by the name of the input: Fraction, the value of a choice, or BirthSaid."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """One sum with its working, complete enough for any surface to show."""

    calculator_id: str
    title: str
    inputs: dict[str, Any]
    """What was said, by the name of the input; amounts as numbers."""
    steps: tuple[str, ...]
    result: int | float | str | None
    """None while something is not known; a month as 2039-07."""
    unit: str
    not_known: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    shown_inputs: tuple[str, ...] = ()
    shown_result: str = ""
    notes: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    missing: str | None = None
    """The input to ask for next."""
    clauses: tuple[str, ...] = field(default=())


class _MissingInput(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Working:
    """The values as far as they are worked out."""

    def __init__(self, calculator: Calculator, said: Values) -> None:
        self.calculator, self.known = calculator, dict(said)
        self.used: set[str] = set()
        self.functions: dict[str, Callable[..., Any]] = {
            **LAW_FUNCTIONS,
            **{name: _lookup(table) for name, table in calculator.data.tables.items()},
        }
        self.units = {step.name: step.unit for step in calculator.data.steps}

    def resolve(self, name: str) -> Any:  # noqa: ANN401 - a value of any kind
        """:raises _MissingInput: where nobody has said it."""
        self.used.add(name)
        if name in self.known:
            return self.known[name]
        if name in self.calculator.data.figures:
            return self.calculator.data.figures[name].value
        use = self.calculator.uses.get(name)
        if use is not None and use.optional:
            return Fraction(0)
        raise _MissingInput(name)

    def value(self, sums: Expression) -> Any:  # noqa: ANN401 - see above
        return sums.value(self.resolve, self.functions)

    def holds(self, when: Expression | None) -> bool:
        return when is None or bool(self.value(when))

    def filled(self, text: str, lang: Lang) -> str:
        """The text with its gaps filled, each value as its unit is shown."""
        return text.format_map(_Gaps(self, lang))


class _Gaps(dict[str, str]):
    def __init__(self, working: _Working, lang: Lang) -> None:
        super().__init__()
        self._working, self._lang = working, lang

    def __missing__(self, name: str) -> str:
        value = self._working.resolve(name)
        entry = self._working.calculator.inputs.get(name)
        if entry is not None:
            return shown_input(entry, value, self._lang)
        return shown(value, self._working.units.get(name, Unit.NONE), self._lang)


def calculate(
    calculator: Calculator,
    said: Values,
    lang: Lang,
    *,
    held: Values | None = None,
    declined: Collection[str] = (),
) -> Calculation:
    """
    The sum on what was said, in the reader's language, without citations.

    It goes as far as what was said decides it; the first input that it lacks is `missing`, unless
    the person would not or cannot tell it, and then it is `not_known` and nothing is assumed.

    :param held: what was said before of the same things; shown where the sum has used it.
    """
    working = _Working(calculator, {**(held or {}), **said})
    steps: list[str] = []
    clauses: list[str] = []
    missing: str | None = None
    try:
        for step in calculator.data.steps:
            working.known[step.name] = working.value(step.value)
            if step.zh is not None and step.en is not None and working.holds(step.when):
                text = step.zh if lang is Lang.ZH else step.en
                steps.append(working.filled(text, lang))
                clauses += [step.clause] if step.clause is not None else []
    except _MissingInput as fault:
        missing = fault.name
    result = None if missing is not None else working.known[calculator.data.result.step]
    unit = calculator.data.result.unit
    notes = _told(working, calculator.data.notes, lang)
    change = _told(working, calculator.data.would_change, lang)
    clauses += [clause for _, clause in (*notes, *change)]
    if missing is not None:
        clauses += _of_first_step(calculator)
    said = {**{n: v for n, v in (held or {}).items() if n in working.used}, **said}
    shown_inputs = _inputs_shown(calculator, said, lang)
    return Calculation(
        calculator_id=calculator.calculator_id,
        title=calculator.data.title.in_(lang),
        inputs={name: _plain(said[name]) for name in calculator.inputs if name in said},
        steps=tuple(steps),
        result=None if result is None else _number(result),
        unit=unit.value,
        not_known=() if missing is None else (calculator.inputs[missing].noun.in_(lang),),
        shown_inputs=tuple(shown_inputs),
        shown_result="" if result is None else shown(result, unit, lang),
        notes=tuple(text for text, _ in notes),
        would_change=tuple(text for text, _ in change),
        missing=None if missing in declined else missing,
        clauses=tuple(dict.fromkeys(clauses)),
    )


def _of_first_step(calculator: Calculator) -> list[str]:
    """While nothing is worked out, the clause that says how it will be."""
    return [step.clause for step in calculator.data.steps if step.clause is not None][:1]


def _told(working: _Working, lines: Iterable[LineData], lang: Lang) -> list[tuple[str, str]]:
    """The sentences that hold by what is known, each with its clause."""
    told = []
    for line in lines:
        try:
            if working.holds(line.when):
                text = line.zh if lang is Lang.ZH else line.en
                told.append((working.filled(text, lang), line.clause))
        except _MissingInput:
            continue
    return told


def _inputs_shown(calculator: Calculator, said: Values, lang: Lang) -> list[str]:
    colon = "：" if lang is Lang.ZH else ": "
    return [
        f"{entry.noun.in_(lang)}{colon}{shown_input(entry, said[name], lang)}"
        for name, entry in calculator.inputs.items()
        if name in said
    ]


def _lookup(table: TableData) -> Callable[[Fraction], Fraction]:
    def found(key: Fraction) -> Fraction:
        return next((value for least, value in reversed(table.rows) if key >= least), Fraction(0))

    return found


def _number(value: Any) -> int | float | str:  # noqa: ANN401 - see above
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    if isinstance(value, str):
        return value
    exact = Fraction(value)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _plain(value: Any) -> Any:  # noqa: ANN401 - see above
    if isinstance(value, BirthSaid):
        parts = (value.year, value.month, value.day)
        return "-".join(f"{part:02}" for part in parts if part is not None)
    return _number(value) if isinstance(value, Fraction) else value


def kept(entry: InputData, value: Any) -> Any:  # noqa: ANN401 - see above
    """The value as the state of a chat keeps it."""
    return _plain(value) if entry.kind is InputKind.BIRTH else raw(value)
