"""A person is asked for, or needed."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.menus import Menus
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.reading.danger import Danger, danger_in
from knowledge.database import SessionFactory
from knowledge.records.turns import DISTRESS, has_open_handoff


class Handoffs:
    """Puts the seeker on the staff's list, once, and says so every time."""

    def __init__(self, menus: Menus, sessions: SessionFactory) -> None:
        self._menus, self._sessions = menus, sessions

    def asked(self, turn: TurnContext) -> Reply:
        """The seeker asked for a person."""
        waiting = has_open_handoff(self._sessions, turn.seeker_id)
        turn.handoff_reason = "asked"
        key = "handoff_again" if waiting else "handoff"
        return self._menus.say(turn, key, Status.HANDOFF)

    def distress(self, turn: TurnContext) -> Reply:
        """
        Somebody is in danger: the crisis lines first, and a person without being asked.

        Weariness that is put in the strongest words gets a gentle one, and a person on request.
        """
        danger = danger_in(turn.masked)
        if danger is Danger.WEARY:
            return self._menus.say(turn, "distress_weary")
        turn.handoff_reason = DISTRESS
        key = "distress" if danger is None else f"distress_{danger}"
        return self._menus.say(turn, key, Status.HANDOFF)
