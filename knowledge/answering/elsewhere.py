"""Places outside Chongqing that a question names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

PLACES_FILE = Path(__file__).with_name("elsewhere.toml")

# "I am from Sichuan, may I ..." asks about Chongqing; so does "went to Guangdong to work".
_ONLY_ORIGIN = re.compile(
    r"(?:户口|户籍|人|来的|老家|毕业于|毕业的|学校|读书|打工|务工|上班|工作过|火车|车票|去|到|回)|"
    r"\b(?:from|to|register(?:ed)?|graduated|studied|ticket|moved|hukou)\b",
    re.IGNORECASE,
)


def places_elsewhere(question: str) -> frozenset[str]:
    """The places whose rules are asked about; empty where one only tells where somebody is from."""
    found = {match.group(0) for match in _pattern().finditer(question)}
    return frozenset() if not found or _ONLY_ORIGIN.search(question) else frozenset(found)


@cache
def _pattern() -> re.Pattern[str]:
    data = tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))
    english = "|".join(re.escape(name) for name in data["en"])
    return re.compile("|".join([*data["zh"], rf"\b(?:{english})\b"]), re.IGNORECASE)
