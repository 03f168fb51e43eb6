"""How fast posts are found among very many, and what a search of every single one finds more."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.benchmarks.post_queries import PostQuery
from bot.benchmarks.spread import Spread
from index.encoder import Encoder, TextRole, Vectors
from index.quantised import QuantisedVectors
from knowledge.posts.large_matching import LargeMatcher

Progress = Callable[[int, int], None]

_TOP = 10
_WARMING_UP = 20
_BLOCK = 8_192
# Figures that differ by less are level: equal advertisements of two branches are equally near.
_LEVEL = 1e-5
# Up to this share of the rows it is quicker to gather them than to compare with all.
_GATHERED = 0.1


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """
    Milliseconds, encoding and filter included in each; shares from 0 to 1.

    search: the ten nearest in meaning among the posts that no rule bars. brute: the same by
    comparing with every one of them. match: the whole of matching, with reasons. A post counts as
    found if it is no worse than the tenth of the exact search, but for a rounding.
    match_shortfall: what the scores of the ten fall short of those over every single post.
    """

    queries: int
    kept_least: float
    kept_median: float
    kept_most: float
    search: Spread
    search_recall: float
    brute: Spread
    match: Spread
    match_recall: float
    match_shortfall: float
    matches_compared: int


def measure_searches(
    matcher: LargeMatcher,
    encoder: Encoder,
    queries: Sequence[PostQuery],
    *,
    today: date,
    compared: int,
    progress: Progress | None = None,
) -> SearchFigures:
    """Each query three ways; the last, over all scores of matching, for the first `compared`."""
    trial = _Trial(matcher, encoder, today)
    for query in queries[:_WARMING_UP]:
        trial.search(query)
        trial.match(query)
    search, match, brute, recalls, kept = [], [], [], [], []
    for done, query in enumerate(queries, start=1):
        took, found = trial.search(query)
        search.append(took)
        match.append(trial.match(query))
        took, exact, share = trial.brute(query)
        brute.append(took)
        kept.append(share)
        recalls.append(_found(found, exact))
        if progress is not None:
            progress(done, len(queries))
    matched = [trial.compared(query) for query in queries[:compared]]
    return SearchFigures(
        queries=len(queries),
        kept_least=round(min(kept), 6),
        kept_median=round(float(np.median(kept)), 4),
        kept_most=round(max(kept), 4),
        search=Spread.of(search),
        search_recall=round(float(np.mean(recalls)), 4),
        brute=Spread.of(brute),
        match=Spread.of(match),
        match_recall=_mean([recall for recall, _ in matched]),
        match_shortfall=_mean([shortfall for _, shortfall in matched]),
        matches_compared=len(matched),
    )


class _Trial:
    """One matcher with its vectors in memory as they were before they were shortened."""

    def __init__(self, matcher: LargeMatcher, encoder: Encoder, today: date) -> None:
        self._matcher, self._encoder, self._today = matcher, encoder, today
        self._vectors = [_all_vectors(part.part.segment.vectors) for part in matcher.parts]

    def search(self, query: PostQuery) -> tuple[float, list[float]]:
        started = time.perf_counter()
        found = self._matcher.nearest(query.profile, query.wish, today=self._today, k=_TOP)
        return _since(started), [similarity for _, similarity in found]

    def match(self, query: PostQuery) -> float:
        started = time.perf_counter()
        self._matcher.match(
            query.profile, query.wish, today=self._today, lang=query.lang, limit=_TOP
        )
        return _since(started)

    def brute(self, query: PostQuery) -> tuple[float, list[float], float]:
        """Milliseconds, the cosines of the ten nearest, and the share of posts that are kept."""
        started = time.perf_counter()
        asker = self._matcher.asker(query.profile, self._today, query.profile.kinds)
        vector = self._encoder.encode([query.wish], TextRole.QUERY)[0]
        best: list[float] = []
        kept = total = 0
        for part, vectors in zip(self._matcher.parts, self._vectors, strict=True):
            rows = np.flatnonzero(part.rules.filtered(asker).kept)
            kept, total = kept + len(rows), total + len(vectors)
            if len(rows) < _GATHERED * len(vectors):
                near = vectors[rows] @ vector
            else:
                near = (vectors @ vector)[rows]
            top = np.partition(near, len(near) - _TOP)[-_TOP:] if len(near) > _TOP else near
            best += top.tolist()
        return _since(started), sorted(best, reverse=True)[:_TOP], kept / total

    def compared(self, query: PostQuery) -> tuple[float, float]:
        """How much of the ten best scores over every single post the shortlist reaches."""
        asker = self._matcher.asker(query.profile, self._today, query.profile.kinds)
        wanted = self._matcher.wanted(asker, query.wish)
        quick: list[float] = []
        whole: list[float] = []
        for part in self._matcher.parts:
            filtered = part.rules.filtered(asker)
            quick += part.shortlist(wanted, asker, filtered, _TOP).scores.tolist()
            whole += part.exhaustively(wanted, asker, filtered, _TOP).scores.tolist()
        reached, best = sorted(quick, reverse=True)[:_TOP], sorted(whole, reverse=True)[:_TOP]
        return _found(reached, best), 1 - sum(reached) / sum(best) if best else 0.0


def _mean(figures: Sequence[float]) -> float:
    return round(float(np.mean(figures)), 4) if figures else 0.0


def _found(figures: Sequence[float], exact: Sequence[float]) -> float:
    if not exact:
        return 1.0
    reached = sum(figure >= exact[-1] - _LEVEL for figure in figures)
    return min(reached, len(exact)) / len(exact)


def _all_vectors(vectors: QuantisedVectors) -> Vectors:
    every = np.zeros((len(vectors), vectors.dimension), dtype=np.float32)
    for start in range(0, len(vectors), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(vectors)))
        every[rows] = vectors.vectors(rows)
    return every


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
