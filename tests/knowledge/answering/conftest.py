"""The small knowledge base with a chat model, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.wiring import Services
from knowledge.answering.answering import Answering
from knowledge.language import Lang
from knowledge.policies.release import ReleaseShelf
from tests import openai_double as double
from tests.builders import TODAY
from tests.knowledge.answering.model_world import QUESTION, ModelWorld, made_shelf, model_at
from tests.openai_double import openai_double


@pytest.fixture(scope="session")
def model_shelf(lexicon: Services, tmp_path_factory: pytest.TempPathFactory) -> ReleaseShelf:
    return made_shelf(tmp_path_factory.mktemp("chat-model"), lexicon)


@pytest.fixture(scope="session")
def model_running(model_shelf: ReleaseShelf, lexicon: Services) -> Iterator[ModelWorld]:
    with openai_double(double.good) as server:
        # The client's first call opens connections and reads certificates.
        Answering(model_shelf, lexicon.glossary, lexicon.tokenizer, model_at(server)).ask(
            QUESTION[Lang.ZH], Lang.ZH, TODAY
        )
        yield ModelWorld(
            server,
            Answering(model_shelf, lexicon.glossary, lexicon.tokenizer, model_at(server)),
            Answering(model_shelf, lexicon.glossary, lexicon.tokenizer),
        )


@pytest.fixture
def asked(model_running: ModelWorld) -> ModelWorld:
    """The world with a model that writes well."""
    model_running.server.behaviour = double.good
    model_running.server.drips_for_s = 0.0
    model_running.server.requests.clear()
    return model_running
