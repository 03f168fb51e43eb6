"""What would open more posts, with numbers that are true."""

from __future__ import annotations

import pytest

from knowledge.people.profile import Profile
from knowledge.posts.opening import Change, Search, best_of_each, change_named, openings
from knowledge.posts.post import Shift
from knowledge.vocabulary import Education
from tests.knowledge.posts.builders import TODAY, a_matcher, a_post

PAPERS = ("健康证", "保安员证")
DISTRICTS = ("南岸区", "巴南区", "城口县")
POSTS = [
    a_post(post_id="open"),
    a_post(post_id="paper-1", certificates=("健康证",)),
    a_post(post_id="paper-2", certificates=("健康证",)),
    a_post(post_id="both papers", certificates=PAPERS),
    a_post(post_id="night", shift=Shift.NIGHT),
    a_post(post_id="there", district="巴南区"),
    a_post(post_id="degree", education_min=Education.BACHELOR),
    a_post(post_id="low", wage_min=2400, wage_max=2500),
    a_post(post_id="cook", title="厨师", certificates=("健康证",)),
]
PERSON = Profile(
    wishes=("保洁",), districts=("南岸区",), no_night_shift=True, wage_min_month=3000,
    education=Education.JUNIOR_COLLEGE,
)  # fmt: skip


def found(glossary, profile: Profile, wish: str = "保洁"):
    matcher = a_matcher(POSTS, glossary)
    search = Search(profile, wish, TODAY)
    return openings(matcher, search, certificates=PAPERS, districts=DISTRICTS)


def test_every_change_is_counted_alone_within_the_trade(glossary):
    counted = {(one.change, one.value): one.opens for one in found(glossary, PERSON)}
    assert counted == {
        (Change.CERTIFICATE, "健康证"): 2,
        (Change.DISTRICT, "巴南区"): 1,
        (Change.ANY_DISTRICT, ""): 1,
        (Change.NIGHTS, ""): 1,
        (Change.EDUCATION, "bachelor"): 1,
        (Change.WAGE, "2400"): 1,
        (Change.ANY_WAGE, ""): 1,
    }


def test_the_change_that_opens_most_comes_first(glossary):
    assert found(glossary, PERSON)[0].change is Change.CERTIFICATE
    best = best_of_each(found(glossary, PERSON))
    assert len({one.change for one in best}) == len(best)


def test_the_number_is_what_a_search_with_the_change_brings_more(glossary):
    matcher = a_matcher(POSTS, glossary)
    lacking = Profile(no_certificates=PAPERS)
    for one in openings(
        matcher, Search(lacking, "保洁", TODAY), certificates=PAPERS, districts=DISTRICTS
    ):
        before = matcher.match(lacking, "", today=TODAY, lang="zh", limit=99).matches
        changed = lacking.with_facts(one.facts)
        after = matcher.match(changed, "", today=TODAY, lang="zh", limit=99).matches
        cleaners = [
            sum(match.post.title == "保洁员" for match in matches) for matches in (before, after)
        ]
        assert cleaners[1] - cleaners[0] == one.opens


def test_where_no_single_change_helps_all_wishes_are_given_up_at_once(glossary):
    person = Profile(wage_min_month=30_000, districts=("城口县",), only_these_districts=True)
    [only] = found(glossary, person)
    assert (only.change, only.opens) == (Change.ALL_WISHES, 5)
    assert person.with_facts(only.facts) == Profile(only_these_districts=False)


def test_a_trade_that_no_post_has_is_counted_among_all_posts(glossary):
    changes = {one.change: one.opens for one in found(glossary, Profile(), "软件工程师")}
    assert changes[Change.CERTIFICATE] == 3


def test_nothing_is_promised_where_nothing_would_help(glossary):
    assert (
        openings(
            a_matcher([a_post()], glossary),
            Search(Profile(), "", TODAY),
            certificates=(),
            districts=(),
        )
        == ()
    )


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("certificate", "健康证"),
        ("education", "bachelor"),
        ("nights", "1"),
        ("no", ""),
        ("wage", "1"),
    ],
)
def test_a_button_can_only_relax_what_this_person_wished(change, value):
    assert change_named(PERSON, change, value) is None


def test_a_button_lowers_the_wage_to_what_it_says():
    relaxed = change_named(PERSON, "wage", "2400")
    assert relaxed is not None
    assert PERSON.with_facts(relaxed.facts).wage_min_month == 2400
