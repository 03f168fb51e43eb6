"""The weights file."""

from __future__ import annotations

from knowledge.posts.preferences import preferences
from knowledge.posts.weights import Weights
from knowledge.terms import TermKind

OF_THE_WISH = {"similarity", "title", "family", "settled", "group_trade"}


def test_every_preference_has_a_weight_and_every_weight_a_use():
    weights = Weights.load()
    names = {preference.name for preference in preferences(weights)}
    assert set(weights.of) == names | OF_THE_WISH


def test_the_wish_counts_most_and_nothing_counts_against():
    weights = Weights.load().of
    of_the_wish = weights["similarity"] + weights["title"]
    assert of_the_wish > max(weights.values())
    assert all(0 < weight < of_the_wish for weight in weights.values())


def test_trades_of_groups_are_official_titles(glossary):
    titles = {entry.zh for entry in glossary.entries if entry.kind is TermKind.JOB_TITLE}
    assert all(trades <= titles for trades in Weights.load().group_trades.values())


def test_families_are_of_official_titles_and_leave_no_trade_out(glossary):
    kinds = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)
    titles = {entry.zh for entry in glossary.entries if entry.kind in kinds}
    alone = {"美发师"}
    assert frozenset().union(*Weights.load().families) == titles - alone
