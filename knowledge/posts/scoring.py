"""What each preference gives a post for a person; the sum puts the posts in order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.retriever import Hit
from knowledge.people.profile import Profile
from knowledge.posts.asker import Asker
from knowledge.posts.judging import Facets, Judgement
from knowledge.posts.post import Post
from knowledge.posts.preferences import preferences
from knowledge.posts.trades import TradeIndex
from knowledge.posts.weights import Weights
from knowledge.vocabulary import PersonStatus

Scores = NDArray[np.float64]


class Finds(Protocol):
    """What matching needs of the index: index.retriever.Retriever has it."""

    def search(
        self, query: str, *, k: int = 10, allowed_keys: Collection[str] | None = None
    ) -> list[Hit]:
        """Passages for the query, best first, only under the keys allowed."""


class Scoring:
    """Weighs one fixed sequence of posts; safe to use from several threads."""

    def __init__(
        self, posts: Sequence[Post], retriever: Finds, trades: TradeIndex, *, weights: Weights
    ) -> None:
        self._ids = np.array([post.post_id for post in posts], dtype=object)
        self._row_of = {post.post_id: row for row, post in enumerate(posts)}
        self._retriever, self._trades, self._weights = retriever, trades, weights
        self._preferences = [
            (preference, Facets.of(posts, preference.facet)) for preference in preferences(weights)
        ]

    def parts(
        self, asker: Asker, wish: str, judgement: Judgement, *, kept: NDArray[np.bool_]
    ) -> dict[str, Scores]:
        """
        What each preference gives each post, its weight included; each of shape (n_posts,).

        :param kept: posts that are searched for closeness of meaning; the others get none of it.
        """
        of = self._weights.of
        parts = {"settled": of["settled"] * (~judgement.need_more).astype(np.float64)}
        for preference, facets in self._preferences:
            values = np.array([preference.value(example, asker) for example in facets.examples])
            given = values[facets.codes] if len(values) else np.zeros(len(self._ids))
            parts[preference.name] = of[preference.name] * given
        wished = self._trades.in_text(wish)
        parts["title"] = self._of_trades(wished, of["title"])
        parts["family"] = self._of_trades(self._weights.alike(wished), of["family"])
        parts["group_trade"] = self._of_groups(asker.profile)
        parts["similarity"] = of["similarity"] * self._similar(wish, kept)
        return parts

    def is_beside(self, parts: Mapping[str, Scores], asker: Asker) -> NDArray[np.bool_]:
        """
        Which posts are beside the point, shape (n_posts,): other work than the one asked for,
        elsewhere than in the districts asked for. None is where no trade was asked for.

        :param parts: of `parts`, for the same person and wish.
        """
        if not parts["family"].any():
            return np.zeros(len(self._ids), dtype=bool)
        near_in_meaning = (
            parts["similarity"] >= self._weights.related * self._weights.of["similarity"]
        )
        is_related = (parts["family"] > 0) | (parts["group_trade"] > 0) | near_in_meaning
        if asker.profile.districts:
            is_related |= parts["district"] >= self._weights.of["district"]
        beside: NDArray[np.bool_] = ~is_related
        return beside

    def _of_trades(self, trades: Collection[str], weight: float) -> Scores:
        scores = np.zeros(len(self._ids))
        scores[self._trades.rows(trades)] = weight
        return scores

    def _of_groups(self, profile: Profile) -> Scores:
        scores = np.zeros(len(self._ids))
        for trades in group_trades(profile, self._weights.group_trades):
            scores += self._of_trades(trades, self._weights.of["group_trade"])
        return scores

    def _similar(self, wish: str, kept: NDArray[np.bool_]) -> Scores:
        """Closeness to the wish from 0 to 1, from one search of the index."""
        similar = np.zeros(len(self._ids))
        if not wish.strip() or not kept.any():
            return similar
        allowed = None if kept.all() else self._ids[kept].tolist()
        hits = self._retriever.search(wish, k=self._weights.candidates, allowed_keys=allowed)
        for hit in hits:
            row = self._row_of.get(hit.key)
            if row is not None:
                share = min(1.0, max(0.0, hit.score / self._weights.full_similarity))
                similar[row] = max(share, similar[row])
        return similar


def group_trades(profile: Profile, of_group: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """The trades that suit each group of the person, as official Chinese job titles."""
    groups = set(profile.groups)
    if PersonStatus.WITHDRAWN_FISHERMAN in profile.statuses:
        groups.add(PersonStatus.WITHDRAWN_FISHERMAN.value)
    return [of_group[group] for group in sorted(groups & set(of_group))]
