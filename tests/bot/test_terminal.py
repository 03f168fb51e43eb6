"""The conversation in a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from bot.conversation.reply import Button, Incoming, Reply
from bot.terminal import chat_in_terminal
from knowledge.language import Lang
from tests.fakes_conversation import (
    FakeConversation,
    a_citation,
    a_match,
    a_reply,
    echo,
    with_buttons,
)


def shown(typed: str, conversation: FakeConversation | None = None) -> str:
    """What the screen shows for this input."""
    screen = io.StringIO()
    chat_in_terminal(
        conversation or FakeConversation(),
        console=Console(file=screen, width=100, color_system=None),
        source=io.StringIO(typed),
    )
    return screen.getvalue()


def test_it_greets_answers_and_says_goodbye():
    conversation = FakeConversation()
    screen = shown("补贴？\n\n  \n/quit\n后面的\n", conversation)
    assert [(one.action, one.text) for one in conversation.taken] == [
        ("command:start", None),
        (None, "补贴？"),
    ]
    assert "你说：补贴？" in screen
    assert "再见" in screen
    assert conversation.undelivered("terminal") == []


def test_the_end_of_the_input_ends_it_politely():
    assert "再见" in shown("没有换行的一行")


def test_ctrl_c_ends_it_politely():
    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    screen = io.StringIO()
    chat_in_terminal(FakeConversation(), console=Console(file=screen), source=Interrupted())
    assert "再见" in screen.getvalue()


def test_it_speaks_the_language_of_the_reply():
    screen = shown("hi\n", FakeConversation(lambda _: a_reply("Hello.", lang=Lang.EN)))
    assert "Type a number to press a button" in screen
    assert "Goodbye!" in screen


def test_a_number_presses_the_button_that_has_it():
    conversation = FakeConversation(with_buttons(("找工作", "command:jobs"), ("问政策", "policy")))
    screen = shown("2\n １ \n3\n3000\n", conversation)
    assert "1 找工作   2 问政策" in screen
    assert [(one.action, one.text) for one in conversation.taken[1:]] == [
        ("policy", None),
        ("command:jobs", None),
        (None, "3"),
        (None, "3000"),
    ]


def test_a_number_is_a_text_where_no_buttons_are():
    conversation = FakeConversation()
    shown("1\n", conversation)
    assert conversation.taken[-1].text == "1"


def test_commands_are_the_same_as_in_telegram():
    conversation = FakeConversation()
    shown("/language en\n/jobs 保洁\n/nosuch\n", conversation)
    assert [(one.action, one.text) for one in conversation.taken[1:]] == [
        ("command:language:en", None),
        (None, "保洁"),
        (None, "/nosuch"),
    ]


def test_nothing_that_people_or_documents_write_is_taken_for_markup():
    nasty = "[bold]甲[/bold] [/] [link=x]"
    card = a_citation(title=nasty, quote=f"{nasty}。", document_number=None)

    def answer(incoming: Incoming) -> Reply:
        buttons = ((Button("[red]钮", "a"),),)
        posts = (a_match(title=nasty, reasons=(nasty,)),)
        return a_reply(nasty, citations=(card,), posts=posts, buttons=buttons)

    screen = shown("", FakeConversation(answer))
    assert screen.count(nasty) == 5
    assert "[red]钮" in screen


def test_escape_sequences_do_not_reach_the_screen():
    assert "\x1b" not in shown("\x1b[2J\x9b2J\x07\n")


def test_sources_and_posts_are_shown():
    reply = a_reply("见下：", citations=(a_citation(),), posts=(a_match(),))
    screen = shown("", FakeConversation(lambda _: reply))
    for words in (
        "渝人社发〔2021〕1号 · 重庆市人力社保局 · 2021-01-20 至 2021-03-31",
        "“对春节期间留岗的职工，企业可发放留岗红包。”",
        "2100 元/月",
        "✓ 在你选的区县",
    ):
        assert words in screen


def test_a_clause_that_the_text_quotes_is_not_repeated():
    card = a_citation()
    reply = a_reply(f"{card.quote}\n出处：《{card.title}》", citations=(card,))
    screen = shown("", FakeConversation(lambda _: reply))
    assert screen.count(card.quote) == 1
    assert card.url in screen


def test_bytes_of_another_encoding_do_not_end_the_talk():
    source = io.TextIOWrapper(io.BytesIO("补贴".encode("gbk") + b"\nok\n"), encoding="utf-8")
    conversation = FakeConversation(echo)
    chat_in_terminal(conversation, console=Console(file=io.StringIO()), source=source)
    assert conversation.taken[-1].text == "ok"
