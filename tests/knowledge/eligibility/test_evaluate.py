"""Results in three values, their order, their sources, and what would change them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.condition import FactTest, Group, Leaf, Node, Operator
from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.eligibility.evaluate import check_all, evaluate
from knowledge.eligibility.finding import FindingResult, Truth, all_of, any_of
from knowledge.language import Lang
from knowledge.people.profile import Profile, Residence, Sex
from knowledge.rules.bilingual import Bilingual
from knowledge.vocabulary import PersonStatus

TODAY = date(2026, 11, 22)
WOMAN_OF_52 = Profile(
    birth_year=1974, sex=Sex.WOMAN, residence=Residence.CHONGQING, registered_unemployed=True
)
FACTS = ("flexible_work", "wages_owed", "employed", "has_business")


def leaf(place: int, *, changeable: bool) -> Leaf:
    test = FactTest(FACTS[place], Operator.IS, True)
    does = 1 << (place + len(FACTS)) if changeable else 0
    return Leaf(test, Bilingual("条件", "condition"), "doc.clause", asks=1 << place, does=does)


leaves = st.builds(leaf, st.integers(0, len(FACTS) - 1), changeable=st.booleans())
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.builds(
        Group, needs_all=st.booleans(), children=st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=7,
)
knowledge_of = st.fixed_dictionaries({fact: st.sampled_from([True, False, None]) for fact in FACTS})


def by_definition(node: Node, facts: dict[str, bool | None]) -> Truth:
    if isinstance(node, Leaf):
        known = facts[node.test.fact]
        return Truth.NOT_KNOWN if known is None else Truth.MET if known else Truth.NOT_MET
    values = [by_definition(child, facts) for child in node.children]
    return all_of(values) if node.needs_all else any_of(values)


@given(trees, knowledge_of)
def test_tree_follows_kleene(node, facts):
    assert node.truth(facts) is by_definition(node, facts)


@given(trees, knowledge_of)
def test_more_knowledge_never_reverses_a_result(node, facts):
    before = node.truth(facts)
    for fact in (fact for fact in FACTS if facts[fact] is None):
        for value in (True, False):
            after = node.truth({**facts, fact: value})
            assert before is Truth.NOT_KNOWN or after is before


@given(trees, knowledge_of)
def test_smallest_way_is_as_small_as_an_exhaustive_search_finds(node, facts):
    bits = {leaf.asks for leaf in node.leaves()} | {leaf.does for leaf in node.leaves()} - {0}
    ways = node.ways(facts)
    found = min((way.bit_count() for way in ways), default=None)

    sizes = (
        size
        for size in range(len(bits) + 1)
        for chosen in itertools.combinations(sorted(bits), size)
        if after(node, facts, sum(chosen)) is Truth.MET
    )
    assert found == next(sizes, None)


def after(node: Node, facts: dict[str, bool | None], chosen: int) -> Truth:
    """The tree's truth once the chosen facts were told (favourably) or the chosen things done."""
    if isinstance(node, Leaf):
        truth = node.truth(facts)
        bit = {Truth.NOT_KNOWN: node.asks, Truth.NOT_MET: node.does}.get(truth, 0)
        return Truth.MET if bit & chosen else truth
    values = [after(child, facts, chosen) for child in node.children]
    return all_of(values) if node.needs_all else any_of(values)


def test_findings_come_may_qualify_first_then_the_nearest(programmes, release):
    findings = check_all(programmes.values(), WOMAN_OF_52, TODAY, lang=Lang.ZH, release=release)

    results = [finding.result for finding in findings]
    order = list(FindingResult)
    ranked = [FindingResult.MAY_QUALIFY, FindingResult.NEED_MORE, FindingResult.DOES_NOT_QUALIFY]
    assert set(order) == set(ranked)
    assert results == sorted(results, key=ranked.index)
    may = [one.programme_id for one in findings if one.result is FindingResult.MAY_QUALIFY]
    assert "public-welfare-post-placement" in may
    need = [one.programme_id for one in findings if one.result is FindingResult.NEED_MORE]
    assert need.index("flexible-employment-social-insurance-subsidy") < need.index(
        "fishermen-free-training"
    )


