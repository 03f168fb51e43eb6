"""Answers one question: the list of steps, and the one function that runs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.answering.citing import CheckCitations
from knowledge.answering.composing import ComposeFromClauses
from knowledge.answering.draft import Draft, EarlierTurn
from knowledge.answering.followups import ResolveFollowUp
from knowledge.answering.masking import MaskPersonalData
from knowledge.answering.mending import MendSpelling
from knowledge.answering.retrieving import RetrieveClauses
from knowledge.answering.routing import RouteQuestion, load_route_rules
from knowledge.answering.steps import Step, run_steps
from knowledge.answering.wording import ANSWER_TEXTS, Wording
from knowledge.answering.writing import ChatModel, WriteAnswer
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.release import ReleaseShelf


class Answering:
    """Questions in, drafts with a settled answer out; safe to use from several threads."""

    def __init__(
        self, shelf: ReleaseShelf, glossary: Glossary, chat_model: ChatModel | None = None
    ) -> None:
        self._shelf = shelf
        self._steps = answer_steps(glossary, chat_model)

    def ask(self, text: str, lang: Lang, today: date, earlier: Sequence[EarlierTurn] = ()) -> Draft:
        """
        The draft after all steps: with an answer, or with a route that is settled elsewhere.

        :param earlier: the turns before in the same chat, oldest first.
        """
        draft = Draft(text, lang, today, self._shelf.current(), tuple(earlier))
        return run_steps(draft, self._steps)

    def ask_each(
        self, questions: Sequence[str], lang: Lang, today: date, earlier: Sequence[EarlierTurn] = ()
    ) -> list[Draft]:
        """A draft a question; a later one may lean on an earlier one of the same message."""
        drafts: list[Draft] = []
        context = list(earlier)
        for question in questions:
            draft = self.ask(question, lang, today, context)
            context.append(
                EarlierTurn(draft.search_text, tuple(c.clause_id for c in draft.clauses))
            )
            drafts.append(draft)
        return drafts


def answer_steps(glossary: Glossary, chat_model: ChatModel | None) -> tuple[Step, ...]:
    """What happens to a question, in order."""
    wording = Wording.load(ANSWER_TEXTS)
    return (
        MaskPersonalData(),
        MendSpelling(glossary),
        RouteQuestion(load_route_rules(), glossary),
        ResolveFollowUp(glossary),
        RetrieveClauses(glossary),
        ComposeFromClauses(wording),
        WriteAnswer(chat_model),
        CheckCitations(),
    )
