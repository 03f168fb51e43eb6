"""Texts in both languages, kept as data, and figures as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import yaml

from knowledge.language import Lang

# libyaml reads the files about ten times as fast; the plain loader gives the same values.
YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The text for a reader of this language."""
        return self.zh if lang is Lang.ZH else self.en


def number(value: Fraction | float) -> str:
    """A figure with thousands separators, and at most two decimals where it has any."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return f"{int(exact):,}"
    return f"{float(exact):,.2f}".rstrip("0").rstrip(".")


def money(value: Fraction | float, lang: Lang) -> str:
    """An amount in yuan."""
    return f"{number(value)}元" if lang is Lang.ZH else f"{number(value)} yuan"
