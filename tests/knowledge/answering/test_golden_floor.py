"""The development questions: a floor under which no change may press the answers."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import EarlierTurn
from knowledge.evaluation.answers import (
    GOLDEN_ANSWERS,
    AnswersReport,
    Outcome,
    evaluate_answers,
    read_questions,
)
from knowledge.language import Lang
from tests.builders import TODAY

FLOOR = 0.70


@pytest.fixture(scope="module")
def report(real: Services) -> AnswersReport:
    """All development questions, asked of the assistant without a chat model."""

    def ask(question: str, lang: Lang, previous: str | None) -> Answer:
        earlier: tuple[EarlierTurn, ...] = ()
        if previous is not None:
            before = real.answering.ask(previous, lang, TODAY)
            cited = before.answer.citations if before.answer else ()
            earlier = (EarlierTurn(before.search_text, tuple(c.clause_id for c in cited)),)
        draft = real.answering.ask(question, lang, TODAY, earlier)
        # A message that the steps take for no question is, to the person, not answered.
        return draft.answer or Answer(Status.CLARIFY, "")

    return evaluate_answers(read_questions(GOLDEN_ANSWERS, half="dev"), ask)


def test_the_share_of_right_answers_stays_above_the_floor(report: AnswersReport) -> None:
    assert len(report.judged) > 300
    assert report.share(Outcome.RIGHT) >= FLOOR, [
        (judged.question.id, judged.outcome) for judged in report.misses()
    ]


@pytest.mark.parametrize("lang", list(Lang))
def test_neither_language_falls_below_the_floor(report: AnswersReport, lang: Lang) -> None:
    assert report.share(Outcome.RIGHT, report.of_lang(lang)) >= FLOOR


def test_unanswerable_questions_are_mostly_declined(report: AnswersReport) -> None:
    assert report.decline_rate >= FLOOR


def test_every_quote_is_a_literal_part_of_its_clause(report: AnswersReport, real: Services) -> None:
    release = real.release_shelf.current()
    for judged in report.judged:
        for citation in judged.answer.citations:
            texts = [
                clause.text
                for lang in Lang
                if (clause := release.clauses.get((citation.clause_id, lang)))
            ]
            assert any(citation.quote in text for text in texts), judged.question.id
