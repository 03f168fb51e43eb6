"""What staff can find about an answer."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """Each has a text in the console's wording, `verdict_` and its value."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG_FIGURE = "wrong_figure"
    WRONG_CLAUSE = "wrong_clause"
    SHOULD_HAVE_DECLINED = "should_have_declined"
    SHOULD_HAVE_ANSWERED = "should_have_answered"
    TONE = "tone"


class ItemKind(StrEnum):
    """How a turn came to a reviewer."""

    SAMPLE = "sample"
    PICKED = "picked"
    """Found in a conversation, so it says nothing about how many answers are wrong."""
    ADJUDICATION = "adjudication"
    """By a third, where two reviewers disagree; it settles the verdict."""
