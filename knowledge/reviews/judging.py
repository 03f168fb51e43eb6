"""A reviewer's turns, and the verdicts on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from knowledge.database import now
from knowledge.records.audit import append
from knowledge.records.searching import of_other_offices
from knowledge.records.tables import TurnRow
from knowledge.reviews.drawing import candidate_of, item_of
from knowledge.reviews.tables import ReviewItemRow
from knowledge.reviews.verdict import ItemKind, Verdict


class ItemUnknown(Exception):
    """There is no such turn before this reviewer."""


class NotForThisOne(Exception):
    """Who is one of the two cannot settle what they disagree about."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one reviewer found."""

    reviewer: str
    kind: ItemKind
    verdict: Verdict
    note: str
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """A turn before a reviewer."""

    item_id: int
    turn_id: int
    day: date
    kind: ItemKind
    reviewer: str
    is_double: bool
    lang: str
    status: str
    route: str
    topic: str
    rated_badly: bool
    verdict: Verdict | None
    note: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One turn with two verdicts that differ."""

    turn_id: int
    day: date
    findings: tuple[Finding, ...]


def queue_of(session: Session, reviewer: str, *, limit: int = 200) -> list[Item]:
    """What this reviewer has not judged yet, oldest first."""
    query = (
        select(ReviewItemRow)
        .where(ReviewItemRow.reviewer == reviewer, col(ReviewItemRow.judged_at).is_(None))
        .order_by(col(ReviewItemRow.day), col(ReviewItemRow.id))
        .limit(limit)
    )
    return [_item(row) for row in session.exec(query)]


def item_before(session: Session, reviewer: str, turn_id: int) -> Item | None:
    """The turn as it stands before this reviewer; None where it does not."""
    row = _row(session, reviewer, turn_id)
    return None if row is None else _item(row)


def judge(
    session: Session,
    turn: TurnRow,
    reviewer: str,
    *,
    verdict: Verdict,
    note: str,
    zone: ZoneInfo,
) -> None:
    """
    Notes the verdict with an entry in the audit log; the caller commits.

    A turn that was not drawn for this reviewer is one that they picked themselves.
    """
    assert turn.id is not None
    row = _row(session, reviewer, turn.id)
    if row is None:
        row = _new(turn, reviewer, ItemKind.PICKED, zone)
        session.add(row)
    before = row.verdict
    row.verdict, row.note, row.judged_at = verdict.value, note, now()
    session.flush()
    detail = {"verdict": verdict.value, "before": before, "kind": row.kind}
    append(session, reviewer, "review.judged", f"turn:{turn.id}", detail)


def settle(
    session: Session,
    turn: TurnRow,
    adjudicator: str,
    *,
    verdict: Verdict,
    note: str,
    zone: ZoneInfo,
) -> None:
    """
    Notes the verdict that holds where two reviewers disagree; the caller commits.

    :raises NotForThisOne: if the adjudicator is one of the two.
    """
    assert turn.id is not None
    row = _row(session, adjudicator, turn.id)
    if row is not None and row.kind != ItemKind.ADJUDICATION:
        raise NotForThisOne(f"{adjudicator} has judged turn {turn.id} before")
    if row is None:
        row = _new(turn, adjudicator, ItemKind.ADJUDICATION, zone)
        session.add(row)
    row.verdict, row.note, row.judged_at = verdict.value, note, now()
    session.flush()
    detail = {"verdict": verdict.value}
    append(session, adjudicator, "review.settled", f"turn:{turn.id}", detail)


def findings_on(session: Session, turn_id: int, seen_by: str) -> tuple[Finding, ...]:
    """
    All verdicts on a turn, for somebody who may see them.

    Whoever still has to judge it themselves sees none, nor anybody while one of two blind
    reviewers is still at work.
    """
    rows = session.exec(select(ReviewItemRow).where(ReviewItemRow.turn_id == turn_id)).all()
    if is_blind(session, turn_id, seen_by):
        rows = [row for row in rows if row.reviewer == seen_by]
    return tuple(_finding(row) for row in rows if row.judged_at is not None)


def is_blind(session: Session, turn_id: int, seen_by: str) -> bool:
    """Whether somebody is not to know what others found about a turn, not yet."""
    query = select(ReviewItemRow).where(
        ReviewItemRow.turn_id == turn_id, col(ReviewItemRow.judged_at).is_(None)
    )
    return any(row.is_double or row.reviewer == seen_by for row in session.exec(query))


def disagreements(session: Session, offices: Sequence[str] = ()) -> list[Disagreement]:
    """
    Turns that two blind reviewers judged differently and nobody has settled, oldest first.

    :param offices: only of people who may belong to these districts; empty is all.
    """
    is_double = col(ReviewItemRow.is_double).is_(True)
    rows = _judged(session, is_double & _of_offices(offices))
    by_turn: dict[int, list[ReviewItemRow]] = {}
    for row in rows:
        by_turn.setdefault(row.turn_id, []).append(row)
    settled = {
        row.turn_id
        for row in _judged(session, col(ReviewItemRow.kind) == ItemKind.ADJUDICATION.value)
    }
    return [
        Disagreement(turn_id, found[0].day, tuple(_finding(row) for row in found))
        for turn_id, found in sorted(by_turn.items())
        if turn_id not in settled and len({row.verdict for row in found}) > 1
    ]


def _of_offices(offices: Sequence[str]) -> ColumnElement[bool]:
    if not offices:
        return true()
    others = select(TurnRow.id).where(col(TurnRow.seeker_id).in_(of_other_offices(offices)))
    return col(ReviewItemRow.turn_id).not_in(others)


def _judged(session: Session, condition: ColumnElement[bool]) -> Sequence[ReviewItemRow]:
    query = select(ReviewItemRow).where(condition, col(ReviewItemRow.judged_at).is_not(None))
    return session.exec(query.order_by(col(ReviewItemRow.id))).all()


def _row(session: Session, reviewer: str, turn_id: int) -> ReviewItemRow | None:
    query = select(ReviewItemRow).where(
        ReviewItemRow.turn_id == turn_id, ReviewItemRow.reviewer == reviewer
    )
    return session.exec(query).first()


def _new(turn: TurnRow, reviewer: str, kind: ItemKind, zone: ZoneInfo) -> ReviewItemRow:
    assert turn.id is not None
    candidate = candidate_of(turn.id, turn.lang, turn.status, turn.route, turn.trace)
    return item_of(candidate, turn.received_at.astimezone(zone).date(), kind, reviewer)


def _finding(row: ReviewItemRow) -> Finding:
    assert row.verdict is not None
    assert row.judged_at is not None
    return Finding(row.reviewer, ItemKind(row.kind), Verdict(row.verdict), row.note, row.judged_at)


def _item(row: ReviewItemRow) -> Item:
    assert row.id is not None
    return Item(
        item_id=row.id,
        turn_id=row.turn_id,
        day=row.day,
        kind=ItemKind(row.kind),
        reviewer=row.reviewer,
        is_double=row.is_double,
        lang=row.lang,
        status=row.status,
        route=row.route,
        topic=row.topic,
        rated_badly=row.rated_badly,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        note=row.note,
    )
