"""Equally good posts take turns, better ones stay in front."""

from __future__ import annotations

from datetime import timedelta

from knowledge.posts.match import Match, MatchResult
from knowledge.posts.spreading import spread
from knowledge.vocabulary import PostKind
from tests.knowledge.posts.builders import TODAY, a_post

BAND = 0.08


def a_match(post_id: str, score: float, **changes: object) -> Match:
    kind = changes.pop("kind", PostKind.ENTERPRISE)
    values = {
        "title": "保洁员", "wage": "", "reasons": (), "cautions": (), "result": MatchResult.OPEN,
    }  # fmt: skip
    return Match(post=a_post(post_id=post_id, kind=kind), score=score, **{**values, **changes})


def ids(matches) -> list[str]:
    return [match.post.post_id for match in matches]


EQUAL = [a_match(f"P-{number}", 1.0) for number in range(8)]


def test_the_order_is_the_same_all_day_and_another_for_another_seeker_or_day():
    first = ids(spread(EQUAL, "anna", TODAY, band=BAND))
    assert first == ids(spread(EQUAL, "anna", TODAY, band=BAND))
    assert first != ids(spread(EQUAL, "bert", TODAY, band=BAND))
    assert first != ids(spread(EQUAL, "anna", TODAY + timedelta(days=1), band=BAND))


def test_nothing_is_lost_and_a_better_post_stays_in_front():
    matches = [a_match("best", 2.0), *EQUAL, a_match("worst", 0.5)]
    for seeker in map(str, range(20)):
        turned = ids(spread(matches, seeker, TODAY, band=BAND))
        assert (turned[0], turned[-1]) == ("best", "worst")
        assert sorted(turned) == sorted(ids(matches))


def test_over_many_seekers_each_of_equal_posts_comes_first_sometimes():
    firsts = {ids(spread(EQUAL, str(number), TODAY, band=BAND))[0] for number in range(100)}
    assert firsts == set(ids(EQUAL))


def test_scores_drift_no_further_than_the_band_from_the_first_of_a_run():
    matches = [a_match(f"P-{number}", 1.0 - 0.05 * number) for number in range(4)]
    for seeker in map(str, range(20)):
        turned = ids(spread(matches, seeker, TODAY, band=BAND))
        assert set(turned[:2]) == {"P-0", "P-1"}


def test_welfare_and_market_posts_and_open_questions_keep_their_places():
    matches = [
        a_match("market", 1.0),
        a_match("welfare", 1.0, kind=PostKind.PUBLIC_WELFARE),
        a_match("asks", 1.0, kind=PostKind.PUBLIC_WELFARE, result=MatchResult.NEED_MORE),
    ]
    for seeker in map(str, range(10)):
        assert ids(spread(matches, seeker, TODAY, band=BAND)) == ["market", "welfare", "asks"]
