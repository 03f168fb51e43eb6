"""Job fairs, campaigns and courses: asked for, offered beside posts, reminded of."""

from __future__ import annotations

import re

from bot.conversation.context import Rows, TurnContext
from bot.conversation.event_lines import EventLines
from bot.conversation.known_posts import ref_of
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.events.finding import (
    Wanted,
    certificates_lacking,
    course_closing_gap,
    event_beside,
    find_offerings,
)
from knowledge.events.offering import Offering, OfferingKind
from knowledge.events.reminding import is_reminded, remind_no_more, remind_of, reminder_day
from knowledge.events.store import coming
from knowledge.events.when import days_meant
from knowledge.events.words import campaign_in
from knowledge.glossary import Glossary
from knowledge.people.spoken_trades import official_trades
from knowledge.policies.citation import Citation
from knowledge.policies.release import ReleaseShelf

SHOWN_AT_ONCE = 5
_NO_WISHES = frozenset({"wishes", "districts"})
_COURSE = re.compile(r"培训|课程|课\b|上课|学习班|\b(?:courses?|training|class(?:es)?)\b", re.I)


class Events:
    """What goes on, for whom, and when."""

    def __init__(
        self, sessions: SessionFactory, wording: Wording, glossary: Glossary, releases: ReleaseShelf
    ) -> None:
        self._sessions, self._wording, self._glossary = sessions, wording, glossary
        self._releases, self._lines = releases, EventLines(wording, glossary)

    def from_message(self, turn: TurnContext) -> Reply:
        """What fits the days, the district, the trade and the campaign that the message names."""
        kind = OfferingKind.COURSE if _COURSE.search(turn.masked) else OfferingKind.EVENT
        wanted = Wanted(
            span=days_meant(turn.masked, turn.today),
            districts=self._glossary.places.districts_in(turn.masked),
            trades=official_trades(turn.masked, self._glossary),
            campaign=campaign_in(turn.masked) if kind is OfferingKind.EVENT else None,
        )
        # A fair in a district, or a course on a trade, is no wish to work there or in that.
        turn.learned[:] = [fact for fact in turn.learned if fact.name not in _NO_WISHES]
        return self._list(turn, kind, wanted)

    def events(self, turn: TurnContext) -> Reply:
        """What comes next where the person looks for work."""
        return self._list(turn, OfferingKind.EVENT, Wanted(districts=turn.profile.districts))

    def courses(self, turn: TurnContext) -> Reply:
        """Courses, those for the wished trade first."""
        trades = official_trades(" ".join(turn.profile.wishes), self._glossary)
        return self._list(turn, OfferingKind.COURSE, Wanted(trades=trades))

    def pressed(self, turn: TurnContext, rest: str) -> Reply | None:
        """`<verb>:<offering>`, or None where there is no such button."""
        verb, _, ref = rest.partition(":")
        if verb not in ("open", "remind", "forget"):
            return None
        turn.keeps_screen = True
        one = self._coming(turn, ref)
        if one is None:
            return turn.reply(Status.NOTICE, self._wording.text("offering_gone", turn.lang))
        if verb == "open":
            return self._open(turn, one)
        return self._remind(turn, one) if verb == "remind" else self._forget(turn, one)

    def beside(self, turn: TurnContext, reply: Reply) -> tuple[list[str], Rows]:
        """A line and a button for an event near the posts, and for a course that opens some."""
        event = event_beside(
            coming(self._sessions, OfferingKind.EVENT, today=turn.today),
            turn.profile,
            reply.posts,
            turn.today,
        )
        lacking = certificates_lacking(reply.posts, turn.profile)
        courses = coming(self._sessions, OfferingKind.COURSE, today=turn.today) if lacking else []
        course = course_closing_gap(courses, turn.profile, lacking)
        lines, row = [], []
        for key, one in (("event_beside", event), ("course_beside", course)):
            if one is not None:
                lines.append(self._lines.beside(key, one, turn.lang))
                text = self._wording.text(f"button_{key}", turn.lang)
                row.append(Button(text, f"offer:open:{ref_of(one.offering_id)}"))
        return lines, (tuple(row),) if row else ()

    def _list(self, turn: TurnContext, kind: OfferingKind, wanted: Wanted) -> Reply:
        held = coming(self._sessions, kind, today=turn.today)
        found = find_offerings(held, wanted, self._glossary)
        shown = found.offerings[:SHOWN_AT_ONCE]
        turn.trace["offerings"] = [one.offering_id for one in shown]
        if not shown:
            other = OfferingKind.EVENT if kind is OfferingKind.COURSE else OfferingKind.COURSE
            text = self._wording.text(f"{kind}s_none", turn.lang)
            return turn.reply(Status.MATCHED_NONE, text, (self._other_button(turn, other),))
        text = self._lines.listed(shown, kind, found, wanted, lang=turn.lang)
        numbers = tuple(
            Button(str(number), f"offer:open:{ref_of(one.offering_id)}")
            for number, one in enumerate(shown, 1)
        )
        return turn.reply(Status.MATCHED, text, (numbers,))

    def _open(self, turn: TurnContext, one: Offering) -> Reply:
        citations = self._subsidy(turn, one)
        text = self._lines.card(one, turn.lang)
        if citations:
            quotes = "\n\n".join(citation.quote for citation in citations)
            text = f"{text}\n\n{self._wording.text('subsidy_head', turn.lang)}\n\n{quotes}"
        return Reply(
            Status.MATCHED, turn.lang, text, citations, buttons=self._reminder_row(turn, one)
        )

    def _subsidy(self, turn: TurnContext, one: Offering) -> tuple[Citation, ...]:
        """The clauses that the feed names, as far as the knowledge base holds them."""
        if not one.subsidy:
            return ()
        release = self._releases.current()
        turn.release_id = release.release_id
        clauses = (release.clause(clause_id, turn.lang) for clause_id in one.subsidy)
        return tuple(release.cite(clause) for clause in clauses if clause is not None)

    def _remind(self, turn: TurnContext, one: Offering) -> Reply:
        title = one.name(turn.lang)
        if reminder_day(one.starts) <= turn.today:
            text = self._wording.text("remind_too_late", turn.lang, title=title, day=one.starts)
            return turn.reply(Status.NOTICE, text)
        remind_of(self._sessions, turn.seeker_id, one.offering_id, today=turn.today)
        turn.state.follows = True
        day = reminder_day(one.starts)
        text = self._wording.text("remind_set", turn.lang, day=day, title=title)
        return turn.reply(Status.NOTICE, text, self._reminder_row(turn, one))

    def _forget(self, turn: TurnContext, one: Offering) -> Reply:
        remind_no_more(self._sessions, turn.seeker_id, one.offering_id)
        text = self._wording.text("remind_forgotten", turn.lang, title=one.name(turn.lang))
        return turn.reply(Status.NOTICE, text)

    def _reminder_row(self, turn: TurnContext, one: Offering) -> Rows:
        is_set = is_reminded(self._sessions, turn.seeker_id, one.offering_id)
        verb, key = ("forget", "forget_reminder") if is_set else ("remind", "remind")
        text = self._wording.text(f"button_{key}", turn.lang)
        return ((Button(text, f"offer:{verb}:{ref_of(one.offering_id)}"),),)

    def _other_button(self, turn: TurnContext, kind: OfferingKind) -> tuple[Button, ...]:
        return (Button(self._wording.text(f"button_{kind}s", turn.lang), f"command:{kind}s"),)

    def _coming(self, turn: TurnContext, ref: str) -> Offering | None:
        held = (
            one for kind in OfferingKind for one in coming(self._sessions, kind, today=turn.today)
        )
        return next((one for one in held if ref_of(one.offering_id) == ref), None)
