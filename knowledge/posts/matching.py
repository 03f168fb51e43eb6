"""The posts that a person can take, best first, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.finding import Truth
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.kinds_wanted import kinds_named
from knowledge.people.profile import Profile
from knowledge.posts.asker import Asker
from knowledge.posts.explaining import remarks
from knowledge.posts.judging import Codes, RuleBook, verdicts_on
from knowledge.posts.match import Match, MatchResult
from knowledge.posts.post import Post
from knowledge.posts.report import MatchReport, relaxations
from knowledge.posts.scoring import Finds, Scores, Scoring
from knowledge.posts.trades import TradeIndex
from knowledge.posts.weights import Weights
from knowledge.posts.wording import wage_words
from knowledge.terms import TermKind
from knowledge.vocabulary import PostKind

_PAGE = 5
"""Posts that a person sees at once."""
_MOST_REASONS = 6
_MOST_CAUTIONS = 4

_NAMED_IN_ENGLISH = frozenset({TermKind.LICENCE, TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE})


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
        self._row_of = {post.post_id: row for row, post in enumerate(self._posts)}
        self._glossary = glossary
        self._weights = weights or Weights.load()
        self._rules = RuleBook(self._posts)
        self._trades = TradeIndex(self._posts, glossary)
        self._scoring = Scoring(self._posts, retriever, self._trades, weights=self._weights)
        self._english = {
            entry.zh: entry.en for entry in glossary.entries if entry.kind in _NAMED_IN_ENGLISH
        }
        self._districts = np.array([post.district for post in self._posts], dtype=str)
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
        parts = self._scoring.parts(asker, wish, judgement, kept=kept)
        scores = np.sum(list(parts.values()), axis=0)
        named = asker.kinds or kinds_named(wish, self._glossary)
        welfare_last = asker.is_graduate and PostKind.PUBLIC_WELFARE not in named
        shown = kept & ~self._scoring.is_beside(parts, asker)
        ranked = self._ranked(scores, shown, self._is_welfare & welfare_last)
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

    def judge(
        self,
        profile: Profile,
        post_id: str,
        *,
        today: date,
        lang: Lang,
        kinds: tuple[PostKind, ...] = (),
    ) -> Match | None:
        """
        One post by its id for this person, barred or not; None if there is no such post.

        :param kinds: kinds asked for, beside which another kind is barred; none: any is taken.
        """
        row = self._row_of.get(post_id)
        if row is None:
            return None
        asker = self._asker(profile, today, kinds)
        wished = self._trades.in_text(" ".join(profile.wishes))
        return self._explained(self._posts[row], asker, wished, lang=lang, score=0.0)

    def points(
        self, profile: Profile, wish_text: str, post_id: str, *, today: date
    ) -> Mapping[str, float] | None:
        """What each preference gives that post, by name; None if there is no such post."""
        row = self._row_of.get(post_id)
        if row is None:
            return None
        asker = self._asker(profile, today, profile.kinds)
        wish = wish_text or " ".join(profile.wishes)
        judgement = self._rules.judge(asker)
        kept = np.ones(len(self._posts), dtype=bool)
        parts = self._scoring.parts(asker, wish, judgement, kept=kept)
        return {name: float(points[row]) for name, points in parts.items()}

    def count_kept(self, profile: Profile, wish_text: str, *, today: date) -> int:
        """
        Posts that nothing bars, of the trade wished for (of any where none is wished) and
        in the districts named (in all where none is).
        """
        judgement = self._rules.judge(self._asker(profile, today, profile.kinds))
        counted = ~judgement.barred
        trades = self._trades.in_text(wish_text or " ".join(profile.wishes))
        if trades:
            counted &= np.isin(np.arange(len(counted)), self._trades.rows(trades))
        if profile.districts:
            counted &= np.isin(self._districts, profile.districts)
        return int(counted.sum())

    def _asker(self, profile: Profile, today: date, kinds: tuple[PostKind, ...]) -> Asker:
        places = self._glossary.places
        return Asker(profile, today, places, kinds=kinds, english=self._english)

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
        against = [(rule, verdict) for rule, verdict in verdicts if verdict.truth is Truth.NOT_MET]
        failed = tuple(rule.name for rule, _ in against)
        asked = dict.fromkeys(field for _, verdict in verdicts for field in verdict.asks)
        asks = [field for field in asked if field not in asker.profile.declined]
        said = remarks(post, asker, self._trades.named(post, wished))
        open_points = [verdict.sentence.in_lang(lang) for _, verdict in verdicts]
        warnings = [remark.sentence.in_lang(lang) for remark in said if remark.is_caution]
        return Match(
            post=post,
            title=(post.title_en or post.title) if lang is Lang.EN else post.title,
            wage=wage_words(post).in_lang(lang),
            score=round(float(score), 4),
            reasons=tuple(r.sentence.in_lang(lang) for r in said if not r.is_caution)[
                :_MOST_REASONS
            ],
            cautions=tuple(dict.fromkeys([*open_points, *warnings]))[:_MOST_CAUTIONS],
            result=_result(failed, verdicts != []),
            failed_rules=failed,
            failures=tuple(verdict.sentence.in_lang(lang) for _, verdict in against),
            asks=tuple(asks),
        )


def _result(failed: tuple[str, ...], has_open_points: bool) -> MatchResult:  # noqa: FBT001 - two facts, one outcome
    if failed:
        return MatchResult.BARRED
    return MatchResult.NEED_MORE if has_open_points else MatchResult.OPEN
