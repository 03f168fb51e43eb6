"""How well posts are matched: what fits stands high, what the rules bar is never shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import nDCG

from knowledge.evaluation.wishes import GoldenWish
from knowledge.glossary import Glossary
from knowledge.language import Lang, detect
from knowledge.posts.match import MatchResult
from knowledge.posts.matches import Matches
from knowledge.posts.searching import WordsSearched, search_from_words

Progress = Callable[[int, int], None]

_NDCG = nDCG @ 10
_RANKS = 1000.0


@dataclass(frozen=True, slots=True)
class JudgedWish:
    """A wish with what came of it."""

    wish: GoldenWish
    searched: WordsSearched
    ndcg: float
    """nDCG@10 in [0, 1] over all that one search brings."""
    let_through: tuple[str, ...]
    """Posts that should be barred and that no rule bars."""
    wrongly_barred: Mapping[str, tuple[str, ...]]
    """Posts that fit, each with the rules that bar it."""
    unknown: tuple[str, ...]
    """Posts that the wish names and the matcher does not hold."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the posts that the person can page through, best first."""
        return tuple(match.post.post_id for match in self.searched.report.matches)

    @property
    def barred_shown(self) -> tuple[str, ...]:
        """Posts that must not be shown and were."""
        return tuple(post_id for post_id in self.shown if post_id in self.wish.barred)


@dataclass(frozen=True, slots=True)
class MatchingReport:
    """All wishes judged, and the figures that follow."""

    judged: tuple[JudgedWish, ...]

    def ndcg(self, lang: Lang | None = None) -> float:
        """Mean nDCG@10 over the wishes that something fits; 0 where there are none."""
        pool = [
            one
            for one in self.judged
            if one.wish.relevant and (lang is None or one.wish.lang is lang)
        ]
        return sum(one.ndcg for one in pool) / len(pool) if pool else 0.0

    @property
    def barred_shown_share(self) -> float:
        """Share of the wishes with a post shown that the person may not take; has to be 0."""
        return _share(sum(bool(one.barred_shown) for one in self.judged), len(self.judged))

    @property
    def let_through_share(self) -> float:
        """Share of the posts to be barred that no rule bars, shown or not."""
        named = sum(len(one.wish.barred) for one in self.judged)
        return _share(sum(len(one.let_through) for one in self.judged), named)

    @property
    def wrongly_barred_share(self) -> float:
        """Share of the posts that fit and that a rule bars; has to be 0."""
        fitting = sum(len(one.wish.relevant) for one in self.judged)
        return _share(sum(len(one.wrongly_barred) for one in self.judged), fitting)

    @property
    def nothing_shown_share(self) -> float:
        """Share of the wishes that something fits and that found no post at all."""
        fitting = [one for one in self.judged if one.wish.relevant]
        return _share(sum(not one.shown for one in fitting), len(fitting))

    @property
    def unknown_posts(self) -> tuple[str, ...]:
        """Posts that the wishes name and the matcher does not hold."""
        return tuple(sorted({post_id for one in self.judged for post_id in one.unknown}))

    def misses(self, below: float = 0.5) -> list[JudgedWish]:
        """Every wish that a rule got wrong or whose nDCG@10 is below, the worst first."""
        missed = [
            one
            for one in self.judged
            if one.let_through or one.wrongly_barred or (one.wish.relevant and one.ndcg < below)
        ]
        return sorted(missed, key=lambda one: (not one.barred_shown, one.ndcg, one.wish.id))


def evaluate_matching(
    wishes: Sequence[GoldenWish],
    matcher: Matches,
    glossary: Glossary,
    progress: Progress | None = None,
) -> MatchingReport:
    """
    Every wish understood and matched as a first message would be, and judged.

    :param progress: called with (wishes done, wishes in all).
    """
    searched: list[WordsSearched] = []
    for done, wish in enumerate(wishes, start=1):
        # A message comes without its language; the chat tells it by the words.
        lang = detect(wish.text, wish.lang)
        searched.append(
            search_from_words(matcher, wish.text, lang, today=wish.today, glossary=glossary)
        )
        if progress is not None:
            progress(done, len(wishes))
    ndcg = _ndcg_of_each(wishes, searched)
    judged = tuple(
        _judged(wish, found, matcher, ndcg[wish.id])
        for wish, found in zip(wishes, searched, strict=True)
    )
    return MatchingReport(judged)


def _ndcg_of_each(
    wishes: Sequence[GoldenWish], searched: Sequence[WordsSearched]
) -> dict[str, float]:
    """nDCG@10 by wish; 0 where nothing fits or nothing was found."""
    # Ranks, not scores: the measuring library would order equal scores by id.
    run = {
        wish.id: {
            match.post.post_id: _RANKS - rank for rank, match in enumerate(found.report.matches)
        }
        for wish, found in zip(wishes, searched, strict=True)
    }
    judgements = {wish.id: dict(wish.relevant) for wish in wishes}
    measured = ir_measures.iter_calc([_NDCG], judgements, run)
    return {wish.id: 0.0 for wish in wishes} | {one.query_id: one.value for one in measured}


def _judged(wish: GoldenWish, found: WordsSearched, matcher: Matches, ndcg: float) -> JudgedWish:
    verdicts = {
        post_id: matcher.judge(found.profile, post_id, today=wish.today, lang=wish.lang)
        for post_id in (*wish.relevant, *wish.barred)
    }
    failed = {
        post_id: match.failed_rules
        for post_id, match in verdicts.items()
        if match is not None and match.result is MatchResult.BARRED
    }
    unknown = tuple(post_id for post_id, match in verdicts.items() if match is None)
    return JudgedWish(
        wish=wish,
        searched=found,
        ndcg=ndcg,
        let_through=tuple(
            post_id for post_id in wish.barred if post_id not in failed and post_id not in unknown
        ),
        wrongly_barred={
            post_id: rules for post_id, rules in failed.items() if post_id in wish.relevant
        },
        unknown=unknown,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
