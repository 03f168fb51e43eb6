"""Facts about a person as they are shown back to them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from knowledge.language import Lang
from knowledge.people.birth import BIRTH_FIELDS, BirthSaid
from knowledge.people.profile import Fact, Profile
from knowledge.people.storing import StoredFact
from knowledge.places import Places

AnyFact = TypeVar("AnyFact", Fact, StoredFact)
_PROFILE = TypeAdapter(Profile)
_FILE = Path(__file__).with_name("profile.toml")


def with_birth(facts: Iterable[AnyFact]) -> list[AnyFact]:
    """The facts with the parts of a birth put together in the place of its year."""
    facts = list(facts)
    parts = {one.name: one.value for one in facts if one.name in BIRTH_FIELDS}
    birth = _PROFILE.validate_python(parts).birth
    return [
        replace(one, value=birth) if one.name == "birth_year" and birth is not None else one
        for one in facts
        if one.name not in BIRTH_FIELDS[1:]
    ]


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
        shown = with_birth(facts)
        return separator.join(self.fact(fact.name, fact.value, lang) for fact in shown)

    def value(self, name: str, value: str, lang: Lang) -> str:
        """One value of the field in words."""
        return self._named(name, value, lang)

    def _named(self, name: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - see above
        if isinstance(value, BirthSaid):
            return value.shown(lang)
        # "none" is no schooling, no lodging needed or no certificate, by its field.
        own = self._values.get(f"{name}_{value}")
        return self._value(value, lang) if own is None else own[lang]

    def _value(self, value: Any, lang: Lang) -> str:  # noqa: ANN401 - see above
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value in self._places.districts:
            return self._places.name(value, lang)
        return self._values.get(str(value).lower(), {}).get(lang, str(value))
