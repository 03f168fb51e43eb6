"""What is told beside a quoted clause: what it replaced, what holds now, who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from knowledge.answering.draft import Draft
from knowledge.answering.finding.likeness import first_sentence
from knowledge.answering.finding.succession import Period, replaced_by, wording_in_force
from knowledge.answering.reading.when import period_asked
from knowledge.language.figures import figures
from knowledge.policies.document import Clause, ClauseKind, Level, PolicyDocument
from knowledge.policies.release import Release

_CHANGES = frozenset({ClauseKind.AMOUNT, ClauseKind.TERM})
"""What changes from one rule to the next in its figures."""
_LOCAL = (Level.NATIONAL, Level.MUNICIPAL, Level.DISTRICT)


@dataclass(frozen=True, slots=True)
class Related:
    """One line beside quoted clauses of one document."""

    name: str
    """Key of the wording around the quotes."""
    document_id: str
    """Of the clauses that it stands beside."""
    values: dict[str, object]
    quotes: tuple[tuple[Clause, str], ...] = field(default=())
    """Clauses, each with the sentence of it to quote."""


def related(chosen: list[Clause], draft: Draft) -> list[Related]:
    """The lines beside the chosen clauses; none quotes what is chosen itself."""
    told = {clause.clause_id for clause in chosen}
    found = [
        *_successions(chosen, draft),
        *(one for clause in chosen for one in _conflicts(clause, draft.release)),
    ]
    lines = []
    for one in found:
        quotes = tuple(
            (clause, said) for clause, said in one.quotes if clause.clause_id not in told
        )
        if quotes or not one.quotes:
            lines.append(Related(one.name, one.document_id, one.values, quotes))
            told |= {clause.clause_id for clause, _ in quotes}
    return lines


def _successions(chosen: list[Clause], draft: Draft) -> list[Related]:
    """What the present rule replaced; beside the rule of an earlier year, what holds now."""
    today = Period(draft.today, draft.today)
    pairs = [(clause, wording_in_force(clause, draft.release, today)) for clause in chosen]
    changing = [pair for pair in pairs if not _CHANGES.isdisjoint(one.kind for one in pair)]
    lines = list(_holding_now([pair for pair in changing if pair[0] != pair[1]], draft.release))
    if period_asked(draft) == today:
        present = [clause for clause, now in changing if clause == now]
        lines += _replaced(present, draft.release, draft.today)
    return lines


def _holding_now(past: Iterable[tuple[Clause, Clause]], release: Release) -> Iterator[Related]:
    pairs: dict[tuple[str, str], list[Clause]] = {}
    for clause, now in past:
        pairs.setdefault((clause.document_id, now.document_id), []).append(now)
    for (document_id, _), clauses in pairs.items():
        newer = release.document_of(clauses[0])
        yield Related(
            "holds_now",
            document_id,
            {"title": newer.title, "date": newer.effective_from or newer.published},
            _sentences(clauses),
        )


def _replaced(present: list[Clause], release: Release, today: date) -> Iterator[Related]:
    pairs: dict[tuple[str, str], list[Clause]] = {}
    documents: dict[str, PolicyDocument] = {}
    for clause in present:
        begin = clause.effective_from
        if begin is not None and begin.first_day > today:
            continue
        for document, older in replaced_by(clause, release):
            documents[document.document_id] = document
            found = pairs.setdefault((clause.document_id, document.document_id), [])
            if older is not None and _figures(older) != _figures(clause):
                found.append(older)
    for (document_id, older_id), clauses in pairs.items():
        older_one = documents[older_id]
        until = older_one.effective_to
        name = "replaced" if clauses else "replaced_document"
        yield Related(
            name if until else f"{name}_undated",
            document_id,
            {"title": older_one.title, "date": until},
            _sentences(clauses),
        )


def _conflicts(clause: Clause, release: Release) -> Iterator[Related]:
    """The clauses that say otherwise, and which of the two is newer or more local."""
    own = release.document_of(clause)
    for other_id in clause.conflicts_with:
        other = release.clauses.get((other_id, clause.lang))
        if other is None:
            continue
        document = release.document_of(other)
        yield Related(
            _which(own, document),
            clause.document_id,
            {"title": document.title, "issuer": document.issuer},
            _sentences([other]),
        )


def _which(own: PolicyDocument, other: PolicyDocument) -> str:
    places = _LOCAL.index(own.level) - _LOCAL.index(other.level)
    if places:
        return "differs_this_local" if places > 0 else "differs_other_local"
    ours, theirs = own.published or own.effective_from, other.published or other.effective_from
    if ours is None or theirs is None or ours.year == theirs.year:
        return "differs"
    return "differs_this_newer" if ours.year > theirs.year else "differs_other_newer"


def _sentences(clauses: Iterable[Clause]) -> tuple[tuple[Clause, str], ...]:
    return tuple((clause, first_sentence(clause)) for clause in clauses)


def _figures(clause: Clause) -> frozenset[object]:
    return frozenset(figures(first_sentence(clause)))
