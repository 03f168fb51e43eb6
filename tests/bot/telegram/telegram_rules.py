"""What Telegram refuses, with the words it refuses it with."""

from __future__ import annotations

import json
import re

from tests.bot.telegram.telegram_html import UnreadableEntities, parsed


class Refused(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def text_seen(parameters: dict) -> str:
    """The text of a message as a reader sees it; refused if its markup cannot be read."""
    text = parameters.get("text", "")
    if parameters.get("parse_mode") != "HTML":
        return text
    try:
        return parsed(text)
    except UnreadableEntities as error:
        raise Refused(400, f"Bad Request: can't parse entities: {error}") from error


def check_message(parameters: dict) -> None:
    """Refuses an empty or long text and a keyboard that Telegram would not show."""
    text = text_seen(parameters)
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refused(400, "Bad Request: message is too long")
    for row in json.loads(parameters.get("reply_markup", "{}")).get("inline_keyboard", []):
        for button in row:
            if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            if not button["text"].strip():
                raise Refused(400, "Bad Request: text buttons must be non-empty")


def check_edit(before: dict, after: dict) -> None:
    """Refuses an edit that changes neither the text, nor its markup, nor the buttons."""
    if all(before.get(name) == after.get(name) for name in ("text", "parse_mode", "reply_markup")):
        raise Refused(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup"
            " are exactly the same as a current content and reply markup of the message",
        )


def check_commands(parameters: dict) -> None:
    """Refuses a menu with a name or description that Telegram does not take."""
    for command in json.loads(parameters["commands"]):
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
