"""One statement in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.language import Lang


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same thing said in Chinese and in English, ready to show."""

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The wording in that language."""
        return self.zh if lang is Lang.ZH else self.en
