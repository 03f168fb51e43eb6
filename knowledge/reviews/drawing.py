"""The draw of a day, put down for its reviewers once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, true
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.searching import of_other_offices
from knowledge.records.tables import TurnRow
from knowledge.reviews.sampling import Candidate, Stratum, draw
from knowledge.reviews.tables import ReviewItemRow, ReviewSampleRow
from knowledge.reviews.verdict import ItemKind
from knowledge.staff.accounts import all_staff

_BADLY = "not_useful"
_READ_AT_ONCE = 1000


def draw_day(session: Session, day: date, zone: ZoneInfo) -> bool:
    """
    Draws the sample of that day for everybody who reviews, and commits.

    :param day: by the bureau's calendar; it has to be over, so that all its turns can be drawn.
    :return: False where it was drawn before.
    """
    if session.get(ReviewSampleRow, day) is not None:
        return False
    reviewers = [one for one in all_staff(session) if one.may("reviews.work") and not one.disabled]
    since = datetime.combine(day, time(), zone)
    until = datetime.combine(day + timedelta(days=1), time(), zone)
    population = _candidates(session, since, until)
    names = sorted(one.name for one in reviewers)
    session.add(ReviewSampleRow(day=day, population=len(population), reviewers=names))
    drawn: set[int] = set()
    # Whoever works for some districts only gets turns of their people; the whole city comes first.
    for offices in sorted({one.districts for one in reviewers}):
        mine = [one.name for one in reviewers if one.districts == offices]
        held = _candidates(session, since, until, offices) if offices else population
        for one in draw([one for one in held if one.turn_id not in drawn], mine, day):
            drawn.add(one.candidate.turn_id)
            item = item_of(one.candidate, day, ItemKind.SAMPLE, one.reviewer)
            item.is_double = one.is_double
            session.add(item)
    try:
        session.commit()
    except IntegrityError:
        # Somebody else drew it at the same moment; the draw is the same.
        session.rollback()
        return False
    return True


def candidate_of(
    turn_id: int, lang: str, status: str, route: str, trace: Mapping[str, Any]
) -> Candidate:
    """A turn as the draw sees it."""
    return Candidate(turn_id, Stratum(lang, status, route, topic_of(trace)))


def topic_of(trace: Mapping[str, Any]) -> str:
    """The document that the answer rests on first; empty where it rests on none."""
    clauses = trace.get("clauses") or []
    return str(clauses[0]["clause_id"]).partition(".")[0] if clauses else ""


def item_of(candidate: Candidate, day: date, kind: ItemKind, reviewer: str) -> ReviewItemRow:
    """The turn before a reviewer, nothing found yet."""
    stratum = candidate.stratum
    return ReviewItemRow(
        turn_id=candidate.turn_id,
        day=day,
        kind=kind.value,
        reviewer=reviewer,
        lang=stratum.lang,
        status=stratum.status,
        route=stratum.route,
        topic=stratum.topic,
        rated_badly=stratum.rated_badly,
    )


def _candidates(
    session: Session, since: datetime, until: datetime, offices: Sequence[str] = ()
) -> list[Candidate]:
    query = (
        select(
            col(TurnRow.id),
            col(TurnRow.lang),
            col(TurnRow.status),
            col(TurnRow.route),
            col(TurnRow.trace),
            col(TurnMarkRow.rating),
        )
        .join(TurnMarkRow, col(TurnMarkRow.turn_id) == col(TurnRow.id), isouter=True)
        .where(col(TurnRow.received_at) >= since, col(TurnRow.received_at) < until)
        .where(col(TurnRow.seeker_id).not_in(of_other_offices(offices)) if offices else true())
        .order_by(col(TurnRow.id))
        .execution_options(yield_per=_READ_AT_ONCE)
    )
    return [
        Candidate(turn_id, Stratum(lang, status, route, topic_of(trace), rating == _BADLY))
        for turn_id, lang, status, route, trace, rating in session.connection().execute(query)
    ]
