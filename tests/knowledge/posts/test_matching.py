"""Matching: what is shown, in which order, and why."""

from __future__ import annotations

from datetime import date

import pytest

from index.retriever import Hit
from knowledge.language import Lang
from knowledge.people.profile import Profile, Residence, Sex
from knowledge.posts.judging import RULES
from knowledge.posts.match import MatchResult
from knowledge.posts.matching import Matcher
from knowledge.posts.post import Shift, WageUnit
from knowledge.vocabulary import Education, PersonStatus, PostKind
from tests.knowledge.posts.builders import TODAY, a_matcher, a_post, a_welfare_post

PEOPLE = [
    Profile(),
    Profile(districts=("南岸区",), wage_min_month=2800, no_night_shift=True),
    Profile(birth_year=1972, sex=Sex.WOMAN, residence=Residence.CHONGQING,
            registered_unemployed=True),
    Profile(education=Education.BACHELOR, graduation_year=2026),
    Profile(statuses=(PersonStatus.WITHDRAWN_FISHERMAN,)),
    Profile(groups=("migrant_worker",), residence=Residence.SICHUAN, certificates=("C1驾驶证",)),
]  # fmt: skip


def _ids(report) -> list[str]:
    return [match.post.post_id for match in report.matches]


@pytest.mark.parametrize("profile", PEOPLE)
@pytest.mark.parametrize("wish", ["", "保洁", "driver"])
@pytest.mark.parametrize("lang", list(Lang))
def test_every_match_is_open_or_asks_and_says_at_least_three_things(
    sample_matcher, profile, wish, lang
):
    report = sample_matcher.match(profile, wish, today=TODAY, lang=lang)
    assert len(report.matches) == 5
    for match in report.matches:
        assert match.result is not MatchResult.BARRED
        assert match.post.is_open_on(TODAY)
        assert len(match.reasons) + len(match.cautions) >= 3
        assert (match.result is MatchResult.OPEN) is (match.failed_rules == () and not match.asks)


def test_all_posts_are_counted_once(sample_matcher, samples):
    report = sample_matcher.match(PEOPLE[1], "保洁", today=TODAY, lang=Lang.ZH)
    assert report.considered == len(samples)
    assert report.barred["closed"] == sum(not post.is_open_on(TODAY) for post in samples)
    assert report.open + report.need_more < report.considered


def test_the_rules_over_all_posts_agree_with_the_rules_on_one(sample_matcher, samples):
    for profile in PEOPLE:
        report = sample_matcher.match(profile, "", today=TODAY, lang=Lang.EN, limit=1000)
        shown = {match.post.post_id: match.result for match in report.matches}
        for post in samples:
            alone = sample_matcher.judge(profile, post.post_id, today=TODAY, lang=Lang.EN)
            assert shown.get(post.post_id, MatchResult.BARRED) is alone.result


def test_a_trade_in_the_title_comes_first_in_either_language(sample_matcher):
    for wish in ("焊工", "welder"):
        best = sample_matcher.match(Profile(), wish, today=TODAY, lang=Lang.ZH).matches[0]
        assert "焊" in best.post.title
        assert best.reasons[0].startswith("岗位正是你要找的")


def test_equal_posts_come_in_one_order_whatever_the_order_of_the_feed(glossary):
    posts = [a_post(post_id=f"P-{number}") for number in range(6)]
    for given in (posts, posts[::-1]):
        report = a_matcher(given, glossary).match(Profile(), "", today=TODAY, lang=Lang.ZH)
        assert _ids(report) == ["P-0", "P-1", "P-2", "P-3", "P-4"]


def test_the_district_asked_for_comes_before_its_neighbour_and_that_before_the_rest(glossary):
    posts = [
        a_post(post_id="far", district="城口县"),
        a_post(post_id="near", district="巴南区"),
        a_post(post_id="there", district="南岸区"),
    ]
    report = a_matcher(posts, glossary).match(
        Profile(districts=("南岸区",)), "保洁", today=TODAY, lang=Lang.EN
    )
    assert _ids(report) == ["there", "near", "far"]
    there, near, far = report.matches
    assert "in Nan'an District, which you named" in there.reasons
    assert "in Banan District, next to Nan'an District" in near.reasons
    assert "in Chengkou County, not in Nan'an District" in far.cautions


