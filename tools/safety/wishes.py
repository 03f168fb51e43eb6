"""Ordinary wishes for work, put together from parts: more kinds of person than one can write."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

PARTS = Path(__file__).with_name("wishes.toml")
_EACH_LANGUAGE = 700
_SEED = 13


def generated_wishes(path: Path = PARTS) -> Iterator[str]:
    """The same wishes every time: who, why, what work, where, on which terms."""
    parts = tomllib.loads(path.read_text(encoding="utf-8"))
    # No secret hangs on it; the seed only keeps the texts the same.
    chance = random.Random(_SEED)
    for lang, separator in (("zh", "，"), ("en", ", ")):
        kinds = parts[lang]
        for _ in range(_EACH_LANGUAGE):
            optional = [name for name in ("who", "why", "terms") if chance.random() < 0.55]
            names = ["work", *optional, *(["where"] if chance.random() < 0.7 else [])]
            chance.shuffle(names)
            yield separator.join(chance.choice(kinds[name]) for name in names)
