"""Which part of the conversation settles a message."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.clarifying import ACTION as CHOICE
from bot.conversation.clarifying import Clarifying
from bot.conversation.context import TurnContext
from bot.conversation.parts import Parts, actions, routes
from bot.conversation.rating import ACTION as RATING
from bot.conversation.reply import Incoming, Reply
from bot.conversation.shown import remember_shown
from bot.conversation.texts import MOST_CHARACTERS, has_words, is_in_other_script
from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft, Route
from knowledge.answering.model.protocol import ModelUse
from knowledge.answering.reading.purpose import settled_route
from knowledge.answering.reading.several import questions_in
from knowledge.events.asking import NOT_HELD, asks_for_offerings
from knowledge.events.asking import ROUTE as EVENTS
from knowledge.people.wishing import asks_about_rules


class Dispatch:
    """Buttons by their action, messages by their route."""

    def __init__(self, parts: Parts) -> None:
        self.menus = parts.menus
        self._parts = parts
        self._clarifying = Clarifying(parts.menus, parts.answering, parts.asking, parts.glossary)
        self._actions = actions(parts)
        self._routes = routes(parts)

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
    best = draft.border.key if draft.border else ""
    is_declined = draft.answer is not None and draft.answer.is_declined
    return is_declined and best in NOT_HELD and not asks_about_rules(draft.masked)


def _model_use(turn: TurnContext) -> ModelUse:
    """The model writes where one question is asked; parts of a message have their turn later."""
    is_answer = turn.state.pending_fact is not None
    if is_answer or len(questions_in(turn.text)) > 1:
        return ModelUse(is_over=True)
    return turn.model_use
