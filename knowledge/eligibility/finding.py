"""What the rules say about a person, in three values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.policies.citation import Citation


class Truth(StrEnum):
    """Whether a condition holds of a person, as far as the person said."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


class FindingResult(StrEnum):
    """What all conditions of a programme together say; the office decides, never the assistant."""

    MAY_QUALIFY = "may_qualify"
    DOES_NOT_QUALIFY = "does_not_qualify"
    NEED_MORE = "need_more"


@dataclass(frozen=True, slots=True)
class Finding:
    """A programme held against a profile, each condition in the reader's language."""

    programme_id: str
    title: str
    result: FindingResult
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    not_known: tuple[str, ...]
    amount: str | None
    would_change: tuple[str, ...]
    citations: tuple[Citation, ...]
    to_do: tuple[str, ...] = ()
    """Of `would_change`, what is to be done or asked at the office, and not only told here."""
    provisos: tuple[str, ...] = ()
    """Conditions that the chat does not ask about; the office checks them."""
    documents: tuple[str, ...] = ()
    """Papers to bring; empty where no source names them."""
    where: str = ""
    """The place, page or telephone at which the claim is made."""
    notes: tuple[str, ...] = ()
    decided_by: tuple[Citation, ...] = ()
    """The clauses of what is not met; else of what is not known; else of what is met."""
    closed: bool = False
    """Past its last day; the reason stands first in `not_met`."""


def all_of(values: list[Truth]) -> Truth:
    """Kleene's strong conjunction: one condition not met decides, one not known leaves it open."""
    if Truth.NOT_MET in values:
        return Truth.NOT_MET
    return Truth.NOT_KNOWN if Truth.NOT_KNOWN in values else Truth.MET


def any_of(values: list[Truth]) -> Truth:
    """Kleene's strong disjunction: one condition met decides, one not known leaves it open."""
    if Truth.MET in values:
        return Truth.MET
    return Truth.NOT_KNOWN if Truth.NOT_KNOWN in values else Truth.NOT_MET
