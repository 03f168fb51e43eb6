"""How evenly posts come before people: with and without taking turns, and for each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import nDCG

from knowledge.evaluation.matching import JudgedWish
from knowledge.people.profile import Profile
from knowledge.places import Places
from knowledge.posts.match import Match
from knowledge.posts.matches import Matches
from knowledge.posts.searching import SHOWN_AT_ONCE, Viewer, search_posts
from knowledge.vocabulary import PostKind

SEEKERS = 10
"""People who write each wish on one day."""
_NDCG = nDCG @ 10
_RANKS = 1000.0
_AGES = ((16, 29), (30, 39), (40, 49), (50, 100))

Pages = Mapping[str, Sequence[tuple[Match, ...]]]
"""All that each seeker can page through, by the id of the wish."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """
    What comes on first pages, each wish written by several people on one day.

    ndcg: mean nDCG@10 in [0, 1]. gini_posts, gini_employers: 0 where all open posts (their
    employers) are shown equally often, towards 1 where few are shown. shown_share: of open posts.
    """

    order: str
    ndcg: float
    gini_posts: float
    gini_employers: float
    shown_share: float


@dataclass(frozen=True, slots=True)
class GroupExposure:
    """
    First pages of the wishes of one group.

    posts_a_page: mean. distinct_share: distinct posts among all shown. welfare_share: of the posts.
    """

    group: str
    wishes: int
    posts_a_page: float
    distinct_share: float
    welfare_share: float


def exposures(judged: Sequence[JudgedWish], matcher: Matches) -> tuple[Exposure, Exposure]:
    """The order as it was scored, and with equally good posts taking turns."""
    open_posts = _open_posts(judged, matcher)
    scored = {one.wish.id: [one.searched.report.matches] for one in judged}
    turned = {one.wish.id: _turns(one, matcher) for one in judged}
    return (
        _exposure("as scored", judged, scored, open_posts),
        _exposure("taking turns", judged, turned, open_posts),
    )


def group_exposures(judged: Sequence[JudgedWish], places: Places) -> tuple[GroupExposure, ...]:
    """By age and sex where said, and by whether the main city or a county was named."""
    rows = []
    year = max((one.wish.today.year for one in judged), default=0)
    for name, is_in in _groups(places, year):
        of_group = [one for one in judged if is_in(one.searched.profile)]
        if of_group:
            rows.append(_of_group(name, of_group))
    return tuple(rows)


def gini(counts: Iterable[float]) -> float:
    """The Gini coefficient of the counts; 0 where all are equal or there are none."""
    ordered = sorted(counts)
    total = sum(ordered)
    if not total:
        return 0.0
    size = len(ordered)
    weighted = sum((2 * place - size - 1) * count for place, count in enumerate(ordered, 1))
    return weighted / (size * total)


def _turns(one: JudgedWish, matcher: Matches) -> list[tuple[Match, ...]]:
    found = one.searched
    return [
        search_posts(
            matcher, found.profile, found.wish, today=one.wish.today, lang=one.wish.lang,
            viewer=Viewer(f"seeker {number}"),
        ).matches
        for number in range(SEEKERS)
    ]  # fmt: skip


def _open_posts(judged: Sequence[JudgedWish], matcher: Matches) -> Mapping[str, str]:
    """Employers of the posts that are open on the first day, by the posts' ids."""
    first = min((one.wish for one in judged), key=lambda wish: wish.today, default=None)
    if first is None:
        return {}
    everything = matcher.match(
        Profile(), "", today=first.today, lang=first.lang, limit=_ALL, kinds=()
    )
    return {match.post.post_id: match.post.employer for match in everything.matches}


_ALL = 100_000


def _exposure(
    order: str, judged: Sequence[JudgedWish], pages: Pages, employers: Mapping[str, str]
) -> Exposure:
    shown: Counter[str] = Counter(dict.fromkeys(employers, 0))
    of_employer: Counter[str] = Counter(dict.fromkeys(employers.values(), 0))
    for of_wish in pages.values():
        for page in of_wish:
            for match in page[:SHOWN_AT_ONCE]:
                shown[match.post.post_id] += 1
                of_employer[match.post.employer] += 1
    return Exposure(
        order,
        ndcg=_mean_ndcg(judged, pages),
        gini_posts=gini(shown.values()),
        gini_employers=gini(of_employer.values()),
        shown_share=sum(count > 0 for count in shown.values()) / len(shown) if shown else 0.0,
    )


def _mean_ndcg(judged: Sequence[JudgedWish], pages: Pages) -> float:
    # Each seeker's list is judged as a wish of its own.
    wishes = {one.wish.id: one.wish for one in judged if one.wish.relevant}
    run, judgements = {}, {}
    for id_, wish in wishes.items():
        for number, page in enumerate(pages[id_]):
            key = f"{id_}/{number}"
            run[key] = {m.post.post_id: _RANKS - rank for rank, m in enumerate(page)}
            judgements[key] = dict(wish.relevant)
    if not run:
        return 0.0
    measured = {one.query_id: one.value for one in ir_measures.iter_calc([_NDCG], judgements, run)}
    return sum(measured.values()) / len(run)


def _groups(places: Places, year: int) -> list[tuple[str, Callable[[Profile], bool]]]:
    central = frozenset(places.central_districts)

    def names_central(profile: Profile) -> bool:
        return bool(central & set(profile.districts))

    def names_county(profile: Profile) -> bool:
        return bool(profile.districts) and not names_central(profile)

    return [
        *((f"aged {low} to {high}", _of_age(low, high, year)) for low, high in _AGES),
        ("age not said", lambda profile: profile.birth_year is None),
        ("women", lambda profile: profile.sex == "woman"),
        ("men", lambda profile: profile.sex == "man"),
        ("sex not said", lambda profile: profile.sex is None),
        ("main city named", names_central),
        ("other district named", names_county),
        ("no district named", lambda profile: not profile.districts),
    ]


def _of_age(low: int, high: int, year: int) -> Callable[[Profile], bool]:
    def is_in(profile: Profile) -> bool:
        return profile.birth_year is not None and low <= year - profile.birth_year <= high

    return is_in


def _of_group(name: str, judged: Sequence[JudgedWish]) -> GroupExposure:
    pages = [one.searched.report.matches[:SHOWN_AT_ONCE] for one in judged]
    posts = [match.post for page in pages for match in page]
    welfare = sum(post.kind is PostKind.PUBLIC_WELFARE for post in posts)
    count = max(1, len(posts))
    return GroupExposure(
        name,
        wishes=len(judged),
        posts_a_page=len(posts) / len(judged),
        distinct_share=len({post.post_id for post in posts}) / count,
        welfare_share=welfare / count,
    )
