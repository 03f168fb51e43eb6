"""How well questions are answered: right, wrong figure, wrongly declined, wrongly answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.answering.answer import Answer, Status
from knowledge.language import Lang
from knowledge.language.figures import figures

GOLDEN_ANSWERS = tuple(
    Path(__file__).parent / "golden" / name
    for name in (
        "answers_facts.jsonl",
        "answers_policies.jsonl",
        "answers_everyday.jsonl",
        "answers_law.jsonl",
        "answers_blind.jsonl",
    )
)
"""Halves: dev to tune on, test to measure on, and blind, a file that is only read to measure."""

Ask = Callable[[str, Lang, str | None], Answer]
"""Question, language and the message before it, to the answer."""


class GoldenQuestion(BaseModel):
    """One question with what a right answer cites and says."""

    model_config = ConfigDict(frozen=True)

    id: str
    lang: Lang
    question: str
    previous_turn: str | None = None
    expected_evidence: tuple[str, ...] = ()
    answerable: bool
    expected_figure: str | None = None
    half: str = ""
    form: str = ""


class QuestionsInvalid(Exception):
    """A file of questions that cannot be read, with the line and the reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


class Outcome(StrEnum):
    """What an answer was worth."""

    RIGHT = "right"
    WRONG_CLAUSE = "wrong_clause"
    WRONG_FIGURE = "wrong_figure"
    WRONGLY_DECLINED = "wrongly_declined"
    WRONGLY_ANSWERED = "wrongly_answered"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with what came of it."""

    question: GoldenQuestion
    answer: Answer
    outcome: Outcome

    @property
    def cited(self) -> frozenset[str]:
        """The evidence under all citations."""
        return frozenset(id_ for citation in self.answer.citations for id_ in citation.evidence)


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """All questions judged, and the shares that follow."""

    judged: tuple[Judged, ...]

    def share(self, outcome: Outcome, among: Iterable[Judged] | None = None) -> float:
        """Share in [0, 1] of the outcome among the judged ones; 0 where there are none."""
        pool = list(self.judged if among is None else among)
        return sum(j.outcome is outcome for j in pool) / len(pool) if pool else 0.0

    def of_lang(self, lang: Lang) -> list[Judged]:
        """The questions asked in one language."""
        return [judged for judged in self.judged if judged.question.lang is lang]

    @property
    def gap(self) -> float:
        """Share right in Chinese minus share right in English."""
        right = Outcome.RIGHT
        return self.share(right, self.of_lang(Lang.ZH)) - self.share(right, self.of_lang(Lang.EN))

    @property
    def decline_rate(self) -> float:
        """Share of the unanswerable questions that were declined."""
        asked = [judged for judged in self.judged if not judged.question.answerable]
        return self.share(Outcome.RIGHT, asked)

    @property
    def citation_recall(self) -> float:
        """Share of answerable questions with an expected clause among the citations."""
        asked = [judged for judged in self.judged if judged.question.answerable]
        hit = sum(bool(j.cited & set(j.question.expected_evidence)) for j in asked)
        return hit / len(asked) if asked else 0.0

    @property
    def citation_precision(self) -> float:
        """Share of all citations under answerable questions that carry expected evidence."""
        cited = [
            bool(set(citation.evidence) & set(judged.question.expected_evidence))
            for judged in self.judged
            if judged.question.answerable
            for citation in judged.answer.citations
        ]
        return sum(cited) / len(cited) if cited else 0.0

    def misses(self) -> list[Judged]:
        """Everything that was not right."""
        return [judged for judged in self.judged if judged.outcome is not Outcome.RIGHT]


def read_questions(paths: Sequence[Path], half: str | None = None) -> list[GoldenQuestion]:
    """
    The questions of the files, of one half if named.

    :raises QuestionsInvalid: if a line is no question.
    """
    questions = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                question = GoldenQuestion.model_validate_json(line)
            except ValidationError as fault:
                reason = json.dumps(fault.errors()[0]["msg"], ensure_ascii=False)
                raise QuestionsInvalid(path, number, reason) from fault
            if half is None or question.half == half:
                questions.append(question)
    return questions


def evaluate_answers(questions: Iterable[GoldenQuestion], ask: Ask) -> AnswersReport:
    """Every question asked once and judged."""
    judged = []
    for question in questions:
        answer = ask(question.question, question.lang, question.previous_turn)
        judged.append(Judged(question, answer, _outcome(question, answer)))
    return AnswersReport(tuple(judged))


def _outcome(question: GoldenQuestion, answer: Answer) -> Outcome:
    # A question back is no answer: right where there is none, and else a question left open.
    declined = answer.is_declined or answer.status is Status.CLARIFY
    if not question.answerable:
        return Outcome.RIGHT if declined else Outcome.WRONGLY_ANSWERED
    if declined:
        return Outcome.WRONGLY_DECLINED
    cited = {id_ for citation in answer.citations for id_ in citation.evidence}
    if not cited & set(question.expected_evidence):
        return Outcome.WRONG_CLAUSE
    if question.expected_figure and not _holds(answer.text, question.expected_figure):
        return Outcome.WRONG_FIGURE
    return Outcome.RIGHT


def _holds(text: str, expected: str) -> bool:
    """Whether the figure, or all parts of an ISO date, stand in the text."""
    wanted = figures(expected.replace("-", " "))
    return all(Decimal(figure) in figures(text) for figure in wanted) or expected in text
