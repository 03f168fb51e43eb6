"""One question back with buttons, and the answer to it, pressed or typed."""

from __future__ import annotations

from bot.conversation.asking import Asking
from bot.conversation.context import Rows, TurnContext
from bot.conversation.menus import Menus
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.answering import Answering
from knowledge.answering.dialogue.choice import Choice
from knowledge.answering.dialogue.picking import picked
from knowledge.answering.draft import Draft, Route
from knowledge.glossary import Glossary

ACTION = "about"
_MOST_BUTTONS = 6
_LONGEST_LABEL = 60


class Clarifying:
    """Asks once what was meant; whatever else comes next is taken as a new message."""

    def __init__(
        self, menus: Menus, answering: Answering, asking: Asking, glossary: Glossary
    ) -> None:
        self._menus, self._answering, self._asking = menus, answering, asking
        self._glossary = glossary

    def ask_back(self, turn: TurnContext, draft: Draft) -> Reply:
        """The question with its choices, kept for the next message."""
        assert draft.answer is not None, "choices come with the text that offers them"
        turn.release_id = draft.release.release_id
        turn.state.offer(draft.choices, draft.asked)
        turn.state.remember(draft.subject, ())
        return turn.reply(Status.CLARIFY, draft.answer.text, self._buttons(turn, draft))

    def named(self, turn: TurnContext) -> str | None:
        """The key of the choice that the message names; None where it names none."""
        choices = [Choice(key, zh, en) for key, zh, en in turn.state.choices]
        choice = picked(turn.masked, choices, self._glossary)
        return None if choice is None else choice.key

    def pressed(self, turn: TurnContext, key: str) -> Reply:
        """The answer from the document or clause chosen, to what was asked before it."""
        question = turn.state.choice_question
        draft = self._answering.about(key, question, turn.lang, turn.today)
        if draft is None:
            return self._menus.say(turn, "unknown_action")
        turn.trace.update(draft.trace())
        turn.route = turn.state.last_route = Route.QUESTION.value
        return self._asking.reply(turn, draft)

    def _buttons(self, turn: TurnContext, draft: Draft) -> Rows:
        rows = [
            (Button(_short(choice.label(turn.lang)), f"{ACTION}:{choice.key}"),)
            for choice in draft.choices
        ]
        beside = []
        if draft.notes["clarified"] in {"which_group", "which_topic", "which_any"}:
            beside.append(self._menus.button("may", "menu:may", turn.lang))
        if draft.notes["clarified"] == "which_group":
            beside.append(self._menus.button("work", "menu:work", turn.lang))
        room = _MOST_BUTTONS - len(rows)
        return (*rows, tuple(beside[:room])) if beside[:room] else tuple(rows)


def _short(label: str) -> str:
    """The label as far as a button shows it."""
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
