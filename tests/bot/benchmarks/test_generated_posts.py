"""Made-up posts: always the same, and such as the gate takes."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from bot.benchmarks.generated_posts import PostMaker, write_feed
from bot.benchmarks.post_queries import made_up_queries
from knowledge.language import Lang
from knowledge.posts.screening import screen
from knowledge.vocabulary import PostKind
from tests.builders import TODAY


@pytest.fixture(scope="module")
def made(glossary):
    maker = PostMaker(glossary, texts=400, today=TODAY)
    return maker, list(maker.posts(2_000))


def test_the_same_seed_makes_the_same_posts_and_another_seed_others(glossary, made):
    again = PostMaker(glossary, texts=400, today=TODAY)
    assert list(again.posts(50)) == made[1][:50]
    other = PostMaker(glossary, texts=400, today=TODAY, seed=6)
    assert list(islice(other.posts(50), 50)) != made[1][:50]


def test_posts_are_of_every_kind_in_both_languages_and_all_over_the_city(made, glossary):
    posts = made[1]
    assert len({post.post_id for post in posts}) == len(posts)
    kinds = Counter(post.kind for post in posts)
    assert kinds[PostKind.ENTERPRISE] > kinds[PostKind.PUBLIC_WELFARE] > kinds[PostKind.POLICY] > 0
    assert {post.district for post in posts} == glossary.places.districts
    assert 0.2 < sum(post.title_en != "" for post in posts) / len(posts) < 0.4
    assert all(post.is_open_on(TODAY) for post in posts)


def test_the_gate_takes_nearly_all_of_a_feed_of_them(made, glossary, tmp_path):
    path = tmp_path / "feed.csv"
    assert write_feed(path, made[1]) == 2_000
    screened = screen(path, glossary, today=TODAY, is_sample=False)
    read = {post.post_id: post for _, post in screened.posts}
    assert len(read) >= 0.95 * 2_000
    for post in made[1][:100]:
        if post.post_id in read:
            again = read[post.post_id]
            assert (again.title, again.district, again.wage_max, again.certificates) == (
                post.title,
                post.district,
                post.wage_max,
                post.certificates,
            )


def test_queries_are_the_same_every_time_and_in_both_languages(made, glossary):
    districts = sorted(glossary.places.districts)
    queries = made_up_queries(made[0].titles, districts, 60)
    assert queries == made_up_queries(made[0].titles, districts, 60)
    assert {query.lang for query in queries} == set(Lang)
    assert all(query.wish for query in queries)
    assert len({query.profile for query in queries}) > 30
