"""The cases that stand beside each programme file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

import knowledge.eligibility
from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.evaluate import evaluate
from knowledge.eligibility.facts import Audience
from knowledge.eligibility.finding import FindingResult
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.rules.bilingual import YamlLoader

PROGRAMMES = Path(knowledge.eligibility.__file__).parent / "programmes"
PROFILES = {
    Audience.PERSON: TypeAdapter(Profile),
    Audience.ENTERPRISE: TypeAdapter(EnterpriseProfile),
}


class Case(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    profile: dict[str, Any]
    result: FindingResult
    today: date = date(2026, 11, 22)
    amount: str | None = None
    """Part of the Chinese amount."""
    would_change: list[str] | None = None
    """Parts of the English items, in their order."""
    closed: bool = False


def cases_of(path: Path) -> list[Case]:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=YamlLoader)
    return TypeAdapter(list[Case]).validate_python(raw)


FILES = sorted(PROGRAMMES.glob("*.cases.yaml"))
CASES = [
    pytest.param(path.name.removesuffix(".cases.yaml"), case, id=f"{path.stem}: {case.name}")
    for path in FILES
    for case in cases_of(path)
]


@pytest.mark.parametrize(("programme_id", "case"), CASES)
def test_programme_finds_what_its_case_says(programmes, release, programme_id, case):
    programme = programmes[programme_id]
    profile = PROFILES[programme.audience].validate_python(case.profile)
    zh, en = (
        evaluate(programme, profile, today=case.today, lang=lang, release=release) for lang in Lang
    )

    assert (zh.result, zh.closed) == (en.result, en.closed) == (case.result, case.closed)
    if case.amount is not None:
        assert case.amount in (zh.amount or "")
    if case.would_change is not None:
        assert len(en.would_change) == len(case.would_change), en.would_change
        for shown, part in zip(en.would_change, case.would_change, strict=True):
            assert part in shown


def test_every_programme_has_cases_for_each_result(programmes):
    for programme_id in programmes:
        cases = cases_of(PROGRAMMES / f"{programme_id}.cases.yaml")
        assert {case.result for case in cases} == set(FindingResult), programme_id
