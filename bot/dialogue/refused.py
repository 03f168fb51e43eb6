"""Messages that are not served, and messages that are nothing but abuse; see refused.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.terms import folded

_FILE = Path(__file__).with_name("refused.toml")
_LONGEST_ABUSE = 60
_WORD = re.compile(r"[a-z']+")
_HAN = re.compile(r"[一-鿿]")


def is_unsafe(text: str) -> bool:
    """Whether the message attacks the assistant, wants a forgery, or asks for others' data."""
    low = folded(text)
    return any(pattern.search(low) is not None for pattern in _unsafe())


def is_abuse(text: str) -> bool:
    """Whether the message is nothing but abuse; around a question it is passed over."""
    low = folded(text)
    if len(low) > _LONGEST_ABUSE:
        return False
    table = _table()["abuse"]
    if _HAN.search(low):
        left = re.sub(_any_of((*table["zh"], *table["zh_around"])), "", low)
        return bool(re.search(_any_of(table["zh"]), low)) and not any(map(str.isalnum, left))
    words = _WORD.findall(low)
    known = {*table["en"], *table["en_around"]}
    return not known.isdisjoint(words) and set(words) <= known and bool({*table["en"]} & {*words})


def _any_of(phrases: tuple[str, ...] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


@cache
def _unsafe() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _table()["unsafe"]))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
