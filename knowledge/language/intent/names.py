"""The intents that are told apart, and the kinds of thing that a conversation can be about."""

from __future__ import annotations

from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants with one message."""

    QUESTION = "question"
    """About rules, money, procedures."""
    COMPLAINT = "complaint"
    """A wrong suffered at work; wants to know what to do about it."""
    SCAM = "scam"
    """Doubts an offer, a fee, a caller."""
    FOLLOW_UP = "follow_up"
    """Goes on from the answer on the table."""
    ELIGIBILITY = "eligibility"
    """What may this person get, or whether one thing."""
    JOB_WISH = "job_wish"
    REFINE = "refine"
    """Other posts than those on the table: nearer, better paid."""
    POST_REF = "post_ref"
    """Of one or all posts on the table: their pay, place, details."""
    STATEMENT = "statement"
    """A fact about a person."""
    CORRECTION = "correction"
    """Takes back what was understood."""
    HANDOFF = "handoff"
    HANDOFF_CANCEL = "handoff_cancel"
    MY_DATA = "my_data"
    FORGET = "forget"
    LANGUAGE = "language"
    HELP = "help"
    SMALL_TALK = "small_talk"
    NONSENSE = "nonsense"
    DISTRESS = "distress"
    """Kept apart so that it is taken for nothing else; danger has its own detector."""
    OUTSIDE = "outside"
    """A topic that is not the service's; the answer's own rules decline it."""


class FocusKind(StrEnum):
    """What the turns before have put on the table."""

    NONE = "none"
    LIST = "list"
    ANSWER = "answer"
    CHECK = "check"
    HANDOFF = "handoff"
