"""Which of the clauses that carry an answer are worth quoting, and which of them comes first."""

from __future__ import annotations

from knowledge.answering.composing.timing import is_past
from knowledge.answering.draft import Draft
from knowledge.answering.finding.likeness import parallels
from knowledge.answering.finding.succession import Period, wording_in_force
from knowledge.answering.finding.wholes import wholes_for_parts
from knowledge.answering.reading.aspects import aspects
from knowledge.answering.reading.bare import asks
from knowledge.answering.reading.expectation import expectations, gives
from knowledge.answering.reading.when import asks_for_past, years_named
from knowledge.language.figures import figures
from knowledge.policies.document import Clause, ClauseKind
from knowledge.policies.release import Release

_DEFINITE = frozenset(
    {
        ClauseKind.AMOUNT,
        ClauseKind.ELIGIBILITY,
        ClauseKind.DOCUMENTS,
        ClauseKind.HOW_TO_APPLY,
        ClauseKind.TERM,
        ClauseKind.CONTACT,
    }
)
"""Sides that are asked for by words which mean nothing else."""


def sides_asked(draft: Draft) -> frozenset[ClauseKind]:
    """
    The sides asked about, by the message or, if it names none, by the turn that it goes on from.

    The amount alone where a sum is wanted, since "for people who" asks for no conditions.
    """
    asked = _sides(draft.asked)
    return asked or (_sides(draft.search_text) if draft.is_follow_up else asked)


def _sides(question: str) -> frozenset[ClauseKind]:
    asked = aspects(question)
    wants_money = any(one.name == "money" for one in expectations(question))
    if wants_money or ClauseKind.AMOUNT in asked:
        return (asked & {ClauseKind.STATUS}) | {ClauseKind.AMOUNT}
    return asked | {ClauseKind.CONTACT} if ClauseKind.HOW_TO_APPLY in asked else asked


def worth_quoting(chosen: list[Clause], draft: Draft) -> list[Clause]:
    """The first clause, its parallels, and of the others those that say more of what was asked."""
    if not chosen:
        return []
    chosen = _without_outdone(chosen, draft)
    chosen = wholes_for_parts(chosen, draft.release.document_of(chosen[0]))
    first, *others = _asked_side_first(chosen, draft)
    if _says_it_is_over(first, draft):
        return [first, *(one for one in others if _gives_the_figure(first, one, draft))]
    document = draft.release.document_of(first)
    others = [one for one in others if _adds_to(first, one, draft)]
    parallel = parallels(first, document, draft.asked)
    if parallel:
        in_order = [one for one in document.clauses if one in [first, *parallel]]
        return _without_repeats(wholes_for_parts([*in_order, *others], document))
    return _without_repeats([first, *others])


def _without_outdone(chosen: list[Clause], draft: Draft) -> list[Clause]:
    """The clauses without those replaced by another of them, or that only report its amount."""
    today = Period(draft.today, draft.today)
    asks_before = asks_for_past(draft) or years_named(draft)
    newer = (wording_in_force(one, draft.release, today) for one in chosen)
    replaced = [one for one, now in zip(chosen, newer, strict=True) if now != one and now in chosen]
    rules = [one for one in chosen if not draft.release.document_of(one).is_report]
    reports = [
        one for one in chosen if any(only_reports(one, rule, draft.release) for rule in rules)
    ]
    outdone = reports if asks_before else [*replaced, *reports]
    return [one for one in chosen if one not in outdone]


def _says_it_is_over(first: Clause, draft: Draft) -> bool:
    """Whether it was asked if something still holds, and the clause says that it does not."""
    return (
        first.kind is ClauseKind.STATUS
        and ClauseKind.STATUS in sides_asked(draft)
        and is_past(first, draft.release, draft.today)
    )


