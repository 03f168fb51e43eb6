"""Calculators as files: what is refused, where, and that their figures stand in the clauses."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from knowledge.language import Lang
from knowledge.language.figures import figures
from knowledge.rules.calculators.calculator import (
    CALCULATORS,
    calculator_faults,
    calculators_in_force,
    load_calculator,
    load_calculators,
)
from knowledge.rules.calculators.expression import Expression, ExpressionInvalid
from knowledge.rules.files import RuleFileInvalid

# Figures that a clause states in words, or as part of another one.
IN_WORDS = {"half", "least_months", "one_more", "first_year", "of_three", "two_parts", "double"}


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    text = (CALCULATORS / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("annual-leave.lv-annual}", "annual-leave.lv-annuals}",
         "no clause 'annual-leave.lv-annuals'"),
        ("value: floor(career_months / 12)", "value: floor(career_months / 13)",
         "13 in 'floor(career_months / 13)' has no source"),
        ("value: days_by_years(years)", "value: days_by_weeks(years)", "is no table or function"),
        ("value: days_by_years(years)", "value: days_by_years(yeers)", "is no input, figure or"),
        ("value: days_by_years(years)", "value: __import__('os')", "is no table or function"),
        ("value: days_by_years(years)", "value: (1).real", "holds Attribute"),
        ("value: days_by_years(years)", "value: days_by_years(", "is no sum"),
        ("{days}", "{daze}", "{daze} is no input, figure or step"),
        ("input: career_months", "input: carreer_months", "no input 'carreer_months'"),
        ("unit: day}", "unit: fortnight}", "Input should be"),
        ("result: {step: days", "result: {step: dayz", "no step 'dayz'"),
        ("    clause: annual-leave.lv-annual\nsteps", "steps", "Field required"),
        ("first_year: {value: 12, clause: annual-leave.lv-annual}", "first_year: {value: 12}",
         "Field required"),
    ],
)  # fmt: skip
def test_a_wrong_calculator_is_refused_with_its_line(tmp_path, clause_ids, old, new, reason):
    path = changed(tmp_path, "annual-leave.yaml", old, new)
    line = next(
        number
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if new.splitlines()[0] in text or (new == "steps" and text.startswith("  days_by_years"))
    )
    with pytest.raises(RuleFileInvalid) as refused:
        load_calculator(path, clause_ids)
    assert reason in refused.value.reason
    assert abs(refused.value.line - line) <= 1


def test_a_file_under_another_name_is_refused(tmp_path):
    path = tmp_path / "leave.yaml"
    path.write_text((CALCULATORS / "annual-leave.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(RuleFileInvalid, match=r"wants the name annual-leave\.yaml"):
        load_calculator(path)


def test_one_with_a_withdrawn_clause_is_left_out_and_warned_of(clause_ids):
    without = clause_ids - {"annual-leave.lv-annual"}
    assert "annual-leave" not in {one.calculator_id for one in calculators_in_force(without)}
    refusals, warnings = calculator_faults(without)
    assert refusals == []
    assert [one for one in warnings if "annual-leave.yaml" in one]
    assert calculator_faults(clause_ids) == ([], [])


def test_a_broken_file_stops_a_release(tmp_path, clause_ids):
    changed(tmp_path, "annual-leave.yaml", "asked:", "askt:")
    refusals, _ = calculator_faults(clause_ids, tmp_path)
    assert refusals


@pytest.mark.parametrize("calculator", load_calculators(), ids=lambda one: one.calculator_id)
def test_the_figures_stand_in_the_clauses_they_cite(calculator, release):
    data = calculator.data
    stated = [(name, one.clause, {one.value}) for name, one in data.figures.items()]
    for name, table in data.tables.items():
        figures_of = {figure for row in table.rows for figure in row if figure > 0}
        stated.append((name, table.clause, figures_of))
    for name, clause_id, wanted in stated:
        document = clause_id.split(".")[0]
        texts = [
            release.clause(one, lang).text
            for one, lang in release.clauses
            if lang is Lang.ZH and one.split(".")[0] == document
        ]
        found = {Fraction(figure) for text in texts for figure in figures(text)}
        if name not in IN_WORDS:
            assert wanted <= found, (calculator.calculator_id, name, wanted - found)


@pytest.mark.parametrize(
    "source",
    ["open('x')", "a.b", "[1]", "lambda: 1", "a if b", "f(x=1)", "'a' 'b' or", "1 < 2 < 3 and"],
)  # fmt: skip
def test_a_sum_is_arithmetic_and_nothing_else(source):
    with pytest.raises((ExpressionInvalid, KeyError)):
        Expression(source).value({}.__getitem__, {})


def test_only_what_decides_is_asked_for():
    asked = []

    def resolve(name: str) -> int:
        asked.append(name)
        return {"a": 1, "b": 2}[name]

    assert Expression("a if a > 0 else c").value(resolve, {}) == 1
    assert Expression("a > 0 or c > 0").value(resolve, {}) is True
    assert "c" not in asked


def test_thirds_and_halves_are_exact():
    assert Expression("a / 3 * 3").value(lambda _: Fraction(1), {}) == 1
    assert Expression("0.1 + 0.2").value(lambda _: 0, {}) == Fraction(3, 10)
