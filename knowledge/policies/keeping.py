"""What was published once and how it stood: documents, wordings of a clause, tombstones."""

from __future__ import annotations

from sqlmodel import Session, col, select

from knowledge.policies.tables import ClauseVersionRow, DocumentRow, ReleaseRow

_RELEASES_SHOWN = 30


def withdrawn_documents(session: Session) -> list[DocumentRow]:
    """Documents that were published once and are no more, the newest first."""
    query = select(DocumentRow).where(col(DocumentRow.withdrawn_at).is_not(None))
    return list(session.exec(query.order_by(col(DocumentRow.withdrawn_at).desc())))


def document_rows(session: Session, document_id: str) -> list[DocumentRow]:
    """The newest state of the document in each language, withdrawn or not."""
    return list(session.exec(select(DocumentRow).where(DocumentRow.document_id == document_id)))


def tombstones(session: Session, document_id: str) -> list[ClauseVersionRow]:
    """The last wording of each clause that the document has no more."""
    query = select(ClauseVersionRow).where(
        ClauseVersionRow.document_id == document_id, col(ClauseVersionRow.withdrawn_at).is_not(None)
    )
    last: dict[tuple[str, str], ClauseVersionRow] = {}
    for row in session.exec(query.order_by(col(ClauseVersionRow.version))):
        last[row.clause_id, row.lang] = row
    newest = _newest_versions(session, document_id)
    return [row for key, row in sorted(last.items()) if newest[key] == row.version]


def latest_releases(session: Session) -> list[ReleaseRow]:
    """The releases published last, the newest first."""
    query = select(ReleaseRow).order_by(col(ReleaseRow.published_at).desc())
    return list(session.exec(query.limit(_RELEASES_SHOWN)))


def _newest_versions(session: Session, document_id: str) -> dict[tuple[str, str], int]:
    query = select(ClauseVersionRow.clause_id, ClauseVersionRow.lang, ClauseVersionRow.version)
    newest: dict[tuple[str, str], int] = {}
    for clause_id, lang, version in session.exec(
        query.where(ClauseVersionRow.document_id == document_id)
    ):
        newest[clause_id, lang] = max(version, newest.get((clause_id, lang), 0))
    return newest
