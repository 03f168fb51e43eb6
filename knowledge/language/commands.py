"""Whole messages that mean one thing; see commands.toml."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.terms import folded

_FILE = Path(__file__).with_name("commands.toml")
_MARKS = " \t\n。．.!！,，、~～;；:：\"“”'（）()"


class Command(StrEnum):
    """What a message of a word or two asks for."""

    HELP = "help"
    RESTART = "restart"
    FORGET = "forget"
    MY_DATA = "my_data"
    HANDOFF = "handoff"
    CANCEL = "cancel"


def command_in(text: str) -> Command | None:
    """The command that the whole message is; None for any other."""
    return _table().get(folded(text).strip(_MARKS))


@cache
def _table() -> dict[str, Command]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))["commands"]
    return {phrase: Command(name) for name, phrases in data.items() for phrase in phrases}
