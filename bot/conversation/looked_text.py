"""Who looked at the seeker's original words, when and why, as lines of what is held."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.rating import RATING_TEXTS
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory
from knowledge.records.revealing import looks_at


def looked_lines(sessions: SessionFactory, turn: TurnContext) -> list[str]:
    """A head and one line for each look, none where nobody looked."""
    with sessions() as session:
        looks = looks_at(session, turn.seeker_id)
    if not looks:
        return []
    wording = Wording.load(RATING_TEXTS)
    lines = [
        # Days alone: the reader's clock may differ, and the hour says nothing more.
        wording.text("looked", turn.lang, when=f"{look.at:%Y-%m-%d}", reason=look.reason)
        for look in looks
    ]
    return [wording.text("looked_head", turn.lang), *lines]
