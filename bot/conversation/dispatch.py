"""Which part of the conversation settles a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.asking import Asking
from bot.conversation.context import TurnContext
from bot.conversation.eligibility import Eligibility
from bot.conversation.handoff import Handoffs
from bot.conversation.job_search import JobSearch
from bot.conversation.menus import Menus
from bot.conversation.my_data import MyData
from bot.conversation.profile_text import ProfileText
from bot.conversation.reply import Incoming, Reply
from bot.conversation.texts import MOST_CHARACTERS, has_words
from knowledge.answering.answer import Status
from knowledge.answering.answering import Answering
from knowledge.answering.draft import Route
from knowledge.answering.purpose import settled_route
from knowledge.answering.several import questions_in
from knowledge.answering.wording import Wording
from knowledge.glossary import Glossary
from knowledge.people.understanding import understand


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of the conversation that a message can go to."""

    menus: Menus
    wording: Wording
    glossary: Glossary
    profile_text: ProfileText
    answering: Answering
    asking: Asking
    job_search: JobSearch
    eligibility: Eligibility
    my_data: MyData
    handoffs: Handoffs


Reaction = Callable[[TurnContext], Reply]


class Dispatch:
    """Buttons by their action, messages by their route."""

    def __init__(self, parts: Parts) -> None:
        self.menus = parts.menus
        self._parts = parts
        self._actions = _actions(parts)
        self._routes = _routes(parts)

    def reply(self, turn: TurnContext, incoming: Incoming) -> Reply:
        """The reply to a message of any of the three forms."""
        if incoming.action is not None:
            return self._action(turn, incoming.action)
        if incoming.document is not None:
            return self.menus.say(turn, "unsupported")
        if not has_words(turn.text):
            return self.menus.say(turn, "empty")
        if len(turn.text) > MOST_CHARACTERS:
            values = {"length": len(turn.text), "most": MOST_CHARACTERS}
            return turn.reply(
                Status.NOTICE, self._parts.wording.text("too_long", turn.lang, **values)
            )
        return self._message(turn)

    def _action(self, turn: TurnContext, action: str) -> Reply:
        if action in self._actions:
            return self._actions[action](turn)
        kind, _, rest = action.partition(":")
        if kind == "language" or action.startswith("command:language:"):
            return self.menus.language(turn, rest.rpartition(":")[2])
        if kind == "fact":
            return self._parts.eligibility.answer_button(turn, rest)
        if kind == "unsupported":
            return self.menus.say(turn, "unsupported")
        return self.menus.say(turn, "unknown_action")

    def _message(self, turn: TurnContext) -> Reply:
        draft = self._parts.answering.ask(turn.text, turn.lang, turn.today, turn.state.earlier())
        turn.trace.update(draft.trace())
        turn.learn(
            understand(turn.masked, turn.lang, today=turn.today, glossary=self._parts.glossary)
        )
        if turn.state.pending_fact and draft.route in (Route.QUESTION, Route.PROFILE):
            answered = self._parts.eligibility.answer_text(turn)
            if answered is not None:
                return answered
        route = settled_route(draft, turn.learned, self._parts.glossary, turn.state.last_route)
        turn.route = turn.state.last_route = route.value
        if route is Route.QUESTION:
            return self._answered_each(turn) or self._parts.asking.reply(turn, draft)
        return self._profile(turn) if route is Route.PROFILE else self._routes[route](turn)

    def _answered_each(self, turn: TurnContext) -> Reply | None:
        """The answers to several questions in one message; None unless each has its own."""
        questions = questions_in(turn.text)
        if len(questions) == 1:
            return None
        drafts = self._parts.answering.ask_each(
            questions, turn.lang, turn.today, turn.state.earlier()
        )
        firsts = {draft.clauses[0].clause_id for draft in drafts if draft.clauses}
        if len(firsts) < len(questions):
            return None
        turn.trace["parts"] = [draft.trace() for draft in drafts]
        return self._parts.asking.reply_to_each(turn, drafts)

    def _profile(self, turn: TurnContext) -> Reply:
        facts = self._parts.profile_text.facts(turn.learned, turn.lang)
        lines = [
            self._parts.wording.text("profile_understood", turn.lang, facts=facts),
            self._parts.wording.text("profile_next", turn.lang),
        ]
        return turn.reply(Status.PROFILE, "\n".join(lines), self.menus.main_buttons(turn.lang))


def _actions(parts: Parts) -> dict[str, Reaction]:
    """What each button and command does."""
    menus, handoffs = parts.menus, parts.handoffs
    job_search, eligibility, my_data = parts.job_search, parts.eligibility, parts.my_data
    return {
        "menu:work": job_search.start,
        "menu:policy": lambda turn: menus.say(turn, "ask_policy"),
        "menu:may": eligibility.start,
        "menu:data": my_data.show,
        "menu:person": handoffs.asked,
        "jobs:more": job_search.more,
        "sources": parts.asking.sources,
        "data:export": my_data.export,
        "data:forget": my_data.ask_to_forget,
        "data:forget_yes": my_data.forget,
        "data:keep": lambda turn: menus.say(turn, "kept"),
        "command:start": lambda turn: menus.say(turn, "welcome"),
        "command:help": lambda turn: menus.say(turn, "help"),
        "command:jobs": job_search.start,
        "command:policy": lambda turn: menus.say(turn, "ask_policy"),
        "command:may": eligibility.start,
        "command:mydata": my_data.show,
        "command:forget": my_data.ask_to_forget,
        "command:person": handoffs.asked,
        "command:sources": parts.asking.sources,
        "command:language": lambda turn: menus.language(turn, ""),
    }


def _routes(parts: Parts) -> dict[Route, Reaction]:
    """What settles each route but questions and statements."""
    menus = parts.menus
    return {
        Route.JOB_SEARCH: parts.job_search.from_message,
        Route.ELIGIBILITY: parts.eligibility.start,
        Route.SMALL_TALK: menus.small_talk,
        Route.HANDOFF: parts.handoffs.asked,
        Route.MY_DATA: parts.my_data.show,
        Route.DISTRESS: parts.handoffs.distress,
        Route.UNSAFE: lambda turn: menus.say(turn, "unsafe", Status.DECLINED_UNSAFE),
        Route.OUT_OF_SCOPE: lambda turn: menus.say(
            turn, "out_of_scope", Status.DECLINED_OUT_OF_SCOPE
        ),
    }
