"""Calculators as values, and the loading of their files against the clauses in force."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from knowledge.rules.calculators.expression import FUNCTIONS, Expression, ExpressionInvalid
from knowledge.rules.calculators.functions import LAW_FUNCTIONS
from knowledge.rules.calculators.schema import (
    CalculatorData,
    InputData,
    LineData,
    StepData,
    UseData,
)
from knowledge.rules.files import (
    RuleFileInvalid,
    Where,
    line_of,
    mapping_in,
    refuse_repeated_keys,
    refused,
)

logger = logging.getLogger(__name__)

CALCULATORS = Path(__file__).parent / "rules"
INPUTS = Path(__file__).with_name("inputs.yaml")
CASES_SUFFIX = ".cases.yaml"
_INPUTS = TypeAdapter(dict[str, InputData])
_GAP = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Calculator:
    """A sum of law: what has to be told, the steps, and the clause of each."""

    data: CalculatorData
    inputs: dict[str, InputData] = field(hash=False)

    @property
    def calculator_id(self) -> str:
        """Its name, which is that of its file."""
        return self.data.id

    @cached_property
    def uses(self) -> dict[str, UseData]:
        """How each input is used, by its name."""
        return {one.input: one for one in self.data.inputs}

    @cached_property
    def not_asked(self) -> tuple[re.Pattern[str], ...]:
        """What a message says that is about something else."""
        return tuple(re.compile(one) for one in (*self.data.not_asked.zh, *self.data.not_asked.en))

    @cached_property
    def asked(self) -> tuple[re.Pattern[str], ...]:
        """What a message says that is about it."""
        return tuple(re.compile(one) for one in (*self.data.asked.zh, *self.data.asked.en))


@cache
def all_inputs() -> dict[str, InputData]:
    """
    The inputs of inputs.yaml, by name.

    :raises RuleFileInvalid: if an entry has an unknown key or lacks one.
    """
    try:
        return _INPUTS.validate_python(mapping_in(INPUTS))
    except ValidationError as fault:
        raise refused(INPUTS, fault) from fault


def load_calculator(path: Path, clause_ids: Collection[str] | None = None) -> Calculator:
    """
    The calculator of one file.

    :param clause_ids: the ids of the clauses in force; None checks no source.
    :raises RuleFileInvalid: with the line, for an unknown key, name or input, for a figure without
        a clause, and for a clause that is not in force.
    """
    refuse_repeated_keys(path)
    try:
        data = CalculatorData.model_validate(mapping_in(path))
    except ValidationError as fault:
        raise refused(path, fault) from fault
    except ExpressionInvalid as fault:
        raise RuleFileInvalid(path, _line_with(path, str(fault)), str(fault)) from fault
    if path.name != f"{data.id}.yaml":
        raise RuleFileInvalid(path, 1, f"id {data.id!r} wants the name {data.id}.yaml")
    for where, reason in _faults(data, clause_ids):
        raise RuleFileInvalid(path, line_of(path, where), reason)
    inputs = {one.input: all_inputs()[one.input] for one in data.inputs}
    return Calculator(data, inputs)


def load_calculators(
    clause_ids: Collection[str] | None = None, folder: Path = CALCULATORS
) -> list[Calculator]:
    """All calculators; :raises RuleFileInvalid: for the first that cannot be taken."""
    return [load_calculator(path, clause_ids) for path in _files(folder)]


def calculators_in_force(
    clause_ids: Collection[str], folder: Path = CALCULATORS
) -> list[Calculator]:
    """Those whose clauses are all in force; any other is left out, with its reason logged."""
    usable = []
    for path in _files(folder):
        try:
            usable.append(load_calculator(path, clause_ids))
        except RuleFileInvalid as fault:
            logger.error("calculator left out: %s", fault)
    return usable


def calculator_faults(
    clause_ids: Collection[str], folder: Path = CALCULATORS
) -> tuple[list[str], list[str]]:
    """
    What stands in the way of publishing these clauses, and what to warn of.

    A file that breaks the schema must be mended first; one whose clause is withdrawn is left out.
    """
    refusals, warnings = [], []
    for path in _files(folder):
        try:
            load_calculator(path)
        except RuleFileInvalid as fault:
            refusals.append(str(fault))
            continue
        try:
            load_calculator(path, clause_ids)
        except RuleFileInvalid as fault:
            warnings.append(f"calculator left out: {fault}")
    return refusals, warnings


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.glob("*.yaml") if not one.name.endswith(CASES_SUFFIX))


def _line_with(path: Path, reason: str) -> int:
    """The line of the sum that the reason quotes."""
    quoted = re.search(r"'(.+?)' ", reason)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (n for n, line in enumerate(lines, 1) if quoted and quoted[1] in line)
    return next(found, 1)


def _faults(
    data: CalculatorData, clause_ids: Collection[str] | None
) -> Iterator[tuple[Where, str]]:
    for place, use in enumerate(data.inputs):
        if use.input not in all_inputs():
            yield ("inputs", place, "input"), f"no input {use.input!r} in {INPUTS.name}"
    functions = {*data.tables, *LAW_FUNCTIONS, *FUNCTIONS}
    known = {use.input for use in data.inputs} | set(data.figures)
    for place, step in enumerate(data.steps):
        yield from _at(("steps", place), "value", _wrong(step.value, known, functions))
        known.add(step.name)
        yield from _in_line(step, ("steps", place), known, functions)
    if data.result.step not in {step.name for step in data.steps}:
        yield ("result", "step"), f"no step {data.result.step!r}"
    for part in ("notes", "would_change"):
        for place, line in enumerate(getattr(data, part)):
            yield from _in_line(line, (part, place), known, functions)
    for where, clause in _cited(data):
        if clause_ids is not None and clause not in clause_ids:
            yield where, f"no clause {clause!r}: withdrawn, or misspelt"


def _in_line(
    line: LineData | StepData, where: Where, known: Collection[str], functions: Collection[str]
) -> Iterator[tuple[Where, str]]:
    if line.when is not None:
        yield from _at(where, "when", _wrong(line.when, known, functions))
    for lang in ("zh", "en"):
        yield from _at(where, lang, _gaps(line, lang, known))


def _at(where: Where, key: str, reasons: Iterator[str]) -> Iterator[tuple[Where, str]]:
    yield from (((*where, key), reason) for reason in reasons)


def _wrong(sums: Expression, known: Collection[str], functions: Collection[str]) -> Iterator[str]:
    for figure in sums.unsourced():
        yield f"{figure:g} in {sums.source!r} has no source: name it under figures with its clause"
    for name in sorted(sums.names - set(known)):
        yield f"{name!r} in {sums.source!r} is no input, figure or earlier step"
    for name in sorted(sums.functions - set(functions)):
        yield f"{name!r} in {sums.source!r} is no table or function"


def _gaps(line: object, lang: str, known: Collection[str]) -> Iterator[str]:
    for name in _GAP.findall(getattr(line, lang) or ""):
        if name not in known:
            yield f"{{{name}}} is no input, figure or step"


def _cited(data: CalculatorData) -> Iterator[tuple[Where, str]]:
    for part in ("figures", "tables"):
        for name, one in getattr(data, part).items():
            yield (part, name, "clause"), one.clause
    for part in ("steps", "notes", "would_change"):
        for place, one in enumerate(getattr(data, part)):
            if one.clause is not None:
                yield (part, place, "clause"), one.clause
