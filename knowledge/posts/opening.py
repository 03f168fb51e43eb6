"""What would open more posts to a person: one change at a time, counted over the whole feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.people.certificates import NO_CERTIFICATES
from knowledge.people.profile import Fact, Profile
from knowledge.posts.matches import Matches
from knowledge.vocabulary import Education, PostKind

_LOWER_WAGE = 0.8
_WHOLE_YUAN = 100
_STEPS_OF_SCHOOLING = (
    Education.JUNIOR_HIGH, Education.SENIOR_HIGH, Education.JUNIOR_COLLEGE, Education.BACHELOR,
    Education.MASTER,
)  # fmt: skip


class Change(StrEnum):
    """What a person could change."""

    CERTIFICATE = "certificate"
    DISTRICT = "district"
    ANY_DISTRICT = "any_district"
    WAGE = "wage"
    ANY_WAGE = "any_wage"
    NIGHTS = "nights"
    EDUCATION = "education"
    BOARD_LODGING = "board_lodging"
    KIND = "kind"
    REGISTRATION = "registration"
    ALL_WISHES = "all_wishes"
    """Tried only where no single change opens any post."""


@dataclass(frozen=True, slots=True)
class Opening:
    """
    One change and how many posts more would then be open.

    value: the certificate, district, yuan or level by its name; empty where there is no choice.
    facts: what the person would say then.
    """

    change: Change
    value: str
    facts: tuple[Fact, ...]
    opens: int = 0

    @property
    def can_be_wished(self) -> bool:
        """Whether saying so is enough: papers and schooling have to be earned first."""
        return self.change not in {Change.CERTIFICATE, Change.EDUCATION, Change.REGISTRATION}


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it stands: the person, the words, the day."""

    profile: Profile
    wish: str
    today: date


def openings(
    matcher: Matches, search: Search, *, certificates: Iterable[str], districts: Iterable[str]
) -> tuple[Opening, ...]:
    """
    Every single change that opens posts, the one that opens most first.

    Counted within the trade wished for; among all posts where the feed has none of that trade. A
    certificate that was not spoken of counts as not held.

    :param certificates: those that posts ask for, by official name. districts: of the whole city.
    """
    papers = tuple(certificates)
    wished = _counted(search, matcher, papers)
    before = matcher.count_kept(wished.profile, wished.wish, today=search.today)

    def counted(changes: Iterable[Opening]) -> list[Opening]:
        found = []
        for one in changes:
            changed = wished.profile.with_facts(one.facts)
            opens = matcher.count_kept(changed, wished.wish, today=search.today) - before
            found += [replace(one, opens=opens)] if opens > 0 else []
        return found

    found = counted(_changes(wished.profile, papers, tuple(districts)))
    if not found:
        found = counted(_all_wishes(wished.profile))
    return tuple(sorted(found, key=lambda one: (-one.opens, one.change, one.value)))


def change_named(profile: Profile, change: str, value: str) -> Opening | None:
    """What saying so would change for this person; None for a change that is no wish of theirs."""
    known = (
        *_changes(profile, (), (value,) if change == Change.DISTRICT else ()),
        *_all_wishes(profile),
    )
    return next(
        (one for one in known if (one.change, one.value) == (change, value) and one.can_be_wished),
        None,
    )


def best_of_each(found: Iterable[Opening]) -> tuple[Opening, ...]:
    """The first opening of each kind of change, in the order given."""
    best: dict[Change, Opening] = {}
    for one in found:
        best.setdefault(one.change, one)
    return tuple(best.values())


def count_takeable(matcher: Matches, search: Search, certificates: Iterable[str]) -> int:
    """Posts that nothing bars by what was said, counted as `openings` counts them."""
    wished = _counted(search, matcher, tuple(certificates))
    return matcher.count_kept(wished.profile, wished.wish, today=search.today)


def _counted(search: Search, matcher: Matches, certificates: tuple[str, ...]) -> Search:
    """The search without the papers not spoken of, and without a trade that no post is of."""
    held = search.profile.certificates
    lacked = tuple(name for name in certificates if name not in held)
    profile = replace(search.profile, no_certificates=lacked)
    anywhere = Profile(wishes=profile.wishes)
    if matcher.count_kept(anywhere, search.wish, today=search.today):
        return replace(search, profile=profile)
    return replace(search, profile=replace(profile, wishes=()), wish="")


def _changes(
    profile: Profile, certificates: tuple[str, ...], districts: tuple[str, ...]
) -> Iterator[Opening]:
    yield from (_certificate(profile, name) for name in certificates)
    yield from _districts(profile, districts)
    yield from _wishes(profile)
    own = profile.education
    higher = (level for level in _STEPS_OF_SCHOOLING if own is None or level.rank > own.rank)
    next_level = next(higher, None)
    if own is not None and next_level is not None:
        fact = Fact("education", next_level)
        yield Opening(Change.EDUCATION, next_level.value, (fact,))
    if profile.registered_unemployed is False:
        fact = Fact("registered_unemployed", True)
        yield Opening(Change.REGISTRATION, "", (fact,))


def _certificate(profile: Profile, name: str) -> Opening:
    held = () if profile.certificates == NO_CERTIFICATES else profile.certificates
    lacked = tuple(one for one in profile.no_certificates if one != name)
    facts = (Fact("certificates", (*held, name)), Fact("no_certificates", lacked))
    return Opening(Change.CERTIFICATE, name, facts)


def _districts(profile: Profile, districts: tuple[str, ...]) -> Iterator[Opening]:
    if not profile.districts:
        return
    for name in districts:
        if name not in profile.districts:
            fact = Fact("districts", (*profile.districts, name))
            yield Opening(Change.DISTRICT, name, (fact,))
    everywhere = (Fact("districts", ()), Fact("only_these_districts", False))
    yield Opening(Change.ANY_DISTRICT, "", everywhere)


def _wishes(profile: Profile) -> Iterator[Opening]:
    """What the person asked for and could do without."""
    least = profile.wage_min_month
    if least:
        lower = least * _LOWER_WAGE // _WHOLE_YUAN * _WHOLE_YUAN
        yield Opening(Change.WAGE, f"{lower:g}", (Fact("wage_min_month", lower),))
        yield Opening(Change.ANY_WAGE, "", (Fact("wage_min_month", None),))
    if profile.no_night_shift:
        yield Opening(Change.NIGHTS, "", (Fact("no_night_shift", False),))
    if profile.board_lodging is not None:
        yield Opening(Change.BOARD_LODGING, "", (Fact("board_lodging", None),))
    if profile.kinds and len(profile.kinds) < len(PostKind):
        yield Opening(Change.KIND, "", (Fact("kinds", ()),))


def _all_wishes(profile: Profile) -> Iterator[Opening]:
    """Everything that the person asked for and could do without, at once."""
    facts = {
        fact.name: fact
        for one in (*_districts(profile, ()), *_wishes(profile))
        for fact in one.facts
    }
    if facts:
        yield Opening(Change.ALL_WISHES, "", tuple(facts.values()))
