"""What every matcher does, whether it holds its posts in memory or on disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.match import Match
from knowledge.posts.report import MatchReport
from knowledge.vocabulary import PostKind


class Matches(Protocol):
    """Matches one fixed set of posts; safe to use from several threads."""

    def match(
        self,
        profile: Profile,
        wish_text: str,
        *,
        today: date,
        lang: Lang,
        limit: int = 5,
        kinds: tuple[PostKind, ...] | None = None,
    ) -> MatchReport:
        """At most `limit` posts that no rule bars, best first."""

    def judge(
        self,
        profile: Profile,
        post_id: str,
        *,
        today: date,
        lang: Lang,
        kinds: tuple[PostKind, ...] = (),
    ) -> Match | None:
        """
        One post by its id for this person, barred or not; None if there is no such post.

        :param kinds: kinds asked for, beside which another kind is barred; none: any is taken.
        """

    def points(
        self, profile: Profile, wish_text: str, post_id: str, *, today: date
    ) -> Mapping[str, float] | None:
        """What each preference gives that post, by name; None if there is no such post."""

    def count_kept(self, profile: Profile, wish_text: str, *, today: date) -> int:
        """
        Posts that nothing bars, of the trade wished for (of any where none is wished) and
        in the districts named (in all where none is).
        """
