"""Posts in the database: imported from a feed in one transaction, read back as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, or_, select

from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.posts.closing import ClosedReason, close_what_is_gone, close_what_is_past
from knowledge.posts.post import Post
from knowledge.posts.rows import digest_of, new_row, post_from, update_row
from knowledge.posts.screening import HeldRow, Screened, screen
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow

SAMPLES = Path(__file__).parent / "samples" / "posts.csv"


# A row that comes again as it was leaves the post as it is: open, or past its own closing day.
_STILL_TRUE = (None, ClosedReason.PAST_CLOSING_DAY.value)


@dataclass(frozen=True, slots=True)
class Held:
    """A row that was held back: where it stands, whose it is, every reason."""

    line: int
    post_id: str
    reasons: tuple[str, ...]
    """Sentences in English; both languages are in the quarantine."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one import did."""

    added: int
    updated: int
    unchanged: int
    closed: int
    held: tuple[Held, ...]

    @property
    def rows(self) -> int:
        """Rows of the feed."""
        return self.added + self.updated + self.unchanged + len(self.held)


def import_feed(
    session_factory: SessionFactory,
    path: Path,
    *,
    today: date,
    is_sample: bool = False,
    glossary: Glossary | None = None,
    on_row: Callable[[int], None] | None = None,
) -> ImportReport:
    """
    Takes the feed in whole: posts added, updated by id, closed where gone; bad rows quarantined.

    Everything happens in one transaction: a fault or a kill leaves the posts as they were. A post
    whose row is held this time stays as it was. Where every row is held, nothing is closed.

    :raises FeedUnreadable: if no row of the file can be read.
    :raises FeedEmpty: if it holds no row.
    """
    screened = screen(
        path, glossary or Glossary.load(), today=today, is_sample=is_sample, on_row=on_row
    )
    with session_factory() as session:
        record = _begin(session, path, screened, is_sample=is_sample)
        for row in screened.held:
            session.add(_quarantined(row, record))
        _store(session, screened, record)
        if screened.posts:
            close_what_is_gone(session, screened, record, today=today)
        close_what_is_past(session, record, today)
        report = _report(record, screened)
        session.commit()
    return report


def load_samples_if_never_imported(
    session_factory: SessionFactory, *, today: date, path: Path = SAMPLES
) -> ImportReport | None:
    """Brings the sample posts in where no feed was ever imported; else None."""
    with session_factory() as session:
        if session.exec(select(PostImportRow.id).limit(1)).first() is not None:
            return None
    return import_feed(session_factory, path, today=today, is_sample=True)


def open_posts(session: Session, day: date) -> list[Post]:
    """The posts that can be applied for on that day, in the order of their ids."""
    return [
        post_from(row)
        for row in session.exec(
            select(PostRow)
            .where(col(PostRow.closed_on).is_(None))
            .where(or_(col(PostRow.closes_on).is_(None), col(PostRow.closes_on) >= day))
            .order_by(col(PostRow.post_id))
        )
    ]


def latest_import(session: Session) -> PostImportRow | None:
    """The newest import, or None where there was none."""
    return session.exec(select(PostImportRow).order_by(col(PostImportRow.id).desc())).first()


def quarantined(session: Session) -> list[QuarantinedRow]:
    """The rows that the newest import held back, in the order of the feed."""
    newest = latest_import(session)
    if newest is None:
        return []
    rows = select(QuarantinedRow).where(QuarantinedRow.import_id == newest.id)
    return list(session.exec(rows.order_by(col(QuarantinedRow.line))))


def _begin(session: Session, path: Path, screened: Screened, *, is_sample: bool) -> PostImportRow:
    record = PostImportRow(
        file_name=path.name,
        is_sample=is_sample,
        rows=len(screened.posts) + len(screened.held),
        held=len(screened.held),
    )
    session.add(record)
    session.flush()
    return record


def _quarantined(held: HeldRow, record: PostImportRow) -> QuarantinedRow:
    assert record.id is not None
    return QuarantinedRow(
        import_id=record.id,
        line=held.row.line,
        post_id=held.post_id,
        cells={**held.row.values, **held.row.extra},
        reasons=[
            {
                "reason": hold.reason.value,
                "column": hold.column,
                "value": hold.value,
                "zh": hold.detail.zh,
                "en": hold.detail.en,
            }
            for hold in held.holds
        ],
    )


def _store(session: Session, screened: Screened, record: PostImportRow) -> None:
    assert record.id is not None
    stored = {row.post_id: row for row in session.exec(select(PostRow))}
    for source, post in screened.posts:
        digest = digest_of(post, source.extra)
        row = stored.get(post.post_id)
        if row is None:
            session.add(new_row(post, source.extra, digest=digest, import_id=record.id))
            record.added += 1
        elif row.digest == digest and row.closed_reason in _STILL_TRUE:
            row.last_import = record.id
            record.unchanged += 1
        else:
            update_row(row, post, source.extra, digest=digest, import_id=record.id)
            record.updated += 1


def _report(record: PostImportRow, screened: Screened) -> ImportReport:
    return ImportReport(
        added=record.added,
        updated=record.updated,
        unchanged=record.unchanged,
        closed=record.closed,
        held=tuple(
            Held(row.row.line, row.post_id, tuple(hold.detail.en for hold in row.holds))
            for row in screened.held
        ),
    )
