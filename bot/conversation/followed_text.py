"""What staying in touch holds about somebody, as a line of what is held at all."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.post_applying import FOLLOWING_TEXTS
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.following.held import held_about


def followed_lines(sessions: SessionFactory, turn: TurnContext) -> list[str]:
    """One line with the counts, none where nothing is held."""
    held = held_about(sessions, turn.seeker_id)
    if held.is_nothing:
        return []
    wording = Wording.load(FOLLOWING_TEXTS)
    return [
        wording.text(
            "held",
            turn.lang,
            saved=held.saved,
            hidden=held.hidden,
            reported=held.reported,
            outcomes=held.outcomes,
            reminders=held.reminders,
            alerts=wording.text("on" if held.alerts_on else "off", turn.lang),
        )
    ]
