"""A feed taken in: every row through the gate first, then all of it written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.posts.closing import close_what_is_gone, close_what_is_past
from knowledge.posts.decisions import Decision, RowState, decisions_on
from knowledge.posts.defaults import DefaultsFiller, FeedDefaults
from knowledge.posts.feed import Row, read_feed
from knowledge.posts.other_feeds import OtherFeeds
from knowledge.posts.rows import cells_digest, values_to_write
from knowledge.posts.screening import FeedEmpty, ScreenedRow, Screener
from knowledge.posts.spool import Spool
from knowledge.posts.tables import PostImportRow
from knowledge.posts.writing import Taken, forget_undecided, write_block
from knowledge.sentence import Sentence

SAMPLE_FEED = "samples"
"""The feed of made-up posts, which the first import of any other closes."""


@dataclass(slots=True)
class FeedImport:
    """One import of one feed."""

    sessions: SessionFactory
    feed: str
    today: date
    screener: Screener
    filler: DefaultsFiller
    left_out: dict[Sentence, list[int]] = field(default_factory=dict)
    """The lines of the rows that were passed over on purpose, by why."""
    other_columns: dict[str, None] = field(default_factory=dict)
    """Columns of the file that the form does not know, in their order."""
    not_shown: list[Taken] = field(default_factory=list)
    """The rows that were held back or rejected, once they are written."""
    _decisions: dict[str, Decision] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        sessions: SessionFactory,
        feed: str,
        *,
        today: date,
        glossary: Glossary,
        defaults: FeedDefaults | None = None,
    ) -> FeedImport:
        """An import of this feed with what staff decided on its rows so far."""
        filler = DefaultsFiller(defaults or FeedDefaults(), feed, glossary.places)
        screener = Screener(glossary, today, is_sample=feed == SAMPLE_FEED)
        with sessions() as session:
            decisions = decisions_on(session, feed)
        return cls(sessions, feed, today, screener, filler, _decisions=decisions)

    def read(self, path: Path, spool: Spool[Taken], on_row: Callable[[int], None]) -> None:
        """
        Every row of the file through the gate into the spool.

        :raises FeedUnreadable: if no row can be read.
        :raises FeedEmpty: if there is none.
        """
        others = OtherFeeds(self.sessions, self.feed, self.today)
        for block in _blocks(self._posts(read_feed(path, self.filler.defaults.names))):
            self.screener.knows(
                others.by_employers(row.values.get("employer", "") for row in block)
            )
            for row in block:
                spool.put(self._taken(row))
                on_row(spool.count)
        if spool.count == 0:
            raise FeedEmpty(path)

    def _posts(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows that are posts, filled; the others are counted."""
        for row in rows:
            if row.left_out is not None:
                self.left_out.setdefault(row.left_out, []).append(row.line)
                continue
            if row.extra:
                self.other_columns.update(dict.fromkeys(row.extra))
            yield self.filler.filled(row)

    def write(
        self, spool: Spool[Taken], file_name: str, *, is_preview: bool = False
    ) -> PostImportRow:
        """
        The rows of the spool in the database; a fault or a kill leaves it as it was.

        A preview is taken back: its record tells what would have been done.
        """
        with self.sessions() as session:
            record = PostImportRow(
                feed=self.feed,
                file_name=file_name,
                is_sample=self.feed == SAMPLE_FEED,
                rows=spool.count,
            )
            session.add(record)
            session.flush()
            forget_undecided(session, record)
            accepted = 0
            for block in spool.blocks():
                accepted += write_block(session, block, record, self.today)
                self.not_shown += [taken for taken in block if taken.holds or taken.is_rejected]
            if accepted:
                close_what_is_gone(session, record, today=self.today)
            close_what_is_past(session, record, self.today)
            if is_preview:
                session.flush()
                session.expunge(record)
                session.rollback()
            else:
                session.commit()
            return record

    def _taken(self, row: Row) -> Taken:
        digest = cells_digest(row.values, row.extra)
        decision = self._decisions.get(digest)
        if decision is None:
            return _taken(self.screener.screen(row), digest, None)
        if decision.state is RowState.REJECTED:
            return Taken(row.line, row.values.get("post_id", ""), digest, decision)
        row = decision.applied_to(row)
        if decision.state is RowState.RELEASED:
            return _taken(self.screener.let_through(row), digest, decision)
        return _taken(self.screener.screen(row), digest, decision)


def _taken(screened: ScreenedRow, digest: str, decision: Decision | None) -> Taken:
    row, post = screened.row, screened.post
    if screened.holds or post is None:
        cells = {**row.values, **row.extra}
        return Taken(row.line, screened.post_id, digest, decision, screened.holds, cells)
    # Made here and not where they are written: the database is locked while it is written.
    values = values_to_write(post, row.extra)
    return Taken(row.line, post.post_id, digest, decision, values=values)


def _blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        block.append(row)
        if len(block) == 1_000:
            yield block
            block = []
    if block:
        yield block
