"""Which part of the conversation settles a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.asking import Asking
from bot.conversation.clarifying import ACTION as CHOICE
from bot.conversation.clarifying import Clarifying
from bot.conversation.context import TurnContext
from bot.conversation.eligibility import Eligibility
from bot.conversation.following import Following
from bot.conversation.handoff import Handoffs
from bot.conversation.job_search import JobSearch
from bot.conversation.menus import Menus
from bot.conversation.my_data import MyData
from bot.conversation.profile_talk import ProfileTalk
from bot.conversation.rating import ACTION as RATING
from bot.conversation.rating import Ratings
from bot.conversation.reply import Incoming, Reply
from bot.conversation.shown import remember_shown
from bot.conversation.shown_posts import ShownPosts
from bot.conversation.texts import MOST_CHARACTERS, has_words, is_in_other_script
from knowledge.answering.answer import Status
from knowledge.answering.answering import Answering
from knowledge.answering.draft import Draft, Route
from knowledge.answering.model.protocol import ModelUse
from knowledge.answering.reading.purpose import settled_route
from knowledge.answering.reading.several import questions_in
from knowledge.answering.wording import Wording
from knowledge.events.asking import NOT_HELD, asks_for_offerings
from knowledge.events.asking import ROUTE as EVENTS
from knowledge.glossary import Glossary
from knowledge.handoffs.telling import BACK
from knowledge.people.wishing import asks_about_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of the conversation that a message can go to."""

    menus: Menus
    wording: Wording
    glossary: Glossary
    profile_talk: ProfileTalk
    answering: Answering
    asking: Asking
    job_search: JobSearch
    shown_posts: ShownPosts
    following: Following
    eligibility: Eligibility
    my_data: MyData
    handoffs: Handoffs
    ratings: Ratings


Reaction = Callable[[TurnContext], Reply]


