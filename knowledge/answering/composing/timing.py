"""Whether a quoted clause still holds: said before it if it does not, below it if it does."""

from __future__ import annotations

from datetime import date

from knowledge.answering.wording import Wording
from knowledge.dates import PartialDate
from knowledge.language import Lang
from knowledge.policies.document import (
    Clause,
    ClauseKind,
    PolicyDocument,
    Validity,
    validity,
)
from knowledge.policies.release import Release

_APPLIED_FOR_BY = frozenset({ClauseKind.HOW_TO_APPLY, ClauseKind.DOCUMENTS})


def has_conditions(document: PolicyDocument) -> bool:
    """Whether somebody decides who comes under the document; a standard is the same for all."""
    return _has(document, frozenset({ClauseKind.ELIGIBILITY}))


def is_applied_for(document: PolicyDocument) -> bool:
    """Whether a person hands something in; statistics and standards only hold or do not."""
    return _has(document, _APPLIED_FOR_BY)


def _has(document: PolicyDocument, kinds: frozenset[ClauseKind]) -> bool:
    return any(clause.kind in kinds for clause in document.clauses)


def is_past(clause: Clause, release: Release, today: date) -> bool:
    """Whether the clause held once and no longer does."""
    if release.superseded_by(clause.document_id, clause.lang, today) is not None:
        return True
    return validity(clause, today) in {Validity.CLOSED, Validity.LAPSED}


def first_words(
    clause: Clause, release: Release, today: date, *, wording: Wording, lang: Lang
) -> str:
    """What must be known before the clause is read: that it is past, or not yet in force; or ""."""
    document = release.document_of(clause)
    newer = release.superseded_by(document.document_id, clause.lang, today)
    if newer is not None:
        until = clause.effective_to
        name = "superseded_since" if until else "superseded"
        return wording.text(name, lang, title=newer.title, date=until)
    stands = validity(clause, today)
    if stands is Validity.CLOSED and not _tells_of_a_day(clause, document):
        name = "closed" if is_applied_for(document) else "ended"
        return wording.text(name, lang, date=clause.effective_to)
    if stands is Validity.LAPSED:
        return wording.text("lapsed", lang)
    if stands is Validity.NOT_YET and not _tells_of_a_day(clause, document):
        return wording.text("not_yet", lang, date=clause.effective_from)
    return ""


def validity_line(
    clause: Clause, release: Release, today: date, *, wording: Wording, lang: Lang
) -> str:
    """From when to when it holds, or the day it tells of; "" where the first words said it."""
    document = release.document_of(clause)
    if first_words(clause, release, today, wording=wording, lang=lang):
        return ""
    if _tells_of_a_day(clause, document):
        day = _day_told(clause, document, today)
        return wording.text("as_of", lang, date=day) if day else ""
    name = "in_force" if clause.effective_from else "validity_not_said"
    until = clause.effective_to
    if until is not None:
        # In the year or month that is named as the end, the day itself is not known.
        name = "ends_within" if until.first_day <= today < until.last_day else "in_force_until"
    return wording.text(
        name, lang, date=clause.effective_from or "—", until=until, checked=document.checked_on
    )


def _tells_of_a_day(clause: Clause, document: PolicyDocument) -> bool:
    return clause.kind is ClauseKind.FIGURE or (
        document.is_report and not (clause.effective_to and is_applied_for(document))
    )


def _day_told(clause: Clause, document: PolicyDocument, today: date) -> PartialDate | None:
    """The end of what was counted, or the day of the report where that lies ahead."""
    end = clause.effective_to
    if end is not None and end.last_day <= today:
        return end
    return document.published or clause.effective_from
