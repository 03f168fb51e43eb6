"""Danger, scams, children: what is to be done now comes before questions and posts."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation.asking import Asking
from bot.conversation.context import TurnContext
from bot.conversation.handoff import Handoffs
from bot.conversation.menus import Menus
from bot.conversation.reply import Reply
from bot.dialogue.focus import Focus
from knowledge.answering.answer import Status
from knowledge.answering.answering import Answering
from knowledge.answering.draft import Route
from knowledge.language import Lang
from knowledge.language.intent import Intent
from knowledge.language.message import ParsedMessage
from knowledge.people.relations import alternatives, label_of
from knowledge.policies.citation import Citation
from knowledge.policies.release import ReleaseShelf
from knowledge.safety.advice import ANY_DANGER, Advice, advice_for, advice_of
from knowledge.safety.ages import WORKING_AGE
from knowledge.safety.alarm import AlarmKind
from knowledge.safety.features import read_ages
from knowledge.terms import folded

ROUTE = "safety"
_ANSWERED = frozenset({Status.ANSWERED, Status.ANSWERED_PARTIAL})
_ABOUT_POSTS = frozenset({Status.MATCHED, Status.MATCHED_NONE})
_OF_RULES = (Intent.QUESTION, Intent.COMPLAINT, Intent.SCAM, Intent.ELIGIBILITY)
_ASKS_RULES = 0.4
_WHO = tuple(re.compile(alternatives(lang)) for lang in Lang)
_OF_SELF = re.compile(
    r"我(?!们?家?的?(?:娃|孩|儿|女|弟|妹|侄))|本人|(?<![a-z])(?:i|i'm|me|myself)(?![a-z])"
)


def is_alarm(parsed: ParsedMessage, _: Focus | None = None) -> bool:
    """Whether the message wants something done now; a doubtful alarm does not."""
    return parsed.alarm is not None and not parsed.alarm.is_doubtful


class Safety:
    """Replies to alarms, and keeps posts from children."""

    def __init__(
        self, menus: Menus, handoffs: Handoffs, answering: Answering, asking: Asking,
        *, releases: ReleaseShelf,
    ) -> None:  # fmt: skip
        self._menus, self._handoffs = menus, handoffs
        self._answering, self._asking, self._releases = answering, asking, releases

    def reply(self, turn: TurnContext, _: Focus) -> Reply:
        """
        What to do now, with the clauses behind it; then the answer to a question, where one is.

        Nothing that the message says becomes part of the profile.
        """
        alarm = turn.parsed.alarm
        assert alarm is not None, "its test has found one"
        turn.route = turn.state.last_route = ROUTE
        turn.trace["safety"] = {
            "kind": alarm.kind.value,
            "probability": round(alarm.probability, 3),
            "share": round(alarm.share, 3),
        }
        self._clear_table(turn)
        if alarm.kind is AlarmKind.MINOR:
            _remember_minor(turn)
        called = self._handoffs.call_person(turn) if alarm.is_to_life else []
        reply = self._advised(turn, advice_for(alarm), called)
        is_answered = advice_for(alarm).answers_too and _asks_rules(turn)
        return self._with_answer(turn, reply) if is_answered else reply

    def told_by_model(self, turn: TurnContext) -> Reply:
        """A chat model takes the message for one of distress: the crisis lines and a person."""
        turn.state.nothing_pending()
        called = self._handoffs.call_person(turn)
        return self._advised(turn, advice_of(ANY_DANGER), called)

    def beside(self, turn: TurnContext, reply: Reply) -> Reply:
        """The reply without posts for a child, and with a word of caution where an alarm is in
        doubt."""
        if reply.status is Status.SAFETY or turn.forget:
            return reply
        if (reply.posts or reply.status in _ABOUT_POSTS) and self._is_for_child(turn):
            self._clear_table(turn)
            turn.route = turn.state.last_route = ROUTE
            turn.learned = []
            return self._advised(turn, advice_of(AlarmKind.MINOR), [])
        alarm = turn.message.alarm if turn.message is not None else None
        if alarm is None or not alarm.is_doubtful or not reply.text:
            return reply
        caution = advice_of(alarm.kind).cautions.get(turn.lang)
        if caution is None:
            return reply
        turn.trace["caution"] = alarm.kind.value
        return replace(reply, text=f"{caution}\n\n{reply.text}")

    def _is_for_child(self, turn: TurnContext) -> bool:
        """Whether posts would go to somebody under 16, as far as the chat knows."""
        state, ages = turn.state, read_ages(turn.masked, turn.today)
        is_grown = ages.youngest is not None and not ages.is_below_working_age
        if is_grown and ages.is_of_writer:
            state.minors = [label for label in state.minors if label != state.acting_for]
        if state.acting_for in state.minors:
            return True
        known = turn.profile.ages_on(turn.today)
        if known is not None and known[1] < WORKING_AGE:
            return True
        if state.child_spoken_of and (is_grown or _speaks_of_self(turn.masked)):
            state.child_spoken_of = False
        return state.child_spoken_of

    def _clear_table(self, turn: TurnContext) -> None:
        state = turn.state
        state.nothing_pending()
        state.choices, state.choice_question, state.unclear = [], "", ""
        state.shown_posts, state.posts_on_screen, state.post_in_focus = [], [], ""

    def _advised(self, turn: TurnContext, advice: Advice, more: list[str]) -> Reply:
        citations = self._cited(turn, advice)
        lines = [advice.texts[turn.lang]]
        if advice.quotes:
            lines += [f"{citation.title}: {citation.quote}" for citation in citations]
        return Reply(
            status=Status.SAFETY,
            lang=turn.lang,
            text="\n\n".join([*lines, *more]),
            citations=citations,
            buttons=self._menus.main_buttons(turn.lang),
        )

    def _cited(self, turn: TurnContext, advice: Advice) -> tuple[Citation, ...]:
        release = self._releases.current()
        found = (release.clause(clause_id, turn.lang) for clause_id in advice.clause_ids)
        citations = tuple(release.cite(clause) for clause in found if clause is not None)
        if citations:
            turn.release_id = release.release_id
        return citations

    def _with_answer(self, turn: TurnContext, reply: Reply) -> Reply:
        """The reply with the answer from clauses to a question that the message also is."""
        draft = self._answering.ask(
            turn.text, turn.lang, turn.today, turn.state.earlier(), may_clarify=False
        )
        turn.trace["answer"] = draft.trace()
        answer = draft.answer
        if draft.route is not Route.QUESTION or answer is None or answer.status not in _ANSWERED:
            return reply
        answered = self._asking.reply(turn, draft)
        cited = {one.clause_id: one for one in (*answered.citations, *reply.citations)}
        return replace(
            reply, text=f"{reply.text}\n\n{answered.text}", citations=tuple(cited.values())
        )


def _asks_rules(turn: TurnContext) -> bool:
    return turn.parsed.intents.share(*_OF_RULES) >= _ASKS_RULES


def _remember_minor(turn: TurnContext) -> None:
    """Keeps in the chat, not in a profile, for whom there are no posts."""
    state, ages = turn.state, read_ages(turn.masked, turn.today)
    if ages.is_of_writer:
        labels = [state.acting_for]
    else:
        state.child_spoken_of = True
        low = folded(turn.masked)
        labels = [label_of(match[0]) for pattern in _WHO for match in pattern.finditer(low)]
    state.minors = sorted({*state.minors, *labels})


def _speaks_of_self(text: str) -> bool:
    return _OF_SELF.search(folded(text)) is not None
