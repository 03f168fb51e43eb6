"""The fixed texts of answers, one table for both languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from knowledge.language import Lang


class WordingIncomplete(Exception):
    """A text is missing in one of the two languages."""

    def __init__(self, path: Path, key: str) -> None:
        super().__init__(f"{path.name}: {key!r} needs a text in zh and in en")
        self.key = key


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts by key and language; `{name}` in a text is filled in by the caller."""

    texts: dict[str, dict[Lang, str]]

    @classmethod
    def load(cls, *paths: Path) -> Wording:
        """
        The texts of the files.

        :raises WordingIncomplete: if a key lacks a language.
        """
        texts: dict[str, dict[Lang, str]] = {}
        for path in paths:
            for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
                if set(entry) != {lang.value for lang in Lang}:
                    raise WordingIncomplete(path, key)
                texts[key] = {lang: entry[lang].strip() for lang in Lang}
        return cls(texts)

    def text(self, key: str, lang: Lang, **values: object) -> str:
        """The text with its places filled."""
        return self.texts[key][lang].format(**values)


ANSWER_TEXTS = Path(__file__).with_name("wording.toml")
