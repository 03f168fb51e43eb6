"""What staff do with rows that were held back: look at them, correct, release or reject them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from knowledge.database import SessionFactory, now
from knowledge.glossary import Glossary
from knowledge.posts.closing import ClosedReason, close_posts
from knowledge.posts.decisions import RowState, corrected_row
from knowledge.posts.feed import COLUMNS, Row
from knowledge.posts.hold import NO_POST, HoldReason
from knowledge.posts.importing import SAMPLE_FEED
from knowledge.posts.other_feeds import posts_of_employer
from knowledge.posts.post import Post
from knowledge.posts.quarantine_faults import (
    AlreadyDecided,
    NoPostYet,
    NoReasonGiven,
    NoSuchRow,
    UnknownColumn,
)
from knowledge.posts.rows import digest_of, values_of
from knowledge.posts.screening import ScreenedRow, Screener
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from knowledge.posts.writing import reasons_of

BY_HAND = "quarantine"
"""The name of the file of an import that is one row released by staff."""

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows to list; empty stands for all."""

    state: RowState | None = RowState.HELD
    reason: HoldReason | None = None
    feed: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a row: its state, and the reasons (English) that still hold it."""

    row_id: int
    post_id: str
    state: RowState
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Quarantine:
    """
    The rows that the gate held back.

    :param glossary: gives the glossary where a row is read again; loading it takes a moment.
    """

    sessions: SessionFactory
    glossary: Callable[[], Glossary]
    today: date
    on_change: Callable[[], None] = field(default=lambda: None)
    """Called after a decision that changed the open posts, to index them."""

    def rows(self, wanted: Wanted | None = None) -> list[QuarantinedRow]:
        """The rows wanted, feed by feed in the order of their lines."""
        chosen = wanted or Wanted()
        statement = select(QuarantinedRow).order_by(
            col(QuarantinedRow.feed), col(QuarantinedRow.import_id), col(QuarantinedRow.line)
        )
        if chosen.state is not None:
            statement = statement.where(QuarantinedRow.state == chosen.state)
        if chosen.feed:
            statement = statement.where(QuarantinedRow.feed == chosen.feed)
        with self.sessions() as session:
            found = (row for row in session.exec(statement) if _is_for(row, chosen.reason))
            return [row for row, _ in zip(found, _numbers(chosen.limit), strict=False)]

    def row(self, row_id: int) -> QuarantinedRow:
        """
        The row of that number, decided or not.

        :raises NoSuchRow: if there is none.
        """
        with self.sessions() as session:
            return _row(session, row_id)

    def correct(self, row_id: int, cells: Mapping[str, str], *, by: str) -> Decided:
        """
        The row with these cells, through the gate again: released if it passes, else still held.

        :raises NoSuchRow, AlreadyDecided: if there is no such row to correct.
        :raises UnknownColumn: if a cell is of no column of the form or the row.
        """
        with self.sessions() as session:
            row = _undecided(session, row_id)
            for name in cells:
                if name not in COLUMNS and name not in row.cells:
                    raise UnknownColumn(name)
            row.corrected = {**row.corrected, **cells}
            screened = self._screened(session, row)
            row.decided_by, row.decided_at = by, now()
            row.reasons = list(reasons_of(screened.holds))
            if not screened.holds:
                row.state = RowState.RELEASED
                self._publish(session, row, screened)
            session.commit()
            decided = _decided(row, screened)
        return self._told(decided)

    def release(self, row_id: int, *, because: str, by: str) -> Decided:
        """
        The row shown although the gate holds it; who decided and why is kept.

        :raises NoSuchRow, AlreadyDecided: if there is no such row to release.
        :raises NoReasonGiven: if `because` is empty.
        :raises NoPostYet: if the row is no post that could be shown.
        """
        with self.sessions() as session:
            row = _undecided(session, row_id)
            _reasoned(row_id, because)
            screened = self._screened(session, row)
            barring = [hold.detail.en for hold in screened.holds if hold.reason in NO_POST]
            if screened.post is None or barring:
                told = tuple(hold.detail.en for hold in screened.holds)
                raise NoPostYet(row_id, told)
            row.state, row.because = RowState.RELEASED, because[:_LONGEST]
            row.decided_by, row.decided_at = by, now()
            self._publish(session, row, screened)
            session.commit()
            decided = Decided(row_id, row.post_id, RowState.RELEASED)
        return self._told(decided)

    def reject(self, row_id: int, *, because: str, by: str) -> Decided:
        """
        The row refused: it is not listed again, and its post is closed, until the row changes.

        :raises NoSuchRow, AlreadyDecided: if there is no such row to reject.
        :raises NoReasonGiven: if `because` is empty.
        """
        with self.sessions() as session:
            row = _undecided(session, row_id)
            _reasoned(row_id, because)
            row.state, row.because = RowState.REJECTED, because[:_LONGEST]
            row.decided_by, row.decided_at = by, now()
            record = _record(session, row)
            close_posts(session, record, [row.post_id], ClosedReason.REJECTED, today=self.today)
            if not record.closed:
                session.delete(record)
            session.commit()
            decided = Decided(row_id, row.post_id, RowState.REJECTED)
            has_closed = bool(record.closed)
        return self._told(decided) if has_closed else decided

    def _screened(self, session: Session, row: QuarantinedRow) -> ScreenedRow:
        screener = Screener(self.glossary(), self.today, is_sample=row.feed == SAMPLE_FEED)
        read = _as_row(row)
        employer = read.values.get("employer", "")
        screener.knows(posts_of_employer(session, employer, self.today))
        return screener.screen(read)

    def _publish(self, session: Session, row: QuarantinedRow, screened: ScreenedRow) -> None:
        post = screened.post
        assert post is not None
        record = _record(session, row)
        _write_post(session, post, screened.row, record)
        row.import_id, row.post_id = record.id or 0, post.post_id

    def _told(self, decided: Decided) -> Decided:
        if decided.state is not RowState.HELD:
            self.on_change()
        return decided


def _numbers(limit: int | None) -> range:
    return range(limit if limit is not None else 2**31)


def _is_for(row: QuarantinedRow, reason: HoldReason | None) -> bool:
    return reason is None or any(told.get("reason") == reason for told in row.reasons)


def _row(session: Session, row_id: int) -> QuarantinedRow:
    row = session.get(QuarantinedRow, row_id)
    if row is None:
        raise NoSuchRow(row_id)
    return row


def _undecided(session: Session, row_id: int) -> QuarantinedRow:
    row = _row(session, row_id)
    if row.state != RowState.HELD:
        raise AlreadyDecided(row)
    return row


def _reasoned(row_id: int, because: str) -> None:
    if not because.strip():
        raise NoReasonGiven(row_id)


def _as_row(row: QuarantinedRow) -> Row:
    """The row as the feed had it, with what staff wrote over it."""
    cells = {name: str(cell) for name, cell in row.cells.items()}
    values = {name: cell for name, cell in cells.items() if name in COLUMNS}
    extra = {name: cell for name, cell in cells.items() if name not in COLUMNS}
    unreadable = [told for told in row.reasons if told.get("reason") == HoldReason.UNREADABLE_ROW]
    problem = str(unreadable[0].get("en", "")) if unreadable else None
    return corrected_row(Row(row.line, values, extra, problem), dict(row.corrected))


def _record(session: Session, row: QuarantinedRow) -> PostImportRow:
    """An import of its own, so that whoever serves posts takes the change up."""
    record = PostImportRow(
        feed=row.feed, file_name=BY_HAND, is_sample=row.feed == SAMPLE_FEED, rows=1
    )
    session.add(record)
    session.flush()
    return record


def _write_post(session: Session, post: Post, row: Row, record: PostImportRow) -> None:
    values = values_of(post, row.extra, digest=digest_of(post, row.extra), import_id=record.id or 0)
    if session.get(PostRow, post.post_id) is None:
        session.execute(insert(PostRow), [{**values, "first_import": record.id}])
        record.added = 1
    else:
        session.execute(update(PostRow), [values])
        record.updated = 1


def _decided(row: QuarantinedRow, screened: ScreenedRow) -> Decided:
    reasons = tuple(hold.detail.en for hold in screened.holds)
    return Decided(row.id or 0, row.post_id, RowState(row.state), reasons)
