"""Posts in the database: imported from a feed in one transaction, read back as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, or_, select

from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.posts.decisions import RowState
from knowledge.posts.importing import SAMPLE_FEED, FeedImport
from knowledge.posts.post import Post
from knowledge.posts.rows import post_from
from knowledge.posts.spool import Spool
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from knowledge.posts.writing import Taken

POSTS_FEED = "posts"
"""The feed that is meant where none is named."""

SAMPLES = Path(__file__).parent / "samples" / "posts.csv"


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
    rejected: int = 0
    """Rows that staff refused before and that come again as they were."""

    @property
    def rows(self) -> int:
        """Rows of the feed."""
        return self.added + self.updated + self.unchanged + len(self.held) + self.rejected


def import_feed(
    session_factory: SessionFactory,
    path: Path,
    *,
    today: date,
    feed: str = POSTS_FEED,
    glossary: Glossary | None = None,
    on_row: Callable[[int], None] | None = None,
) -> ImportReport:
    """
    Takes the feed in whole: posts added, updated by id, closed where gone; bad rows quarantined.

    What is written is written in one transaction: a fault or a kill leaves the posts as they were.
    A post whose row is held this time stays as it was. Where every row is held, nothing is closed.

    :param feed: whose feed it is; posts that other feeds brought are left alone.
    :param on_row: told the number of rows read so far.
    :raises FeedUnreadable: if no row of the file can be read.
    :raises FeedEmpty: if it holds no row.
    """
    importing = FeedImport.of(
        session_factory, feed, today=today, glossary=glossary or Glossary.load()
    )
    with Spool[Taken]() as spool:
        importing.read(path, spool, on_row or _untold)
        record = importing.write(spool, path.name)
        return _report(record, spool)


def _untold(_row: int) -> None:
    """Nobody wants to know how far the reading is."""


def load_samples_if_never_imported(
    session_factory: SessionFactory, *, today: date, path: Path = SAMPLES
) -> ImportReport | None:
    """Brings the sample posts in where no feed was ever imported; else None."""
    with session_factory() as session:
        if session.exec(select(PostImportRow.id).limit(1)).first() is not None:
            return None
    return import_feed(session_factory, path, today=today, feed=SAMPLE_FEED)


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
    """The rows that were held back and that nobody has decided on, in the order of the feeds."""
    rows = select(QuarantinedRow).where(QuarantinedRow.state == RowState.HELD)
    return list(
        session.exec(rows.order_by(col(QuarantinedRow.import_id), col(QuarantinedRow.line)))
    )


def _report(record: PostImportRow, spool: Spool[Taken]) -> ImportReport:
    taken = [
        taken for block in spool.blocks() for taken in block if taken.holds or taken.is_rejected
    ]
    return ImportReport(
        added=record.added,
        updated=record.updated,
        unchanged=record.unchanged,
        closed=record.closed,
        rejected=sum(one.is_rejected for one in taken),
        held=tuple(_held(one) for one in taken if one.holds),
    )


def _held(taken: Taken) -> Held:
    return Held(taken.line, taken.post_id, tuple(hold.detail.en for hold in taken.holds))
