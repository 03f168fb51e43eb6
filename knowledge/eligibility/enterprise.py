"""What an enterprise said about itself, and how its figures are understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.profile import Fact
from knowledge.rules.bilingual import YamlLoader


class EnterpriseSize(StrEnum):
    """The size classes that the refund and the loan tell apart."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL_OR_MICRO = "small_or_micro"


class WorkshopGrade(StrEnum):
    """How the district graded an employment-support workshop."""

    EXCELLENT = "excellent"
    GOOD = "good"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class EnterpriseProfile:
    """The facts about an enterprise, a trainee base or an agency. None means not said, never no."""

    size: EnterpriseSize | None = None
    insured_staff: int | None = None
    """Heads for whom social insurance is paid."""
    premium_months: int | None = None
    """Months of unemployment insurance premiums paid in the year before the refund."""
    layoff_percent: float | None = None
    """Layoff rate of the year before, in percent."""
    laid_off: int | None = None
    """Heads laid off in the year before; with the staff they give the rate."""
    unemployment_premiums: float | None = None
    """Yuan of unemployment insurance premiums paid in the year before."""
    serious_dishonesty: bool | None = None
    hired_graduates: int | None = None
    """Graduates of the graduation year or within 2 years of leaving school, newly hired."""
    hired_young_unemployed: int | None = None
    """Registered unemployed people aged 16 to 24, newly hired."""
    hired_half_year_unemployed: int | None = None
    """Chongqing-registered people unemployed for half a year or more, newly hired."""
    hired_lifted_out_of_poverty: int | None = None
    hired_in_difficulty: int | None = None
    """People with employment difficulty, those lifted out of poverty not counted again."""
    contract_months: float | None = None
    """Length of the labour contract with the people hired or placed."""
    insurance_months: float | None = None
    """Months of social insurance paid without a gap for the people hired or placed."""
    employer_insurance: float | None = None
    """Yuan of the employer's share of social insurance actually paid for them."""
    public_welfare_hires: int | None = None
    """People with employment difficulty placed in public-welfare posts."""
    is_trainee_base: bool | None = None
    trainees: int | None = None
    trainee_months: float | None = None
    trainees_kept: int | None = None
    is_agency: bool | None = None
    placed: int | None = None
    """People placed in work free of charge, those in difficulty not counted."""
    placed_in_difficulty: int | None = None
    labour_dispatch: bool | None = None
    workshop_new: bool | None = None
    workshop_chosen: bool | None = None
    workshop_staff: int | None = None
    """People employed in the workshop for 3 months or more."""
    workshop_grade: WorkshopGrade | None = None
    out_of_town_staff: int | None = None
    """Staff registered outside Chongqing who stayed over the Spring Festival of 2021."""
    paid_each_300: bool | None = None
    pension_jan_feb_2021: bool | None = None
    out_of_town_trainees: int | None = None
    agreement_before_2021_01_26: bool | None = None
    trained_staff: int | None = None
    training_days: float | None = None
    declined: tuple[str, ...] = ()
    """Facts that the person would rather not say; they are not asked again."""

    def with_facts(self, facts: Iterable[Fact]) -> EnterpriseProfile:
        """This profile after the facts were learned; a later fact replaces an earlier one."""
        return replace(self, **{fact.name: fact.value for fact in facts})

    def known(self) -> dict[str, Any]:
        """The fields that something has been said about, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}


_SIZES = (
    (EnterpriseSize.SMALL_OR_MICRO, re.compile(r"小微|微型企业|小型企业|小企业|small|micro", re.I)),
    (EnterpriseSize.MEDIUM, re.compile(r"中型|中小企业|medium", re.I)),
    (EnterpriseSize.LARGE, re.compile(r"大型|大企业|large", re.I)),
)
_WORDS_FILE = Path(__file__).parent / "enterprise_words.yaml"
_MONTHS_A_YEAR = 12
_WHOLE = {field.name for field in fields(EnterpriseProfile) if "int" in str(field.type)}


def understand_enterprise(text: str) -> tuple[Fact, ...]:
    """The head counts, months, rates and sums that the text states, each with its words."""
    found: dict[str, Fact] = {}
    taken: set[int] = set()
    for name, pattern in _patterns():
        match = pattern.search(text)
        if match is None or name in found:
            continue
        value, start = _stated(match)
        # A figure is counted for one fact: the file names the special before the general.
        if value is not None and start not in taken:
            taken.add(start)
            found[name] = Fact(name, _as_field(name, value), match[0])
    for size, words in _SIZES:
        match = words.search(text)
        if match is not None:
            found["size"] = Fact("size", size, match[0])
            break
    return tuple(found.values())


def _stated(match: re.Match[str]) -> tuple[float | None, int]:
    """The value, and where it stands; words without a figure mean nought."""
    groups = match.groupdict()
    if "n" not in groups:
        return 0.0, match.start()
    value = amount(groups["n"])
    if value is not None and (groups.get("unit") or " ")[0] in "年y":
        value *= _MONTHS_A_YEAR
    return value, match.start("n")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = yaml.load(_WORDS_FILE.read_text(encoding="utf-8"), Loader=YamlLoader)
    words = TypeAdapter(dict[str, list[str]]).validate_python(raw)
    return tuple(
        (name, re.compile(one.replace("{n}", rf"(?P<n>{AMOUNT})"), re.IGNORECASE))
        for name, patterns in words.items()
        for one in patterns
    )


def _as_field(name: str, value: float) -> int | float:
    return int(value) if name in _WHOLE or float(value).is_integer() else float(value)
