"""While a person is there the assistant has nothing to send."""

from __future__ import annotations

from bot.conversation.reply import Incoming, Reply
from bot.telegram.drafts import drafts_of
from knowledge.answering.answer import Status
from knowledge.language import Lang


def test_a_reply_without_words_is_no_message() -> None:
    silent = Reply(Status.HANDOFF, Lang.ZH, "")
    assert drafts_of(Incoming("telegram", "5", "1", "在吗"), silent) == []
