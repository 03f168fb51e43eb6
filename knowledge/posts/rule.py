"""What a rule is, and what it says of a post for a person."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter

from knowledge.eligibility.finding import Truth
from knowledge.posts.asker import Asker
from knowledge.posts.post import Post
from knowledge.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says about a post for a person."""

    truth: Truth
    sentence: Sentence
    asks: tuple[str, ...] = ()
    """Fields of Profile that would settle a rule whose truth is not known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One condition. `check` gives None where the rule has nothing to say.

    `columns` are the only fields of the post that `check` reads, so that posts which agree in
    them share one verdict.
    """

    name: str
    columns: tuple[str, ...]
    check: Callable[[Post, Asker], Verdict | None]
    source: str = ""
    """The id of the policy that sets the rule; empty for the post's own or the person's words."""
    wish: str = ""
    """The field of Profile that the person could relax or add to; empty if none can."""

    def facet(self, post: Post) -> Hashable:
        """What the rule sees of the post."""
        value: Hashable = attrgetter(*self.columns)(post)
        return value


def not_met(zh: str, en: str) -> Verdict:
    return Verdict(Truth.NOT_MET, Sentence(zh, en))


def ask(zh: str, en: str, *fields: str) -> Verdict:
    return Verdict(Truth.NOT_KNOWN, Sentence(zh, en), fields)
