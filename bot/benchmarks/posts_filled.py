"""Made-up posts straight into the database, where an import would have put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from sqlalchemy import insert, update
from sqlmodel import col

from knowledge.database import SessionFactory
from knowledge.posts.closing import ClosedReason
from knowledge.posts.post import Post
from knowledge.posts.rows import digest_of, new_row
from knowledge.posts.tables import PostImportRow, PostRow

_BLOCK = 2_000


def put_posts(sessions: SessionFactory, posts: Iterable[Post]) -> int:
    """Stores the posts under a new import; how many."""
    with sessions() as session:
        record = PostImportRow(file_name="made-up", is_sample=False, rows=0)
        session.add(record)
        session.flush()
        assert record.id is not None
        for block in _blocks(posts):
            rows = [new_row(p, {}, digest=digest_of(p, {}), import_id=record.id) for p in block]
            session.execute(insert(PostRow), [row.model_dump() for row in rows])
            record.rows += len(block)
        session.commit()
        return record.rows


def close_post(sessions: SessionFactory, post_id: str, day: date) -> None:
    """Closes one post, as an import does with one that is gone from the feed."""
    with sessions() as session:
        chosen = update(PostRow).where(col(PostRow.post_id) == post_id)
        session.execute(chosen.values(closed_on=day, closed_reason=ClosedReason.GONE_FROM_FEED))
        session.commit()


def _blocks(posts: Iterable[Post]) -> Iterator[list[Post]]:
    left = iter(posts)
    while block := list(islice(left, _BLOCK)):
        yield block
