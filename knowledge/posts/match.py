"""A post held against a profile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.posts.post import Post


class MatchResult(StrEnum):
    """What the rules say: open, barred by a rule, or one more fact is needed."""

    OPEN = "open"
    BARRED = "barred"
    NEED_MORE = "need_more"


@dataclass(frozen=True, slots=True)
class Match:
    """One post for one person, with what speaks for and against it in the reader's language."""

    post: Post
    title: str
    wage: str
    score: float
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    result: MatchResult
    failed_rules: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """What each failed rule says of this person and this post, in the order of `failed_rules`."""
    asks: tuple[str, ...] = ()
    """Names of the profile fields that would settle a post that needs more."""
