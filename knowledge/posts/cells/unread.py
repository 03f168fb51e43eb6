"""A cell that cannot be read for sure, and why."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.posts.hold import HoldReason
from knowledge.sentence import Sentence

Span = tuple[int, int]
"""Where in the cell a value stands: cell[start:end]."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why nothing is taken from a cell; the span is the piece that is in doubt."""

    reason: Sentence
    span: Span = (0, 0)
    kind: HoldReason = HoldReason.BAD_VALUE
