"""Who may be placed in a public-welfare post."""

from __future__ import annotations

import pytest

from knowledge.eligibility.finding import Truth
from knowledge.people.profile import Profile, Residence, Sex
from knowledge.posts.asker import Asker
from knowledge.posts.judging import verdicts_on
from knowledge.posts.post import Category, Post
from knowledge.posts.welfare_status import CITY_LIST
from knowledge.vocabulary import Education, PersonStatus, PostKind
from tests.knowledge.posts.builders import TODAY, a_post, a_welfare_post

HERE = {"residence": Residence.CHONGQING, "registered_unemployed": True}


@pytest.fixture
def judge(glossary):
    def of(post: Post, **said):
        asker = Asker(Profile(**said), TODAY, glossary.places)
        return {rule.name: verdict for rule, verdict in verdicts_on(post, asker)}

    return of


def _truth(said, name: str = "status") -> Truth:
    return said[name].truth if name in said else Truth.MET


@pytest.mark.parametrize("status", list(CITY_LIST))
def test_each_status_of_the_city_list_opens_the_post(judge, status):
    assert judge(a_welfare_post(), statuses=(status,), **HERE) == {}


@pytest.mark.parametrize("status", [s for s, needs in CITY_LIST.items() if needs.register])
def test_a_status_that_needs_the_register_asks_for_it_and_fails_without(judge, status):
    open_point = judge(a_welfare_post(), statuses=(status,), registered_unemployed=True)
    assert open_point["status"].asks == ("residence",)
    elsewhere = {"residence": Residence.ELSEWHERE, "no_status": False}
    assert _truth(judge(a_welfare_post(statuses_required=(status.value,)), statuses=(status,),
                  registered_unemployed=True, **elsewhere)) is Truth.NOT_MET  # fmt: skip


@pytest.mark.parametrize("status", [s for s, needs in CITY_LIST.items() if needs.unemployed])
def test_a_status_that_needs_registration_asks_for_it_and_fails_without(judge, status):
    post = a_welfare_post(statuses_required=(status.value,))
    own = {"statuses": (status,), "residence": Residence.CHONGQING}
    assert judge(post, **own)["status"].asks == ("registered_unemployed",)
    assert _truth(judge(post, registered_unemployed=False, **own)) is Truth.NOT_MET


def test_a_person_lifted_out_of_poverty_needs_no_registration(judge):
    said = judge(a_welfare_post(), statuses=(PersonStatus.LIFTED_OUT_OF_POVERTY,),
                 residence=Residence.CHONGQING, registered_unemployed=False)  # fmt: skip
    assert _truth(said) is Truth.MET


def test_a_graduate_needs_no_register(judge):
    said = judge(a_welfare_post(), graduation_year=2025, education=Education.BACHELOR,
                 residence=Residence.ELSEWHERE, registered_unemployed=True)  # fmt: skip
    assert _truth(said) is Truth.MET


def test_somebody_from_sichuan_is_sent_to_the_district_and_not_refused(judge):
    said = judge(a_welfare_post(statuses_required=("veteran",)), registered_unemployed=True,
                 statuses=(PersonStatus.VETERAN,), residence=Residence.SICHUAN)  # fmt: skip
    assert said["status"].truth is Truth.NOT_KNOWN
    assert said["status"].asks == ()
    assert "区县" in said["status"].sentence.zh


@pytest.mark.parametrize(
    ("birth_year", "sex", "truth"),
    [
        (1985, Sex.WOMAN, Truth.MET),
        (1986, Sex.WOMAN, Truth.NOT_KNOWN),
        (1987, Sex.WOMAN, Truth.NOT_MET),
        (1975, Sex.MAN, Truth.MET),
        (1976, Sex.MAN, Truth.NOT_KNOWN),
        (1964, Sex.MAN, Truth.NOT_MET),
        (1966, Sex.MAN, Truth.NOT_KNOWN),
        (1973, Sex.WOMAN, Truth.MET),
        (1968, Sex.WOMAN, Truth.NOT_MET),
        (1977, Sex.MAN, Truth.NOT_MET),
        (1980, None, Truth.NOT_KNOWN),
        (1975, None, Truth.MET),
        (1990, None, Truth.NOT_MET),
        (None, Sex.WOMAN, Truth.NOT_KNOWN),
    ],
)
def test_4050_is_worked_out_from_age_and_sex(judge, birth_year, sex, truth):
    post = a_welfare_post(statuses_required=("age_4050",))
    assert _truth(judge(post, birth_year=birth_year, sex=sex, **HERE)) is truth


