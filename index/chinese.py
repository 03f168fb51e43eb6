"""Traditional Chinese written as simplified, so that both find the same words."""

import importlib.util
import re
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    """
    OpenCC's own tables (characters, phrases), read once in about 5 ms.

    OpenCC's Python converter tries every window of every length and needs seconds for a long
    text; a translate table and one pattern give the same result in microseconds.
    """
    spec = importlib.util.find_spec("opencc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc: install opencc-python-reimplemented")
    folder = Path(spec.origin).parent / "dictionary"
    characters = {ord(k): v for k, v in _entries(folder / "TSCharacters.txt")}
    phrases = dict(_entries(folder / "TSPhrases.txt"))
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return characters, pattern, phrases


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """Characters of which at least one stands in every text that is not simplified already."""
    return frozenset(map(chr, _tables()[0]))


def _entries(path: Path) -> list[tuple[str, str]]:
    """Pairs (traditional, first simplified form) of one OpenCC table."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return [(source, targets.split(" ")[0]) for source, targets in pairs]


def simplified(text: str) -> str:
    """
    The text with traditional characters replaced by simplified ones, everything else untouched.

    Source of the tables: OpenCC t2s (TSPhrases before TSCharacters).
    """
    if text.isascii():
        return text
    characters, pattern, phrases = _tables()
    if _traditional().isdisjoint(text):
        return text
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [text[end : match.start()].translate(characters), phrases[match.group()]]
        end = match.end()
    parts.append(text[end:].translate(characters))
    return "".join(parts)
