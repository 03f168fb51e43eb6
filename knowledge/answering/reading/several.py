"""Several questions in one message, each answered."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.answering.reading.aspects import aspects

_END = r"(?<=[？；\n])\s*(?=\S)|(?<=[?;])(?:\s+|(?=[一-鿿]))"
_NUMBER = (
    r"(?:^|(?<=[\s，,。；;？?]))"
    r"(?:\(?[1-9][.、)）](?!\d)|（[1-9]）|[①-⑨]|[一二三四五六][、.．])\s*"
)
_JOIN = r"[，,]?\s*(?:还有|另外|以及|顺便(?:问)?一?下?)[，,]?\s*"
_AND = (
    r"[,;]?\s+(?:and|plus)\s+(?:also\s+)?"
    r"(?=(?:what|how|who|when|where|which|is|are|do|does|can|may|must)\b)"
)
_BREAKS = re.compile("|".join((_END, _NUMBER, _JOIN, _AND)), re.IGNORECASE)
# A comma or a gap parts two questions only where each of them asks for a side of something.
_SOFT_BREAKS = re.compile(r"，\s*|,(?!\d)\s*|(?<=[一-鿿])\s+(?=[一-鿿])")
_ASKS = re.compile(
    r"[?？]|吗|么(?!子)|什么|啥|哪|谁|(?<![这那好前后])几[个时天年次级]|多少|好多|几多|多久|好久|多长|怎么|怎样|如何|啷个|咋|"
    r"能不能|可不可以|是不是|有没有|有没得|得不得|要不要|(?:不|没)$|"
    r"^(?:and |also |so )?(?:what|how|who|which|when|where|why|can|could|may|do|does|did|is|are|"
    r"was|were|will|should|must)\b",
    re.IGNORECASE,
)
# Sides that a clause has no kind for.
_SIDE = re.compile(r"在哪|(?:不|没)$|谁出|给不给|算不算")
# A sentence that ends within a question was told, not asked.
_STATEMENT = re.compile(r"。\s*\S|[A-Za-z]\.\s+\S")
_MARKS = " \t\n，,。.;；"
_MOST = 5
_SHORTEST_ZH = 3
_SHORTEST_EN = 8
_LONGEST = 240
"""Characters; a longer message is a story, and splitting it loses what holds it together."""


def questions_in(text: str) -> tuple[str, ...]:
    """
    The questions of a message, in their order; the message itself if it is one.

    "How many graduates were there, and what was their placement rate?" gives two, and so does
    "公岗工资多少 在哪报名". What stands before the first question stays with it; a message with
    statements between its questions, or of more than five, is a story and is left whole.
    """
    if len(text) > _LONGEST:
        return (text,)
    parts = [piece for part in _BREAKS.split(text) for piece in _softly_parted(part)]
    parts = _with_lead([part.strip(_MARKS) for part in parts if part.strip(_MARKS)])
    if not 1 < len(parts) <= _MOST or not all(map(_is_question, parts)):
        return (text,)
    if any(_STATEMENT.search(part) for part in parts[1:]):
        return (text,)
    return tuple(parts)


def _softly_parted(text: str) -> list[str]:
    """The text cut at those commas and gaps that part two questions."""
    starts = [0]
    borders = [*(gap.end() for gap in _SOFT_BREAKS.finditer(text)), len(text)]
    for border, following in pairwise(borders):
        before, after = text[starts[-1] : border], text[border:following]
        if _asks_for_a_side(before) and _asks_for_a_side(after):
            starts.append(border)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _with_lead(parts: list[str]) -> list[str]:
    """What leads up to the first question is one part with it."""
    first = next((n for n, part in enumerate(parts) if _is_question(part)), len(parts))
    if first in (0, len(parts)):
        return parts
    separator = " " if parts[0].isascii() else "，"
    return [separator.join(parts[: first + 1]), *parts[first + 1 :]]


def _asks_for_a_side(part: str) -> bool:
    return _is_question(part.strip(_MARKS)) and bool(aspects(part) or _SIDE.search(part))


def _is_question(part: str) -> bool:
    shortest = _SHORTEST_EN if part.isascii() else _SHORTEST_ZH
    return len(part) >= shortest and bool(_ASKS.search(part)) and _says_what(part)


def _says_what(part: str) -> bool:
    """Whether more is asked than an agreement: 是不是 and "is it?" go with what stands before."""
    return bool(aspects(part) or _SIDE.search(part)) or len(part) > (12 if part.isascii() else 3)
