"""Facts about a person as they are shown back to them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.language import Lang
from knowledge.people.profile import Fact

_FILE = Path(__file__).with_name("profile.toml")


def fact_text(name: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - facts hold values of many types
    """One fact in words: "户籍：重庆", "education: junior college"."""
    label = field_label(name, lang)
    values = value if isinstance(value, list | tuple) else [value]
    separator = "、" if lang is Lang.ZH else ", "
    said = separator.join(_value_text(item, lang) for item in values)
    return f"{label}：{said}" if lang is Lang.ZH else f"{label}: {said}"


def field_label(name: str, lang: Lang) -> str:
    """What a field of the profile is called."""
    label: str = _table()["field"].get(name, {}).get(lang, name)
    return label


def facts_text(facts: list[Fact], lang: Lang) -> str:
    """Several facts in one line."""
    separator = "；" if lang is Lang.ZH else "; "
    return separator.join(fact_text(fact.name, fact.value, lang) for fact in facts)


def _value_text(value: Any, lang: Lang) -> str:  # noqa: ANN401 - see above
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    known: dict[str, str] = _table()["value"].get(str(value).lower(), {})
    return known.get(lang, str(value))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
