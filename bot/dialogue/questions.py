"""Replies that a clause carries: a question, several at once, a choice, an event."""

from __future__ import annotations

from bot.conversation.context import TurnContext
from bot.conversation.reply import Reply
from bot.dialogue.focus import Focus
from bot.dialogue.parts import Parts, routes
from knowledge.answering.dialogue.offering import OFFER
from knowledge.answering.draft import Draft, Route
from knowledge.answering.model.protocol import ModelUse
from knowledge.answering.reading.several import questions_in
from knowledge.events.asking import NOT_HELD
from knowledge.events.asking import ROUTE as EVENTS
from knowledge.language.intent import Intent
from knowledge.people.wishing import asks_about_rules

_WRONGED = 0.5


class Questions:
    """Each public method serves one handler of the flow; Answering is the only door to clauses."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._routes = routes(parts)

    def chosen(self, turn: TurnContext, _: Focus) -> Reply:
        """The answer to the choice that the message names."""
        key = self._parts.clarifying.named(turn)
        assert key is not None, "its test has found one"
        return self._parts.clarifying.pressed(turn, key)

    def events(self, turn: TurnContext, _: Focus) -> Reply:
        """Fairs and courses to go to."""
        turn.route = turn.state.last_route = EVENTS
        return self._parts.following.asked_for_events(turn)

    def answer(self, turn: TurnContext, focus: Focus) -> Reply:
        """The clause that answers, or an honest decline; what was told beside it is kept."""
        if turn.parsed.beneficiary in (None, turn.state.acting_for):
            self._parts.profile_talk.learn(turn)
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
        wronged = turn.parsed.intents.share(Intent.COMPLAINT, Intent.SCAM) >= _WRONGED
        if _is_for_events(draft) and not wronged:
            return self.events(turn, focus)
        turn.route = turn.state.last_route = draft.route.value
        if draft.route is not Route.QUESTION:
            # The chat model, where one is set, has found that it is no question.
            return self._routes[draft.route](turn)
        if draft.choices and draft.notes["clarified"] != OFFER:
            return self._parts.clarifying.ask_back(turn, draft)
        each = self._answered_each(turn, draft)
        if draft.choices and each is None:
            return self._parts.clarifying.ask_back(turn, draft)
        return self._parts.calculations.offer(turn, each or self._parts.asking.reply(turn, draft))

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


def _is_for_events(draft: Draft) -> bool:
    """Whether only the feeds of events and courses can tell, because no document holds dates."""
    best = draft.border.key if draft.border else ""
    is_declined = draft.answer is not None and draft.answer.is_declined
    return is_declined and best in NOT_HELD and not asks_about_rules(draft.masked)


def _model_use(turn: TurnContext) -> ModelUse:
    """The model writes where one question is asked; parts of a message have their turn later."""
    is_answer = turn.state.pending_fact is not None
    if is_answer or len(questions_in(turn.text)) > 1:
        return ModelUse(is_over=True)
    return turn.model_use
