"""What is stored about the seeker: shown, handed over, deleted, all in the chat."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.menus import Menus
from bot.conversation.profile_text import ProfileText
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.people.forgetting import export_seeker, forget_seeker
from knowledge.people.storing import stored_facts
from knowledge.records.turns import count_turns


class MyData:
    """Nothing is deleted without a second tap."""

    def __init__(
        self, menus: Menus, wording: Wording, sessions: SessionFactory, profile_text: ProfileText
    ) -> None:
        self._menus, self._wording, self._sessions = menus, wording, sessions
        self._profile_text = profile_text

    def show(self, turn: TurnContext) -> Reply:
        """Every fact with the words it was understood from."""
        facts = stored_facts(self._sessions, turn.seeker_id)
        turns = count_turns(self._sessions, turn.seeker_id)
        lines = [
            f"• {self._profile_text.fact(fact.name, fact.value, turn.lang)}"
            + (f"（{fact.said}）" if fact.said else "")
            for fact in facts
        ]
        head = self._wording.text("data_head" if lines else "data_none", turn.lang, turns=turns)
        buttons = (
            (
                self._menus.button("export", "data:export", turn.lang),
                self._menus.button("forget", "data:forget", turn.lang),
            ),
        )
        return turn.reply(Status.NOTICE, "\n".join([head, *lines]), buttons)

    def export(self, turn: TurnContext) -> Reply:
        """Everything as JSON."""
        return turn.reply(Status.NOTICE, export_seeker(self._sessions, turn.seeker_id))

    def ask_to_forget(self, turn: TurnContext) -> Reply:
        """Asks once more."""
        buttons = (
            (
                self._menus.button("yes_forget", "data:forget_yes", turn.lang),
                self._menus.button("no", "data:keep", turn.lang),
            ),
        )
        return turn.reply(Status.NOTICE, self._wording.text("forget_sure", turn.lang), buttons)

    def forget(self, turn: TurnContext) -> Reply:
        """Deletes everything; this turn is not recorded either."""
        rows = forget_seeker(self._sessions, turn.seeker_id)
        turn.forget = True
        return turn.reply(Status.NOTICE, self._wording.text("forgotten", turn.lang, rows=rows))
