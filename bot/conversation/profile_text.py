"""Facts about a person as they are shown back to them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from knowledge.language import Lang
from knowledge.people.profile import Fact
from knowledge.places import Places

_FILE = Path(__file__).with_name("profile.toml")


class ProfileText:
    """Names of fields and values in both languages, districts among them."""

    def __init__(self, places: Places) -> None:
        table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        self._fields: dict[str, dict[str, str]] = table["field"]
        self._values: dict[str, dict[str, str]] = table["value"]
        self._places = places

    def has(self, name: str) -> bool:
        """Whether the field has a name of its own here."""
        return name in self._fields

    def field(self, name: str, lang: Lang) -> str:
        """What a field of the profile is called."""
        return self._fields.get(name, {}).get(lang, name)

    def fact(self, name: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - facts hold many types
        """One fact in words: "户籍：重庆", "education: junior college"."""
        values = value if isinstance(value, list | tuple) else [value]
        separator = "、" if lang is Lang.ZH else ", "
        said = separator.join(self._named(name, item, lang) for item in values)
        colon = "：" if lang is Lang.ZH else ": "
        return f"{self.field(name, lang)}{colon}{said}"

    def facts(self, facts: Iterable[Fact], lang: Lang) -> str:
        """Several facts in one line."""
        separator = "；" if lang is Lang.ZH else "; "
        return separator.join(self.fact(fact.name, fact.value, lang) for fact in facts)

    def value(self, name: str, value: str, lang: Lang) -> str:
        """One value of the field in words."""
        return self._named(name, value, lang)

    def _named(self, name: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - see above
        # "none" is no schooling, no lodging needed or no certificate, by its field.
        own = self._values.get(f"{name}_{value}")
        return self._value(value, lang) if own is None else own[lang]

    def _value(self, value: Any, lang: Lang) -> str:  # noqa: ANN401 - see above
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value in self._places.districts:
            return self._places.name(value, lang)
        return self._values.get(str(value).lower(), {}).get(lang, str(value))