def _gives_the_figure(first: Clause, other: Clause, draft: Draft) -> bool:
    """Whether a figure was asked for besides (how long, how much), and the clause gives it."""
    expected = expectations(draft.asked)
    on_side = other.kind in sides_asked(draft) - {ClauseKind.STATUS}
    is_of_it = on_side and other.document_id == first.document_id
    return is_of_it and bool(expected) and gives(other.text, expected)


def _adds_to(first: Clause, other: Clause, draft: Draft) -> bool:
    """
    Whether the other clause is on the side asked about where the first is, still holds where the
    first does, and is no mere report of what the first one rules.
    """
    release, asked = draft.release, sides_asked(draft)
    if first.kind in asked & _DEFINITE and other.kind not in asked:
        return False
    expected = expectations(draft.asked)
    if expected and gives(first.text, expected) and not gives(other.text, expected):
        return False
    if not release.document_of(first).is_report and only_reports(other, first, release):
        return False
    if asks_for_past(draft) or years_named(draft) or ClauseKind.STATUS in asked:
        return True
    return is_past(first, release, draft.today) or not is_past(other, release, draft.today)


def only_reports(clause: Clause, rule: Clause, release: Release) -> bool:
    """Whether a report only repeats the amount of the rule."""
    if clause.kind is not ClauseKind.AMOUNT or rule.kind is not ClauseKind.AMOUNT:
        return False
    told = figures(clause.text)
    return bool(told) and told <= figures(rule.text) and release.document_of(clause).is_report


def _without_repeats(clauses: list[Clause]) -> list[Clause]:
    """The clauses without those that give no rate, and rest on nothing, that others do not."""
    kept = list({one.clause_id: one for one in clauses}.values())
    for one in reversed(kept):
        others = [other for other in kept if other != one]
        rates = {rate.terms for other in others for rate in other.rates}
        evidence = {id_ for other in others for id_ in other.evidence}
        if (
            one.rates
            and {rate.terms for rate in one.rates} <= rates
            and set(one.evidence) <= evidence
        ):
            kept = others
    return kept


def wants_the_amount(draft: Draft) -> bool:
    """Whether the amount is asked for and no validity, or a thing is named and nothing asked."""
    return sides_asked(draft) == {ClauseKind.AMOUNT} or not asks(draft.asked)


def _amount_for_status(chosen: list[Clause]) -> list[Clause]:
    """The clauses without those on validity and source, where the document's amount is there."""
    document_id = chosen[0].document_id
    same = [one for one in chosen if one.document_id == document_id]
    if all(one.kind is not ClauseKind.AMOUNT for one in same):
        return chosen
    return [one for one in chosen if one not in same or one.kind is not ClauseKind.STATUS]


def _asked_side_first(chosen: list[Clause], draft: Draft) -> list[Clause]:
    """
    A clause of the first one's document leads if it, and not the first, is on the side asked. Where
    it is asked whether something still holds, one that says it does not leads.
    """
    asked = sides_asked(draft)
    first = chosen[0]
    if first.kind is ClauseKind.STATUS and wants_the_amount(draft):
        return _amount_for_status(chosen)
    if not asks(draft.asked):
        # Who only names the minimum wage is told how much it is before all else.
        name = draft.asked.strip().lower()
        titles = {c.clause_id: draft.release.document_of(c).title.lower() for c in chosen}
        return sorted(
            chosen,
            key=lambda c: (c.kind is not ClauseKind.AMOUNT, name not in titles[c.clause_id]),
        )
    if ClauseKind.STATUS in asked and first.kind is not ClauseKind.STATUS:
        return sorted(
            chosen,
            key=lambda c: (
                c.kind is not ClauseKind.STATUS or not is_past(c, draft.release, draft.today)
            ),
        )
    if first.kind in asked & _DEFINITE or first.kind not in _DEFINITE | {ClauseKind.OVERVIEW}:
        return chosen
    wanted = asked & _DEFINITE
    return sorted(chosen, key=lambda c: c.document_id != first.document_id or c.kind not in wanted)
