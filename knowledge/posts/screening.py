"""A whole feed read and sorted into posts and rows held back; nothing is written yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.glossary import Glossary
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
class HeldRow:
    """A row that is no post, or none that may be shown."""

    row: Row
    post_id: str
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """A feed after the gate: posts with the row each came from, and the rows held back."""

    posts: tuple[tuple[Row, Post], ...]
    held: tuple[HeldRow, ...]


def screen(
    path: Path,
    glossary: Glossary,
    *,
    today: date,
    is_sample: bool,
    on_row: Callable[[int], None] | None = None,
) -> Screened:
    """
    Every row of the feed through the gate, each post id once.

    :param on_row: told the number of rows read so far.
    :raises FeedUnreadable: if no row can be read.
    :raises FeedEmpty: if there is none.
    """
    posts: dict[str, tuple[Row, Post]] = {}
    held: list[HeldRow] = []
    for row in _counted(read_feed(path), on_row):
        post = post_of(row, glossary, is_sample=is_sample)
        holds = post if isinstance(post, tuple) else _holds_on(post, posts, today)
        if holds or isinstance(post, tuple):
            held.append(HeldRow(row, row.values.get("post_id", ""), tuple(holds)))
        else:
            posts[post.post_id] = (row, post)
    if not posts and not held:
        raise FeedEmpty(path)
    return Screened(tuple(posts.values()), tuple(held))


def _counted(rows: Iterable[Row], on_row: Callable[[int], None] | None) -> Iterable[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        if on_row is not None:
            on_row(number)


def _holds_on(post: Post, earlier: dict[str, tuple[Row, Post]], today: date) -> list[Hold]:
    holds = hold_reasons(post, today=today, minimum_wage=MinimumWages.load())
    if post.post_id in earlier:
        line = earlier[post.post_id][0].line
        name = shown(post.post_id)
        detail = Sentence(
            f"post_id “{name}”在第{line}行已经有了，留用先出现的。",
            f"post_id '{name}' stands on line {line} already; the first one is kept.",
        )
        holds.append(Hold(HoldReason.DUPLICATE_ID, "post_id", name, detail))
    return holds
