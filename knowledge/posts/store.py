"""Posts in the database: imported from a feed in one transaction, read back as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
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
from knowledge.sentence import Sentence

POSTS_FEED = "posts"
"""The feed that is meant where none is named."""

_POSTS_PREVIEWED = 20
_NO_IMPORT = {"first_import": 0, "last_import": 0}

SAMPLES = Path(__file__).parent / "samples" / "posts.csv"


@dataclass(frozen=True, slots=True)
class Held:
    """A row that was held back: where it stands, whose it is, every reason."""

    line: int
    post_id: str
    reasons: tuple[str, ...]
    """Sentences in English; both languages are in the quarantine."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows passed over on purpose: their lines (1 for a whole sheet), and why."""

    lines: tuple[int, ...]
    why: Sentence


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
    left_out: tuple[LeftOut, ...] = ()
    """Rows of the file that are no posts or that it hides; they count as no rows."""
    other_columns: tuple[str, ...] = ()
    """Columns that the form does not know: kept, and used for nothing."""

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
    The import of a file that has every column itself; see run_import.

    :param feed: whose feed it is; posts that other feeds brought are left alone.
    """
    importing = FeedImport.of(
        session_factory, feed, today=today, glossary=glossary or Glossary.load()
    )
    return run_import(importing, path, on_row)


def run_import(
    importing: FeedImport, path: Path, on_row: Callable[[int], None] | None = None
) -> ImportReport:
    """
    Takes the feed in whole: posts added, updated by id, closed where gone; bad rows quarantined.

    What is written is written in one transaction: a fault or a kill leaves the posts as they were.
    A post whose row is held this time stays as it was. Where every row is held, nothing is closed.

    :param on_row: told the number of rows read so far.
    :raises FeedUnreadable: if no row of the file can be read.
    :raises FeedEmpty: if it holds no row.
    """
    with Spool[Taken]() as spool:
        importing.read(path, spool, on_row or _untold)
        record = importing.write(spool, path.name)
        return _report(importing, record)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do, and the first posts as they would be stored."""

    report: ImportReport
    posts: tuple[Post, ...]


def run_preview(
    importing: FeedImport, path: Path, on_row: Callable[[int], None] | None = None
) -> ImportPreview:
    """
    What run_import would do with the file; nothing is kept of it.

    :raises FeedUnreadable: if no row of the file can be read.
    :raises FeedEmpty: if it holds no row.
    """
    with Spool[Taken]() as spool:
        importing.read(path, spool, on_row or _untold)
        record = importing.write(spool, path.name, is_preview=True)
        taken = (one for block in spool.blocks() for one in block if one.values)
        first = islice(taken, _POSTS_PREVIEWED)
        posts = tuple(post_from(PostRow(**{**_NO_IMPORT, **one.values})) for one in first)
        return ImportPreview(_report(importing, record), posts)


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


def _report(importing: FeedImport, record: PostImportRow) -> ImportReport:
    taken = importing.not_shown
    return ImportReport(
        added=record.added,
        updated=record.updated,
        unchanged=record.unchanged,
        closed=record.closed,
        rejected=sum(one.is_rejected for one in taken),
        held=tuple(_held(one) for one in taken if one.holds),
        left_out=tuple(LeftOut(tuple(lines), why) for why, lines in importing.left_out.items()),
        other_columns=tuple(importing.other_columns),
    )


def _held(taken: Taken) -> Held:
    return Held(taken.line, taken.post_id, tuple(hold.detail.en for hold in taken.holds))
