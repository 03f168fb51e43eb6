"""Posts by what a button or a message says of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlmodel import col, func, or_, select

from bot.conversation.context import TurnContext
from knowledge.database import SessionFactory
from knowledge.language import Lang
from knowledge.posts.match import Match
from knowledge.posts.post import Post
from knowledge.posts.reading import PostReader
from knowledge.posts.shelf import PostShelf
from knowledge.posts.tables import PostRow

# An action has 64 bytes at most; the verb and a reason before the id take up to 28 of them.
_LONGEST_ID_BYTES = 36
_DIGEST = "#"


def ref_of(post_id: str) -> str:
    """The id as an action names it: itself where it is short, else a digest of it."""
    raw = post_id.encode("utf-8", "surrogatepass")
    if len(raw) <= _LONGEST_ID_BYTES and ":" not in post_id and not post_id.startswith(_DIGEST):
        return post_id
    return _DIGEST + hashlib.sha256(raw).hexdigest()[:24]


def titled(post: Post, lang: Lang) -> str:
    """The post's title in that language where the feed has it."""
    return (post.title_en or post.title) if lang is Lang.EN else post.title


@dataclass(frozen=True, slots=True)
class KnownPosts:
    """Looks posts up, open or closed, and holds them against the person of the turn."""

    sessions: SessionFactory
    shelf: PostShelf

    def post(self, ref: str) -> Post | None:
        """The post that an action names, or None."""
        reader = PostReader(self.sessions)
        if not ref.startswith(_DIGEST):
            return reader.one(ref)
        with self.sessions() as session:
            own = col(PostRow.post_id)
            # Only ids that are long, or hold what actions are split by, go by their digest.
            is_long = or_(func.length(own) > _LONGEST_ID_BYTES // 4, own.contains(":"))
            ids = session.exec(select(PostRow.post_id).where(or_(is_long, own.startswith(_DIGEST))))
            post_id = next((one for one in ids if ref_of(one) == ref), None)
        return None if post_id is None else reader.one(post_id)

    def match(self, turn: TurnContext, post_id: str) -> Match | None:
        """The post held against the person of the turn; None where it is not open."""
        matcher = self.shelf.matcher()
        match = matcher.judge(turn.profile, post_id, today=turn.today, lang=turn.lang)
        return match if match is not None and match.post.is_open_on(turn.today) else None