class Dispatch:
    """Buttons by their action, messages by their route."""

    def __init__(self, parts: Parts) -> None:
        self.menus = parts.menus
        self._parts = parts
        self._clarifying = Clarifying(parts.menus, parts.answering, parts.asking, parts.glossary)
        self._actions = _actions(parts)
        self._routes = _routes(parts)

    def reply(self, turn: TurnContext, incoming: Incoming) -> Reply:
        """The reply to a message of any of the three forms, kept for what may lean on it."""
        reply = self._parts.handoffs.first(turn, incoming)
        if reply is not None:
            return reply
        return self._parts.handoffs.last(turn, self._ours(turn, incoming))

    def _ours(self, turn: TurnContext, incoming: Incoming) -> Reply:
        offered_before, acted_for = turn.state.choices, turn.state.acting_for
        reply = self._reply(turn, incoming)
        reply = self._parts.profile_talk.settle(turn, reply, acted_for)
        reply = self._parts.following.beside(turn, reply, incoming.action)
        reply = replace(reply, buttons=self._parts.ratings.beside(turn, reply))
        remember_shown(turn, reply)
        if turn.state.choices is offered_before:
            turn.state.choices = []
        return reply

    def _reply(self, turn: TurnContext, incoming: Incoming) -> Reply:
        if incoming.action is not None:
            return self._action(turn, incoming.action)
        if incoming.document is not None:
            return self._parts.profile_talk.document(turn, incoming.document)
        if not has_words(turn.text):
            return self.menus.say(turn, "empty")
        if is_in_other_script(turn.text[:MOST_CHARACTERS]):
            return self.menus.say(turn, "two_languages")
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
        if kind == CHOICE:
            return self._clarifying.pressed(turn, rest)
        if kind == "fact":
            return self._parts.eligibility.answer_button(turn, rest)
        if kind == "programme":
            return self._parts.eligibility.details(turn, rest)
        if kind == "may":
            return self._parts.eligibility.other(turn, rest)
        if kind == "jobs":
            return self._parts.job_search.pressed(turn, rest)
        pressed = (
            self._parts.ratings.pressed(turn, rest)
            if kind == RATING
            else self._parts.profile_talk.pressed(turn, kind, rest)
            or self._parts.following.pressed(turn, kind, rest)
        )
        if pressed is not None:
            return pressed
        if kind == "unsupported":
            return self.menus.say(turn, "unsupported")
        return self.menus.say(turn, "unknown_action")

    def _message(self, turn: TurnContext) -> Reply:
        answered = (
            self._parts.profile_talk.opens(turn)
            or self._clarifying.typed(turn)
            or self._parts.following.typed(turn)
            or self._parts.job_search.takes_at_once(turn)
            or self._parts.shown_posts.reply(turn)
            or self._parts.eligibility.takes_at_once(turn)
        )
        if answered is not None:
            return answered
        draft = self._parts.answering.ask(
            turn.text,
            turn.lang,
            turn.today,
            turn.state.earlier(),
            # Who was asked back and says something else is not asked back again.
            may_clarify=not turn.state.choices,
            use=_model_use(turn),
        )
        turn.state.choice_question = ""
        turn.trace.update(draft.trace())
        is_put_right = self._parts.profile_talk.learn(turn)
        answered = self._parts.eligibility.takes(turn, draft.route)
        if answered is not None:
            return answered
        is_told = self._parts.job_search.was_told(turn)
        if (is_put_right or is_told) and draft.route in (Route.QUESTION, Route.PROFILE):
            return self._put_right(turn)
        if _asks_for_events(draft):
            turn.route = turn.state.last_route = EVENTS
            return self._parts.following.asked_for_events(turn)
        route = settled_route(draft, turn.learned, self._parts.glossary, turn.state.last_route)
        turn.route = turn.state.last_route = route.value
        if route is Route.QUESTION:
            return self._question(turn, draft)
        if route is Route.PROFILE:
            return self._parts.profile_talk.understood(turn)
        return self._routes[route](turn)

    def _put_right(self, turn: TurnContext) -> Reply:
        """After a search the posts for what is right now; else what is right now."""
        if turn.state.last_route == Route.JOB_SEARCH:
            turn.route = Route.JOB_SEARCH.value
            return self._parts.job_search.again(turn)
        turn.route = Route.PROFILE.value
        return self._parts.profile_talk.understood(turn)

    def _question(self, turn: TurnContext, draft: Draft) -> Reply:
        if draft.choices:
            return self._clarifying.ask_back(turn, draft)
        return self._answered_each(turn, draft) or self._parts.asking.reply(turn, draft)

    def _answered_each(self, turn: TurnContext, whole: Draft) -> Reply | None:
        """
        The answers to several questions in one message, some of them declined perhaps.

        None for one question, and where the answer to the whole says as much as those to its parts.
        """
        questions = questions_in(turn.text)
        if len(questions) == 1:
            return None
        drafts = self._parts.answering.ask_each(
            questions, turn.lang, turn.today, turn.state.earlier()
        )
        if any(draft.route is not Route.QUESTION for draft in drafts):
            return None
        found = {clause.clause_id for draft in drafts for clause in draft.clauses}
        declined = [draft for draft in drafts if not draft.clauses]
        whole_says = {clause.clause_id for clause in whole.clauses}
        if len(declined) == len(drafts) or (not declined and found <= whole_says):
            return None
        turn.trace["parts"] = [draft.trace() for draft in drafts]
        return self._parts.asking.reply_to_each(turn, drafts)


def _asks_for_events(draft: Draft) -> bool:
    """Whether it is for the feeds of events and courses, and not for the clauses or the posts."""
    if draft.route not in (Route.QUESTION, Route.JOB_SEARCH):
        return False
    if asks_for_offerings(draft.asked or draft.masked):
        return True
    best = draft.hits[0].key if draft.hits else ""
    is_declined = draft.answer is not None and draft.answer.is_declined
    return is_declined and best in NOT_HELD and not asks_about_rules(draft.masked)


def _model_use(turn: TurnContext) -> ModelUse:
    """The model writes where one question is asked; parts of a message have their turn later."""
    is_answer = turn.state.pending_fact is not None
    if is_answer or len(questions_in(turn.text)) > 1:
        return ModelUse(is_over=True)
    return turn.model_use


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
        BACK: handoffs.back,
        "jobs:more": job_search.more,
        **parts.following.commands,
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
        Route.INSULT: menus.insult,
        Route.UNSAFE: lambda turn: menus.say(turn, "unsafe", Status.DECLINED_UNSAFE),
        Route.OUT_OF_SCOPE: lambda turn: menus.say(
            turn, "out_of_scope", Status.DECLINED_OUT_OF_SCOPE
        ),
    }
