"""What came of one turn, in the words of the machine interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.policies.citation import Citation


class Status(StrEnum):
    """How a turn ended; every status has a text in both languages."""

    ANSWERED = "answered"
    ANSWERED_PARTIAL = "answered_partial"
    CLARIFY = "clarify"
    DECLINED_NO_SOURCE = "declined_no_source"
    DECLINED_OUT_OF_SCOPE = "declined_out_of_scope"
    DECLINED_UNSAFE = "declined_unsafe"
    MATCHED = "matched"
    MATCHED_NONE = "matched_none"
    ELIGIBILITY = "eligibility"
    CALCULATION = "calculation"
    PROFILE = "profile"
    HANDOFF = "handoff"
    SAFETY = "safety"
    NOTICE = "notice"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Answer:
    """Text with a status, and the clauses that it rests on."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = field(default=())

    @property
    def is_declined(self) -> bool:
        """Whether it says no; a decline may still quote the nearest clause."""
        return self.status.startswith("declined")
