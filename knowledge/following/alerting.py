"""Posts that are new since the last alert and fit the wish of who asked to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.following.leaving_out import left_out
from knowledge.following.notices import NoticeKind, put_down
from knowledge.following.tables import FollowingRow
from knowledge.following.wanting import newest_import
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.people.spoken_trades import official_trades
from knowledge.people.storing import load_profile
from knowledge.posts.match import Match, MatchResult
from knowledge.posts.matches import Matches
from knowledge.posts.post import Post
from knowledge.posts.reading import is_open_on
from knowledge.posts.rows import post_from
from knowledge.posts.searching import Viewer, search_posts
from knowledge.posts.tables import PostRow

MOST_IN_AN_ALERT = 5
_MOST_NEW = 20_000
"""New posts of one import that are looked at by trade; the search itself looks at all."""


@dataclass(frozen=True, slots=True)
class AlertWork:
    """What finding new posts takes."""

    sessions: SessionFactory
    matcher: Matches
    glossary: Glossary
    today: date


@dataclass(frozen=True, slots=True)
class Fresh:
    """An open post, the import that brought it, and the trades that its title names."""

    brought: int
    post: Post
    trades: frozenset[str]


def alert_seekers(work: AlertWork, seeker_ids: Sequence[int] | None = None) -> int:
    """
    Puts an alert down for everybody who asked and for whom there is something new; one a day.

    :param seeker_ids: only these seekers; everybody where it is None.
    :return: how many alerts were put down.
    """
    with work.sessions() as session:
        newest = newest_import(session)
        query = select(FollowingRow).where(
            col(FollowingRow.alerts_on),
            col(FollowingRow.blocked_at).is_(None),
            FollowingRow.seen_import < newest,
            col(FollowingRow.alerted_on).is_distinct_from(work.today),
        )
        rows = [
            row for row in session.exec(query) if seeker_ids is None or row.seeker_id in seeker_ids
        ]
        since = min((row.seen_import for row in rows), default=newest)
        fresh = _fresh_posts(session, since, work) if rows else []
    return sum(_alert(work, row, fresh, newest) for row in rows)


def _fresh_posts(session: Session, since: int, work: AlertWork) -> list[Fresh]:
    """Open posts that came after that import."""
    query = (
        select(PostRow)
        .where(PostRow.first_import > since)
        .where(is_open_on(work.today))
        .order_by(col(PostRow.post_id))
        .limit(_MOST_NEW)
    )
    return [
        Fresh(
            row.first_import, post_from(row), frozenset(official_trades(row.title, work.glossary))
        )
        for row in session.exec(query)
    ]


def _alert(work: AlertWork, row: FollowingRow, fresh: list[Fresh], newest: int) -> bool:
    new = {one.post.post_id: one for one in fresh if one.brought > row.seen_import}
    found = _fitting(work, row, new) if new else []
    with work.sessions() as session:
        current = session.get_one(FollowingRow, row.seeker_id)
        current.seen_import = newest
        is_new = False
        if found:
            current.alerted_on = work.today
            detail = {"post_ids": found[:MOST_IN_AN_ALERT], "count": len(found), "wish": row.wish}
            about = work.today.isoformat()
            is_new = put_down(session, row.seeker_id, NoticeKind.ALERT, about, detail)
        session.commit()
        return is_new


def _fitting(work: AlertWork, row: FollowingRow, new: dict[str, Fresh]) -> list[str]:
    """Ids of the new posts that the person's search would show, and those of the wished trade."""
    profile = load_profile(work.sessions, row.seeker_id, row.label)
    without = left_out(work.sessions, row.seeker_id)
    report = search_posts(
        work.matcher,
        profile,
        row.wish,
        today=work.today,
        lang=Lang.ZH,
        viewer=Viewer(str(row.seeker_id), without),
    )
    shown = [match.post.post_id for match in report.matches if match.post.post_id in new]
    wished = set(official_trades(row.wish or " ".join(profile.wishes), work.glossary))
    of_trade = [
        post_id
        for post_id, one in new.items()
        if not wished.isdisjoint(one.trades) and post_id not in without
    ]
    # A search of few posts shows whatever no rule bars; an alert is for what was wished.
    ids = of_trade if wished else shown
    ids = sorted(ids, key=lambda post_id: (post_id not in shown, post_id))
    refused = set(profile.refused_work)
    return [
        post_id
        for post_id in ids
        if refused.isdisjoint(new[post_id].trades) and _may_take(work, profile, post_id)
    ]


def _may_take(work: AlertWork, profile: Profile, post_id: str) -> bool:
    match: Match | None = work.matcher.judge(profile, post_id, today=work.today, lang=Lang.ZH)
    return match is not None and match.result is not MatchResult.BARRED
