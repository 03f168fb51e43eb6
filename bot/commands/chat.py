"""`chunfeng chat` and `chunfeng ask`: the conversation in a terminal or for a program."""

from __future__ import annotations

import sys
import uuid
from typing import Annotated

import typer

from bot.commands.console import progress_bar, services, show, show_json
from bot.conversation.reply import Incoming
from bot.jsonl import reply_as_json, serve_jsonl
from bot.terminal import chat_in_terminal


def chat(
    context: typer.Context,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object per line in, one per line out.")
    ] = False,
) -> None:
    """Chat in the terminal, or serve a program line by line."""
    parts = services(context)
    with progress_bar("Preparing") as progress:
        parts.prepare(progress)
    if jsonl:
        serve_jsonl(parts.conversation, sys.stdin, sys.stdout)
    else:
        chat_in_terminal(parts.conversation)


def ask(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="The question, in Chinese or English.")],
    json: Annotated[bool, typer.Option("--json", help="The whole reply as JSON.")] = False,
) -> None:
    """Ask one question and print the answer."""
    parts = services(context)
    with progress_bar("Preparing") as progress:
        parts.prepare(progress)
    chat_id, message_id = f"ask-{uuid.uuid4()}", "1"
    reply = parts.conversation.take(Incoming("ask", chat_id, message_id, text=text))
    if json:
        show_json(reply_as_json(reply, chat_id, message_id))
    else:
        show(reply.text)
