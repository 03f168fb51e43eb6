"""Which documents need somebody's eye: overdue for review, ended, replaced, weakly sourced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.language import Lang
from knowledge.policies.document import (
    BORDERS,
    PolicyDocument,
    SourceKind,
    Validity,
    validity,
)
from knowledge.policies.release import Release


class Concern(StrEnum):
    """Why a document is on the list; it may be there for several reasons."""

    OVERDUE = "overdue"
    """The day by which it was to be checked again has passed."""
    CLOSED = "closed"
    """Nothing of it holds any more."""
    SUPERSEDED = "superseded"
    """A later document has replaced it."""
    UNOFFICIAL = "unofficial"
    """Its text was not read on a public body's page."""


@dataclass(frozen=True, slots=True)
class DocumentToReview:
    """A document with what speaks for looking at it again."""

    document: PolicyDocument
    concerns: tuple[Concern, ...]


def documents_to_review(release: Release, today: date) -> list[DocumentToReview]:
    """One entry a document (the Chinese original where it is there), by its id."""
    ids = sorted({document_id for document_id, _ in release.documents})
    documents = [
        release.documents.get((id_, Lang.ZH)) or release.documents[id_, Lang.EN] for id_ in ids
    ]
    listed = [DocumentToReview(one, concerns_of(one, release, today)) for one in documents]
    return [entry for entry in listed if entry.concerns]


def concerns_of(document: PolicyDocument, release: Release, today: date) -> tuple[Concern, ...]:
    """What speaks for looking at it again; nothing where it only says what is not held."""
    quotable = [clause for clause in document.clauses if clause.kind not in BORDERS]
    if not quotable:
        return ()
    over = {Validity.CLOSED, Validity.LAPSED}
    kinds = {rule.source_kind for clause in quotable for rule in clause.provisions or (document,)}
    applies = {
        Concern.OVERDUE: document.review_by is not None and document.review_by < today,
        Concern.CLOSED: all(validity(clause, today) in over for clause in quotable),
        Concern.SUPERSEDED: release.superseded_by(document.document_id, document.lang, today)
        is not None,
        Concern.UNOFFICIAL: kinds != {SourceKind.OFFICIAL},
    }
    return tuple(concern for concern, holds in applies.items() if holds)
