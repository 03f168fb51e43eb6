"""Matching over an index on disk: the same rules, the same counts, the best posts."""

from __future__ import annotations

import numpy as np
import pytest

from index import clusters
from index.tokens import Tokenizer
from knowledge.eligibility.finding import Truth
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts import columns, shortlist
from knowledge.posts.filtering import BARRED, UNKNOWN
from knowledge.posts.judging import verdicts_on
from knowledge.posts.large_matching import LargeMatcher
from knowledge.posts.match import MatchResult
from knowledge.posts.weights import Weights
from knowledge.vocabulary import BoardLodging, Education, PersonStatus, PostKind
from tests.knowledge.posts.builders import TODAY, a_post
from tests.knowledge.posts.large import World
from tests.knowledge.posts.test_matching import PEOPLE

MORE_PEOPLE = [
    *PEOPLE,
    Profile(kinds=(PostKind.POLICY,), education=Education.MASTER),
    Profile(districts=("万州区", "云阳县"), only_these_districts=True, wage_min_month=5200),
    Profile(board_lodging=BoardLodging.BOTH, no_certificates=("健康证",), birth_year=2011),
    Profile(statuses=(PersonStatus.DISABLED,), employed=False, has_business=True),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory, glossary, samples):
    made = World(tmp_path_factory.mktemp("large"), glossary, Tokenizer(glossary.extra_words))
    with pytest.MonkeyPatch.context() as patch:
        # As many posts have: several groups of vectors, several classes of rules.
        patch.setattr(clusters, "_ROWS_OF_A_GROUP", 40)
        patch.setattr(columns, "_MOST_CLASSES", 60)
        made.put(samples)
    return made


@pytest.fixture(scope="module")
def matcher(world):
    found = world.shelf.matcher()
    assert isinstance(found, LargeMatcher)
    return found


@pytest.mark.parametrize("profile", MORE_PEOPLE)
@pytest.mark.parametrize("wish", ["", "保洁", "driver"])
def test_the_counts_are_those_of_the_matcher_in_memory(matcher, sample_matcher, profile, wish):
    report = matcher.match(profile, wish, today=TODAY, lang=Lang.ZH)
    whole = sample_matcher.match(profile, wish, today=TODAY, lang=Lang.ZH)
    open_samples = whole.considered - whole.barred.get("closed", 0)
    assert report.considered == open_samples
    assert (report.open, report.need_more) == (whole.open, whole.need_more)
    assert all(match.result is not MatchResult.BARRED for match in report.matches)
    assert len(report.matches) == len(whole.matches)


@pytest.mark.parametrize("profile", MORE_PEOPLE)
def test_every_row_is_judged_as_its_post_is(matcher, samples, profile):
    asker = matcher.asker(profile, TODAY, profile.kinds)
    by_id = {post.post_id: post for post in samples}
    part = matcher.parts[0]
    flags = part.rules.filtered(asker).flags
    for row, flag in enumerate(flags.tolist()):
        truths = {v.truth for _, v in verdicts_on(by_id[part.part.segment.key(row)], asker)}
        assert bool(flag & BARRED) is (Truth.NOT_MET in truths)
        assert bool(flag & UNKNOWN) is (Truth.NOT_KNOWN in truths)


@pytest.mark.parametrize("profile", MORE_PEOPLE[:6])
@pytest.mark.parametrize("wish", ["", "焊工", "look after old people"])
def test_without_a_cut_the_best_are_those_of_every_post(matcher, profile, wish):
    asker = matcher.asker(profile, TODAY, profile.kinds)
    wanted = matcher.wanted(asker, wish)
    part = matcher.parts[0]
    filtered = part.rules.filtered(asker)
    quick = part.shortlist(wanted, asker, filtered, 10)
    whole = part.exhaustively(wanted, asker, filtered, 10)
    assert quick.rows.tolist() == whole.rows.tolist()
    assert np.allclose(quick.scores, whole.scores)


def test_a_trade_in_the_title_comes_first_in_either_language(matcher):
    for wish in ("焊工", "welder"):
        best = matcher.match(Profile(), wish, today=TODAY, lang=Lang.ZH).matches[0]
        assert "焊" in best.post.title
        assert best.reasons[0].startswith("岗位正是你要找的")


@pytest.mark.parametrize("profile", MORE_PEOPLE[:6])
@pytest.mark.parametrize("wish", ["", "焊工", "driver"])
def test_the_shortlist_scores_as_the_matcher_does(matcher, profile, wish):
    asker = matcher.asker(profile, TODAY, profile.kinds)
    part, weights = matcher.parts[0], Weights.load()
    short = part.shortlist(matcher.wanted(asker, wish), asker, part.rules.filtered(asker), 20)
    for row, score, fused in zip(short.rows, short.scores, short.fused, strict=True):
        key = part.part.segment.key(int(row))
        points = matcher.points(profile, wish, key, today=TODAY)
        share = np.clip(fused / weights.full_similarity, 0, 1)
        similar = weights.of["similarity"] * share
        assert score == pytest.approx(sum(points.values()) + similar, abs=1e-4)


def test_an_employer_is_found_by_name(tmp_path, glossary, monkeypatch):
    monkeypatch.setattr(shortlist, "_NEAR_IN_MEANING", 3)
    monkeypatch.setattr(shortlist, "_BY_TRADE", 3)
    world = World(tmp_path, glossary, Tokenizer(glossary.extra_words))
    world.put(
        a_post(post_id=f"P-{n:02}", employer="某公司" if n != 31 else "缙云山翡翠工坊")
        for n in range(40)
    )
    found = world.shelf.matcher().match(Profile(), "翡翠工坊招人吗", today=TODAY, lang=Lang.ZH)
    assert found.matches[0].post.post_id == "P-31"


def test_one_post_is_judged_by_its_id(matcher, sample_matcher, samples):
    for post in samples[:20]:
        alone = matcher.judge(MORE_PEOPLE[2], post.post_id, today=TODAY, lang=Lang.EN)
        assert alone == sample_matcher.judge(
            MORE_PEOPLE[2], post.post_id, today=TODAY, lang=Lang.EN
        )
    assert matcher.judge(Profile(), "nobody's", today=TODAY, lang=Lang.EN) is None


def test_the_nearest_in_meaning_are_among_those_that_no_rule_bars(matcher, samples):
    profile = Profile(kinds=(PostKind.PUBLIC_WELFARE,))
    found = matcher.nearest(profile, "护林", today=TODAY, k=10)
    kinds = {post.post_id: post.kind for post in samples}
    assert len(found) == 10
    assert {kinds[post_id] for post_id, _ in found} == {PostKind.PUBLIC_WELFARE}
    assert [near for _, near in found] == sorted((near for _, near in found), reverse=True)


@pytest.mark.parametrize("profile", MORE_PEOPLE)
@pytest.mark.parametrize("wish", ["", "保洁", "driver"])
def test_posts_that_nothing_bars_are_counted_as_in_memory(matcher, sample_matcher, profile, wish):
    counted = matcher.count_kept(profile, wish, today=TODAY)
    assert counted == sample_matcher.count_kept(profile, wish, today=TODAY)


def test_the_parts_of_a_score_are_those_of_the_matcher_in_memory(matcher, sample_matcher):
    own = matcher.points(PEOPLE[1], "保洁", "S-0282", today=TODAY)
    whole = sample_matcher.points(PEOPLE[1], "保洁", "S-0282", today=TODAY)
    assert "similarity" not in own
    assert own == {name: value for name, value in whole.items() if name != "similarity"}
    assert matcher.points(PEOPLE[1], "", "gone", today=TODAY) is None
