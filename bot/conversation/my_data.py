"""What is stored about the seeker: shown, handed over, deleted, all in the chat."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.context import TurnContext
from bot.conversation.followed_text import followed_lines
from bot.conversation.looked_text import looked_lines
from bot.conversation.menus import Menus
from bot.conversation.people_acted_for import PeopleActedFor
from bot.conversation.profile_card import ProfileCard
from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.people.forgetting import export_seeker, forget_seeker
from knowledge.people.whom import SELF
from knowledge.records.turns import count_turns
from knowledge.reviews.golden import write_golden


class MyData:
    """Nothing is deleted without a second tap."""

    def __init__(
        self,
        menus: Menus,
        wording: Wording,
        sessions: SessionFactory,
        *,
        card: ProfileCard,
        golden: Path,
    ) -> None:
        """
        Works on what the sessions reach.

        :param golden: the file of questions that corrections have become; it forgets as well.
        """
        self._menus, self._wording, self._sessions = menus, wording, sessions
        self._card, self._people = card, PeopleActedFor(sessions)
        self._golden = golden

    def show(self, turn: TurnContext) -> Reply:
        """Every fact of every person, with the message, CV or button that it came from."""
        turns = count_turns(self._sessions, turn.seeker_id)
        lines = []
        labels = self._people.labels(turn)
        for label in labels:
            if labels != (SELF,):
                who = self._people.name(label, turn.lang)
                lines.append(self._people.wording.text("data_of", turn.lang, who=who))
            lines += self._card.sourced_lines(turn, label)
        lines += followed_lines(self._sessions, turn)
        lines += looked_lines(self._sessions, turn)
        head = self._wording.text("data_head" if lines else "data_none", turn.lang, turns=turns)
        buttons = (
            (
                self._menus.button("export", "data:export", turn.lang),
                self._menus.button("forget", "data:forget", turn.lang),
            ),
            *self._people.data_rows(turn),
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
        if self._golden.exists():
            with self._sessions() as session:
                write_golden(session, self._golden)
        turn.forget = True
        return turn.reply(Status.NOTICE, self._wording.text("forgotten", turn.lang, rows=rows))
