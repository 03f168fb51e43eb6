"""The hard rules of any post."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.eligibility.finding import Truth
from knowledge.people.certificates import NO_CERTIFICATES
from knowledge.people.profile import Profile, Sex
from knowledge.posts.asker import Asker
from knowledge.posts.judging import RULES, verdicts_on
from knowledge.posts.post import Channel, Post, Shift, WageUnit
from knowledge.vocabulary import BoardLodging, Education, PostKind
from tests.knowledge.posts.builders import TODAY, a_post, a_welfare_post


@pytest.fixture
def judge(glossary):
    """The rules that speak of the post for this person, with what they say."""

    def of(post: Post, kinds: tuple[PostKind, ...] = (), **said):
        asker = Asker(Profile(**said), TODAY, glossary.places, kinds=kinds)
        return {rule.name: verdict for rule, verdict in verdicts_on(post, asker)}

    return of


def test_a_plain_post_asks_nothing_of_anybody(judge):
    assert judge(a_post()) == {}


def test_a_post_past_its_closing_day_is_barred_and_the_day_itself_is_not(judge):
    assert judge(a_post(closes_on=date(2026, 11, 21)))["closed"].truth is Truth.NOT_MET
    assert judge(a_post(closes_on=TODAY)) == {}


def test_another_kind_than_asked_for_is_barred(judge):
    assert "kind" in judge(a_post(), (PostKind.PUBLIC_WELFARE,))
    assert judge(a_post(), (PostKind.ENTERPRISE,)) == {}


def test_a_district_bars_only_where_the_person_said_only(judge):
    assert judge(a_post(), districts=("江津区",)) == {}
    assert "district" in judge(a_post(), districts=("江津区",), only_these_districts=True)


@pytest.mark.parametrize(
    ("changes", "is_barred"),
    [
        ({}, True),
        ({"wage_max": 4000}, False),
        ({"wage_max": None}, False),
        ({"wage_min": None, "wage_max": None, "wage_unit": None}, False),
        ({"wage_min": 23, "wage_max": 23, "wage_unit": WageUnit.HOUR}, False),
        ({"wage_min": 100, "wage_max": 100, "wage_unit": WageUnit.DAY}, True),
        ({"wage_min": 3, "wage_max": 3, "wage_unit": WageUnit.PIECE}, False),
    ],
)
def test_a_stated_minimum_wage_is_hard_for_pay_that_can_be_compared(judge, changes, is_barred):
    assert ("wage" in judge(a_post(**changes), wage_min_month=4000)) is is_barred


@pytest.mark.parametrize(
    ("own", "truth"),
    [(None, Truth.NOT_KNOWN), (Education.SENIOR_HIGH, Truth.NOT_MET), (Education.BACHELOR, None)],
)
def test_schooling_is_hard(judge, own, truth):
    verdict = judge(a_post(education_min=Education.JUNIOR_COLLEGE), education=own).get("education")
    assert (verdict.truth if verdict else None) is truth


def test_senior_high_and_vocational_school_count_the_same(judge):
    assert judge(a_post(education_min=Education.VOCATIONAL), education=Education.SENIOR_HIGH) == {}


@pytest.mark.parametrize(
    ("own", "truth"),
    [
        ((), Truth.NOT_KNOWN),
        (("健康证",), Truth.NOT_KNOWN),
        (NO_CERTIFICATES, Truth.NOT_MET),
        (("C1驾驶证",), None),
        (("B2驾驶证",), None),
    ],
)
def test_a_required_licence_is_hard_and_a_higher_class_serves(judge, own, truth):
    verdict = judge(a_post(certificates=("C1驾驶证",)), certificates=own).get("certificate")
    assert (verdict.truth if verdict else None) is truth


@pytest.mark.parametrize(
    ("required", "held", "denied", "truth"),
    [
        ("健康证", (), ("健康证",), Truth.NOT_MET),
        ("健康证", (), ("电工证",), Truth.NOT_KNOWN),
        ("健康证", ("健康证",), ("电工证",), None),
        ("A1驾驶证", ("B2驾驶证",), ("A1驾驶证",), Truth.NOT_MET),
        ("C1驾驶证", ("B2驾驶证",), ("A1驾驶证",), None),
        ("B2驾驶证", (), ("C1驾驶证",), Truth.NOT_MET),
    ],
)
def test_a_certificate_that_the_person_denies_bars_what_requires_it(
    judge, required, held, denied, truth
):
    verdicts = judge(a_post(certificates=(required,)), certificates=held, no_certificates=denied)
    verdict = verdicts.get("certificate")
    assert (verdict.truth if verdict else None) is truth


@pytest.mark.parametrize(
    ("title", "title_en", "barred"),
    [
        ("住家育婴员", "Live-in childcare worker", True),
        ("育婴员（白班不住家）", "Childcare worker (daytime, live-out)", False),
        ("家政服务员", "", False),
    ],
)
def test_living_in_is_barred_for_who_said_no_nights(judge, title, title_en, barred):
    post = a_post(title=title, title_en=title_en, shift=Shift.FLEXIBLE)
    assert ("night_shift" in judge(post, no_night_shift=True)) is barred
    assert judge(post) == {}


@pytest.mark.parametrize("shift", [Shift.NIGHT, Shift.ROTATING])
def test_nights_are_barred_for_who_said_no_nights(judge, shift):
    assert "night_shift" in judge(a_post(shift=shift), no_night_shift=True)
    assert judge(a_post(shift=shift)) == {}
    assert judge(a_post(shift=None), no_night_shift=True) == {}


def test_board_and_lodging_that_must_be_there(judge):
    must = {"board_lodging": BoardLodging.LODGING}
    assert "board_lodging" in judge(a_post(board_lodging=BoardLodging.NONE), **must)
    assert "board_lodging" in judge(a_post(board_lodging=BoardLodging.BOARD), **must)
    assert judge(a_post(board_lodging=BoardLodging.BOTH), **must) == {}
    assert judge(a_post(board_lodging=None), **must) == {}


def test_an_age_in_an_enterprise_post_never_counts(judge):
    post = a_post(age_min=18, age_max=35)
    assert judge(post, birth_year=1966) == {}
    assert judge(post) == {}


def test_an_age_that_a_rule_allows_counts(judge):
    post = a_post(kind=PostKind.POLICY, channel=Channel.CIVIL_SERVICE, age_max=35)
    assert judge(post, birth_year=1980)["stated_age"].truth is Truth.NOT_MET
    assert judge(post)["stated_age"].asks == ("birth_year",)
    research = a_post(kind=PostKind.POLICY, channel=Channel.RESEARCH_ASSISTANT, age_max=35)
    assert judge(research, birth_year=1980) == {}


@pytest.mark.parametrize(
    ("birth_year", "sex", "truth"),
    [
        (1969, Sex.WOMAN, Truth.NOT_MET),
        (1970, Sex.MAN, None),
        (1970, None, Truth.NOT_KNOWN),
        (1960, None, Truth.NOT_MET),
        (1980, None, None),
    ],
)
def test_two_age_limits_are_kept_apart_by_sex(judge, birth_year, sex, truth):
    post = a_welfare_post(age_max=60, age_max_woman=55)
    verdict = judge(post, birth_year=birth_year, sex=sex).get("stated_age")
    assert (verdict.truth if verdict else None) is truth


def test_nobody_under_sixteen_is_offered_work(judge):
    assert "working_age" in judge(a_post(), birth_year=2012)


def test_every_rule_has_its_own_name():
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_what_a_rule_says_is_there_in_both_languages(judge):
    said = judge(a_post(education_min=Education.BACHELOR, certificates=("电工证",)))
    assert said["education"].sentence.zh.startswith("要求本科")
    assert "bachelor" in said["education"].sentence.en
    assert all(verdict.sentence.zh and verdict.sentence.en for verdict in said.values())


def test_a_trade_that_the_person_will_not_do_is_barred_with_the_reason(judge):
    loader = a_post(title="装卸工", skills=("装卸工",))
    verdict = judge(loader, refused_work=("装卸工",))["refused_work"]
    assert verdict.truth is Truth.NOT_MET
    assert "装卸工" in verdict.sentence.zh


def test_a_trade_beside_the_main_one_of_a_post_bars_nothing(judge):
    helper = a_post(title="家政服务员", skills=("家政服务员", "保洁员"))
    assert judge(helper, refused_work=("保洁员",)) == {}
