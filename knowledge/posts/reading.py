"""Posts out of the database in any number: a million in a stream, a few by their ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_
from sqlalchemy.sql.functions import aggregate_strings
from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.posts.post import Post
from knowledge.posts.rows import post_from
from knowledge.posts.tables import PostRow

_BLOCK = 2_000
_STARTS_AT_ONCE = 10_000
# Up to so many posts are looked up one by one, more are read in one pass over the table.
_FEW = 50_000
# SQLite takes 32,766 parameters at most, older ones 999.
_IDS_AT_ONCE = 900

_PostAndDigest = tuple[Post, str]
_DIGITS = 16
_START = func.substr(col(PostRow.digest), 1, _DIGITS)
_FIELDS = [getattr(PostRow, field.name) for field in fields(Post)]


@dataclass(frozen=True, slots=True)
class PostReader:
    """Reads posts as values, without the weight of mapped objects."""

    sessions: SessionFactory

    def open_among(self, post_ids: Sequence[str]) -> dict[str, Post]:
        """The posts of these ids that nothing has closed, by id."""
        # That it is open is looked at here: SQLite would take the index of open posts for it.
        rows = self._rows(post_ids)
        return {row.post_id: _post(row) for row in rows if row.closed_on is None}

    def one(self, post_id: str) -> Post | None:
        """The post of this id, closed or not."""
        return next((_post(row) for row in self._rows([post_id])), None)

    def _rows(self, post_ids: Sequence[str]) -> list[Row[Any]]:
        with self.sessions() as session:
            return [
                row
                for ids in _batches(post_ids)
                for row in session.execute(
                    _posts(PostRow.closed_on).where(col(PostRow.post_id).in_(ids))
                )
            ]


def count_open(session: Session, day: date) -> int:
    """How many posts can be applied for on that day."""
    statement = select(func.count()).select_from(PostRow).where(is_open_on(day))
    return int(session.exec(statement).one())


def starts_of_open(session: Session, day: date) -> str:
    """
    The first 16 digits of the digest of every post that can be applied for, in one string.

    The database puts a million together in a fraction of the time that fetching them would take.
    """
    joined = aggregate_strings(_START, "")
    return str(session.exec(select(joined).where(is_open_on(day))).one() or "")


def open_by_start(session: Session, day: date, wanted: Sequence[str]) -> Iterator[_PostAndDigest]:
    """The open posts whose digests begin so, each with its digest."""
    if len(wanted) > _FEW:
        yield from _in_one_pass(session, day, frozenset(wanted))
        return
    for start in range(0, len(wanted), _STARTS_AT_ONCE):
        chosen = _START.in_(wanted[start : start + _STARTS_AT_ONCE])
        statement = _posts(PostRow.digest).where(is_open_on(day), chosen)
        yield from ((_post(row), row.digest) for row in session.execute(statement))


def _in_one_pass(session: Session, day: date, wanted: Collection[str]) -> Iterator[_PostAndDigest]:
    statement = _posts(PostRow.digest).where(is_open_on(day)).order_by(col(PostRow.post_id))
    result = session.execute(statement, execution_options={"yield_per": _BLOCK})
    for rows in result.partitions():
        yield from ((_post(row), row.digest) for row in rows if row.digest[:_DIGITS] in wanted)


def is_open_on(day: date) -> ColumnElement[bool]:
    """Not closed, and its closing day has not passed."""
    closes = col(PostRow.closes_on)
    return and_(col(PostRow.closed_on).is_(None), or_(closes.is_(None), closes >= day))


def _batches(post_ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(post_ids)
    while batch := list(islice(left, _IDS_AT_ONCE)):
        yield batch


def _posts(*more: Any) -> Select[Any]:  # noqa: ANN401 - a column of whatever type
    return select(*_FIELDS, *more)  # type: ignore[no-any-return]


def _post(row: Row[Any]) -> Post:
    # A row of columns answers to the same names as the object that is mapped to them.
    return post_from(cast(PostRow, row))
