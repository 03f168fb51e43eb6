"""Open posts that other feeds brought, looked up by the employers of a feed being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.posts.post import Post
from knowledge.posts.reading import is_open_on
from knowledge.posts.rows import post_from
from knowledge.posts.tables import PostImportRow, PostRow

# SQLite takes 32,766 parameters at most, older ones 999.
_EMPLOYERS_AT_ONCE = 900


class OtherFeeds:
    """
    The posts of each employer, given out once.

    Only employers that the feed names are looked up: a million posts of another feed are never
    read whole.
    """

    def __init__(self, sessions: SessionFactory, feed: str, today: date) -> None:
        self._sessions, self._today = sessions, today
        self._asked: set[str] = set()
        with sessions() as session:
            imports = select(PostImportRow.id).where(PostImportRow.feed != feed)
            self._imports = [
                number
                for number in session.exec(imports.where(~col(PostImportRow.is_sample)))
                if number is not None and _has_posts(session, number)
            ]

    def by_employers(self, employers: Iterable[str]) -> list[Post]:
        """The open posts of those employers that were not asked for before."""
        if not self._imports:
            return []
        new = [name for name in dict.fromkeys(employers) if name and name not in self._asked]
        self._asked.update(new)
        with self._sessions() as session:
            return [post for names in _parts(new) for post in self._of(session, names)]

    def _of(self, session: Session, names: list[str]) -> Iterator[Post]:
        rows = session.exec(
            select(PostRow)
            .where(col(PostRow.employer).in_(names), is_open_on(self._today))
            .where(col(PostRow.last_import).in_(self._imports))
        )
        return (post_from(row) for row in rows)


def posts_of_employer(session: Session, employer: str, today: date) -> list[Post]:
    """All open posts of this employer, whoever brought them; samples left away."""
    rows = session.exec(
        select(PostRow)
        .where(PostRow.employer == employer, is_open_on(today))
        .where(col(PostRow.is_sample).is_(False))
    )
    return [post_from(row) for row in rows]


def _has_posts(session: Session, import_id: int) -> bool:
    one = select(PostRow.post_id).where(
        PostRow.last_import == import_id, col(PostRow.closed_on).is_(None)
    )
    return session.exec(one.limit(1)).first() is not None


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _EMPLOYERS_AT_ONCE):
        yield names[start : start + _EMPLOYERS_AT_ONCE]
