"""The cases that stand beside each calculator."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.language import Lang
from knowledge.rules.bilingual import YamlLoader
from knowledge.rules.calculators.calculate import calculate
from knowledge.rules.calculators.calculator import CALCULATORS, load_calculators
from knowledge.rules.calculators.reading import restored


class Case(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    said: dict[str, Any]
    result: int | float | str | None = None
    missing: str | None = None
    step: str = ""
    """Part of one of the Chinese steps."""
    note: str = ""
    change: str = ""


CALCULATORS_BY_ID = {one.calculator_id: one for one in load_calculators()}


def cases_of(calculator_id: str) -> list[Case]:
    path = CALCULATORS / f"{calculator_id}.cases.yaml"
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=YamlLoader)
    return TypeAdapter(list[Case]).validate_python(raw)


CASES = [
    pytest.param(name, case, id=f"{name}: {case.name}")
    for name in CALCULATORS_BY_ID
    for case in cases_of(name)
]


@pytest.mark.parametrize(("calculator_id", "case"), CASES)
def test_a_calculator_finds_what_its_case_says(calculator_id, case, release):
    calculator = CALCULATORS_BY_ID[calculator_id]
    said = {name: restored(calculator.inputs[name], value) for name, value in case.said.items()}
    zh, en = (calculate(calculator, said, lang) for lang in Lang)

    assert (zh.result, zh.missing) == (en.result, en.missing) == (case.result, case.missing)
    assert zh.clauses == en.clauses
    assert zh.clauses
    assert all(release.clause(one, lang) is not None for one in zh.clauses for lang in Lang)
    assert case.step in "\n".join(zh.steps)
    assert case.note in "\n".join(zh.notes)
    assert case.change in "\n".join(zh.would_change)
    assert len(zh.steps) == len(en.steps)
    assert "{" not in "".join((*zh.steps, *en.steps, *zh.notes, *en.notes, *en.would_change))


def test_every_calculator_has_a_dozen_cases_or_more():
    assert len(CALCULATORS_BY_ID) == 9
    for name in CALCULATORS_BY_ID:
        assert len(cases_of(name)) >= 12, name
