"""Posts that a seeker does not want to see again, and what the reason says about the wish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from sqlmodel import select

from knowledge.database import SessionFactory
from knowledge.following.tables import HiddenPostRow
from knowledge.glossary import Glossary
from knowledge.people.profile import Fact, Profile
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.terms import TermKind

_WAGE_STEP = 500


class HideReason(StrEnum):
    """Why a post is not for somebody."""

    TOO_FAR = "too_far"
    PAY = "pay"
    HOURS = "hours"
    WORK = "work"
    OTHER = "other"


def hide_post(
    sessions: SessionFactory,
    seeker_id: int,
    post_id: str,
    *,
    today: date,
    reason: HideReason | None = None,
) -> None:
    """The post does not come back to this seeker; the reason may be told later."""
    with sessions() as session:
        row = session.exec(
            select(HiddenPostRow).where(
                HiddenPostRow.seeker_id == seeker_id, HiddenPostRow.post_id == post_id
            )
        ).first()
        row = row or HiddenPostRow(seeker_id=seeker_id, post_id=post_id, hidden_on=today)
        row.reason = row.reason if reason is None else reason.value
        session.add(row)
        session.commit()


def hidden_posts(sessions: SessionFactory, seeker_id: int) -> frozenset[str]:
    """Ids of the posts that this seeker does not want to see."""
    with sessions() as session:
        query = select(HiddenPostRow.post_id).where(HiddenPostRow.seeker_id == seeker_id)
        return frozenset(session.exec(query))


def changed_wish(
    reason: HideReason, post: Post, profile: Profile, glossary: Glossary
) -> Fact | None:
    """
    What the reason would change of the wish; None where it changes nothing that can be told.

    It is a proposal: only the person's yes makes it a fact.
    """
    propose = _PROPOSALS.get(reason)
    fact = None if propose is None else propose(post, profile, glossary)
    changes = fact is not None and getattr(profile, fact.name) != fact.value
    return replace(fact, said=reason.value) if fact is not None and changes else None


def _nearer(post: Post, profile: Profile, _: Glossary) -> Fact | None:
    if profile.districts and post.district not in profile.districts:
        return Fact("only_these_districts", True)
    if profile.home_district and not profile.districts and profile.home_district != post.district:
        return Fact("districts", (profile.home_district,))
    return None if profile.stays_near else Fact("stays_near", True)


def _better_paid(post: Post, profile: Profile, _: Glossary) -> Fact | None:
    if post.wage_unit is not WageUnit.MONTH or post.wage_min is None:
        return None
    asked = (post.wage_min // _WAGE_STEP + 1) * _WAGE_STEP
    return Fact("wage_min_month", asked) if asked > (profile.wage_min_month or 0) else None


def _other_hours(post: Post, _profile: Profile, _: Glossary) -> Fact | None:
    at_night = post.shift in (Shift.NIGHT, Shift.ROTATING)
    return Fact("no_night_shift", True) if at_night else Fact("weekends_off", True)


def _other_work(post: Post, profile: Profile, glossary: Glossary) -> Fact | None:
    named = glossary.find(f"{post.title} {post.title_en}")
    trades = [
        entry.zh for found in named for entry in found.entries if entry.kind is TermKind.JOB_TITLE
    ]
    refused = tuple(dict.fromkeys([*profile.refused_work, *trades[:1]]))
    return Fact("refused_work", refused) if trades else None


_PROPOSALS: dict[HideReason, Callable[[Post, Profile, Glossary], Fact | None]] = {
    HideReason.TOO_FAR: _nearer,
    HideReason.PAY: _better_paid,
    HideReason.HOURS: _other_hours,
    HideReason.WORK: _other_work,
}
