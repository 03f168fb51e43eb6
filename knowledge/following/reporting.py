"""Posts that people report, what is suspended for it, and what staff decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, func, select

from knowledge.database import SessionFactory, now
from knowledge.following.tables import PostReportRow, PostSuspensionRow
from knowledge.posts.tables import PostRow

SUSPENDED_AFTER = 3
"""Reports by different seekers."""
WAITING = "waiting"


class ReportReason(StrEnum):
    """What is wrong with a post."""

    SCAM = "scam"
    FEE = "fee"
    FILLED = "filled"
    DISCRIMINATION = "discrimination"


class Decision(StrEnum):
    """What staff make of the reports on a post."""

    UPHELD = "upheld"
    """The post stays away from everybody."""
    DISMISSED = "dismissed"
    """The post is shown again; the reports so far count no more."""


class NothingReported(Exception):
    """A decision on a post on which no report is open and which is not suspended."""

    def __init__(self, post_id: str) -> None:
        super().__init__(f"post {post_id!r} has 0 open reports and is not suspended")
        self.post_id = post_id


@dataclass(frozen=True, slots=True)
class ReportedPost:
    """A post that waits for staff."""

    post_id: str
    title: str
    employer: str
    reasons: Mapping[str, int]
    """How many seekers gave each reason; those who were forgotten since are not counted."""
    first_on: date
    is_suspended: bool


def report_post(
    sessions: SessionFactory, seeker_id: int, post_id: str, reason: ReportReason, *, today: date
) -> bool:
    """
    Takes a seeker's report; the same seeker counts once, whatever they say again.

    :return: whether the post is suspended now.
    """
    with sessions() as session:
        row = session.exec(
            select(PostReportRow).where(
                PostReportRow.seeker_id == seeker_id, PostReportRow.post_id == post_id
            )
        ).first()
        if row is None:
            row = PostReportRow(
                seeker_id=seeker_id, post_id=post_id, reason=reason.value, reported_on=today
            )
        row.reason = reason.value
        session.add(row)
        session.flush()
        is_suspended = _suspended_if_due(session, post_id, today)
        session.commit()
        return is_suspended


def suspended_posts(sessions: SessionFactory) -> frozenset[str]:
    """Ids of the posts that nobody may be shown."""
    with sessions() as session:
        query = select(PostSuspensionRow.post_id)
        return frozenset(session.exec(query.where(PostSuspensionRow.state != Decision.DISMISSED)))


def reported_posts(sessions: SessionFactory, seeker_id: int) -> frozenset[str]:
    """Ids of the posts that this seeker reported and staff did not find in order."""
    with sessions() as session:
        query = select(PostReportRow.post_id).where(
            PostReportRow.seeker_id == seeker_id, col(PostReportRow.is_open)
        )
        return frozenset(session.exec(query))


def reports_waiting(sessions: SessionFactory) -> list[ReportedPost]:
    """Posts on which staff must decide: the suspended ones first, then the longest waiting."""
    with sessions() as session:
        query = select(PostReportRow).where(col(PostReportRow.is_open))
        reports: dict[str, list[PostReportRow]] = {}
        for row in session.exec(query.order_by(col(PostReportRow.id))):
            reports.setdefault(row.post_id, []).append(row)
        waiting = {
            row.post_id: row
            for row in session.exec(
                select(PostSuspensionRow).where(PostSuspensionRow.state == WAITING)
            )
        }
        found = [
            _reported(session, post_id, reports.get(post_id, []), waiting.get(post_id))
            for post_id in {**waiting, **reports}
        ]
    return sorted(found, key=lambda one: (not one.is_suspended, one.first_on, one.post_id))


def decide_report(
    sessions: SessionFactory, post_id: str, decision: Decision, *, by: str, because: str = ""
) -> None:
    """
    Settles every open report on the post.

    :raises NothingReported: if there is nothing to settle.
    """
    with sessions() as session:
        open_reports = _open_reports(session, post_id)
        row = session.get(PostSuspensionRow, post_id)
        if not open_reports and (row is None or row.state != WAITING):
            raise NothingReported(post_id)
        if row is None:
            row = PostSuspensionRow(
                post_id=post_id, state=WAITING, since=open_reports[0].reported_on
            )
        row.state, row.decided_by, row.because = decision.value, by, because
        row.decided_at = now()
        session.add(row)
        for report in open_reports:
            report.is_open = False
        session.commit()


def _suspended_if_due(session: Session, post_id: str, today: date) -> bool:
    row = session.get(PostSuspensionRow, post_id)
    if row is not None and row.state != Decision.DISMISSED:
        return True
    query = select(func.count()).select_from(PostReportRow)
    mine = (col(PostReportRow.post_id) == post_id) & col(PostReportRow.is_open)
    if session.exec(query.where(mine)).one() < SUSPENDED_AFTER:
        return False
    row = row or PostSuspensionRow(post_id=post_id, state=WAITING, since=today)
    row.state, row.since = WAITING, today
    session.add(row)
    return True


def _open_reports(session: Session, post_id: str) -> list[PostReportRow]:
    query = select(PostReportRow).where(PostReportRow.post_id == post_id)
    return list(session.exec(query.where(col(PostReportRow.is_open))))


def _reported(
    session: Session,
    post_id: str,
    reports: list[PostReportRow],
    suspension: PostSuspensionRow | None,
) -> ReportedPost:
    post = session.get(PostRow, post_id)
    days = [report.reported_on for report in reports]
    return ReportedPost(
        post_id=post_id,
        title="" if post is None else post.title,
        employer="" if post is None else post.employer,
        reasons=dict(Counter(report.reason for report in reports)),
        first_on=min([*days, *([suspension.since] if suspension else [])]),
        is_suspended=suspension is not None,
    )
