"""What the assistant knows: documents, clauses with their twins, how they stood, releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line
from bot.console.titles import titles
from bot.console.visit import Visit
from index.manifest import SnapshotError
from knowledge.language import Lang
from knowledge.policies.ageing import Concern, documents_to_review
from knowledge.policies.document import Clause, PolicyDocument, validity
from knowledge.policies.history import clause_versions
from knowledge.policies.keeping import (
    document_rows,
    latest_releases,
    tombstones,
    withdrawn_documents,
)
from knowledge.policies.release import Release

router = APIRouter(prefix="/knowledge")

Reader = Annotated[Visit, needs("knowledge.read")]


@dataclass(frozen=True, slots=True)
class Twins:
    """A document in both languages, as far as it is there."""

    document_id: str
    zh: PolicyDocument | None
    en: PolicyDocument | None

    @property
    def first(self) -> PolicyDocument:
        """The Chinese original, else the translation."""
        found = self.zh or self.en
        assert found is not None
        return found

    def has(self, words: str) -> bool:
        """Whether id, titles or number contain the words."""
        held = [self.document_id, self.first.document_number or ""]
        held += [one.title for one in (self.zh, self.en) if one is not None]
        return any(words.casefold() in text.casefold() for text in held)


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause in both languages, with where today lies in its life."""

    clause_id: str
    zh: Clause | None
    en: Clause | None
    validity: str


@router.get("")
def documents_page(
    visit: Reader,
    q: Annotated[Line, Query()] = "",
    concern: Annotated[Literal["", "overdue", "closed", "superseded", "unofficial"], Query()] = "",
) -> Response:
    """Every document that is published, those to look at again marked, and those that are gone."""
    release = release_of(visit)
    with visit.sessions() as session:
        gone = withdrawn_documents(session)
    documents = [one for one in _twins(release) if one.has(q)] if release else []
    today = visit.console.parts.workshop.today()
    entries = documents_to_review(release, today) if release else []
    concerns = {entry.document.document_id: entry.concerns for entry in entries}
    if concern:
        documents = [one for one in documents if concern in concerns.get(one.document_id, ())]
    clauses = len({clause_id for clause_id, _ in release.clauses}) if release else 0
    return visit.page(
        "knowledge.html",
        release=release,
        documents=documents,
        clauses=clauses,
        gone=gone,
        q=q,
        concern=concern,
        concerns=concerns,
        counts={one: sum(one in held for held in concerns.values()) for one in Concern},
    )


@router.get("/documents/{document_id}")
def document_page(visit: Reader, document_id: str) -> Response:
    """One document, clause by clause in both languages, and what it has no more."""
    release = release_of(visit)
    with visit.sessions() as session:
        rows = document_rows(session, document_id)
        gone = tombstones(session, document_id)
    found = [one for one in _twins(release) if one.document_id == document_id] if release else []
    if not rows and not found:
        raise HTTPException(404)
    return visit.page(
        "knowledge_document.html",
        document_id=document_id,
        document=found[0] if found else None,
        title=titles(visit),
        pairs=_pairs(visit, found[0]) if found else [],
        rows=rows,
        gone=gone,
    )


@router.get("/clauses/{clause_id}")
def clause_page(visit: Reader, clause_id: str) -> Response:
    """Every wording of one clause, in both languages, the tombstone too."""
    with visit.sessions() as session:
        versions = clause_versions(session, clause_id)
    if not versions:
        raise HTTPException(404)
    sides = [(lang, [row for row in versions if row.lang == lang][::-1]) for lang in Lang]
    return visit.page(
        "knowledge_clause.html",
        clause_id=clause_id,
        document_id=versions[0].document_id,
        heading=next((one for one in reversed(versions) if one.lang == visit.lang), versions[-1]),
        sides=sides,
        title=titles(visit),
    )


@router.get("/releases")
def releases_page(visit: Reader) -> Response:
    """What was published when, and what changed in it."""
    with visit.sessions() as session:
        releases = latest_releases(session)
    current = release_of(visit)
    return visit.page(
        "knowledge_releases.html",
        releases=releases,
        current=current.release_id if current else "",
    )


def release_of(visit: Visit) -> Release | None:
    """The release that is served; None where nothing has been published yet."""
    try:
        return visit.console.parts.workshop.release()
    except SnapshotError:
        return None


def _twins(release: Release) -> list[Twins]:
    ids = sorted({document_id for document_id, _ in release.documents})
    held = release.documents
    return [Twins(id_, held.get((id_, Lang.ZH)), held.get((id_, Lang.EN))) for id_ in ids]


def _pairs(visit: Visit, document: Twins) -> list[ClausePair]:
    zh = {clause.clause_id: clause for clause in document.zh.clauses} if document.zh else {}
    en = {clause.clause_id: clause for clause in document.en.clauses} if document.en else {}
    today = visit.console.parts.workshop.today()
    return [
        ClausePair(id_, zh.get(id_), en.get(id_), validity(clause, today).value)
        for id_, clause in {**en, **zh}.items()
    ]
