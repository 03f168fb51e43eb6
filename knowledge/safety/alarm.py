"""What a message can want done now, and what the reply then is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AlarmKind(StrEnum):
    """What a message is about that goes before every question and every post."""

    EMERGENCY = "emergency"
    """Somebody is hurt or ill at this moment: 120, 119."""
    VIOLENCE = "violence"
    """Somebody is beaten, harassed or threatened: 110."""
    THREAT = "threat"
    """The writer threatens others: 110, and a person."""
    SELF_HARM = "self_harm"
    """Of their own hand, or somebody near them: 12356, and a person."""
    HELD = "held"
    """Held, forced to work, trafficked: 110, abroad 12308."""
    LURE = "lure"
    """An offer of the kind that ends in a fraud compound abroad."""
    SCAM = "scam"
    """Fees, deposits, accounts lent, orders brushed: 96110, 110, labour inspection."""
    MINOR = "minor"
    """Somebody under 16 is to work."""
    DISCRIMINATION = "discrimination"
    """An employer asks to leave people out for what they are."""
    ILLEGAL_PAY = "illegal_pay"
    """An employer asks to pay less than the law lets them."""
    WEARY = "weary"
    """Nothing yet: the strongest words, said of work or of the search for it."""


TO_LIFE = frozenset(
    {
        AlarmKind.EMERGENCY,
        AlarmKind.VIOLENCE,
        AlarmKind.THREAT,
        AlarmKind.SELF_HARM,
        AlarmKind.HELD,
    }
)
"""Danger to life: a case is opened, and nothing else in the message is answered."""


_SURE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Alarm:
    """One message's alarm."""

    kind: AlarmKind
    probability: float
    """That of an alarm of any kind, as the classifier gives it."""
    share: float = 1.0
    """What of that probability falls to this kind."""

    is_doubtful: bool = False
    """Too unlikely to act on, and too likely to say nothing."""

    @property
    def is_sure_of_kind(self) -> bool:
        """Whether the words for this kind are the right ones; two dangers may be as likely."""
        return not self.is_to_life or self.share >= _SURE_SHARE

    @property
    def is_to_life(self) -> bool:
        """Whether somebody's life may be in danger."""
        return self.kind in TO_LIFE
