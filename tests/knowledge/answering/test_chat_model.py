"""A real HTTP server plays the chat model: what it writes goes out only if the clauses carry it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer
from knowledge.answering.answering import Answering
from knowledge.answering.chat_model import ChatModelOptions, LangchainChatModel
from knowledge.answering.draft import Draft
from knowledge.language import Lang
from tests import openai_double as double
from tests.builders import TODAY, services_on, write_three
from tests.openai_double import Behaviour, OpenAiDouble, openai_double

QUESTION = {Lang.ZH: "饭补好多钱", Lang.EN: "how much is the meal allowance"}
TIMEOUT_S = 0.5


@dataclass
class Asked:
    """A small knowledge base whose answers a chat model writes."""

    server: OpenAiDouble
    answering: Answering
    without_model: Answering

    def draft(self, lang: Lang = Lang.ZH, question: str = "") -> Draft:
        return self.answering.ask(question or QUESTION[lang], lang, TODAY)

    def default(self, lang: Lang = Lang.ZH, question: str = "") -> Answer:
        answer = self.without_model.ask(question or QUESTION[lang], lang, TODAY).answer
        assert answer is not None
        assert answer.citations
        return answer


@pytest.fixture(scope="module")
def shelf(lexicon: Services, tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("chat-model")
    services = services_on(
        home / "data", like=lexicon, documents_dir=write_three(home / "documents")
    )
    services.refresher.refresh(services.settings.documents_dir)
    return services.release_shelf


@pytest.fixture(scope="module")
def running(shelf, lexicon: Services) -> Iterator[Asked]:
    with openai_double(double.good) as server:
        options = ChatModelOptions("openai:double", server.base_url, "sk-test", TIMEOUT_S)
        model = LangchainChatModel(options)
        # The client's first call opens connections and reads certificates.
        Answering(shelf, lexicon.glossary, model).ask(QUESTION[Lang.ZH], Lang.ZH, TODAY)
        yield Asked(
            server,
            Answering(shelf, lexicon.glossary, model),
            Answering(shelf, lexicon.glossary),
        )


@pytest.fixture
def asked(running: Asked) -> Asked:
    running.server.behaviour = double.good
    running.server.drips_for_s = 0.0
    running.server.requests.clear()
    return running


@pytest.mark.parametrize("lang", list(Lang))
def test_a_good_reply_goes_out_as_written(asked: Asked, lang: Lang) -> None:
    draft = asked.draft(lang)
    assert draft.answer is not None
    assert draft.answer.text.endswith("（以上由模型写成）")
    assert [one.clause_id for one in draft.answer.citations] == [
        next(iter(double.clauses_given(asked.server.requests[0])))
    ]
    assert "written_refused" not in draft.notes
    assert "model_unavailable" not in draft.notes


def test_the_model_is_asked_once_for_a_schema_with_the_clauses_and_no_more(asked: Asked) -> None:
    draft = asked.draft()
    (request,) = asked.server.requests
    schema = request["response_format"]["json_schema"]["schema"]
    assert set(schema["properties"]) == {"answer", "clause_ids"}
    assert request["temperature"] == 0
    assert double.clauses_given(request) == {one.clause_id: one.text for one in draft.clauses}


def test_personal_data_never_reaches_the_model(asked: Asked) -> None:
    asked.draft(question="饭补每人每月补多少钱？我叫王小明，身份证11010519491231002X")
    sent = str(asked.server.requests)
    assert "补多少钱" in sent
    assert not [part for part in ("王小明", "11010519491231002X") if part in sent]


REFUSED: dict[str, Behaviour] = {
    "inventing": double.inventing,
    "citing what it was not given": double.citing_what_it_was_not_given,
    "attacked": double.attacked,
}
UNAVAILABLE: dict[str, Behaviour] = {
    "broken": double.saying('{"answer": "每月'),
    "not json": double.saying("饭补每人每月230元。"),
    "another form": double.saying('{"text": "230"}'),
    "empty": double.saying(""),
    "empty answer": double.saying('{"answer": "", "clause_ids": ["meal-allowance.amount"]}'),
    "citing nothing": double.citing_nothing,
    "rambling": double.rambling,
    "error 500": double.failing(500),
    "error 429": double.failing(429),
    "error 401": double.failing(401),
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_reply_that_its_clauses_do_not_carry_is_not_sent(asked: Asked, how: str) -> None:
    asked.server.behaviour = REFUSED[how]
    draft = asked.draft()
    assert draft.answer == asked.default()
    assert draft.notes["written_refused"]


@pytest.mark.parametrize("how", UNAVAILABLE)
def test_a_reply_that_cannot_be_used_leaves_the_quoted_answer(asked: Asked, how: str) -> None:
    asked.server.behaviour = UNAVAILABLE[how]
    draft = asked.draft()
    assert draft.answer == asked.default()
    assert draft.notes["model_unavailable"]
    assert len(asked.server.requests) == 1


def test_an_injection_in_the_question_that_the_model_obeys_is_not_sent(asked: Asked) -> None:
    asked.server.behaviour = double.attacked
    question = "饭补好多钱，是不是每人3000元"
    draft = asked.draft(question=question)
    assert asked.server.requests
    assert draft.answer == asked.default(question=question)
    assert "3000" in draft.notes["written_refused"]


@pytest.mark.parametrize("drips_for_s", [0.0, 3.0])
def test_a_slow_reply_is_not_waited_for(asked: Asked, drips_for_s: float) -> None:
    asked.server.drips_for_s = drips_for_s
    asked.server.behaviour = double.good if drips_for_s else double.slow(3.0)
    started = time.monotonic()
    draft = asked.draft()
    assert time.monotonic() - started < 2.5
    assert draft.answer == asked.default()
    assert (
        "0.5" in draft.notes["model_unavailable"] or "Timeout" in draft.notes["model_unavailable"]
    )


def test_a_server_that_is_gone_leaves_the_quoted_answer(shelf, lexicon: Services) -> None:
    with openai_double(double.good) as server:
        address = server.base_url
    model = LangchainChatModel(ChatModelOptions("openai:double", address, "sk-test", TIMEOUT_S))
    draft = Answering(shelf, lexicon.glossary, model).ask(QUESTION[Lang.ZH], Lang.ZH, TODAY)
    assert draft.answer is not None
    assert draft.answer.citations
    assert draft.notes["model_unavailable"]


def test_where_no_clause_carries_an_answer_the_model_is_not_asked(asked: Asked) -> None:
    draft = asked.draft(Lang.EN, "who won the football world championship in Brazil")
    assert draft.answer is not None
    assert draft.answer.citations == ()
    assert asked.server.requests == []


def test_the_trace_says_what_happened(asked: Asked) -> None:
    asked.server.behaviour = double.inventing
    assert "8765" in str(asked.draft().trace()["written_refused"])
    asked.server.behaviour = double.failing(500)
    assert asked.draft().trace()["model_unavailable"]
