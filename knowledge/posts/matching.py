"""The posts that a person can take, best first, each with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.retriever import Hit
from knowledge.eligibility.finding import Truth
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.kinds_wanted import kinds_named
from knowledge.people.profile import Profile
from knowledge.posts.asker import Asker
from knowledge.posts.explaining import remarks
from knowledge.posts.judging import Codes, Facets, Judgement, RuleBook, verdicts_on
from knowledge.posts.match import Match, MatchResult
from knowledge.posts.post import Post
from knowledge.posts.preferences import preferences
from knowledge.posts.report import MatchReport, relaxations
from knowledge.posts.trades import TradeIndex
from knowledge.posts.weights import Weights
from knowledge.posts.wording import wage_words
from knowledge.terms import TermKind
from knowledge.vocabulary import PersonStatus, PostKind

Scores = NDArray[np.float64]

_PAGE = 5
"""Posts that a person sees at once."""
_MOST_REASONS = 6
_MOST_CAUTIONS = 4


class Finds(Protocol):
    """What matching needs of the index: index.retriever.Retriever has it."""

    def search(
        self, query: str, *, k: int = 10, allowed_keys: Collection[str] | None = None
    ) -> list[Hit]:
        """Passages for the query, best first, only under the keys allowed."""


class Matcher:
    """Matches one fixed set of posts; safe to use from several threads."""

    def __init__(
        self,
        posts: Sequence[Post],
        retriever: Finds,
        *,
        glossary: Glossary,
        weights: Weights | None = None,
    ) -> None:
        # Sorted so that equal scores come in the same order whatever order the posts had.
        self._posts = sorted(posts, key=lambda post: post.post_id)
        self._ids = np.array([post.post_id for post in self._posts], dtype=object)
        self._row_of = {post.post_id: row for row, post in enumerate(self._posts)}
        self._retriever = retriever
        self._glossary = glossary
        self._weights = weights or Weights.load()
        self._rules = RuleBook(self._posts)
        self._trades = TradeIndex(self._posts, glossary)
        self._preferences = [
            (
                self._weights.of[preference.name],
                preference.value,
                Facets.of(self._posts, preference.facet),
            )
            for preference in preferences(self._weights)
        ]
        self._english = {
            entry.zh: entry.en for entry in glossary.entries if entry.kind is TermKind.LICENCE
        }
        self._is_welfare = np.array(
            [post.kind is PostKind.PUBLIC_WELFARE for post in self._posts], dtype=bool
        )

    def match(
        self,
        profile: Profile,
        wish_text: str,
        *,
        today: date,
        lang: Lang,
        limit: int = 5,
        kinds: tuple[PostKind, ...] | None = None,
    ) -> MatchReport:
        """
        At most `limit` posts that no rule bars, best first, the same ones for the same question.

        :param wish_text: what to search with; empty ranks by preferences alone.
        :param kinds: kinds asked for now; None takes those of the profile, () takes any.
        """
        asker = self._asker(profile, today, profile.kinds if kinds is None else kinds)
        judgement = self._rules.judge(asker)
        kept = ~judgement.barred
        wish = wish_text or " ".join(profile.wishes)
        scores = self._scores(asker, wish, judgement, kept=kept)
        named = asker.kinds or kinds_named(wish, self._glossary)
        welfare_last = asker.is_graduate and PostKind.PUBLIC_WELFARE not in named
        ranked = self._ranked(scores, kept, self._is_welfare & welfare_last)
        chosen = self._with_both_kinds(ranked, scores, asker, limit=limit)
        wished = self._trades.in_text(wish)
        return MatchReport(
            matches=tuple(
                self._explained(self._posts[row], asker, wished, lang=lang, score=scores[row])
                for row in chosen
            ),
            considered=len(self._posts),
            open=int((kept & ~judgement.need_more).sum()),
            need_more=int(judgement.need_more.sum()),
            barred=judgement.barred_by_rule(),
            relax=relaxations(judgement, self._trades.rows(wished)),
        )

    def judge(self, profile: Profile, post_id: str, *, today: date, lang: Lang) -> Match | None:
        """One post by its id for this person, barred or not; None if there is no such post."""
        row = self._row_of.get(post_id)
        if row is None:
            return None
        asker = self._asker(profile, today, ())
        wished = self._trades.in_text(" ".join(profile.wishes))
        return self._explained(self._posts[row], asker, wished, lang=lang, score=0.0)

    def _asker(self, profile: Profile, today: date, kinds: tuple[PostKind, ...]) -> Asker:
        places = self._glossary.places
        return Asker(profile, today, places, kinds=kinds, english=self._english)

    def _scores(
        self, asker: Asker, wish: str, judgement: Judgement, *, kept: NDArray[np.bool_]
    ) -> Scores:
        """The weighted sum for each post, shape (n_posts,)."""
        scores = self._weights.of["settled"] * (~judgement.need_more).astype(np.float64)
        for weight, value, facets in self._preferences:
            values = np.array([value(example, asker) for example in facets.examples])
            scores += weight * values[facets.codes] if len(values) else 0.0
        self._add_trades(scores, asker, wish)
        for row, similarity in self._similar(wish, kept).items():
            scores[row] += self._weights.of["similarity"] * similarity
        return scores

    def _add_trades(self, scores: Scores, asker: Asker, wish: str) -> None:
        scores[self._trades.rows(self._trades.in_text(wish))] += self._weights.of["title"]
        groups = set(asker.profile.groups)
        if PersonStatus.WITHDRAWN_FISHERMAN in asker.profile.statuses:
            groups.add(PersonStatus.WITHDRAWN_FISHERMAN.value)
        for group in sorted(groups & set(self._weights.group_trades)):
            rows = self._trades.rows(self._weights.group_trades[group])
            scores[rows] += self._weights.of["group_trade"]

    def _similar(self, wish: str, kept: NDArray[np.bool_]) -> dict[int, float]:
        """Rows close to the wish with a figure from 0 to 1, from one search of the index."""
        if not wish.strip() or not kept.any():
            return {}
        allowed = None if kept.all() else self._ids[kept].tolist()
        hits = self._retriever.search(wish, k=self._weights.candidates, allowed_keys=allowed)
        similar: dict[int, float] = {}
        for hit in hits:
            row = self._row_of.get(hit.key)
            if row is not None:
                share = min(1.0, max(0.0, hit.score / self._weights.full_similarity))
                similar[row] = max(share, similar.get(row, 0.0))
        return similar

    def _ranked(self, scores: Scores, kept: NDArray[np.bool_], last: NDArray[np.bool_]) -> Codes:
        """Rows that are kept, best first; those of `last` behind all others."""
        rows = np.flatnonzero(kept)
        order = np.lexsort((rows, -np.round(scores[rows], 9), last[rows]))
        ranked: Codes = rows[order]
        return ranked

    def _with_both_kinds(
        self, ranked: Codes, scores: Scores, asker: Asker, *, limit: int
    ) -> list[int]:
        """The best rows; a first page of one side only gives its last place to the other side."""
        page = ranked[: min(limit, _PAGE)]
        missing = ranked[self._is_welfare[ranked] != self._is_welfare[ranked[:1]]]
        if asker.kinds or len(page) < 2 or not len(missing) or missing[0] in page:
            return [int(row) for row in ranked[:limit]]
        if scores[missing[0]] < self._weights.both_kinds_floor * scores[page[0]]:
            return [int(row) for row in ranked[:limit]]
        mixed = [*page[:-1], missing[0], page[-1], *ranked[len(page) :]]
        return [int(row) for row in dict.fromkeys(mixed)][:limit]

    def _explained(
        self, post: Post, asker: Asker, wished: frozenset[str], *, lang: Lang, score: float
    ) -> Match:
        verdicts = verdicts_on(post, asker)
        failed = tuple(rule.name for rule, verdict in verdicts if verdict.truth is Truth.NOT_MET)
        asked = dict.fromkeys(field for _, verdict in verdicts for field in verdict.asks)
        asks = [field for field in asked if field not in asker.profile.declined]
        said = remarks(post, asker, self._trades.named(post, wished))
        open_points = [verdict.sentence.in_lang(lang) for _, verdict in verdicts]
        against = [remark.sentence.in_lang(lang) for remark in said if remark.is_caution]
        return Match(
            post=post,
            title=(post.title_en or post.title) if lang is Lang.EN else post.title,
            wage=wage_words(post).in_lang(lang),
            score=round(float(score), 4),
            reasons=tuple(r.sentence.in_lang(lang) for r in said if not r.is_caution)[
                :_MOST_REASONS
            ],
            cautions=tuple(dict.fromkeys([*open_points, *against]))[:_MOST_CAUTIONS],
            result=_result(failed, verdicts != []),
            failed_rules=failed,
            asks=tuple(asks),
        )


def _result(failed: tuple[str, ...], has_open_points: bool) -> MatchResult:  # noqa: FBT001 - two facts, one outcome
    if failed:
        return MatchResult.BARRED
    return MatchResult.NEED_MORE if has_open_points else MatchResult.OPEN
