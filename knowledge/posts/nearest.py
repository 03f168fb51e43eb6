"""The posts nearest to a wish that nothing fits: only what was wished stands against them."""

from __future__ import annotations

from dataclasses import replace

from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.match import Match, MatchResult
from knowledge.posts.matches import Matches
from knowledge.posts.opening import Search

_SEARCHED = 40
WISHES = frozenset({"kind", "district", "wage", "night_shift", "board_lodging"})
"""Rules that the person could waive, by name; all others are the post's or the law's."""


def nearest(matcher: Matches, search: Search, *, lang: Lang, most: int) -> tuple[Match, ...]:
    """
    At most so many posts, those first against which the fewest wishes stand, each named in
    `failed_rules`; none that a rule of the post or of law bars.
    """
    free = matcher.match(
        without_wishes(search.profile), search.wish, today=search.today, lang=lang,
        limit=_SEARCHED, kinds=(),
    )  # fmt: skip
    held = [
        replace(match, score=found.score)
        for found in free.matches
        if (match := _as_wished(matcher, search, found, lang)) is not None
    ]
    barred = [match for match in held if match.result is MatchResult.BARRED]
    return tuple(sorted(barred, key=lambda match: len(match.failed_rules)))[:most]


def without_wishes(profile: Profile) -> Profile:
    """The person with no wish that could bar a post."""
    districts = () if profile.only_these_districts else profile.districts
    return replace(
        profile, districts=districts, kinds=(), only_these_districts=None, wage_min_month=None,
        no_night_shift=None, board_lodging=None,
    )  # fmt: skip


def _as_wished(matcher: Matches, search: Search, found: Match, lang: Lang) -> Match | None:
    return matcher.judge(
        search.profile, found.post.post_id, today=search.today, lang=lang,
        kinds=search.profile.kinds,
    )  # fmt: skip
