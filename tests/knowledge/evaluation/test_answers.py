import json
from datetime import date

import pytest

from knowledge.answering.answer import Answer, Status
from knowledge.evaluation.answers import (
    GOLDEN_ANSWERS,
    GoldenQuestion,
    Outcome,
    QuestionsInvalid,
    evaluate_answers,
    read_questions,
)
from knowledge.evaluation.asking import AskInOwnChat
from knowledge.evaluation.run import RunFolderTaken, claim_folder, write_run
from knowledge.language import Lang
from tests.fakes_conversation import a_citation

TODAY = date(2026, 11, 22)
DECLINE = Answer(Status.DECLINED_NO_SOURCE, "没有找到。")


def a_question(**changes: object) -> GoldenQuestion:
    values = {"id": "q1", "lang": "zh", "question": "补多少？", "answerable": True}
    return GoldenQuestion.model_validate({"expected_evidence": ["F1"], **values, **changes})


def an_answer(text: str = "每月230元。", *evidence: str) -> Answer:
    return Answer(Status.ANSWERED, text, (a_citation(evidence=evidence or ("F1",)),))


def outcome(question: GoldenQuestion, answer: Answer) -> Outcome:
    return evaluate_answers([question], lambda *_: answer).judged[0].outcome


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (a_question(), an_answer(), Outcome.RIGHT),
        (a_question(), an_answer("…", "F2", "F1"), Outcome.RIGHT),
        (a_question(), an_answer("…", "F2"), Outcome.WRONG_CLAUSE),
        (a_question(), DECLINE, Outcome.WRONGLY_DECLINED),
        (a_question(expected_figure="230"), an_answer(), Outcome.RIGHT),
        (a_question(expected_figure="410"), an_answer(), Outcome.WRONG_FIGURE),
        (a_question(expected_figure="498500"), an_answer("新增49.85万人"), Outcome.RIGHT),
        (a_question(expected_figure="2021-09-03"), an_answer("2021年9月3日"), Outcome.RIGHT),
        (a_question(expected_figure="2021-09-03"), an_answer("2021年9月4日"), Outcome.WRONG_FIGURE),
        (a_question(answerable=False), DECLINE, Outcome.RIGHT),
        (a_question(answerable=False), an_answer(), Outcome.WRONGLY_ANSWERED),
    ],
)
def test_an_answer_is_worth_what_its_clause_and_figure_are(question, answer, expected):
    assert outcome(question, answer) is expected


def test_shares_are_counted_by_language_and_by_kind_of_question():
    questions = [
        a_question(id="a"),
        a_question(id="b", lang="en"),
        a_question(id="c", lang="en"),
        a_question(id="d", answerable=False),
    ]
    answers = iter([an_answer(), an_answer(), DECLINE, DECLINE])
    report = evaluate_answers(questions, lambda *_: next(answers))
    assert report.share(Outcome.RIGHT) == 0.75
    assert report.gap == pytest.approx(0.5)
    assert report.decline_rate == 1.0
    assert report.citation_recall == pytest.approx(2 / 3)
    assert report.citation_precision == 1.0
    assert [judged.question.id for judged in report.misses()] == ["c"]


def test_a_citation_beside_the_matter_costs_precision():
    answer = Answer(Status.ANSWERED, "…", (a_citation(evidence=("F1",)), a_citation(evidence=())))
    report = evaluate_answers([a_question()], lambda *_: answer)
    assert (report.citation_recall, report.citation_precision) == (1.0, 0.5)


def test_the_golden_questions_can_be_read_by_halves():
    questions = read_questions(GOLDEN_ANSWERS)
    halves = [read_questions(GOLDEN_ANSWERS, half) for half in ("dev", "test", "blind")]
    assert len({one.id for one in questions}) == len(questions) == sum(map(len, halves))
    assert all(halves)


def test_a_line_that_is_no_question_is_named(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text(a_question().model_dump_json() + '\n{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(QuestionsInvalid, match=r"questions\.jsonl:2: .*required"):
        read_questions([path])


@pytest.fixture
def ask(tiny):
    tiny.refresher.refresh(tiny.settings.documents_dir)
    return AskInOwnChat(tiny.answering, TODAY)


def test_a_question_is_answered_from_the_release_in_use(ask):
    answer = ask("饭补每人每月补多少钱？", Lang.ZH, None)
    assert "230" in answer.text
    assert answer.citations[0].document_id == "meal-allowance"


def test_a_follow_up_is_asked_after_its_previous_turn(ask):
    alone = ask("那谁能领？", Lang.ZH, None)
    after = ask("那谁能领？", Lang.ZH, "靴补每人每月补多少钱？")
    assert after.citations[0].document_id == "boot-allowance"
    assert after.text != alone.text


def test_a_message_that_is_no_question_comes_back_without_a_citation(ask):
    answer = ask("你好", Lang.ZH, None)
    assert (answer.status, answer.citations) == (Status.DECLINED_NO_SOURCE, ())


def test_a_run_leaves_results_figures_and_settings(tmp_path):
    folder = tmp_path / "runs" / "1"
    claim_folder(folder)
    write_run(folder, results=[{"id": "甲"}, {"id": "b"}], aggregate={"right": 1.0}, settings={})
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["甲", "b"]
    assert json.loads((folder / "aggregate.json").read_text()) == {"right": 1.0}
    assert json.loads((folder / "settings.json").read_text()) == {}


def test_an_earlier_run_is_not_written_over(tmp_path):
    write_run(tmp_path, results=[], aggregate={}, settings={})
    with pytest.raises(RunFolderTaken, match=str(tmp_path)):
        claim_folder(tmp_path)
