"""What a seeker's turn does to the case, written in the transaction of the turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knowledge.handoffs.states import Reason, State


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The case that a seeker has open when the turn begins."""

    case_id: int
    state: State


@dataclass(frozen=True, slots=True)
class Ask:
    """A person is wanted, or needed."""

    reason: Reason
    district: str | None = None
    """Official Chinese name; None where it is not known and the case is every office's."""
    promised_for: datetime | None = None
    """When somebody is there at the latest, as the seeker was told."""


@dataclass(frozen=True, slots=True)
class Word:
    """The seeker says something to the person."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The seeker goes on with the assistant."""


CaseAct = Ask | Word | TakeBack
