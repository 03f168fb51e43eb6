"""A case as staff and the conversation know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from knowledge.handoffs.states import Reason, State
from knowledge.language import Lang
from knowledge.records.tables import HandoffRow, SeekerRow


class CaseUnknown(Exception):
    """There is no such case, or it is another office's; nobody is told which."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request for a person; `version` grows with every step."""

    case_id: int
    seeker_id: int
    surface: str
    lang: Lang
    """The language in which the seeker is written to."""
    reason: Reason
    state: State
    district: str | None
    version: int
    claimed_by: str | None
    opened_at: datetime
    changed_at: datetime
    first_answer_at: datetime | None
    seeker_word_at: datetime
    staff_word_at: datetime | None
    promised_for: datetime | None
    closed_at: datetime | None

    @property
    def is_distress(self) -> bool:
        """Whether somebody may be in danger."""
        return self.reason is Reason.DISTRESS

    @property
    def waits_for_staff(self) -> bool:
        """Whether the last word is the seeker's."""
        return self.staff_word_at is None or self.seeker_word_at > self.staff_word_at


def case_of(row: HandoffRow, seeker: SeekerRow) -> Case:
    """The case as the rest of the program knows it."""
    assert row.id is not None
    return Case(
        case_id=row.id,
        seeker_id=row.seeker_id,
        surface=seeker.surface,
        lang=Lang(seeker.fixed_lang or seeker.last_lang),
        reason=Reason(row.reason),
        state=State(row.state),
        district=row.district,
        version=row.version,
        claimed_by=row.claimed_by,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        first_answer_at=row.first_answer_at,
        seeker_word_at=row.seeker_word_at,
        staff_word_at=row.staff_word_at,
        promised_for=row.promised_for,
        closed_at=row.closed_at,
    )


def find_case(session: Session, case_id: int) -> Case:
    """
    The case of that number.

    :raises CaseUnknown: if there is none.
    """
    row = session.get(HandoffRow, case_id, populate_existing=True)
    seeker = None if row is None else session.get(SeekerRow, row.seeker_id)
    if row is None or seeker is None:
        raise CaseUnknown(case_id)
    return case_of(row, seeker)
