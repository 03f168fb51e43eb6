"""Which of the clauses found carry the answer, and in which order they are quoted."""

from __future__ import annotations

from dataclasses import dataclass

from index.retriever import Hit
from knowledge.answering.composing.sums import sums
from knowledge.answering.draft import Draft
from knowledge.answering.finding.succession import Period, replaced_by, wording_in_force
from knowledge.answering.finding.worth import only_reports, sides_asked, worth_quoting
from knowledge.answering.reading.expectation import expectations, gives
from knowledge.answering.reading.when import asks_for_rule_before, period_asked
from knowledge.language import Lang
from knowledge.policies.document import BORDERS, Clause, ClauseKind, Level
from knowledge.policies.release import Release

_Found = list[tuple[Hit, Clause]]


@dataclass(frozen=True, slots=True)
class Bar:
    """How well a clause must be found before it may answer; tuned on the development questions."""

    score: float = 3.0
    similarity: float = 0.42
    coverage: float = 0.34
    margin: float = 1.5
    """How far below the best clause another one may lie and still be quoted."""
    fewer_words: float = 0.25
    """By how much less of the question's words a clause of another document may hold."""
    rate_margin: float = 1.5
    """The same for a clause with a rate, where the question says of how many; and for a rule of
    which the best one is a report."""
    local_margin: float = 1.0
    """The same for a municipal clause of the same kind where the best one is national."""
    most_clauses: int = 3
    whole_question: float = 0.85
    """Share of the question's words from which a clause holds the whole question; then a border"""
    border_lead: float = 3.5
    """must lie this far above it to be the nearer one."""


def carriers(draft: Draft, bar: Bar) -> list[Clause]:
    """
    The clauses to quote in the language of the answer, best first; a border alone where it is the
    nearest, none where nothing carries an answer (`notes["declined_because"]` says why if known).
    """
    if not draft.hits or not _carries(draft.hits[0], bar):
        return []
    found = [(hit, draft.release.clauses[hit.key, Lang(hit.lang)]) for hit in draft.hits]
    held = [(hit, clause) for hit, clause in found if clause.kind not in BORDERS]
    border, clause = found[0]
    if clause.kind in BORDERS and _says_more(border, held, bar):
        return [draft.release.clause(border.key, draft.lang) or clause]
    strict = tuple(one for one in expectations(draft.asked) if one.is_strict)
    if strict and not gives(held[0][1].text, strict):
        draft.notes["declined_because"] = "no clause gives " + strict[0].name
        return []
    chosen = _in_lang(_best(held, draft, bar), draft)
    return worth_quoting(_of_the_time(chosen, draft), draft)


def _carries(hit: Hit, bar: Bar) -> bool:
    return hit.score >= bar.score and (
        hit.similarity >= bar.similarity or hit.coverage >= bar.coverage
    )


def _says_more(border: Hit, held: _Found, bar: Bar) -> bool:
    """
    Whether what is not held is nearer to the question than anything that is.

    "Minimum wage" alone is said of both; "minimum wage in 2026" of the border alone.
    """
    if not held:
        return True
    best = held[0][0]
    near = [hit for hit, _ in held if hit.score >= best.score - bar.margin]
    holds_all = any(hit.coverage >= bar.whole_question for hit in near)
    return not holds_all or border.score > best.score + bar.border_lead


def _best(held: _Found, draft: Draft, bar: Bar) -> list[Clause]:
    """The best clauses, with one that lets the question's own sum be done in front."""
    asked, release = draft.asked, draft.release
    held = _fitter_first(held, release, bar)
    top = max(hit.score for hit, _ in held)
    chosen = [
        clause
        for place, (hit, clause) in enumerate(held)
        if not place or (hit.score >= top - bar.margin and _is_as_near(hit, held[0][0], bar))
    ][: bar.most_clauses]
    chosen += _missing_side(chosen, held, sides_asked(draft), bar)
    if not _may_give_way(chosen[0], release):
        return chosen
    near = (clause for hit, clause in held if hit.score >= top - bar.rate_margin)
    rated = next((clause for clause in [*chosen, *near] if sums(asked, clause)), None)
    return chosen if rated is None else [rated, *(one for one in chosen if one != rated)]


def _is_as_near(hit: Hit, best: Hit, bar: Bar) -> bool:
    """Whether it is of the same document, or holds nearly as many of the question's words."""
    same = hit.key.split(".")[0] == best.key.split(".")[0]
    return same or hit.coverage >= best.coverage - bar.fewer_words


def _may_give_way(first: Clause, release: Release) -> bool:
    """Whether a clause with a rate may go before it: not where a rule gives its own amount."""
    return first.kind is not ClauseKind.AMOUNT or release.document_of(first).is_report


def _fitter_first(held: _Found, release: Release, bar: Bar) -> _Found:
    """
    A national clause gives way to a nearly as good one of the same kind from the city, and a
    report to the rule whose figures it repeats.
    """
    best, first = held[0]
    for place, (hit, clause) in enumerate(held[1:], start=1):
        document = release.document_of(clause)
        is_local = (
            release.document_of(first).level is Level.NATIONAL
            and document.level is Level.MUNICIPAL
            and hit.score >= best.score - bar.local_margin
            and clause.kind is first.kind
        )
        is_rule = (
            hit.score >= best.score - bar.rate_margin
            and not document.is_report
            and only_reports(first, clause, release)
        )
        if is_local or is_rule:
            return [held[place], *held[:place], *held[place + 1 :]]
    return held


def _missing_side(
    chosen: list[Clause], held: _Found, asked: frozenset[ClauseKind], bar: Bar
) -> list[Clause]:
    """
    The best document's clauses on a side that was asked about and that none chosen is on.

    One side is enough, but for what is asked beside "is it still running?".
    """
    missing = asked - {clause.kind for clause in chosen}
    if missing != asked:
        # Whether it is still running stands beside every quote.
        missing = missing - {ClauseKind.STATUS} if ClauseKind.STATUS in asked else frozenset()
    if not missing:
        return []
    document_id = chosen[0].document_id
    side = [(h.score, c) for h, c in held if c.document_id == document_id and c.kind in missing]
    # What the trainee gets and what the base gets are two clauses of one side.
    return [c for score, c in side if score >= side[0][0] - bar.margin][: bar.most_clauses]


def _in_lang(clauses: list[Clause], draft: Draft) -> list[Clause]:
    in_lang = [draft.release.clause(clause.clause_id, draft.lang) for clause in clauses]
    return [clause for clause in in_lang if clause is not None]


def _of_the_time(clauses: list[Clause], draft: Draft) -> list[Clause]:
    """The same matters as they stand in the documents of the time that is asked about."""
    period = period_asked(draft)
    if asks_for_rule_before(draft):
        moved = [_before(clause, draft) for clause in clauses]
    elif period is not None:
        moved = [wording_in_force(clause, draft.release, period) for clause in clauses]
    else:
        return clauses
    return list({clause.clause_id: clause for clause in moved}.values())


def _before(clause: Clause, draft: Draft) -> Clause:
    """What the document before the one in force says on the matter."""
    now = wording_in_force(clause, draft.release, Period(draft.today, draft.today))
    older = [found for _, found in replaced_by(now, draft.release) if found is not None]
    return older[0] if older else clause