def test_a_graduate_sees_market_and_policy_posts_before_welfare_posts(glossary):
    posts = [
        a_welfare_post(post_id="welfare"),
        a_post(post_id="market", district="城口县", wage_min=2400, wage_max=2500),
    ]
    matcher = a_matcher(posts, glossary)
    graduate = Profile(graduation_year=2026, districts=("南岸区",), registered_unemployed=True)
    assert _ids(matcher.match(graduate, "保洁", today=TODAY, lang=Lang.ZH)) == ["market", "welfare"]
    asked = matcher.match(graduate, "保洁", today=TODAY, lang=Lang.ZH,
                          kinds=(PostKind.PUBLIC_WELFARE,))  # fmt: skip
    assert _ids(asked) == ["welfare"]


def test_a_graduate_who_names_welfare_posts_sees_them_among_the_others(glossary):
    posts = [
        a_welfare_post(post_id="welfare"),
        a_post(post_id="market", title="清扫工", district="城口县"),
    ]
    graduate = Profile(graduation_year=2026, districts=("南岸区",), registered_unemployed=True)
    report = a_matcher(posts, glossary).match(graduate, "保洁 公益岗", today=TODAY, lang=Lang.ZH)
    assert _ids(report) == ["welfare", "market"]


def test_other_work_is_shown_only_where_the_person_wants_to_be(glossary):
    posts = [
        a_post(post_id="far cook", title="厨师", district="城口县"),
        a_post(post_id="far sweeper", title="清扫工", district="城口县"),
        a_post(post_id="near cook", title="厨师", district="南岸区"),
    ]
    profile = Profile(districts=("南岸区",))
    found = a_matcher(posts, glossary).match(profile, "保洁", today=TODAY, lang=Lang.ZH)
    assert set(_ids(found)) == {"far sweeper", "near cook"}
    anywhere = a_matcher(posts, glossary).match(Profile(), "保洁", today=TODAY, lang=Lang.ZH)
    assert _ids(anywhere) == ["far sweeper"]
    any_work = a_matcher(posts, glossary).match(profile, "", today=TODAY, lang=Lang.ZH)
    assert len(_ids(any_work)) == 3


class Finds:
    """An index that finds each post with a score set for it."""

    def __init__(self, scores: dict[str, float]) -> None:
        self._scores = scores

    def search(self, query, *, k=10, allowed_keys=None) -> list[Hit]:
        return [
            Hit(key=key, lang="zh", score=score, similarity=0.0, lexical=0.0, coverage=0.0, row=row)
            for row, (key, score) in enumerate(self._scores.items())
        ]


def test_a_related_trade_nearby_comes_before_the_trade_itself_far_away(glossary):
    posts = [
        a_post(post_id="itself, far", title="保洁员", district="城口县"),
        a_post(post_id="related, next to it", title="清扫工", district="巴南区"),
        a_post(post_id="related, there", title="清扫工", district="南岸区"),
        a_post(post_id="unrelated, there", title="会计", district="南岸区"),
    ]
    finds = Finds({"itself, far": 9, "related, next to it": 3, "related, there": 3})
    report = Matcher(posts, finds, glossary=glossary).match(
        Profile(districts=("南岸区",)), "保洁员", today=TODAY, lang=Lang.ZH
    )
    assert _ids(report) == [
        *("related, there", "related, next to it", "itself, far", "unrelated, there"),
    ]


def test_welfare_and_market_posts_are_shown_side_by_side(glossary):
    posts = [a_post(post_id=f"market-{n}") for n in range(6)]
    report = a_matcher([*posts, a_welfare_post(post_id="welfare")], glossary).match(
        Profile(), "保洁", today=TODAY, lang=Lang.ZH
    )
    assert _ids(report)[-1] == "welfare"
    assert report.matches[-1].result is MatchResult.NEED_MORE
    assert report.matches[-1].asks[0] == "statuses"


