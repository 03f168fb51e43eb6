"""Which script a token or a row stands in, and what a token counts."""

import re
from collections.abc import Sequence
from enum import StrEnum

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")

# What a single Chinese character counts beside a word: any weight from 0.3 to 1 finds equally
# well, and a low one keeps passages that share only common characters from looking covered.
_SINGLE = 0.5

# A corpus with a smaller part than this in one script is taken to stand in the other.
_SMALLEST_PART = 0.05

# A phrase that the dictionary knows says more than one of its words, less than two.
_PHRASE = 1.5


class Script(StrEnum):
    """What a token or a row is written in; figures belong to both."""

    HAN = "han"
    LATIN = "latin"
    FIGURES = "figures"


def script_of(token: str) -> Script:
    """The script of one token; every alphabet counts as Latin."""
    if not token.isalpha():
        return Script.FIGURES
    return Script.HAN if _HAN.match(token) else Script.LATIN


def chinese_rows(rows: Sequence[Sequence[str]]) -> list[bool]:
    """
    Whether each row, given by its tokens, is Chinese.

    Rows that seem to stand alone among many of the other script are names and quotations in it.
    """
    chinese = [_is_chinese(row) for row in rows]
    share = sum(chinese) / max(len(chinese), 1)
    if min(share, 1 - share) < _SMALLEST_PART:
        return [share > 0.5] * len(chinese)
    return chinese


def _is_chinese(tokens: Sequence[str]) -> bool:
    """A word is two characters, in about."""
    scripts = [script_of(token) for token in tokens]
    singles = sum(len(t) == 1 for t, s in zip(tokens, scripts, strict=True) if s is Script.HAN)
    return singles > 2 * scripts.count(Script.LATIN)


def weight_of(token: str) -> float:
    """
    What a token or phrase counts beside a word.

    A single character counts less; the letters of an alphabet are no words alone either.
    """
    if len(token) == 1 and not token.isdigit():
        return _SINGLE
    return _PHRASE if " " in token else 1.0
