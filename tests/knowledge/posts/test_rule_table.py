"""The rules of public-welfare posts one by one: who may be placed, who is asked, who may not."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.eligibility.finding import Truth
from knowledge.people.profile import Profile, Residence, Sex
from knowledge.posts.asker import Asker
from knowledge.posts.judging import verdicts_on
from knowledge.posts.post import Category
from knowledge.vocabulary import Education, PersonStatus, PostKind
from tests.knowledge.posts.builders import TODAY, a_post, a_welfare_post

MET, NOT_MET, ASK = Truth.MET, Truth.NOT_MET, Truth.NOT_KNOWN
VETERAN = {
    "statuses": (PersonStatus.VETERAN,), "residence": Residence.CHONGQING,
    "registered_unemployed": True, "birth_year": 1990, "sex": Sex.MAN,
}  # fmt: skip
RURAL = {"category": Category.RURAL, "statuses_required": ("lifted_out_of_poverty",)}
POOR = {**VETERAN, "statuses": (PersonStatus.LIFTED_OUT_OF_POVERTY,)}

# What it is about; the post; what the person said besides; the rule; what it says.
TABLE: list[tuple[str, dict[str, Any], dict[str, Any], str, Truth]] = [
    ("a status of the list", {}, VETERAN, "status", MET),
    ("no status of the list", {}, {**VETERAN, "statuses": (), "no_status": True,
                                   "sensitive_status": False}, "status", NOT_MET),
    ("no status said", {}, {**VETERAN, "statuses": ()}, "status", ASK),
    ("register elsewhere", {}, {**VETERAN, "residence": Residence.ELSEWHERE, "no_status": False},
     "status", ASK),
    ("4050: a man of 50", {"statuses_required": ("age_4050",)},
     {**VETERAN, "statuses": (), "birth_year": 1976, "birth_month": 1}, "status", MET),
    ("4050: a man of 49", {"statuses_required": ("age_4050",)},
     {**VETERAN, "statuses": (), "birth_year": 1977}, "status", NOT_MET),
    ("4050: a woman of 40", {"statuses_required": ("age_4050",)},
     {**VETERAN, "statuses": (), "birth_year": 1986, "birth_month": 1, "sex": Sex.WOMAN},
     "status", MET),
    ("4050: a woman of 39", {"statuses_required": ("age_4050",)},
     {**VETERAN, "statuses": (), "birth_year": 1987, "sex": Sex.WOMAN}, "status", NOT_MET),
    ("4050: 45, sex not said", {"statuses_required": ("age_4050",)},
     {**VETERAN, "statuses": (), "birth_year": 1981, "sex": None}, "status", ASK),
    ("graduate of last year, register elsewhere", {"statuses_required": ("graduate_2y",)},
     {"graduation_year": 2025, "education": Education.BACHELOR, "registered_unemployed": True,
      "residence": Residence.ELSEWHERE}, "status", MET),
    ("graduate of three years ago", {"statuses_required": ("graduate_2y",)},
     {"graduation_year": 2023, "education": Education.BACHELOR, "registered_unemployed": True},
     "status", NOT_MET),
    ("out of poverty, not registered unemployed", RURAL,
     {**POOR, "registered_unemployed": False, "employed": False}, "status", MET),
    ("veteran, not registered unemployed", {"statuses_required": ("veteran",)},
     {**VETERAN, "registered_unemployed": False}, "status", NOT_MET),
    ("withdrawn fisherman, not recognised", {},
     {**VETERAN, "statuses": (PersonStatus.WITHDRAWN_FISHERMAN,)}, "status", ASK),
    ("withdrawn fisherman, post for them", {"statuses_required": ("withdrawn_fisherman",)},
     {**VETERAN, "statuses": (PersonStatus.WITHDRAWN_FISHERMAN,)}, "status", MET),
    ("recognised as in difficulty", {}, {**VETERAN, "statuses": (),
                                         "recognised_in_difficulty": True}, "status", MET),
    ("not able to work", {}, {**VETERAN, "able_to_work": False}, "able", NOT_MET),
    ("ability not said: nobody is asked", {}, VETERAN, "able", MET),
    ("man of 61, post up to 60", {"age_max": 60}, {**VETERAN, "birth_year": 1964}, "stated_age",
     NOT_MET),
    ("man of 60, post up to 60", {"age_max": 60}, {**VETERAN, "birth_year": 1966}, "stated_age",
     MET),
    ("man of 61, post states no age", {}, {**VETERAN, "birth_year": 1965}, "stated_age", MET),
    ("man of 64, registered as unemployed", {}, {**VETERAN, "birth_year": 1962}, "working_life",
     ASK),
    ("man of 59, registered as unemployed", {}, {**VETERAN, "birth_year": 1967}, "working_life",
     MET),
    ("man of 64, lifted out of poverty, rural post", {**RURAL}, {**POOR, "birth_year": 1962},
     "working_life", MET),
    ("born in the year of 36, post up to 35", {"age_max": 35}, {**VETERAN, "birth_year": 1990},
     "stated_age", ASK),
    ("woman of 56, women up to 55", {"age_max": 60, "age_max_woman": 55},
     {**VETERAN, "birth_year": 1970, "birth_month": 1, "sex": Sex.WOMAN}, "stated_age",
     NOT_MET),
    ("56, sex not said, women up to 55", {"age_max": 60, "age_max_woman": 55},
     {**VETERAN, "birth_year": 1970, "sex": None}, "stated_age", ASK),
    ("rural post from 16", {**RURAL, "age_min": 16}, {**POOR, "birth_year": 2009}, "stated_age",
     MET),
    ("15 years old", {**RURAL, "age_min": 16}, {**POOR, "birth_year": 2011}, "working_age",
     NOT_MET),
    ("17 years old, a bar", {"title": "酒吧服务员"}, {**POOR, "birth_year": 2009}, "grown_up",
     NOT_MET),
    ("17 years old, a shop", {"title": "超市营业员"}, {**POOR, "birth_year": 2009}, "grown_up",
     MET),
    ("17 years old, a waiter with a health certificate",
     {"title": "餐厅服务员", "certificates": ("健康证",)}, {**POOR, "birth_year": 2009}, "grown_up",
     MET),
    ("17 or 18 years old, a bar", {"title": "酒吧服务员"}, {**POOR, "birth_year": 2008}, "grown_up",
     ASK),
    ("19 years old, a bar", {"title": "酒吧服务员"}, {**POOR, "birth_year": 2007}, "grown_up",
     MET),
    ("4050, two of three months", {"unemployed_months_min": 3},
     {**VETERAN, "statuses": (), "birth_year": 1970, "unemployed_months": 2},
     "months_unemployed", NOT_MET),
    ("4050, months not said", {"unemployed_months_min": 3},
     {**VETERAN, "statuses": (), "birth_year": 1970}, "months_unemployed", ASK),
    ("lives in the district required", {"residence_required": "南岸区"},
     {**VETERAN, "home_district": "南岸区"}, "residence", MET),
    ("lives in another district", {"residence_required": "南岸区"},
     {**VETERAN, "home_district": "万州区"}, "residence", NOT_MET),
    ("district not said", {"residence_required": "南岸区"}, VETERAN, "residence", ASK),
    ("in work", {}, {**VETERAN, "registered_unemployed": None, "employed": True}, "employed",
     NOT_MET),
    ("work not said", {}, {**VETERAN, "registered_unemployed": None}, "employed", ASK),
    ("has a business", {}, {**VETERAN, "has_business": True}, "business", NOT_MET),
    ("business not said", {}, {**VETERAN, "registered_unemployed": None}, "business", ASK),
    ("draws a pension", {}, {**VETERAN, "draws_pension": True}, "pension", NOT_MET),
    ("family in a welfare post, rural", RURAL, {**POOR, "in_public_welfare_post": True},
     "second_post", NOT_MET),
    ("family in a welfare post, elsewhere", {}, {**VETERAN, "in_public_welfare_post": True},
     "second_post", ASK),
    ("three years served", {}, {**VETERAN, "public_welfare_years": 3}, "former_term", ASK),
    ("one year served", {}, {**VETERAN, "public_welfare_years": 1}, "former_term", MET),
    ("junior college asked, senior high held",
     {**RURAL, "education_min": Education.JUNIOR_COLLEGE},
     {**POOR, "education": Education.SENIOR_HIGH}, "education", NOT_MET),
    ("over-qualified", {}, {**VETERAN, "education": Education.MASTER}, "education", MET),
]  # fmt: skip


@pytest.mark.parametrize(("about", "post", "said", "rule", "truth"), TABLE, ids=lambda value: (
    value if isinstance(value, str) else ""
))  # fmt: skip
def test_what_the_rule_says(glossary, about, post, said, rule, truth):
    asker = Asker(Profile(**said), TODAY, glossary.places)
    verdicts = {one.name: verdict for one, verdict in verdicts_on(a_welfare_post(**post), asker)}
    verdict = verdicts.get(rule)
    assert (verdict.truth if verdict else MET) is truth, about
    if verdict is not None:
        assert verdict.sentence.zh
        assert verdict.sentence.en


@pytest.mark.parametrize("said", [
    {"employed": True}, {"has_business": True}, {"draws_pension": True}, {"no_status": True},
    {"able_to_work": False}, {"birth_year": 1960}, {"sex": Sex.WOMAN, "birth_year": 1966},
    {"public_welfare_years": 5}, {"in_public_welfare_post": True},
])  # fmt: skip
def test_none_of_these_rules_touches_an_enterprise_post(glossary, said):
    asker = Asker(Profile(**said), TODAY, glossary.places)
    post = a_post(kind=PostKind.ENTERPRISE, age_max=45, age_max_woman=40)
    assert verdicts_on(post, asker) == []


@pytest.mark.parametrize(("text", "is_barred"), [
    ("早班7:30起，晚班13:00起，按周排。", False), ("两头班，下午休息。", False),
    ("早晚班，做五休二。", False),
    ("分A、B班，隔天倒。", False), ("三班倒，八小时一班。", True), ("白班夜班轮流。", True),
    ("早晚轮班，晚班到23:00，夜班有餐补。", True), ("按排班表轮换。", True),
])  # fmt: skip
def test_shifts_in_turn_bar_who_works_no_nights_unless_they_are_early_and_late(
    glossary, text, is_barred
):
    from knowledge.posts.post import Shift

    asker = Asker(Profile(no_night_shift=True), TODAY, glossary.places)
    verdicts = verdicts_on(a_post(shift=Shift.ROTATING, description=text), asker)
    assert [rule.name for rule, _ in verdicts] == (["night_shift"] if is_barred else [])
