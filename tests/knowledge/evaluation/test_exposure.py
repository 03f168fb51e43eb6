"""How evenly posts come before people."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.evaluation.exposure import exposures, gini, group_exposures
from knowledge.evaluation.matching import evaluate_matching
from knowledge.evaluation.wishes import GoldenWish
from knowledge.posts.matching import Matcher
from tests.knowledge.evaluation.test_matching import FindsNothing, a_post

TODAY = date(2026, 11, 22)
POSTS = [a_post(f"P-{number:02}", "保洁员", "沙坪坝区") for number in range(12)]


def a_wish(id_: str, text: str, relevant: dict[str, int]) -> GoldenWish:
    return GoldenWish(id=id_, lang="zh", text=text, relevant=relevant, today=TODAY)


@pytest.mark.parametrize(
    ("counts", "expected"), [([], 0), ([3, 3, 3], 0), ([0, 0, 0, 8], 0.75), ([0, 0], 0)]
)
def test_gini(counts, expected):
    assert gini(counts) == pytest.approx(expected)


def test_equal_posts_are_shown_more_evenly_when_they_take_turns(glossary):
    fits = {post.post_id: 2 for post in POSTS}
    matcher = Matcher(POSTS, FindsNothing(), glossary=glossary)
    report = evaluate_matching([a_wish("w1", "沙坪坝保洁", fits)], matcher, glossary)
    scored, turned = exposures(report.judged, matcher)
    assert scored.shown_share == pytest.approx(5 / 12)
    assert turned.shown_share == 1.0
    assert turned.gini_posts < scored.gini_posts
    assert turned.ndcg == pytest.approx(scored.ndcg) == pytest.approx(1.0)


def test_groups_are_those_that_the_wishes_tell(glossary):
    matcher = Matcher(POSTS, FindsNothing(), glossary=glossary)
    wishes = [
        a_wish("w1", "我52岁，女，沙坪坝找保洁", {}),
        a_wish("w2", "城口找保洁", {}),
    ]
    report = evaluate_matching(wishes, matcher, glossary)
    groups = {row.group: row for row in group_exposures(report.judged, glossary.places)}
    assert groups["women"].wishes == groups["aged 50 to 100"].wishes == 1
    assert groups["main city named"].wishes == groups["other district named"].wishes == 1
    assert groups["women"].posts_a_page == 5
    assert groups["women"].welfare_share == 0
    assert "men" not in groups
