"""What makes one open post better than another for a person; none of it ever bars a post."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter

from knowledge.posts.asker import Asker
from knowledge.posts.gate import is_part_time
from knowledge.posts.post import Post, WageUnit
from knowledge.posts.weights import Weights
from knowledge.vocabulary import BoardLodging, PostKind

_TOUCHING = 0.7
# The metro joins the districts of the main city; between counties nobody commutes.
_SAME_MAIN_CITY = 0.15
# An hour's or a day's pay is never compared with a month's; such a post stands in between.
_NOT_COMPARABLE = 0.3
_GOOD_MONTH = 10_000.0
_TOP_RANK = 7
_BOARD_LODGING = {BoardLodging.BOTH: 1.0, BoardLodging.LODGING: 0.7, BoardLodging.BOARD: 0.4}

_KIND_FOR_GRADUATES = {PostKind.POLICY: 1.0, PostKind.ENTERPRISE: 0.8, PostKind.PUBLIC_WELFARE: 0.0}
# By law people in difficulty come first in public-welfare posts, and those are for people whom
# the market does not take: both stay close together.
_KIND_WITH_STATUS = {PostKind.PUBLIC_WELFARE: 1.0, PostKind.ENTERPRISE: 0.8, PostKind.POLICY: 0.2}
_KIND_FOR_OTHERS = {PostKind.ENTERPRISE: 1.0, PostKind.PUBLIC_WELFARE: 0.6, PostKind.POLICY: 0.4}


@dataclass(frozen=True, slots=True)
class Preference:
    """A figure from 0 to 1 for a post; `facet` is all that `value` sees of it."""

    name: str
    facet: Callable[[Post], Hashable]
    value: Callable[[Post, Asker], float]


def near(post: Post, asker: Asker) -> float:
    """1 in a district that was named (or at home), less in one that touches it, or both central."""
    home = asker.profile.home_district
    wanted = asker.profile.districts or ((home,) if home else ())
    if post.district in wanted:
        return 1.0
    if any(asker.places.are_neighbours(post.district, name) for name in wanted):
        return _TOUCHING
    central = asker.places.central_districts
    is_main_city = post.district in central and any(name in central for name in wanted)
    return _SAME_MAIN_CITY if is_main_city else 0.0


def kind_fits(post: Post, asker: Asker) -> float:
    """Which kind suits a graduate, a person with a status of the city's list, anybody else."""
    if asker.is_graduate:
        return _KIND_FOR_GRADUATES[post.kind]
    return (_KIND_WITH_STATUS if asker.profile.statuses else _KIND_FOR_OTHERS)[post.kind]


def pays(post: Post, asker: Asker) -> float:
    """How far a month's pay lies above the wish, or how good it is where nothing was wished."""
    bounds = [bound for bound in (post.wage_min, post.wage_max) if bound is not None]
    if not bounds or post.wage_unit is not WageUnit.MONTH:
        return _NOT_COMPARABLE
    middle = sum(bounds) / len(bounds)
    least = asker.profile.wage_min_month
    if least:
        return min(1.0, max(0.0, middle / least - 0.5))
    return min(1.0, middle / _GOOD_MONTH)


def schooling_fits(post: Post, asker: Asker) -> float:
    """1 where the post asks for just the schooling that the person has."""
    own = asker.profile.education
    return 0.5 if own is None else 1.0 - abs(own.rank - post.education_min.rank) / _TOP_RANK


def experience_fits(post: Post, asker: Asker) -> float:
    """1 where the person has the years asked for."""
    asked, own = post.experience_years or 0.0, asker.profile.experience_years
    if asked == 0:
        return 0.8 if own else 1.0
    return 0.4 if own is None else min(1.0, own / asked)


def houses(post: Post, asker: Asker) -> float:
    """Board and lodging, for somebody whose home is not here."""
    is_from_outside = "migrant_worker" in asker.profile.groups or asker.profile.residence in {
        "sichuan",
        "elsewhere",
    }
    wanted = asker.profile.board_lodging not in {None, BoardLodging.NONE}
    offer = post.board_lodging
    return _BOARD_LODGING.get(offer, 0.0) if offer and (is_from_outside or wanted) else 0.0


def hours_fit(post: Post, asker: Asker) -> float:
    """Part-time for who wants it, full-time for everybody else."""
    return float(is_part_time(post) is bool(asker.profile.part_time))


def preferences(weights: Weights) -> tuple[Preference, ...]:
    """All preferences that look at the post alone; similarity and title come from the wish."""

    def freshness(post: Post, asker: Asker) -> float:
        days = (asker.today - post.posted_on).days
        return min(1.0, max(0.0, 1.0 - days / weights.stale_days))

    return (
        Preference("district", attrgetter("district"), near),
        Preference("kind", attrgetter("kind"), kind_fits),
        Preference("wage", attrgetter("wage_min", "wage_max", "wage_unit"), pays),
        Preference("education", attrgetter("education_min"), schooling_fits),
        Preference("experience", attrgetter("experience_years"), experience_fits),
        Preference("board_lodging", attrgetter("board_lodging"), houses),
        Preference("hours", is_part_time, hours_fit),
        Preference("freshness", attrgetter("posted_on"), freshness),
    )