def test_the_first_page_of_a_long_list_shows_both_sides_and_loses_nothing(glossary):
    posts = [a_post(post_id=f"market-{n}") for n in range(8)]
    report = a_matcher([*posts, a_welfare_post(post_id="welfare")], glossary).match(
        Profile(), "保洁", today=TODAY, lang=Lang.ZH, limit=20
    )
    assert _ids(report)[4] == "welfare"
    assert len(set(_ids(report))) == len(_ids(report)) == 9


def test_a_withdrawn_fisherman_gets_at_least_three_posts(sample_matcher):
    report = sample_matcher.match(PEOPLE[4], "", today=TODAY, lang=Lang.ZH, limit=3)
    assert len(report.matches) == 3


def test_what_would_bring_more_is_counted_within_the_trade(glossary):
    posts = [
        a_post(post_id="low", wage_min=2400, wage_max=2600),
        a_post(post_id="night", shift=Shift.NIGHT, wage_max=6000),
        a_post(post_id="other", title="厨师", wage_min=2400, wage_max=2600),
    ]
    profile = Profile(wage_min_month=5000, no_night_shift=True)
    report = a_matcher(posts, glossary).match(profile, "保洁", today=TODAY, lang=Lang.ZH)
    assert report.matches == ()
    assert [(r.wish, r.opens) for r in report.relax] == [
        ("no_night_shift", 1),
        ("wage_min_month", 1),
    ]


def test_a_field_that_the_person_declined_is_not_asked_again(glossary):
    matcher = a_matcher([a_post(certificates=("电工证",))], glossary)
    for declined, asks in (((), ("certificates",)), (("certificates",), ())):
        report = matcher.match(Profile(declined=declined), "", today=TODAY, lang=Lang.ZH)
        assert report.matches[0].asks == asks


def test_why_not_that_post(glossary):
    matcher = a_matcher([a_post(education_min=Education.MASTER)], glossary)
    match = matcher.judge(Profile(education=Education.PRIMARY), "P-1", today=TODAY, lang=Lang.EN)
    assert match.result is MatchResult.BARRED
    assert match.failed_rules == ("education",)
    assert match.cautions[0] == "asks for a master's degree or above; yours is primary school"
    assert matcher.judge(Profile(), "P-9", today=TODAY, lang=Lang.EN) is None


def test_warnings_are_true_of_the_post(glossary):
    posts = [
        a_post(wage_min=2000, wage_max=3000, shift=None, social_insurance=False,
               closes_on=date(2026, 11, 24)),
    ]  # fmt: skip
    [match] = (
        a_matcher(posts, glossary)
        .match(Profile(wage_min_month=2500), "", today=TODAY, lang=Lang.ZH)
        .matches
    )
    assert match.cautions == (
        "工资2,000-3,000元/月，起薪可能低于你要的2,500元",
        "没有写班次",
        "写明不交社会保险",
        "最低一档低于南岸区自2025-01-01起的最低工资2,330元",
    )


def test_hourly_pay_is_shown_and_not_held_against_a_month(glossary):
    post = a_post(wage_min=23, wage_max=25, wage_unit=WageUnit.HOUR)
    [match] = (
        a_matcher([post], glossary)
        .match(Profile(wage_min_month=3000), "", today=TODAY, lang=Lang.EN)
        .matches
    )
    assert match.wage == "23-25 yuan an hour"
    assert any("cannot be held against your 3,000 a month" in said for said in match.cautions)


def test_a_certificate_is_named_in_both_languages(glossary):
    [match] = (
        a_matcher([a_post(certificates=("健康证",))], glossary)
        .match(Profile(certificates=("健康证",)), "", today=TODAY, lang=Lang.EN)
        .matches
    )
    assert "you hold what it requires: health certificate (健康证)" in match.reasons


def test_no_posts_at_all_is_an_answer(glossary):
    report = a_matcher([a_post(closes_on=date(2026, 11, 1))], glossary).match(
        Profile(), "保洁", today=TODAY, lang=Lang.ZH
    )
    assert report.matches == ()
    assert report.barred == {"closed": 1}


def test_wishes_that_can_be_relaxed_are_fields_of_a_profile():
    from knowledge.people.profile import PROFILE_FIELDS

    assert {rule.wish for rule in RULES if rule.wish} <= PROFILE_FIELDS
