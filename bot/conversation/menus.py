"""Welcome, help, language and the other fixed replies, and the buttons of the main paths."""

from __future__ import annotations

from bot.conversation.context import Rows, TurnContext
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.language import Lang

_THANKS = ("谢", "感", "thank", "thx", "辛苦")
_BYES = ("再见", "拜", "bye", "晚安", "good night")


class Menus:
    """Replies that depend on nothing but the language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def main_buttons(self, lang: Lang) -> Rows:
        """The five main paths."""
        return (
            (self.button("work", "menu:work", lang), self.button("policy", "menu:policy", lang)),
            (self.button("may", "menu:may", lang), self.button("data", "menu:data", lang)),
            (self.button("person", "menu:person", lang),),
        )

    def welcome(self, lang: Lang) -> Reply:
        """What a surface shows before anything is written."""
        text = self._wording.text("welcome", lang)
        return Reply(Status.NOTICE, lang, text, buttons=self.main_buttons(lang))

    def button(self, key: str, action: str, lang: Lang) -> Button:
        """A button with the text that stands under `button_<key>`."""
        return Button(self._wording.text(f"button_{key}", lang), action)

    def say(self, turn: TurnContext, key: str, status: Status = Status.NOTICE) -> Reply:
        """A fixed text with the main buttons."""
        text = self._wording.text(key, turn.lang)
        return turn.reply(status, text, self.main_buttons(turn.lang))

    def small_talk(self, turn: TurnContext) -> Reply:
        """Thanks and goodbyes are answered as such, everything else with the welcome."""
        lower = turn.text.lower()
        if any(word in lower for word in _THANKS):
            return self.say(turn, "thanks")
        return self.say(turn, "bye" if any(word in lower for word in _BYES) else "welcome")

    def insult(self, turn: TurnContext) -> Reply:
        """A calm word the first time, and from then on only that one is still there."""
        key = "insult_again" if turn.state.was_calmed else "insult"
        turn.state.was_calmed = True
        return self.say(turn, key)

    def language(self, turn: TurnContext, choice: str) -> Reply:
        """Fixes the language of all replies, or leaves it to each message (`auto`)."""
        if choice in set(Lang):
            turn.fixed_lang = turn.lang = Lang(choice)
            return self.say(turn, "language_set")
        if choice == "auto":
            turn.fixed_lang = None
            return self.say(turn, "language_auto")
        row = (
            Button("中文", "language:zh"),
            Button("English", "language:en"),
            Button("自动 / auto", "language:auto"),
        )
        text = self._wording.text("language_choose", turn.lang)
        return turn.reply(Status.NOTICE, text, (row,))
