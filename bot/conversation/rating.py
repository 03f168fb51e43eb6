"""Whether an answer was useful: a row of buttons under it, and what a press does."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.context import Rows, TurnContext
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.handoffs.states import State
from knowledge.records.rating import rate, short_key
from knowledge.records.searching import Rating

RATING_TEXTS = Path(__file__).with_name("rating.toml")
ACTION = "rate"
_RATED = (Status.ANSWERED, Status.ANSWERED_PARTIAL)


class Ratings:
    """Staff review first what people found not useful."""

    def __init__(self, sessions: SessionFactory) -> None:
        self._sessions, self._wording = sessions, Wording.load(RATING_TEXTS)

    def beside(self, turn: TurnContext, reply: Reply) -> Rows:
        """The reply's buttons, with the row under them where it is an answer."""
        if reply.status not in _RATED:
            return reply.buttons
        key = short_key(turn.message_id)
        row = tuple(
            Button(self._wording.text(f"button_{rating}", turn.lang), f"{ACTION}:{rating}:{key}")
            for rating in Rating
        )
        return (*reply.buttons, row)

    def pressed(self, turn: TurnContext, rest: str) -> Reply | None:
        """Keeps what was pressed; None for an action that no button of ours has."""
        name, _, key = rest.partition(":")
        if name not in set(Rating):
            return None
        # The conversation stands where it stood: a choice that was offered can still be taken.
        turn.state.choices = list(turn.state.choices)
        turn.keeps_screen = True
        is_held = rate(self._sessions, turn.seeker_id, key, Rating(name))
        if turn.case is not None and turn.case.state is State.WITH_PERSON:
            # It is kept without a word: the person that is there speaks.
            return turn.reply(Status.NOTICE, "")
        if not is_held:
            return turn.reply(Status.NOTICE, self._wording.text("not_held", turn.lang))
        text = self._wording.text(f"thanks_{name}", turn.lang)
        if Rating(name) is Rating.USEFUL:
            return turn.reply(Status.NOTICE, text)
        person = Button(self._wording.text("button_person", turn.lang), "menu:person")
        return turn.reply(Status.NOTICE, text, ((person,),))
