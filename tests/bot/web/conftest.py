"""The chat page on the real knowledge base, and people who come to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from bot.conversation.menus import Menus
from bot.web.parts import WebParts
from bot.web.wiring import web_parts
from bot.web.workshop import workshop_of
from bot.wiring import CONVERSATION_TEXTS, Services
from knowledge.answering.wording import Wording
from knowledge.installation_key import installation_key
from tests.bot.web.running import Visitor, served
from tests.builders import closed, services_on
from tests.fakes_conversation import FakeConversation


@pytest.fixture(scope="session")
def site(real: Services) -> Iterator[str]:
    """The address of an application whose database many people share."""
    with served(web_parts(real)) as address:
        yield address


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    """Parts without a knowledge base: an empty database and a conversation that echoes."""
    services = services_on(tmp_path_factory.mktemp("web") / "data")
    yield WebParts(
        settings=services.settings,
        conversation=FakeConversation(),
        sessions=services.sessions,
        secret=installation_key(services.settings.data_dir),
        welcome=Menus(Wording.load(CONVERSATION_TEXTS)).welcome,
        workshop=workshop_of(services),
    )
    closed(services)


@pytest.fixture
def visitor(site: str) -> Iterator[Visitor]:
    """A person who has never written before and has no JavaScript."""
    with httpx.Client(base_url=site) as client:
        yield Visitor(client)
