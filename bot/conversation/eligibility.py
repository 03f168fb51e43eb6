"""What a person, or an enterprise, may qualify for: findings, then one question at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from bot.conversation.context import Rows, TurnContext
from bot.conversation.menus import Menus
from bot.conversation.reply import Button, Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.eligibility.enterprise import EnterpriseProfile, understand_enterprise
from knowledge.eligibility.evaluate import check_all, evaluate
from knowledge.eligibility.facts import Subject, catalogue, field_of
from knowledge.eligibility.finding import Finding
from knowledge.eligibility.learning import AnswerUnknown, answer_in, learn
from knowledge.eligibility.programme import Programme, programmes_in_force
from knowledge.eligibility.questions import MOST_IN_A_ROW, Question, next_question
from knowledge.eligibility.summary import summary
from knowledge.people.profile import Fact
from knowledge.policies.release import Release, ReleaseShelf

FLOW = "eligibility"

_ENTERPRISE = re.compile(
    r"(?:我们?|咱们?|本)(?:的)?(?:公司|企业|厂|单位|合作社|机构|基地)|(?:我|咱)(?:开|办)(?:了|的)?(?:个|家|一家)?(?:公司|厂|企业)|"
    r"\b(?:our|my) (?:company|firm|enterprise|factory|business|agency|staff)|\bas an employer\b",
    re.IGNORECASE,
)
_ASKS_FOR_ALL = re.compile(r"什么|哪些|啥|\b(?:what|which|any)\b", re.IGNORECASE)
"""Beside these words, a programme that is named is a fact about the person."""
_BUTTONS_A_ROW = 2
_ENTERPRISES = TypeAdapter(EnterpriseProfile)


class Eligibility:
    """Runs the programmes of the release in use against what was said so far."""

    def __init__(
        self, menus: Menus, wording: Wording, shelf: ReleaseShelf, programmes: Path
    ) -> None:
        self._menus, self._wording, self._shelf = menus, wording, shelf
        self._folder = programmes
        self._loaded: tuple[str, Sequence[Programme]] = ("", ())

    def start(self, turn: TurnContext) -> Reply:
        """What may I get? Programmes named in the message are answered alone."""
        turn.state.nothing_pending()
        if _ENTERPRISE.search(turn.text):
            turn.state.enterprise = asdict(EnterpriseProfile())
        elif turn.route == "action":
            turn.state.enterprise = None
        self._hear_enterprise(turn)
        release = self._shelf.current()
        named = [one for one in self._programmes(release) if one.is_named_in(turn.masked)]
        if not named or _ASKS_FOR_ALL.search(turn.masked):
            return self._reply(turn, release)
        findings = [
            evaluate(one, self._subject(turn), today=turn.today, lang=turn.lang, release=release)
            for one in named
        ]
        return self._shown(turn, findings, self._next(turn, named))

    def answer_button(self, turn: TurnContext, pressed: str) -> Reply:
        """A button under a question was pressed: `<fact>:<value>`."""
        fact, _, value = pressed.partition(":")
        if not self._learn(turn, fact, value, said=value):
            return self._menus.say(turn, "unknown_action")
        return self._reply(turn, self._shelf.current())

    def answer_text(self, turn: TurnContext) -> Reply | None:
        """A typed answer to the pending question; None if the message is about something else."""
        fact = turn.state.pending_fact
        if fact is None or turn.state.pending_flow != FLOW:
            return None
        if not any(learned.name == field_of(fact) for learned in turn.learned):
            value = answer_in(turn.masked, fact)
            if value is None or not self._learn(turn, fact, value, said=turn.masked):
                return None
        self._hear_enterprise(turn)
        return self._reply(turn, self._shelf.current())

    def _reply(self, turn: TurnContext, release: Release) -> Reply:
        programmes = self._programmes(release)
        findings = check_all(
            programmes, self._subject(turn), turn.today, lang=turn.lang, release=release
        )
        return self._shown(turn, findings, self._next(turn, programmes))

    def _shown(
        self, turn: TurnContext, findings: Sequence[Finding], question: Question | None
    ) -> Reply:
        turn.release_id = self._shelf.current().release_id
        turn.trace["findings"] = {one.programme_id: one.result.value for one in findings}
        text = summary(findings, turn.lang)
        buttons = self._menus.main_buttons(turn.lang)
        if question is None:
            turn.state.nothing_pending()
        else:
            turn.state.ask_for(question.fact, FLOW)
            text = f"{text}\n\n{question.text}"
            buttons = _answer_buttons(question)
        return Reply(
            status=Status.ELIGIBILITY,
            lang=turn.lang,
            text=text,
            findings=tuple(findings),
            buttons=buttons,
        )

    def _next(self, turn: TurnContext, programmes: Sequence[Programme]) -> Question | None:
        return next_question(
            programmes,
            self._subject(turn),
            today=turn.today,
            lang=turn.lang,
            asked=min(turn.state.facts_asked, MOST_IN_A_ROW),
        )

    def _learn(self, turn: TurnContext, fact: str, value: str, *, said: str) -> bool:
        """Puts the answer where it belongs; False if it is no answer to that question."""
        subject = self._subject(turn)
        if fact not in catalogue():
            return False
        try:
            if isinstance(subject, EnterpriseProfile):
                enterprise = learn(subject, fact, value, turn.today)
                turn.state.enterprise = _ENTERPRISES.dump_python(enterprise, mode="json")
            else:
                after = learn(subject, fact, value, turn.today).known()
                before = subject.known()
                changed = [name for name in after if before.get(name) != after[name]]
                turn.learn([Fact(name, after[name], said) for name in changed])
        except (AnswerUnknown, ValueError):
            return False
        return True

    def _hear_enterprise(self, turn: TurnContext) -> None:
        if turn.state.enterprise is not None:
            heard = self._enterprise(turn).with_facts(understand_enterprise(turn.masked))
            turn.state.enterprise = _ENTERPRISES.dump_python(heard, mode="json")

    def _subject(self, turn: TurnContext) -> Subject:
        return turn.profile if turn.state.enterprise is None else self._enterprise(turn)

    @staticmethod
    def _enterprise(turn: TurnContext) -> EnterpriseProfile:
        return _ENTERPRISES.validate_python(turn.state.enterprise)

    def _programmes(self, release: Release) -> Sequence[Programme]:
        if self._loaded[0] != release.release_id:
            ids = {clause_id for clause_id, _ in release.clauses}
            self._loaded = (release.release_id, programmes_in_force(self._folder, ids))
        return self._loaded[1]


def _answer_buttons(question: Question) -> Rows:
    buttons = [
        Button(option.text, f"fact:{question.fact}:{option.value}") for option in question.answers
    ]
    return tuple(
        tuple(buttons[start : start + _BUTTONS_A_ROW])
        for start in range(0, len(buttons), _BUTTONS_A_ROW)
    )
