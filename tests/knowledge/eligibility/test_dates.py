"""The same person on three days: what was, what is, what was not yet."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.evaluate import check_all, evaluate
from knowledge.eligibility.finding import FindingResult
from knowledge.eligibility.questions import next_question
from knowledge.language import Lang
from knowledge.people.profile import Profile, Residence, Sex

PERSON = Profile(
    birth_year=1974, sex=Sex.WOMAN, residence=Residence.CHONGQING, registered_unemployed=True,
    business_in_chongqing=True, other_loans=False,
)  # fmt: skip
ENTERPRISE = EnterpriseProfile(
    premium_months=12, layoff_percent=0, out_of_town_staff=45, pension_jan_feb_2021=True,
    paid_each_300=True,
)  # fmt: skip
LOAN, REFUND = "startup-guaranteed-loan-individual", "stable-post-refund-2025"
ENVELOPE = "retention-red-envelope-enterprise"


@pytest.fixture
def told(programmes, release):
    def on(day: date, profile=PERSON) -> dict[str, FindingResult]:
        findings = check_all(programmes.values(), profile, day, lang=Lang.EN, release=release)
        return {finding.programme_id: finding.result for finding in findings}

    return on


def test_a_person_hears_of_what_is_in_force_that_day(told):
    early, middle, late = (
        told(day) for day in (date(2021, 6, 1), date(2023, 1, 1), date(2026, 11, 22))
    )

    assert LOAN not in early
    assert LOAN not in middle
    assert late[LOAN] is FindingResult.MAY_QUALIFY
    assert "transport-subsidy-cross-region" not in early
    assert "transport-subsidy-cross-region" in middle
    assert set(early) < set(middle)
    assert set(middle) - set(late) == {"vocational-training-subsidy"}
    assert "subsidised-training" in set(late) - set(middle)


def test_an_enterprise_hears_of_what_is_in_force_that_day(told):
    open_then = told(date(2021, 4, 30), ENTERPRISE)
    closed_then = told(date(2021, 6, 1), ENTERPRISE)
    in_2025 = told(date(2025, 6, 20), ENTERPRISE)
    now = told(date(2026, 11, 22), ENTERPRISE)

    assert open_then[ENVELOPE] is FindingResult.MAY_QUALIFY
    assert ENVELOPE not in closed_then
    assert ENVELOPE not in now
    assert REFUND not in open_then
    assert in_2025[REFUND] is FindingResult.MAY_QUALIFY
    assert REFUND not in now


@pytest.mark.parametrize(
    ("programme_id", "profile", "day", "words"),
    [
        (LOAN, PERSON, date(2023, 1, 1), "begins on 2025-06"),
        (ENVELOPE, ENTERPRISE, date(2021, 6, 1), "closed since 2021-04-30"),
    ],
)
def test_one_that_is_asked_for_by_name_says_when(
    programmes, release, programme_id, profile, day, words
):
    found = evaluate(programmes[programme_id], profile, today=day, lang=Lang.EN, release=release)

    assert found.result is FindingResult.DOES_NOT_QUALIFY
    assert words in found.not_met[0]


def test_nobody_is_asked_for_what_is_not_in_force(programmes):
    day = date(2021, 6, 1)
    later = [one for one in programmes.values() if one.begins_later(day) or one.is_closed(day)]

    assert later
    assert next_question(later, Profile(), today=day, lang=Lang.ZH) is None