@pytest.mark.parametrize(
    ("year", "truth"),
    [
        (2026, Truth.MET), (2025, Truth.MET), (2024, Truth.NOT_KNOWN), (2023, Truth.NOT_MET),
        (2027, Truth.NOT_MET),
    ],
)  # fmt: skip
def test_two_years_after_leaving_school(judge, year, truth):
    post = a_welfare_post(statuses_required=("graduate_2y",))
    assert _truth(judge(post, graduation_year=year, **HERE)) is truth


def test_a_withdrawn_fisherman_is_not_placed_by_that_alone(judge):
    said = judge(a_welfare_post(), statuses=(PersonStatus.WITHDRAWN_FISHERMAN,), **HERE)
    assert said["status"].truth is Truth.NOT_KNOWN
    assert "认定" in said["status"].sentence.zh
    named = a_welfare_post(statuses_required=("withdrawn_fisherman",))
    assert judge(named, statuses=(PersonStatus.WITHDRAWN_FISHERMAN,), **HERE) == {}


def test_a_status_that_was_denied_is_not_met_and_one_not_mentioned_is_asked(judge):
    assert _truth(judge(a_welfare_post(), no_status=True, birth_year=1990, graduation_year=2010,
                  **HERE)) is Truth.NOT_MET  # fmt: skip
    assert judge(a_welfare_post(), **HERE)["status"].asks == ("statuses",)


def test_one_sensitive_status_is_enough_without_naming_it(judge):
    assert judge(a_welfare_post(), sensitive_status=True, **HERE) == {}
    open_point = judge(a_welfare_post(), sensitive_status=True, residence=Residence.CHONGQING)
    words = open_point["status"].sentence
    assert open_point["status"].asks == ("registered_unemployed",)
    assert not any(name in words.zh for name in ("残疾", "刑满", "戒毒"))


def test_who_was_recognised_as_in_difficulty_is_on_the_list(judge):
    assert judge(a_welfare_post(), recognised_in_difficulty=True, **HERE) == {}


@pytest.mark.parametrize(
    ("required", "said", "truth"),
    [
        ("chongqing", {}, Truth.NOT_KNOWN),
        ("chongqing", {"residence": Residence.CHONGQING}, Truth.MET),
        ("chongqing", {"residence": Residence.SICHUAN}, Truth.NOT_MET),
        ("江津区", {}, Truth.NOT_KNOWN),
        ("江津区", {"residence": Residence.CHONGQING, "home_district": "江津区"}, Truth.MET),
        ("江津区", {"home_district": "江津区"}, Truth.NOT_KNOWN),
        ("江津区", {"home_district": "南岸区"}, Truth.NOT_MET),
        ("江津区", {"residence": Residence.ELSEWHERE}, Truth.NOT_MET),
    ],
)
def test_the_register_that_a_post_states_is_hard(judge, required, said, truth):
    verdicts = judge(a_post(residence_required=required), **said)
    assert _truth(verdicts, "residence") is truth


def test_the_missing_register_is_asked_for_in_plain_words(judge):
    words = judge(a_post(residence_required="chongqing"))["residence"].sentence
    assert words.zh == "这个岗位要求重庆户籍，你还没有说户籍在哪里"


@pytest.mark.parametrize(
    ("field", "rule"),
    [("employed", "employed"), ("has_business", "business"), ("draws_pension", "pension")],
)
def test_work_business_and_pension_bar_welfare_posts_only(judge, field, rule):
    assert judge(a_welfare_post(), **{field: True})[rule].truth is Truth.NOT_MET
    assert judge(a_post(), **{field: True}) == {}


def test_who_is_registered_unemployed_is_not_asked_about_work_again(judge):
    said = judge(a_welfare_post(), statuses=(PersonStatus.VETERAN,), **HERE)
    assert said == {}


def test_a_second_welfare_post_is_barred_in_the_country_and_a_question_elsewhere(judge):
    held = {"in_public_welfare_post": True}
    rural = a_welfare_post(category=Category.RURAL)
    assert judge(rural, **held)["second_post"].truth is Truth.NOT_MET
    assert judge(a_welfare_post(), **held)["second_post"].truth is Truth.NOT_KNOWN


def test_months_out_of_work_count_where_the_post_states_them(judge):
    post = a_welfare_post(unemployed_months_min=3)
    old = {"birth_year": 1970, "sex": Sex.MAN, **HERE}
    assert judge(post, **old)["months_unemployed"].asks == ("unemployed_months",)
    assert judge(post, unemployed_months=2, **old)["months_unemployed"].truth is Truth.NOT_MET
    assert judge(post, unemployed_months=3, **old) == {}


def test_a_policy_post_that_names_a_status_asks_for_no_register(judge):
    post = a_post(kind=PostKind.POLICY, statuses_required=("graduate_2y",))
    assert judge(post, graduation_year=2026, residence=Residence.ELSEWHERE) == {}
    assert "status" in judge(post, graduation_year=2015)
