"""Texts in both languages, kept as data, and how they are filled in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from knowledge.language import Lang

# libyaml reads the files about ten times as fast; the plain loader gives the same values.
YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TEXTS_FILE = Path(__file__).parent / "texts.yaml"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The text for a reader of this language."""
        return self.zh if lang is Lang.ZH else self.en


@cache
def texts() -> dict[str, Bilingual]:
    """
    The sentences around the data of the programmes, by name.

    :raises pydantic.ValidationError: if a text lacks one of the languages.
    """
    content = _TEXTS_FILE.read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Bilingual]).validate_python(yaml.load(content, Loader=YamlLoader))


def phrase(name: str, lang: Lang, **values: str) -> str:
    """The named sentence with its gaps filled."""
    return texts()[name].in_(lang).format(**values)


def number(value: Fraction | float) -> str:
    """A figure with thousands separators, and at most two decimals where it has any."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return f"{int(exact):,}"
    return f"{float(exact):,.2f}".rstrip("0").rstrip(".")


def money(value: Fraction | float, lang: Lang) -> str:
    """An amount in yuan."""
    return f"{number(value)}元" if lang is Lang.ZH else f"{number(value)} yuan"