def test_closed_programmes_are_told_only_when_asked_for(programmes, release):
    firm = EnterpriseProfile(out_of_town_staff=45)
    listed = check_all(programmes.values(), firm, TODAY, lang=Lang.EN, release=release)
    closed = programmes["retention-red-envelope-enterprise"]
    named = evaluate(closed, firm, today=TODAY, lang=Lang.EN, release=release)

    assert "retention-red-envelope-enterprise" not in {one.programme_id for one in listed}
    assert named.result is FindingResult.DOES_NOT_QUALIFY
    assert named.not_met[0] == "closed since 2021-04-30; no longer taken"
    assert named.amount is not None
    assert "300 yuan × 45 people = 13,500 yuan" in named.amount
    assert named.citations[0].clause_id == "retention-red-envelope-enterprises.closed"
    assert named.would_change == ()


def test_what_the_person_has_already_is_not_offered(programmes, release):
    findings = check_all(programmes.values(), WOMAN_OF_52, TODAY, lang=Lang.ZH, release=release)

    assert "unemployment-registration" not in {one.programme_id for one in findings}


@pytest.mark.parametrize("lang", list(Lang))
def test_every_finding_is_cited_and_promises_nothing(programmes, release, lang):
    people = (Profile(), WOMAN_OF_52, EnterpriseProfile(), EnterpriseProfile(hired_graduates=2))
    for profile in people:
        for one in check_all(programmes.values(), profile, TODAY, lang=lang, release=release):
            assert one.citations
            assert one.where
            assert bool(one.would_change) or one.result is not FindingResult.NEED_MORE
            text = " ".join((*one.met, *one.notes, one.amount or ""))
            assert "you will get" not in text.lower()
            assert "你将获得" not in text


def test_both_languages_give_the_same_result_and_sources(programmes, release):
    profile = replace(WOMAN_OF_52, statuses=(PersonStatus.LIFTED_OUT_OF_POVERTY,))
    zh, en = (
        check_all(programmes.values(), profile, TODAY, lang=lang, release=release) for lang in Lang
    )

    for one, other in zip(zh, en, strict=True):
        assert (one.programme_id, one.result) == (other.programme_id, other.result)
        assert [c.clause_id for c in one.citations] == [c.clause_id for c in other.citations]
        assert len(one.would_change) == len(other.would_change)


def test_what_is_not_asked_stands_as_a_proviso(programmes, release):
    one = evaluate(
        programmes["public-welfare-post-placement"],
        WOMAN_OF_52,
        today=TODAY,
        lang=Lang.EN,
        release=release,
    )

    assert one.provisos == (
        "You have not reached the statutory retirement age of your month of birth",
        "You have held a public-welfare post for less than 3 years",
        "You are able and willing to work",
    )
    assert "You are able and willing to work" not in one.met


def test_a_year_that_leaves_the_age_open_is_neither_met_nor_failed(programmes, release):
    programme = programmes["status-4050"]
    edge = Profile(birth_year=1976, sex=Sex.MAN, registered_unemployed=True)
    told = evaluate(programme, edge, today=TODAY, lang=Lang.EN, release=release)

    assert told.result is FindingResult.NEED_MORE
    assert told.would_change == ("tell me your age or date of birth",)
    assert not any("50 or older" in text for text in told.met)


@pytest.mark.parametrize(
    ("wanted", "facts", "truth"),
    [
        ({"disabled", "released", "recovered"}, {"sensitive_status": True}, Truth.MET),
        ({"disabled", "veteran"}, {"sensitive_status": True}, Truth.NOT_KNOWN),
        ({"disabled", "veteran"}, {"sensitive_status": True, "no_status": True}, Truth.NOT_KNOWN),
        ({"veteran"}, {"sensitive_status": True, "no_status": True}, Truth.NOT_MET),
        ({"disabled"}, {"sensitive_status": False}, Truth.NOT_MET),
        ({"veteran"}, {"statuses": ("disabled",)}, Truth.NOT_KNOWN),
        ({"veteran"}, {"statuses": ("veteran",), "no_status": True}, Truth.MET),
    ],
)
def test_a_sensitive_status_unnamed_is_enough_only_where_all_three_count(wanted, facts, truth):
    assert FactTest("statuses", Operator.HAS_ANY, frozenset(wanted)).on(facts) is truth
