"""The posts nearest to a wish that nothing fits."""

from __future__ import annotations

from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.judging import RULES
from knowledge.posts.match import MatchResult
from knowledge.posts.nearest import WISHES, nearest
from knowledge.posts.opening import Search
from knowledge.posts.post import Shift
from knowledge.vocabulary import Education, PostKind
from tests.knowledge.posts.builders import TODAY, a_matcher, a_post, a_welfare_post

POSTS = [
    a_post(post_id="two wishes", shift=Shift.NIGHT, district="巴南区"),
    a_post(post_id="one wish", shift=Shift.NIGHT),
    a_post(post_id="degree", education_min=Education.MASTER, shift=Shift.NIGHT),
    a_welfare_post(post_id="welfare"),
]


def near(glossary, profile: Profile):
    search = Search(profile, "保洁", TODAY)
    return nearest(a_matcher(POSTS, glossary), search, lang=Lang.ZH, most=5)


def test_the_fewest_wishes_in_the_way_come_first_and_no_rule_of_a_post_is_waived(glossary):
    person = Profile(
        no_night_shift=True, districts=("南岸区",), only_these_districts=True,
        education=Education.PRIMARY, kinds=(PostKind.ENTERPRISE,),
    )  # fmt: skip
    found = near(glossary, person)
    assert [match.post.post_id for match in found] == ["one wish", "welfare", "two wishes"]
    assert all(match.result is MatchResult.BARRED for match in found)
    assert found[0].failed_rules == ("night_shift",)
    assert found[0].failures == ("要上夜班，你说不上夜班",)
    assert found[1].failed_rules == ("kind",)


def test_who_is_barred_by_nothing_gets_nothing_nearest(glossary):
    assert near(glossary, Profile()) == ()


def test_the_wishes_that_can_be_waived_are_rules():
    assert {rule.name for rule in RULES} >= WISHES
