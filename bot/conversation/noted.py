"""What a message taught about whoever asks, shown back to them."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.hearing import is_told_here
from bot.conversation.profile_text import ProfileText, with_birth
from knowledge.answering.wording import Wording
from knowledge.eligibility.enterprise import understand_enterprise
from knowledge.eligibility.full import joined
from knowledge.eligibility.noted import noted


class Noted:
    """Facts in the words of the profile, or by what the programmes call them."""

    def __init__(self, wording: Wording, profile_text: ProfileText) -> None:
        self._wording, self._profile_text = wording, profile_text

    def text(self, turn: TurnContext) -> str:
        """One line; empty where nothing was taught, and under a button, which shows it itself."""
        if not turn.text:
            return ""
        if turn.state.enterprise is None:
            shown = self._of_person(turn)
        else:
            shown = noted(understand_enterprise(turn.masked), turn.lang)
        if not shown:
            return ""
        return self._wording.text("profile_understood", turn.lang, facts=joined(shown, turn.lang))

    def _of_person(self, turn: TurnContext) -> list[str]:
        shown = []
        latest = {fact.name: fact for fact in turn.learned}
        for fact in with_birth(latest.values()):
            if not is_told_here(fact) or fact.value in ((), None):
                continue
            if self._profile_text.has(fact.name):
                shown.append(self._profile_text.fact(fact.name, fact.value, turn.lang))
            else:
                shown += noted([fact], turn.lang)
        return shown
