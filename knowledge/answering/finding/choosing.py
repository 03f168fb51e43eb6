"""Which of the clauses found carry the answer, and in which order they are quoted."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from index.retriever import Hit
from knowledge.answering.composing.sums import sums
from knowledge.answering.draft import Draft
from knowledge.answering.finding.succession import Period, replaced_by, wording_in_force
from knowledge.answering.finding.worth import sides_asked, wants_the_amount, worth_quoting
from knowledge.answering.judging.clause_tables import YEAR
from knowledge.answering.reading.elsewhere import names_elsewhere, rules_asked_of
from knowledge.answering.reading.expectation import expectations
from knowledge.answering.reading.when import asks_for_rule_before, period_asked, years_named
from knowledge.language import Lang
from knowledge.policies.document import Clause, ClauseKind
from knowledge.policies.release import Release

_Found = list[tuple[Hit, Clause]]


@dataclass(frozen=True, slots=True)
class Bar:
    """
    How much must be expected of the clauses quoted together, and of those offered.

    Expected is the sum of the judge's probabilities: a plain question that two clauses answer
    alike leaves each of them near one half, and is answered all the same. Both are set by what a
    mistake costs on the near-field questions (JUDGE.md).
    follow_up: for the message after an answer, where the best clause is of the same document: of
        what is meant so much is known already.
    margin: in log-odds, how near to the best one a clause must come to stand beside it.
    """

    quote: float = 0.6
    follow_up: float = 0.35
    offer: float = 0.3
    margin: float = 1.5
    most_clauses: int = 3

    def together(self, found: _Found) -> _Found:
        """The best one and those near it, no more than may be quoted."""
        return [one for one in found if one[0].score >= found[0][0].score - self.margin][
            : self.most_clauses
        ]

    def expected(self, found: _Found) -> float:
        """How many answers the clauses hold, as the judge expects."""
        return sum(1 / (1 + exp(-hit.score)) for hit, _ in self.together(found))


def carriers(draft: Draft, bar: Bar) -> list[Clause]:
    """The clauses to quote in the language of the answer, best first; none where none answers."""
    found = _possible(draft)
    if bar.expected(found) <= (bar.follow_up if _goes_on(draft, found) else bar.quote):
        return []
    chosen = _in_lang(_best(found, draft, bar), draft)
    return worth_quoting(_of_the_time(chosen, draft), draft)


def offered(draft: Draft, bar: Bar) -> list[Clause]:
    """The clauses that may be meant where none is sure enough to be quoted, likeliest first."""
    found = _possible(draft)
    if bar.expected(found) <= bar.offer:
        return []
    return _in_lang([clause for _, clause in bar.together(found)], draft)


def _goes_on(draft: Draft, found: _Found) -> bool:
    """Whether the best clause is of a document that the turn before was answered from."""
    shown = draft.earlier[-1].clause_ids if draft.earlier else ()
    return bool(found) and found[0][1].document_id in {id_.partition(".")[0] for id_ in shown}


def _possible(draft: Draft) -> _Found:
    """The clauses found that can be an answer at all."""
    found = [(hit, draft.release.clauses[hit.key, Lang(hit.lang)]) for hit in draft.hits]
    found = [(hit, clause) for hit, clause in found if _can_answer(clause, draft)]
    is_elsewhere = rules_asked_of(draft.asked or draft.masked)
    if found and is_elsewhere and not _is_on_a_place(found[0][1], draft):
        # "How much is it in Chengdu?" is not answered with what Chongqing pays.
        return []
    return found


def _best(found: _Found, draft: Draft, bar: Bar) -> list[Clause]:
    """The best clauses, with one that lets the question's own sum be done in front."""
    top = found[0][0].score
    near = [clause for hit, clause in found if hit.score >= top - bar.margin]
    chosen = list(near)
    if chosen[0].kind is ClauseKind.STATUS and wants_the_amount(draft):
        # Who only names the minimum wage is told what it is, and not since when.
        chosen = [*(one for one in near if _is_amount_beside(chosen[0], one)), *chosen]
    chosen = _fewest(chosen, draft, bar)
    if not _may_give_way(chosen[0], draft.release):
        return chosen
    rated = next((clause for clause in near if sums(draft.asked, clause)), None)
    return chosen if rated is None else [rated, *(one for one in chosen if one != rated)]


def _can_answer(clause: Clause, draft: Draft) -> bool:
    """
    Whether the clause can be the answer at all: it gives what a strict kind of question expects,
    and is no amount that was paid once, in another year.
    """
    strict = [one for one in expectations(draft.asked) if one.is_strict]
    if not all(one.is_given(clause.text) for one in strict):
        return False
    years, document = years_named(draft), draft.release.document_of(clause)
    if not years or clause.kind is not ClauseKind.AMOUNT or not document.is_report:
        return True
    named = {int(year) for year in YEAR.findall(clause.text + document.title)}
    return not named or bool(named & years)


def _fewest(chosen: list[Clause], draft: Draft, bar: Bar) -> list[Clause]:
    """No more than may be quoted, in their order; those on the side asked stay, and the first."""
    sides = sides_asked(draft)
    first, *others = dict.fromkeys(one.clause_id for one in chosen)
    side_of = {one.clause_id: one.kind in sides for one in chosen}
    kept = {first, *sorted(others, key=lambda id_: not side_of[id_])[: bar.most_clauses - 1]}
    return list({one.clause_id: one for one in chosen if one.clause_id in kept}.values())


def _is_amount_beside(status: Clause, other: Clause) -> bool:
    """Whether it is the amount in the document whose validity the clause tells."""
    return other.kind is ClauseKind.AMOUNT and other.document_id == status.document_id


def _may_give_way(first: Clause, release: Release) -> bool:
    """Whether a clause with a rate may go before it: not where a rule gives its own amount."""
    return first.kind is not ClauseKind.AMOUNT or release.document_of(first).is_report


def _is_on_a_place(clause: Clause, draft: Draft) -> bool:
    """Whether the clause speaks of another place itself; its Chinese wording says so."""
    chinese = draft.release.clause(clause.clause_id, Lang.ZH) or clause
    return any(map(names_elsewhere, (chinese.heading, chinese.text, *chinese.asked_as)))


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
