"""Events and courses for a question or a person: by day, district, trade and campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.events.offering import Campaign, Offering
from knowledge.events.when import Span
from knowledge.glossary import Glossary
from knowledge.people.profile import Profile
from knowledge.people.spoken_trades import official_trades
from knowledge.posts.match import Match

_NEAR_DAYS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty where the question does not say."""

    span: Span | None = None
    districts: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    campaign: Campaign | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is, the best first."""

    offerings: tuple[Offering, ...]
    is_later: bool = False
    """Whether nothing goes on in the days asked for, and these come after them."""
    is_elsewhere: bool = False
    """Whether none is in a district asked for, and these are the others."""
    is_other_trade: bool = False


def find_offerings(offerings: Sequence[Offering], wanted: Wanted, glossary: Glossary) -> Found:
    """
    Those of the campaign and the days asked for, of the trade and in the district if there are any.

    Where nothing goes on in those days, what comes next.

    :param offerings: those to choose from, the soonest first.
    """
    of_campaign = [
        one for one in offerings if wanted.campaign in (None, Campaign.JOB_FAIR, one.campaign)
    ]
    span = wanted.span
    within = [one for one in of_campaign if span is None or span.meets(one.starts, one.ends)]
    later = [one for one in of_campaign if span is not None and one.starts > span.last]
    in_time = within or later
    of_trade = [one for one in in_time if _is_of_trade(one, wanted, glossary)]
    chosen = of_trade or in_time
    here = [one for one in chosen if _is_here(one, wanted)]
    if wanted.districts:
        # What goes on in the district itself comes before what goes on everywhere.
        here.sort(key=lambda one: not one.district)
    return Found(
        tuple(here or chosen),
        is_later=bool(later) and not within,
        is_elsewhere=bool(wanted.districts and chosen) and not here,
        is_other_trade=bool(wanted.trades) and not of_trade,
    )


def event_beside(
    offerings: Sequence[Offering], profile: Profile, matches: Sequence[Match], today: date
) -> Offering | None:
    """The next event within sixty days in a district of the person or of the posts shown."""
    soon = [one for one in offerings if one.starts <= today + _NEAR_DAYS]
    own = profile.districts or tuple(filter(None, (profile.home_district,)))
    for places in (own, tuple(match.post.district for match in matches)):
        found = next((one for one in soon if one.district and one.district in places), None)
        if found is not None:
            return found
    return None


def course_closing_gap(
    offerings: Sequence[Offering], profile: Profile, lacking: Sequence[str]
) -> Offering | None:
    """
    The course that leads to a certificate that keeps the person from posts, near them if there is.

    :param lacking: official names of the certificates, the one that matters most first.
    """
    own = profile.districts or tuple(filter(None, (profile.home_district,)))
    for certificate in lacking:
        courses = [one for one in offerings if one.certificate == certificate]
        near = [one for one in courses if one.district in own or not one.district]
        if courses:
            return (near or courses)[0]
    return None


def certificates_lacking(matches: Sequence[Match], profile: Profile) -> list[str]:
    """Certificates that the posts ask for and the person has not said to hold, commonest first."""
    counted: dict[str, int] = {}
    for match in matches:
        for name in match.post.certificates:
            if name not in profile.certificates:
                counted[name] = counted.get(name, 0) + 1
    return sorted(counted, key=lambda name: -counted[name])


def _is_here(one: Offering, wanted: Wanted) -> bool:
    return not wanted.districts or not one.district or one.district in wanted.districts


def _is_of_trade(one: Offering, wanted: Wanted, glossary: Glossary) -> bool:
    if not wanted.trades:
        return True
    text = f"{one.title} {one.occupation} {one.description}"
    return not set(wanted.trades).isdisjoint(official_trades(text, glossary))
