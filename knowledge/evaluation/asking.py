"""Questions asked of the answer steps as the chat asks them, one chat for each question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.answering.answer import Answer, Status
from knowledge.answering.answering import Answering
from knowledge.answering.draft import Draft, EarlierTurn, Route
from knowledge.language import Lang, detect

_SETTLED_ELSEWHERE = {
    Route.JOB_SEARCH: Status.MATCHED,
    Route.ELIGIBILITY: Status.ELIGIBILITY,
    Route.PROFILE: Status.PROFILE,
    Route.SMALL_TALK: Status.NOTICE,
    Route.HANDOFF: Status.HANDOFF,
    Route.MY_DATA: Status.PROFILE,
    Route.DISTRESS: Status.SAFETY,
    Route.UNSAFE: Status.DECLINED_UNSAFE,
    Route.OUT_OF_SCOPE: Status.DECLINED_OUT_OF_SCOPE,
}


@dataclass(frozen=True, slots=True)
class AskInOwnChat:
    """Every question in a chat of its own, after the message before it, if there was one."""

    answering: Answering
    today: date

    def __call__(self, question: str, lang: Lang, previous_turn: str | None) -> Answer:
        """The answer; a message that the steps send elsewhere comes back without a citation."""
        earlier = self._earlier(previous_turn, lang) if previous_turn else ()
        draft = self._asked(question, lang, earlier)
        if draft.answer is not None:
            return draft.answer
        return Answer(_SETTLED_ELSEWHERE[draft.route], f"[{draft.route}]")

    def _earlier(self, previous_turn: str, lang: Lang) -> tuple[EarlierTurn, ...]:
        """What the chat remembers of the message before: a question, answered or not."""
        draft = self._asked(previous_turn, lang, ())
        if draft.answer is None or draft.answer.status is Status.DECLINED_OUT_OF_SCOPE:
            return ()
        cited = tuple(citation.clause_id for citation in draft.answer.citations)
        return (EarlierTurn(draft.subject, cited),)

    def _asked(self, text: str, lang: Lang, earlier: tuple[EarlierTurn, ...]) -> Draft:
        # A message comes without its language; the chat tells it by the words.
        return self.answering.ask(text, detect(text, lang), self.today, earlier)
