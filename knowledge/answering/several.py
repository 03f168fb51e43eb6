"""Several questions in one message, each answered."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[？?])\s*(?=\S)")
_MOST = 4
_SHORTEST = 3


def questions_in(text: str) -> tuple[str, ...]:
    """
    The questions of a message, each with what leads up to it; the message itself if it is one.

    "Red envelope: how much? and who applies?" gives two. A message of more than four is left whole:
    it is a story, and splitting it loses what holds it together.
    """
    parts = [part.strip() for part in _ENDS.split(text)]
    asked = [part for part in parts if part.endswith(("?", "？")) and len(part) >= _SHORTEST]
    if not 1 < len(asked) <= _MOST or len(asked) != len(parts):
        return (text,)
    return tuple(asked)
