"""The conversation in a terminal, or line by line from a pipe."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
import uuid
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.conversation.reply import Button, Conversation, Incoming, Reply
from bot.telegram.cards import Card, cards_of, printable
from bot.telegram.commands import typed_command
from knowledge.language import Lang

SURFACE = "terminal"
_CHAT = "terminal"
_LEAVING = ("/quit", "/exit")
_HINT = {
    Lang.ZH: "输入编号可按下按钮，/quit 离开。",
    Lang.EN: "Type a number to press a button, /quit to leave.",
}
_FAREWELL = {Lang.ZH: "再见！", Lang.EN: "Goodbye!"}
_PROMPT = "› "
_SHORT_NUMBER = re.compile(r"[0-9]{1,3}")


def chat_in_terminal(
    conversation: Conversation,
    *,
    console: Console | None = None,
    source: TextIO | None = None,
    chat_id: str = _CHAT,
) -> None:
    """
    Talks until `/quit`, the end of the input or Ctrl-C.

    A number presses the button that has it; where no button has it, it is a text like any other.
    """
    console = console or Console()
    source = source or sys.stdin
    reply = _turn(conversation, console, _incoming(chat_id, "/start", ()))
    console.print(Text(_HINT[reply.lang], style="dim"))
    try:
        for line in _lines(console, source):
            if line.strip().lower() in _LEAVING:
                break
            if line.strip():
                reply = _turn(conversation, console, _incoming(chat_id, line, _buttons(reply)))
    except KeyboardInterrupt:
        # The cursor stands behind the prompt.
        console.print()
    console.print(Text(_FAREWELL[reply.lang]))


def _turn(conversation: Conversation, console: Console, incoming: Incoming) -> Reply:
    reply = conversation.take(incoming)
    _show(console, reply)
    conversation.delivered(SURFACE, incoming.chat_id, incoming.message_id)
    return reply


def _lines(console: Console, source: TextIO) -> Iterator[str]:
    """What is typed after each prompt; without a terminal, plain lines without a prompt."""
    if isinstance(source, io.TextIOWrapper):
        # A stray byte of another encoding is shown as such and does not end the talk.
        source.reconfigure(errors="replace")
    while True:
        if source.isatty():
            console.print(Text(_PROMPT, style="bold"), end="")
        line = source.readline()
        if not line:
            return
        yield line.rstrip("\r\n")


def _incoming(chat_id: str, line: str, buttons: tuple[Button, ...]) -> Incoming:
    message_id = uuid.uuid4().hex
    # The digits of a Chinese keyboard (１) count as well.
    number = unicodedata.normalize("NFKC", line).strip()
    if _SHORT_NUMBER.fullmatch(number) and 1 <= int(number) <= len(buttons):
        action = buttons[int(number) - 1].action
        return Incoming(SURFACE, chat_id, message_id, action=action)
    command = typed_command(line)
    if command is not None:
        return Incoming(SURFACE, chat_id, message_id, command.text, command.action)
    return Incoming(SURFACE, chat_id, message_id, text=line)


def _buttons(reply: Reply) -> tuple[Button, ...]:
    return tuple(button for row in reply.buttons for button in row)


def _show(console: Console, reply: Reply) -> None:
    # Text objects throughout: a string would be read as markup, and [b] is what a person may write.
    if reply.text:
        console.print(Text(printable(reply.text)))
    for card in cards_of(reply):
        console.print(_shown(card))
    numbers = [f"{number} {button.text}" for number, button in enumerate(_buttons(reply), 1)]
    if numbers:
        console.print(Text(printable("   ".join(numbers)), style="cyan"))


def _shown(card: Card) -> Panel | Padding:
    heading = Text(printable(card.heading), style="bold")
    lines = [Text(printable(line)) for line in card.lines]
    if not card.is_source:
        return Panel(Group(*lines), title=heading, title_align="left", expand=False)
    if card.quote:
        lines.append(Text(f"“{printable(card.quote)}”", style="italic"))
    if card.url:
        lines.append(Text(printable(card.url)))
    return Padding(Group(heading, *lines), (0, 0, 0, 2), style="dim")
