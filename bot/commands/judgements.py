"""Reports of evaluations as figures, results and misses in one form."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.commands.measured import Measured
from knowledge.answering.draft import Route
from knowledge.evaluation.answers import AnswersReport, Judged, Outcome
from knowledge.language import Lang

if TYPE_CHECKING:
    # The measuring library would slow the start of every command.
    from knowledge.evaluation.exposure import Exposure, GroupExposure
    from knowledge.evaluation.matching import JudgedWish, MatchingReport
    from knowledge.evaluation.retrieval import RetrievalReport

_LONGEST_ANSWER = 240


def retrieval_measured(report: RetrievalReport) -> Measured:
    """A row for each way of ranking."""
    rows = [dataclasses.asdict(row) for row in report.rows]
    counted = {
        "documents": report.documents,
        "queries": report.queries,
        "unknown_queries": report.unknown_queries,
        "unknown_documents": report.unknown_documents,
    }
    return Measured({**counted, "rows": rows}, rows)


def answers_measured(report: AnswersReport) -> Measured:
    """Shares of each outcome, overall and by language."""
    right = Outcome.RIGHT
    aggregate = {
        "questions": len(report.judged),
        **{outcome.value: report.share(outcome) for outcome in Outcome},
        "decline_rate": report.decline_rate,
        "citation_recall": report.citation_recall,
        "citation_precision": report.citation_precision,
        **{f"right_{lang}": report.share(right, report.of_lang(lang)) for lang in Lang},
        "gap_zh_minus_en": report.gap,
    }
    misses = [_missed_answer(judged) for judged in report.misses()]
    return Measured(aggregate, [_answer_result(judged) for judged in report.judged], misses)


def matching_measured(
    report: MatchingReport,
    routes: Mapping[str, Route],
    exposure: Sequence[Exposure] = (),
    groups: Sequence[GroupExposure] = (),
) -> Measured:
    """
    The order of what fits, and what the rules let through or barred against the judgement.

    :param routes: what the chat takes each wish for, by its id.
    :param exposure: how evenly posts are shown, as scored and taking turns. groups: to whom.
    """
    searched = [route is Route.JOB_SEARCH for route in routes.values()]
    aggregate = {
        "wishes": len(report.judged),
        "taken_as_job_search_share": sum(searched) / len(searched),
        "ndcg_at_10": report.ndcg(),
        **{f"ndcg_at_10_{lang}": report.ndcg(lang) for lang in Lang},
        "nothing_shown_share": report.nothing_shown_share,
        "barred_shown_share": report.barred_shown_share,
        "wrongly_barred_share": report.wrongly_barred_share,
        "let_through_share": report.let_through_share,
        "unknown_posts": report.unknown_posts,
        "barred_shown": [
            {"wish": one.wish.id, "posts": list(one.barred_shown)}
            for one in report.judged
            if one.barred_shown
        ],
        "exposure": [dataclasses.asdict(row) for row in exposure],
        "exposure_by_group": [dataclasses.asdict(row) for row in groups],
    }
    misses = report.misses()
    missed = {one.wish.id for one in misses}
    elsewhere = [one for one in report.judged if routes[one.wish.id] is not Route.JOB_SEARCH]
    misses += [one for one in elsewhere if one.wish.id not in missed]
    missed |= {one.wish.id for one in elsewhere}
    results = [
        {
            **_wish_result(one),
            "route": routes[one.wish.id],
            "missed": one.wish.id in missed,
        }
        for one in report.judged
    ]
    return Measured(aggregate, results, [_missed_wish(one, routes[one.wish.id]) for one in misses])


def _answer_result(judged: Judged) -> Mapping[str, Any]:
    return {
        **judged.question.model_dump(mode="json"),
        "outcome": judged.outcome,
        "missed": judged.outcome is not Outcome.RIGHT,
        "status": judged.answer.status,
        "cited": sorted(judged.cited),
        "clauses": [citation.clause_id for citation in judged.answer.citations],
        "answer": judged.answer.text,
    }


def _missed_answer(judged: Judged) -> str:
    question, answer = judged.question, judged.answer
    before = f"{question.previous_turn} → " if question.previous_turn else ""
    expected = ", ".join(question.expected_evidence) or "a decline"
    figure = f" with {question.expected_figure}" if question.expected_figure else ""
    text = " ".join(answer.text.split())[:_LONGEST_ANSWER]
    return (
        f"{question.id} {question.lang} {judged.outcome}: {before}{question.question}\n"
        f"  expected {expected}{figure}; cited {', '.join(sorted(judged.cited)) or 'nothing'}\n"
        f"  {answer.status}: {text}"
    )


def _wish_result(judged: JudgedWish) -> dict[str, Any]:
    return {
        "id": judged.wish.id,
        "lang": judged.wish.lang,
        "text": judged.wish.text,
        "understood": judged.searched.profile.known(),
        "wish": judged.searched.wish,
        "ndcg_at_10": judged.ndcg,
        "shown": judged.shown,
        "barred_shown": judged.barred_shown,
        "let_through": judged.let_through,
        "wrongly_barred": judged.wrongly_barred,
    }


def _missed_wish(judged: JudgedWish, route: Route) -> str:
    wish = judged.wish
    best = sorted(wish.relevant, key=lambda post_id: (-wish.relevant[post_id], post_id))
    lines = [
        f"{wish.id} {wish.lang} nDCG@10 {judged.ndcg:.3f}: {wish.text}",
        f"  searched {judged.searched.wish!r}, understood {judged.searched.profile.known()}",
        f"  fits {', '.join(best[:8])}; shown {', '.join(judged.shown[:8]) or 'nothing'}",
    ]
    if route is not Route.JOB_SEARCH:
        lines.append(f"  not taken as a job search: {route}")
    if judged.barred_shown:
        lines.append(f"  barred and shown: {', '.join(judged.barred_shown)}")
    if judged.let_through:
        lines.append(f"  no rule bars: {', '.join(judged.let_through)}")
    lines += [
        f"  wrongly barred: {post_id} by {', '.join(rules)}"
        for post_id, rules in judged.wrongly_barred.items()
    ]
    return "\n".join(lines)
