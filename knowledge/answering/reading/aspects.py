"""Which side of a matter a question asks about: the amount, who, where, how long."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from knowledge.policies.document import ClauseKind

ASPECTS_FILE = Path(__file__).with_name("aspects.toml")

TEXTS_REMEMBERED = 256
"""The steps of a turn ask the same of the same few texts a dozen times."""


@lru_cache(maxsize=TEXTS_REMEMBERED)
def aspects(question: str) -> frozenset[ClauseKind]:
    """The kinds of clause that the question's words ask for; empty where they do not say."""
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(question))


@cache
def _patterns() -> dict[ClauseKind, re.Pattern[str]]:
    data = tomllib.loads(ASPECTS_FILE.read_text(encoding="utf-8"))
    return {
        ClauseKind(kind): re.compile("|".join([*lists["zh"], *lists["en"]]), re.IGNORECASE)
        for kind, lists in data.items()
    }
