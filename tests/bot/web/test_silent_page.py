"""While a person is there the page shows what was said, and no answer of the assistant."""

from __future__ import annotations

from bot.conversation.reply import Reply
from bot.web.history import Fragments
from knowledge.answering.answer import Status
from knowledge.language import Lang


def test_a_reply_without_words_is_no_bubble() -> None:
    fragments = Fragments(Lang.ZH, "token")
    html = fragments.of_reply("m1", "在吗", Reply(Status.HANDOFF, Lang.ZH, ""))
    assert "在吗" in html
    assert 'class="reply' not in html
    assert 'class="reply' in fragments.of_reply("m2", "?", Reply(Status.NOTICE, Lang.ZH, "在"))
