"""Keeps every wording that was ever published, so that an old answer opens as it stood."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from sqlmodel import Session, select

from knowledge.database import SessionFactory, now
from knowledge.policies.document import Clause, PolicyDocument
from knowledge.policies.release import Release, documents_as_json
from knowledge.policies.tables import ClauseVersionRow, DocumentRow, ReleaseRow

if TYPE_CHECKING:
    from knowledge.policies.refresh import RefreshReport

_DOCUMENT = TypeAdapter(PolicyDocument)


def record_release(
    sessions: SessionFactory, release: Release, report: RefreshReport, encoder: str
) -> None:
    """Writes the release's documents and new clause versions; the same release twice is one."""
    with sessions() as session:
        _record_documents(session, release)
        _record_clauses(session, release)
        row = ReleaseRow(
            release_id=release.release_id,
            encoder=encoder,
            documents=report.documents,
            clauses=report.clauses,
            report=dataclasses.asdict(report),
        )
        session.merge(row)
        session.commit()


def clause_versions(session: Session, clause_id: str) -> list[ClauseVersionRow]:
    """Every wording of the clause, oldest first, both languages."""
    query = select(ClauseVersionRow).where(ClauseVersionRow.clause_id == clause_id)
    return sorted(session.exec(query).all(), key=lambda row: (row.lang, row.version))


def _record_documents(session: Session, release: Release) -> None:
    rows = {(row.document_id, row.lang): row for row in session.exec(select(DocumentRow)).all()}
    for (document_id, lang), document in release.documents.items():
        row = rows.pop((document_id, lang.value), None) or DocumentRow(
            document_id=document_id,
            lang=lang,
            title=document.title,
            front_matter={},
            digest="",
            first_release=release.release_id,
            last_release=release.release_id,
        )
        row.title = document.title
        row.front_matter = _DOCUMENT.dump_python(document, mode="json", exclude={"clauses"})
        row.digest = hashlib.sha256(documents_as_json([document])).hexdigest()
        row.last_release = release.release_id
        row.withdrawn_at = None
        session.add(row)
    for row in rows.values():
        row.withdrawn_at = row.withdrawn_at or now()
        session.add(row)


def _record_clauses(session: Session, release: Release) -> None:
    newest: dict[tuple[str, str], ClauseVersionRow] = {}
    for row in session.exec(select(ClauseVersionRow)).all():
        held = newest.get((row.clause_id, row.lang))
        if held is None or held.version < row.version:
            newest[row.clause_id, row.lang] = row
    for (clause_id, lang), clause in release.clauses.items():
        last = newest.pop((clause_id, lang.value), None)
        if last is None or last.digest != clause.digest or last.withdrawn_at is not None:
            session.add(
                _version(clause, 1 if last is None else last.version + 1, release.release_id)
            )
    for row in newest.values():
        row.withdrawn_at = row.withdrawn_at or now()
        session.add(row)


def _version(clause: Clause, version: int, release_id: str) -> ClauseVersionRow:
    return ClauseVersionRow(
        clause_id=clause.clause_id,
        lang=clause.lang,
        version=version,
        document_id=clause.document_id,
        heading=clause.heading,
        text=clause.text,
        digest=clause.digest,
        first_release=release_id,
    )
