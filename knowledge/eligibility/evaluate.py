"""Holds programmes against a profile: the result in three values, with reasons, sum and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from knowledge.eligibility.building import Item, Sourced
from knowledge.eligibility.facts import Facts, Subject, audience_of, catalogue, facts_of
from knowledge.eligibility.finding import Finding, FindingResult, Truth
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.reasons import Reason, reasons
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang
from knowledge.policies.citation import Citation
from knowledge.policies.document import Clause

_RESULTS = {
    Truth.MET: FindingResult.MAY_QUALIFY,
    Truth.NOT_MET: FindingResult.DOES_NOT_QUALIFY,
    Truth.NOT_KNOWN: FindingResult.NEED_MORE,
}
_MOST_QUOTED = 3
_ORDER = {
    FindingResult.MAY_QUALIFY: 0,
    FindingResult.NEED_MORE: 1,
    FindingResult.DOES_NOT_QUALIFY: 2,
}


class Clauses(Protocol):
    """What gives the clauses to quote: a release."""

    def clause(self, clause_id: str, lang: Lang) -> Clause | None:
        """The clause in this language, else its twin, else None."""

    def cite(self, clause: Clause) -> Citation:
        """The citation of the clause."""


def evaluate(
    programme: Programme, profile: Subject, *, today: date, lang: Lang, release: Clauses
) -> Finding:
    """
    What the programme's rules say about this profile on this day, in the reader's language.

    The office decides: the best result is that the reader may qualify. A programme past its last
    day does not qualify anybody, whatever its conditions say; its amount is given as of then.
    """
    return _evaluate(programme, facts_of(profile, today), today, lang=lang, release=release)


def check_all(
    programmes: Iterable[Programme],
    profile: Subject,
    today: date,
    *,
    lang: Lang,
    release: Clauses,
) -> list[Finding]:
    """
    The findings for all programmes of this audience that are open and of use to the reader.

    Those for which the reader may qualify come first, then those that need more, the smallest
    missing share first, then the rest. Programmes that are closed or not yet in force are left out:
    `evaluate` tells of one that was asked for.
    """
    facts = facts_of(profile, today)
    findings = [
        _evaluate(programme, facts, today, lang=lang, release=release)
        for programme in open_programmes(programmes, profile, today)
        if not any(test.on(facts) is Truth.MET for test in programme.not_needed_when)
    ]
    return sorted(findings, key=_rank)


def open_programmes(
    programmes: Iterable[Programme], profile: Subject, today: date
) -> list[Programme]:
    """The programmes for persons or for enterprises, as the profile is, in force on this day."""
    audience = audience_of(profile)
    return [
        one
        for one in programmes
        if one.audience is audience and not one.is_closed(today) and not one.begins_later(today)
    ]


def smallest_change(programme: Programme, facts: Facts) -> tuple[Item, ...]:
    """
    The fewest things to tell or do that would turn the conditions; none if nothing can, or need.

    Of two sets of one size the one with less to do is taken, and asking the office counts for less
    than anything else that is to be done; then the one that stands first in the file.
    """
    ways = programme.conditions.ways(facts)
    if not ways:
        return ()
    done, settled = programme.efforts

    def effort(way: int) -> tuple[int, int, int, int]:
        by_oneself = way & done & ~settled
        return way.bit_count(), by_oneself.bit_count(), (way & settled).bit_count(), way

    best = min(ways, key=effort)
    items = [item for place, item in enumerate(programme.items) if best >> place & 1]
    told = {item.fact for item in items}
    # What follows from a fact that is to be told anyway needs no telling of its own.
    return tuple(item for item in items if told.isdisjoint(_sources(item)))


def _sources(item: Item) -> tuple[str, ...]:
    return () if item.fact is None else catalogue()[item.fact].worked_out_from


def _rank(finding: Finding) -> tuple[int, float, int]:
    # One fact missing where three are met is nearer to this reader than one where nothing is.
    missing = len(finding.would_change)
    share = missing / (missing + len(finding.met)) if missing else 1.0
    return _ORDER[finding.result], share, missing


def _evaluate(
    programme: Programme, facts: Facts, today: date, *, lang: Lang, release: Clauses
) -> Finding:
    told = _told(programme, facts, lang)
    barred = _barred(programme, today, lang)
    result = (
        FindingResult.DOES_NOT_QUALIFY if barred else _RESULTS[programme.conditions.truth(facts)]
    )
    changes = () if barred else smallest_change(programme, facts)
    closed = programme.is_closed(today)
    wanted = result is not FindingResult.DOES_NOT_QUALIFY
    notes = [one for one in programme.notes if _is_told(one, facts)] if wanted else []
    sources = [*programme.documents_to_bring, programme.where, *notes] if wanted else []
    clauses = [
        *([programme.closed_clause] if closed and programme.closed_clause else []),
        *(reason.clause for reason in told),
        *(programme.amount.clauses if programme.amount and (wanted or closed) else ()),
        *(source.clause for source in sources),
    ]
    return Finding(
        programme_id=programme.programme_id,
        title=programme.title.in_(lang),
        result=result,
        met=_texts(told, Truth.MET),
        not_met=(*barred, *_texts(told, Truth.NOT_MET)),
        not_known=_texts(told, Truth.NOT_KNOWN),
        amount=_amount(programme, facts, lang, closed=closed) if wanted or closed else None,
        would_change=tuple(item.shown(lang) for item in changes),
        to_do=tuple(item.shown(lang) for item in changes if item.fact is None),
        citations=_citations(clauses, lang, release),
        provisos=tuple(dict.fromkeys(one.text for one in told if one.proviso)) if wanted else (),
        documents=tuple(one.text.in_(lang) for one in programme.documents_to_bring)
        if wanted
        else (),
        where=programme.where.text.in_(lang),
        notes=tuple(one.text.in_(lang) for one in notes),
        decided_by=_decided_by(programme, told, closed=closed, lang=lang, release=release),
        closed=closed,
    )


def _is_told(note: Sourced, facts: Facts) -> bool:
    return note.when is None or note.when.on(facts) is Truth.MET


def _decided_by(
    programme: Programme, told: list[Reason], *, closed: bool, lang: Lang, release: Clauses
) -> tuple[Citation, ...]:
    if closed and programme.closed_clause:
        return _citations([programme.closed_clause], lang, release)
    for truth in (Truth.NOT_MET, Truth.NOT_KNOWN, Truth.MET):
        clauses = [reason.clause for reason in told if reason.truth is truth]
        if clauses:
            return _citations(clauses, lang, release)[:_MOST_QUOTED]
    return ()


def _told(programme: Programme, facts: Facts, lang: Lang) -> list[Reason]:
    # Two branches may state the same condition; it is told once.
    return list(dict.fromkeys(reasons(programme.conditions, facts, lang)))


def _texts(told: Iterable[Reason], truth: Truth) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for one in told if one.truth is truth and not one.proviso))


def _barred(programme: Programme, today: date, lang: Lang) -> tuple[str, ...]:
    if programme.is_closed(today):
        return (phrase("closed_since", lang, date=str(programme.effective_to)),)
    if programme.begins_later(today):
        return (phrase("not_begun", lang, date=str(programme.effective_from)),)
    return ()


def _amount(programme: Programme, facts: Facts, lang: Lang, *, closed: bool) -> str | None:
    if programme.amount is None:
        return None
    shown = programme.amount.shown(facts, lang)
    return phrase("then", lang, amount=shown) if closed else shown


def _citations(clauses: Iterable[str], lang: Lang, release: Clauses) -> tuple[Citation, ...]:
    found = (release.clause(clause, lang) for clause in dict.fromkeys(clauses))
    return tuple(release.cite(clause) for clause in found if clause is not None)
