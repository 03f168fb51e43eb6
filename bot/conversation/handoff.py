"""A person is asked for, or needed; while one is there, the assistant is silent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.conversation.context import Rows, TurnContext
from bot.conversation.menus import Menus
from bot.conversation.reply import Button, Incoming, Reply
from bot.conversation.when import OfficeMoments
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.handoffs.acts import Ask, TakeBack, Word
from knowledge.handoffs.seeker_side import open_case
from knowledge.handoffs.states import Reason, State
from knowledge.handoffs.telling import BACK
from knowledge.language import Lang

HANDOFF_TEXTS = Path(__file__).with_name("handoff.toml")
WITH_PERSON = "with_person"
"""The route of a turn that went to a person."""
OFFERED_AFTER = 2
"""Declines in a row after which a person is offered."""
_STILL_OURS = ("command:", "data:", "language:", "rate:")
_PUNCTUATION = re.compile(r"[\s。．.!！?？,，、~～“”\"「」]+")


class Handoffs:
    """Puts the seeker on the staff's list, once, and says so every time."""

    def __init__(
        self, menus: Menus, sessions: SessionFactory, clock: Callable[[], datetime]
    ) -> None:
        self._menus, self._sessions = menus, sessions
        self._wording = Wording.load(HANDOFF_TEXTS)
        self._moments = OfficeMoments(self._wording, clock)
        self._take_back = [
            re.compile(self._wording.text("take_back", lang), re.IGNORECASE) for lang in Lang
        ]

    def asked(self, turn: TurnContext) -> Reply:
        """The seeker asked for a person, or took the offer of one."""
        if turn.case is not None and turn.case.state is State.WITH_PERSON:
            turn.case_act = Word()
            return self._reply(turn, "with_person", self._back_row(turn))
        if turn.case is None and not turn.may_queue:
            return self._say(turn, "list_full", Status.NOTICE)
        offered = turn.state.declines_in_a_row >= OFFERED_AFTER
        turn.case_act = self._ask(turn, Reason.DECLINED_TWICE if offered else Reason.ASKED)
        turn.state.hand_over()
        key = "asked" if turn.case is None else "again"
        rows = () if turn.case is None else self._back_row(turn)
        return self._promise(turn, key, (*self._menus.main_buttons(turn.lang), *rows))

    def call_person(self, turn: TurnContext) -> list[str]:
        """
        Opens a case for somebody in danger, or escalates the open one.

        :return: when staff are back, where the office is shut; else nothing.
        """
        turn.case_act = self._ask(turn, Reason.DISTRESS)
        turn.state.hand_over()
        when = self._moments.told(turn.today, turn.lang)
        return [] if when is None else [self._wording.text("distress_shut", turn.lang, when=when)]

    def first(self, turn: TurnContext, incoming: Incoming) -> Reply | None:
        """What goes before everything else while a case is open; None for any other turn."""
        if turn.case is None:
            return None
        if self._takes_back(turn, incoming):
            return self.back(turn)
        if turn.case.state is not State.WITH_PERSON or _is_still_ours(incoming):
            return None
        if _is_in_danger(turn):
            return None
        turn.route = WITH_PERSON
        if incoming.action is not None:
            # A button is pressed for an answer; one that did nothing would be pressed again.
            return self._reply(turn, "with_person", self._back_row(turn))
        turn.case_act = Word()
        return self._silent(turn)

    def last(self, turn: TurnContext, reply: Reply) -> Reply:
        """The reply, or silence where a person has taken over while it was being made."""
        if turn.case is None or turn.case.state is not State.WAITING or turn.case_act is not None:
            return reply
        if turn.route == "action" or turn.forget:
            return reply
        with self._sessions() as session:
            case = open_case(session, turn.seeker_id)
        if case is None or case.state is not State.WITH_PERSON:
            return reply
        turn.case, turn.route, turn.case_act = case, WITH_PERSON, Word()
        return self._silent(turn)

    def back(self, turn: TurnContext) -> Reply:
        """The seeker goes on with the assistant."""
        turn.route = "handoff"
        if turn.case is None:
            return self._say(turn, "nobody_there", Status.NOTICE)
        turn.case_act = TakeBack()
        was_there = turn.case.state is State.WITH_PERSON
        return self._say(turn, "taken_back" if was_there else "withdrawn", Status.NOTICE)

    def _takes_back(self, turn: TurnContext, incoming: Incoming) -> bool:
        if incoming.action is not None:
            return incoming.action == BACK
        return self.says_back(turn)

    def says_back(self, turn: TurnContext) -> bool:
        """Whether the whole message is one of the phrases that take the conversation back."""
        said = _PUNCTUATION.sub(" ", turn.text).strip().lower()
        return any(pattern.fullmatch(said) for pattern in self._take_back)

    def _ask(self, turn: TurnContext, reason: Reason) -> Ask:
        places = turn.profile.districts
        # Somebody who looks for work in several districts belongs to no single office.
        district = turn.profile.home_district or (places[0] if len(places) == 1 else None)
        return Ask(reason, district, self._moments.next_opening(turn.today))

    def _promise(self, turn: TurnContext, key: str, buttons: Rows) -> Reply:
        when = self._moments.told(turn.today, turn.lang)
        if when is None:
            return self._reply(turn, f"{key}_open", buttons)
        return self._reply(turn, f"{key}_shut", buttons, when=when)

    def _say(self, turn: TurnContext, key: str, status: Status) -> Reply:
        text = self._wording.text(key, turn.lang)
        return turn.reply(status, text, self._menus.main_buttons(turn.lang))

    def _reply(self, turn: TurnContext, key: str, buttons: Rows, **values: object) -> Reply:
        return turn.reply(Status.HANDOFF, self._wording.text(key, turn.lang, **values), buttons)

    def _back_row(self, turn: TurnContext) -> Rows:
        return ((Button(self._wording.text("button_back", turn.lang), BACK),),)

    def _silent(self, turn: TurnContext) -> Reply:
        """A reply without a word: the person that is there answers."""
        return turn.reply(Status.HANDOFF, "")


def _is_in_danger(turn: TurnContext) -> bool:
    alarm = None if turn.message is None else turn.message.alarm
    return alarm is not None and alarm.is_to_life and not alarm.is_doubtful


def _is_still_ours(incoming: Incoming) -> bool:
    action = incoming.action or ""
    return action == "sources" or action.startswith(_STILL_OURS)
