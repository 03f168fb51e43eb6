"""Several questions in one message, each answered."""

from __future__ import annotations

import re

_BREAKS = re.compile(
    r"(?<=[？?])\s*(?=\S)|"
    r"[，,；;]\s*(?=(?:还有|另外|以及)?(?:怎么|咋个|啷个|如何|去哪|哪些人|谁|要带|要什么|需要|多久|好久|什么时候))|"
    r"[,;]?\s+and\s+(?=(?:what|how|who|when|where|which)\b)",
    re.IGNORECASE,
)
_MOST = 4
_SHORTEST = 3


def questions_in(text: str) -> tuple[str, ...]:
    """
    The questions of a message, in their order; the message itself if it is one.

    "How many graduates were there, and what was their placement rate?" gives two. A message of
    more than four is left whole: it is a story, and splitting it loses what holds it together.
    """
    parts = tuple(part.strip() for part in _BREAKS.split(text))
    is_several = 1 < len(parts) <= _MOST and text.rstrip().endswith(("?", "？"))
    return parts if is_several and min(map(len, parts)) >= _SHORTEST else (text,)
