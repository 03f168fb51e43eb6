"""The answer to "did it lead to work?"."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.following.groups import groups_of
from knowledge.following.outcomes import Outcome, answer_outcome, note_placed_kind
from knowledge.vocabulary import PostKind

_KINDS = (*(kind.value for kind in PostKind), "other")


class Outcomes:
    """Takes the answers, which feed the ledger."""

    def __init__(self, sessions: SessionFactory, wording: Wording) -> None:
        self._sessions, self._wording = sessions, wording

    def pressed(self, turn: TurnContext, rest: str) -> Reply | None:
        """`placed`, `waiting`, `nothing` or `kind:<kind>`; None where there is no such button."""
        verb, _, kind = rest.partition(":")
        if verb == "kind" and kind in _KINDS:
            note_placed_kind(self._sessions, turn.seeker_id, kind)
            return turn.reply(Status.NOTICE, self._wording.text("thanks_kind", turn.lang))
        if verb not in set(Outcome):
            return None
        outcome = Outcome(verb)
        settled = answer_outcome(
            self._sessions,
            turn.seeker_id,
            outcome,
            today=turn.today,
            groups=groups_of(turn.profile),
        )
        if not settled:
            return turn.reply(Status.NOTICE, self._wording.text("no_question", turn.lang))
        return self._thanks(turn, outcome)

    def _thanks(self, turn: TurnContext, outcome: Outcome) -> Reply:
        text = self._wording.text(f"thanks_{outcome}", turn.lang)
        if outcome is Outcome.PLACED:
            buttons = [
                Button(self._wording.text(f"placed_{kind}", turn.lang), f"outcome:kind:{kind}")
                for kind in _KINDS
            ]
            return turn.reply(Status.NOTICE, text, (tuple(buttons[:2]), tuple(buttons[2:])))
        again = Button(self._wording.text("button_search_again", turn.lang), "menu:work")
        courses = Button(self._wording.text("button_courses", turn.lang), "command:courses")
        return turn.reply(Status.NOTICE, text, ((again, courses),))
