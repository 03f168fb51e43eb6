"""What a rule replaced and what replaced it: the same matter along a chain of documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.answering.finding.likeness import likeness
from knowledge.policies.document import BORDERS, Clause, PolicyDocument
from knowledge.policies.release import Release

_LEAST_ALIKE = 0.3
"""How alike two clauses of a chain must be to speak of the same matter."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a question is about, both included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Period:
        """All days of the year."""
        return cls(date(year, 1, 1), date(year, 12, 31))


def wording_in_force(clause: Clause, release: Release, period: Period) -> Clause:
    """
    What the newest document of the clause's chain that was in force in the period says on the
    matter; the clause itself if its document stands alone or that one does not speak of it.
    """
    documents = release.chain(clause)
    replaced = {older for one in documents for older in one.supersedes}
    # One that begins on the day on which the other does still comes after what it replaces.
    chain = sorted(
        documents, key=lambda d: (_begin(d), d.document_id not in replaced), reverse=True
    )
    if len(chain) == 1:
        return clause
    in_force = next((d for d in chain if _is_in_force(d, period)), None)
    if in_force is None or in_force.document_id == clause.document_id:
        return clause
    return _along(clause, in_force, release, chain) or clause


def replaced_by(clause: Clause, release: Release) -> list[tuple[PolicyDocument, Clause | None]]:
    """The documents that the clause's own replaced directly, each with its word on the matter."""
    document = release.document_of(clause)
    older = [release.documents.get((id_, clause.lang)) for id_ in document.supersedes]
    return [(one, same_matter(clause, one, release)) for one in older if one is not None]


def same_matter(clause: Clause, other: PolicyDocument, release: Release) -> Clause | None:
    """
    The other document's clause on the same matter: the one of the same name, else the one of the
    same kind that is most like it, if it is also most like that one.
    """
    anchor = clause.clause_id.partition(".")[2]
    for one in other.clauses:
        if one.clause_id.partition(".")[2] == anchor and one.kind not in BORDERS:
            return one
    found = _most_alike(clause, other)
    if found is None or _most_alike(found, release.document_of(clause)) != clause:
        return None
    return found


def _most_alike(clause: Clause, other: PolicyDocument) -> Clause | None:
    of_kind = [one for one in other.clauses if one.kind is clause.kind]
    best = max(of_kind, key=lambda one: likeness(clause, one), default=None)
    return best if best is not None and likeness(clause, best) >= _LEAST_ALIKE else None


def _begin(document: PolicyDocument) -> date:
    begins = document.effective_from or document.published
    return begins.first_day if begins else date.min


def _is_in_force(document: PolicyDocument, period: Period) -> bool:
    end = document.effective_to
    return _begin(document) <= period.last and (end is None or end.last_day >= period.first)


def _along(
    clause: Clause, target: PolicyDocument, release: Release, chain: list[PolicyDocument]
) -> Clause | None:
    """The matter followed from document to document, since neighbours are the most alike."""
    ids = [document.document_id for document in chain]
    here, there = ids.index(clause.document_id), ids.index(target.document_id)
    step = 1 if there > here else -1
    at: Clause | None = clause
    for place in range(here + step, there + step, step):
        at = same_matter(at, chain[place], release) if at is not None else None
    return at or same_matter(clause, target, release)
