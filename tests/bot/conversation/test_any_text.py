"""Any text and any action, in any order: a known status, never an exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from tests.builders import Chat, buttons_of, closed, services_on, write_three
from tests.fakes import HashedNgramsEncoder

WORDS = st.sampled_from(
    [
        *(
            "饭补",
            "好多钱",
            "我",
            "52岁",
            "重庆户口",
            "想找",
            "保洁",
            "南岸区",
            "三千以上",
            "转人工",
        ),
        *("谁能领", "？", "那", "呢", "meal allowance", "how much", "I am", "looking for work"),
        *("不想说", "没有", "是", "yes", "no", "2026年11月", "100%", "\u200b", "<b>", "😀", "\n"),
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map("".join), st.text(max_size=60))
ACTIONS = st.one_of(
    st.sampled_from(["menu:may", "menu:work", "jobs:more", "sources", "data:export", "menu:data"]),
    st.sampled_from(["fact:statuses:none", "fact:sex:woman", "fact:residence:chongqing"]),
    st.sampled_from(["data:forget_yes", "language:en", "language:auto", "command:start"]),
    st.text(max_size=20).map("fact:statuses:{}".format),
)


@pytest.fixture(scope="module")
def world(lexicon: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("any-text")
    made = services_on(home / "data", like=lexicon, documents_dir=write_three(home / "documents"))
    made.encoder = made.clause_encoder = HashedNgramsEncoder()
    made.prepare()
    yield made
    closed(made)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    messages=st.lists(
        st.one_of(TEXTS.map(lambda t: ("says", t)), ACTIONS.map(lambda a: ("presses", a))),
        min_size=1,
        max_size=4,
    ),
    chat_id=st.uuids().map(str),
)
def test_any_conversation_ends_in_known_statuses(
    world: Services, messages: list[tuple[str, str]], chat_id: str
) -> None:
    chat = Chat(world.conversation, chat_id)
    for how, what in messages:
        reply: Reply = getattr(chat, how)(what)
        assert reply.status in set(Status) - {Status.ERROR}
        assert reply.text.strip()
        assert all(one.text and len(one.action.encode()) <= 64 for one in buttons_of(reply))
        assert all(citation.quote for citation in reply.citations)
