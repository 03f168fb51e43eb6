"""One line of input, checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ValidationError, model_validator
from pydantic_core import from_json

from bot.conversation.reply import Incoming
from bot.jsonl.writing import Identity, JsonObject
from knowledge.language import Lang

SURFACE = "jsonl"
_MAX_ID_CHARACTERS = 200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _identity(value: object) -> object:
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise ValueError("must be a string or a whole number")
    if value is not None and not 1 <= len(str(value)) <= _MAX_ID_CHARACTERS:
        raise ValueError(f"must have 1 to {_MAX_ID_CHARACTERS} characters")
    return _text(value) if isinstance(value, str) else value


def _text(value: object) -> object:
    if value is not None and not isinstance(value, str):
        raise ValueError("must be a string")
    if value is not None and "\0" in value:
        raise ValueError("must not hold the NUL character")
    return value


def _day(value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be a date like 2026-11-22")
    return date.fromisoformat(value)


class Line(BaseModel):
    """One line of input; keys that it does not know are ignored."""

    chat_id: Annotated[str | int, BeforeValidator(_identity)]
    message_id: Annotated[str | int | None, BeforeValidator(_identity)] = None
    text: Annotated[str | None, BeforeValidator(_text)] = None
    action: Annotated[str | None, BeforeValidator(_text)] = None
    document: Annotated[str | None, BeforeValidator(_text)] = None
    lang: Lang | None = None
    today: Annotated[date | None, BeforeValidator(_day)] = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        names = ("text", "action", "document")
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"one of text, action and document is needed, given: {', '.join(given) or 'none'}"
            )
        return self

    def as_incoming(self, message_id: str | int) -> Incoming:
        """The message that the line is."""
        document = None if self.document is None else Path(self.document)
        return Incoming(
            SURFACE,
            str(self.chat_id),
            str(message_id),
            self.text,
            self.action,
            document,
            self.lang,
            self.today,
        )


def object_of(raw: bytes) -> JsonObject:
    try:
        found = from_json(raw.removeprefix(_BYTE_ORDER_MARK))
    except ValueError as error:
        raise ValueError(f"the line is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError(f"the line is not a JSON object but of type {type(found).__name__}")
    return found


def id_in(known: JsonObject, name: str) -> Identity:
    """The id if it can be returned as given; an error needs its sender even so."""
    value = known.get(name)
    try:
        _identity(value)
    except ValueError:
        return None
    return value if isinstance(value, str | int) else None


def reason_of(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    return f"{first['loc'][0]}: {message}" if first["loc"] else message
