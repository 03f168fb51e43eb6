"""Texts in both languages, kept as data, and how they are filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from knowledge.language import Lang
from knowledge.rules.bilingual import Bilingual, YamlLoader

_TEXTS_FILE = Path(__file__).parent / "texts.yaml"


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
