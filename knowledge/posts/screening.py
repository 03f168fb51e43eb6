"""The rows of a feed sorted one by one into posts and rows held back; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.glossary import Glossary
from knowledge.posts.duplicates import Duplicates
from knowledge.posts.feed import Row, read_feed
from knowledge.posts.gate import hold_reasons
from knowledge.posts.hold import Hold, HoldReason, shown
from knowledge.posts.minimum_wage import MinimumWages
from knowledge.posts.parsing import post_of
from knowledge.posts.post import Post
from knowledge.sentence import Sentence


class FeedEmpty(Exception):
    """The feed has a header and not one row, which would close every post."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} holds 0 rows, at least 1 expected; no post was closed")
        self.path = path


@dataclass(frozen=True, slots=True)
class ScreenedRow:
    """A row with the post that it describes, or every reason why that may not be shown."""

    row: Row
    post: Post | None
    """None where the row is no post at all."""
    holds: tuple[Hold, ...]

    @property
    def post_id(self) -> str:
        """The id that the row names, possibly empty."""
        return self.row.values.get("post_id", "")


@dataclass(slots=True)
class Screener:
    """Takes rows through the gate; remembers what it has let through, to find it said again."""

    glossary: Glossary
    today: date
    is_sample: bool = False
    _lines: dict[str, int] = field(default_factory=dict)
    _duplicates: Duplicates = field(default_factory=Duplicates)

    def screen(self, row: Row) -> ScreenedRow:
        """The row as a post, or held with every reason."""
        post = post_of(row, self.glossary, is_sample=self.is_sample, today=self.today)
        if isinstance(post, tuple):
            return ScreenedRow(row, None, post)
        holds = hold_reasons(post, today=self.today, minimum_wage=MinimumWages.load())
        if self.is_sample:
            # Made-up posts run out by and by, which is no fault of whoever sent them.
            holds = [hold for hold in holds if hold.reason is not HoldReason.EXPIRED]
        holds += self._said_before(post)
        if not holds:
            self._remember(post, row.line)
        return ScreenedRow(row, post, tuple(holds))

    def let_through(self, row: Row) -> ScreenedRow:
        """The row as a post although the gate would hold it; only what is no post is held."""
        post = post_of(row, self.glossary, is_sample=self.is_sample, today=self.today)
        if isinstance(post, tuple):
            return ScreenedRow(row, None, post)
        self._remember(post, row.line)
        return ScreenedRow(row, post, ())

    def knows(self, posts: Iterable[Post]) -> None:
        """These posts of other feeds count as said before."""
        for post in posts:
            self._duplicates.add(post)

    def _remember(self, post: Post, line: int) -> None:
        self._lines[post.post_id] = line
        self._duplicates.add(post, line)

    def _said_before(self, post: Post) -> list[Hold]:
        line = self._lines.get(post.post_id)
        if line is None:
            said = self._duplicates.hold(post)
            return [] if said is None else [said]
        name = shown(post.post_id)
        detail = Sentence(
            f"post_id “{name}”在第{line}行已经有了，留用先出现的。",
            f"post_id '{name}' stands on line {line} already; the first one is kept.",
        )
        return [Hold(HoldReason.DUPLICATE_ID, "post_id", name, detail)]


@dataclass(frozen=True, slots=True)
class Screened:
    """A whole feed after the gate, in memory: for feeds of a size to look at."""

    posts: tuple[tuple[Row, Post], ...]
    held: tuple[ScreenedRow, ...]


def screen(path: Path, glossary: Glossary, *, today: date, is_sample: bool) -> Screened:
    """
    Every row of the feed through the gate.

    :raises FeedUnreadable: if no row can be read.
    """
    screener = Screener(glossary, today, is_sample)
    screened = [screener.screen(row) for row in read_feed(path) if row.left_out is None]
    return Screened(
        tuple((one.row, one.post) for one in screened if one.post is not None and not one.holds),
        tuple(one for one in screened if one.holds),
    )
