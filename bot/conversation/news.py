"""What people are told unasked: pushed where a surface can, else shown at the next turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.conversation.context import Rows
from bot.conversation.event_lines import EventLines
from bot.conversation.known_posts import KnownPosts, ref_of, titled
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.events.store import offering
from knowledge.following.alerting import AlertWork
from knowledge.following.leaving_out import left_out
from knowledge.following.notices import (
    Notice,
    NoticeKind,
    claim,
    give_back,
    note_refused,
    note_sent,
    notice_of,
    waiting,
)
from knowledge.following.outcomes import Outcome, Question
from knowledge.following.planning import plan_for
from knowledge.following.tables import FollowingRow
from knowledge.following.wanting import note_back, note_blocked, wants_of
from knowledge.glossary import Glossary
from knowledge.people.profile import Profile
from knowledge.people.storing import load_profile
from knowledge.posts.match import Match

PUSHED_ON = frozenset({"telegram", "web"})
"""Surfaces that can write to somebody who has not just written."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words, with what can be done about it."""

    text: str
    since: str
    """The same as one line under the reply to something else."""
    rows: Rows = ()
    rows_since: Rows = ()
    posts: tuple[Match, ...] = field(default=())


class News:
    """Plans notices, puts them in words, and keeps track of what was handed over."""

    def __init__(
        self,
        known: KnownPosts,
        wording: Wording,
        glossary: Glossary,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._known, self._wording, self._glossary = known, wording, glossary
        self._sessions, self._clock = known.sessions, clock
        self._lines = EventLines(wording, glossary)
        self._tellers: dict[NoticeKind, Callable[[Notice, date], Told | None]] = {
            NoticeKind.ALERT: self._alert,
            NoticeKind.DEADLINE: self._deadline,
            NoticeKind.OUTCOME: self._outcome,
            NoticeKind.EVENT: self._event,
        }

    def due(self, surface: str) -> list[Notice]:
        """What is to be handed over now: planned, and outside the quiet hours of its person."""
        moment = self._clock()
        self.plan(surface, moment.date())
        found = waiting(self._sessions, surface)
        return [one for one in found if not one.quiet.covers(moment.time())]

    def plan(self, surface: str, today: date, seeker_id: int | None = None) -> None:
        """Puts down what is due on that day."""
        work = AlertWork(self._sessions, self._known.shelf.matcher(), self._glossary, today)
        plan_for(work, surface, seeker_id=seeker_id)

    def taken(self, notice: Notice) -> Reply | None:
        """
        The notice as a message, claimed for whoever asks; None where somebody else has it.

        None also where there is nothing left to tell: its posts have closed meanwhile.
        """
        if not claim(self._sessions, notice):
            return None
        told = self._tellers[notice.kind](notice, self._clock().date())
        if told is None:
            note_refused(self._sessions, notice)
            return None
        status = Status.MATCHED if told.posts else Status.NOTICE
        return Reply(status, notice.lang, told.text, posts=told.posts, buttons=told.rows)

    def sent(self, notice: Notice) -> None:
        """It has arrived."""
        note_sent(self._sessions, notice)

    def unsure(self, notice: Notice) -> None:
        """It may have arrived; somebody who asked nothing is not to read the same thing twice."""
        note_sent(self._sessions, notice)

    def not_sent(self, notice: Notice) -> None:
        """It has certainly not arrived; it is tried again."""
        give_back(self._sessions, notice)

    def refused(self, notice: Notice) -> None:
        """The person takes no messages any more."""
        note_refused(self._sessions, notice)
        note_blocked(self._sessions, notice.seeker_id)

    def since_last_turn(self, surface: str, seeker_id: int, today: date) -> tuple[list[str], Rows]:
        """Lines and buttons for somebody who writes again, each notice once."""
        if wants_of(self._sessions, seeker_id).is_blocked:
            note_back(self._sessions, seeker_id)
        if surface in PUSHED_ON:
            return [], ()
        self.plan(surface, today, seeker_id)
        lines: list[str] = []
        rows: list[tuple[Button, ...]] = []
        for notice in waiting(self._sessions, surface, seeker_id=seeker_id):
            told = self._tellers[notice.kind](notice, today)
            if claim(self._sessions, notice):
                note_sent(self._sessions, notice)
                lines += [told.since] if told else []
                rows += told.rows_since if told else ()
        return lines, tuple(rows)

    def new_posts(self, seeker_id: int, notice_id: int, today: date) -> Reply | None:
        """The posts of an alert that was shown in one line; None where there is no such alert."""
        notice = notice_of(self._sessions, seeker_id, notice_id)
        told = None if notice is None else self._tellers[notice.kind](notice, today)
        if notice is None or told is None or not told.posts:
            return None
        return Reply(Status.MATCHED, notice.lang, told.text, posts=told.posts, buttons=told.rows)

    def _alert(self, notice: Notice, today: date) -> Told | None:
        label = self._label(notice.seeker_id)
        profile = load_profile(self._sessions, notice.seeker_id, label)
        without = left_out(self._sessions, notice.seeker_id)
        ids = [one for one in notice.detail["post_ids"] if one not in without]
        matches = [self._match(profile, post_id, notice, today) for post_id in ids]
        posts = tuple(match for match in matches if match is not None)
        if not posts:
            return None
        values = {
            "count": notice.detail["count"],
            "wish": "、".join(profile.wishes) or notice.detail["wish"],
        }
        titles = "、".join(match.title for match in posts)
        stop = self._button("alerts_stop", "alerts:stop", notice)
        settings = self._button("alerts_settings", "command:alerts", notice)
        see = self._button("new_posts", f"news:{notice.notice_id}", notice)
        numbers = tuple(
            Button(str(number), f"post:open:{ref_of(match.post.post_id)}")
            for number, match in enumerate(posts, 1)
        )
        return Told(
            self._wording.text("told_alert", notice.lang, **values),
            self._wording.text("told_alert_since", notice.lang, titles=titles, **values),
            rows=(numbers, (stop, settings)),
            rows_since=((see, stop),),
            posts=posts,
        )

    def _deadline(self, notice: Notice, today: date) -> Told | None:
        post = self._known.post(ref_of(str(notice.detail["post_id"])))
        if post is None or post.closes_on is None or post.closes_on < today:
            return None
        title = titled(post, notice.lang)
        text = self._wording.text("told_deadline", notice.lang, title=title, day=post.closes_on)
        apply = self._button("apply", f"post:apply:{ref_of(post.post_id)}", notice)
        row = (apply, self._button("deadlines_off", "alerts:deadlines_off", notice))
        return Told(text, text, rows=(row,), rows_since=(row,))

    def _outcome(self, notice: Notice, _: date) -> Told | None:
        ids = [str(one) for one in notice.detail["post_ids"]]
        posts = [post for one in ids if (post := self._known.post(ref_of(one))) is not None]
        if not posts:
            return None
        others = ""
        if len(posts) > 1:
            # In Chinese all are counted, in English those besides the first.
            count = len(posts) if notice.lang == "zh" else len(posts) - 1
            others = self._wording.text("and_others", notice.lang, count=count)
        again = notice.detail["question"] == Question.REMINDER
        key = "told_outcome_again" if again else "told_outcome"
        title = titled(posts[0], notice.lang)
        text = self._wording.text(key, notice.lang, title=title, others=others)
        answers = tuple(
            Button(self._wording.text(f"outcome_{one}", notice.lang), f"outcome:{one}")
            for one in Outcome
        )
        stop = self._button("outcomes_off", "alerts:outcomes_off", notice)
        return Told(text, text, rows=(answers, (stop,)), rows_since=(answers, (stop,)))

    def _event(self, notice: Notice, today: date) -> Told | None:
        one = offering(self._sessions, str(notice.detail["offering_id"]))
        if one is None or one.ends < today:
            return None
        text = self._lines.reminder(one, notice.lang)
        ref = ref_of(one.offering_id)
        row = (
            self._button("event_details", f"offer:open:{ref}", notice),
            self._button("forget_reminder", f"offer:forget:{ref}", notice),
        )
        return Told(text, text, rows=(row,), rows_since=(row,))

    def _match(self, profile: Profile, post_id: str, notice: Notice, today: date) -> Match | None:
        matcher = self._known.shelf.matcher()
        match = matcher.judge(profile, post_id, today=today, lang=notice.lang)
        return match if match is not None and match.post.is_open_on(today) else None

    def _label(self, seeker_id: int) -> str:
        with self._sessions() as session:
            row = session.get(FollowingRow, seeker_id)
            return "self" if row is None else row.label

    def _button(self, key: str, action: str, notice: Notice) -> Button:
        return Button(self._wording.text(f"button_{key}", notice.lang), action)
