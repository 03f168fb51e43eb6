"""The districts to which a case can go, by their official names, with what each is in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from knowledge.glossary import DEFAULT_GLOSSARY, Glossary
from knowledge.language import Lang
from knowledge.places import Places


@cache
def places() -> Places:
    """The districts of the project's glossary, read once."""
    return Glossary.load(DEFAULT_GLOSSARY).places


@cache
def offices() -> Mapping[str, str]:
    """The official Chinese name of each district with its English one."""
    return {name: places().name(name, Lang.EN) for name in sorted(places().districts)}


def named(district: str, lang: Lang) -> str:
    """What the district is called; in English with its official name beside it."""
    english = offices().get(district)
    return district if lang is Lang.ZH or english is None else f"{english} ({district})"
