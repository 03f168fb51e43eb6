"""Answers one question: the list of steps, and the one function that runs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.tokens import Tokenizer
from knowledge.answering.composing.composing import ComposeFromClauses
from knowledge.answering.composing.declining import Declining
from knowledge.answering.composing.ladder import SettleAnswer
from knowledge.answering.dialogue.choice import clauses_behind
from knowledge.answering.dialogue.chosen import TakeChosen
from knowledge.answering.dialogue.clarifying import CLARIFYING_TEXTS, ClarifyAmbiguous
from knowledge.answering.dialogue.followups import ResolveFollowUp
from knowledge.answering.dialogue.offering import OfferLikely
from knowledge.answering.dialogue.subject import KeepToSubject
from knowledge.answering.draft import Draft, EarlierTurn
from knowledge.answering.judging.judge import Judge
from knowledge.answering.judging.judging import JudgeClauses
from knowledge.answering.model.citing import Carried
from knowledge.answering.model.model_routing import RouteByModel
from knowledge.answering.model.protocol import ChatModel, ModelUse
from knowledge.answering.model.rephrasing import RephraseQuestion
from knowledge.answering.model.writing import PROMPTS, WriteAnswer
from knowledge.answering.reading.masking import MaskPersonalData
from knowledge.answering.reading.mending import MendSpelling
from knowledge.answering.steps import Step, run_steps
from knowledge.answering.wording import ANSWER_TEXTS, Wording
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.release import ReleaseShelf


class Answering:
    """Questions in, drafts with a settled answer out; safe to use from several threads."""

    def __init__(
        self,
        shelf: ReleaseShelf,
        glossary: Glossary,
        tokenizer: Tokenizer,
        chat_model: ChatModel | None = None,
    ) -> None:
        self._shelf = shelf
        self._glossary = glossary
        self._steps = answer_steps(glossary, tokenizer, chat_model)

    def ask(
        self,
        text: str,
        lang: Lang,
        today: date,
        earlier: Sequence[EarlierTurn] = (),
        *,
        may_clarify: bool = True,
        use: ModelUse | None = None,
    ) -> Draft:
        """
        The draft after all steps: with an answer, or with a route that is settled elsewhere.

        :param earlier: the turns before in the same chat, oldest first.
        :param may_clarify: False right after a question back.
        :param use: what the turn may ask of the chat model; a turn of its own unless given.
        """
        draft = Draft(text, lang, today, self._shelf.current(), tuple(earlier))
        draft.may_clarify, draft.use = may_clarify, use or ModelUse()
        return run_steps(draft, self._steps)

    def about(self, key: str, question: str, lang: Lang, today: date) -> Draft | None:
        """
        The answer from the document or clause that a person chose; None if none has this key.

        :param question: what was asked before the choice; may be empty.
        """
        release = self._shelf.current()
        if not clauses_behind(key, release, lang):
            return None
        draft = Draft(question, lang, today, release)
        read = [step for step in self._steps if isinstance(step, _READING)]
        settle = [step for step in self._steps if isinstance(step, _SETTLING)]
        return run_steps(draft, [*read, TakeChosen(key, self._glossary), *settle])

    def ask_each(
        self, questions: Sequence[str], lang: Lang, today: date, earlier: Sequence[EarlierTurn] = ()
    ) -> list[Draft]:
        """A draft a question; a later one may lean on an earlier one of the same message."""
        drafts: list[Draft] = []
        context, use = list(earlier), ModelUse()
        for question in questions:
            draft = Draft(question, lang, today, self._shelf.current(), tuple(context))
            draft.continues, draft.may_clarify = bool(drafts), False
            draft.use = use
            drafts.append(run_steps(draft, self._steps))
            # Each part leans on the first: that one names the subject.
            if len(drafts) == 1:
                cited = tuple(clause.clause_id for clause in draft.clauses)
                context.append(EarlierTurn(draft.search_text, cited))
        return drafts


_READING = (MaskPersonalData, MendSpelling)
_SETTLING = (ComposeFromClauses, WriteAnswer, SettleAnswer)
"""The steps that a choice goes through as well; which clauses are meant is known already."""


def answer_steps(
    glossary: Glossary, tokenizer: Tokenizer, chat_model: ChatModel | None
) -> tuple[Step, ...]:
    """What happens to a question, in order."""
    wording, prompts = Wording.load(ANSWER_TEXTS), Wording.load(PROMPTS)
    clarifying = Wording.load(CLARIFYING_TEXTS)
    searching: tuple[Step, ...] = (
        JudgeClauses(glossary, tokenizer, Judge.load()),
        KeepToSubject(glossary),
        ComposeFromClauses(wording),
    )
    return (
        MaskPersonalData(),
        MendSpelling(glossary),
        ResolveFollowUp(glossary),
        ClarifyAmbiguous(glossary, clarifying),
        *searching,
        RephraseQuestion(chat_model, prompts, glossary, searching),
        RouteByModel(chat_model, prompts),
        WriteAnswer(chat_model, prompts, Carried(glossary)),
        OfferLikely(clarifying, Declining(wording)),
        SettleAnswer(),
    )
