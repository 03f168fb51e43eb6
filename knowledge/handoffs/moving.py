"""One step of a case: by the table of transitions, and only from the version that was seen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from knowledge.handoffs.case import Case, find_case
from knowledge.handoffs.states import State, Step, after
from knowledge.records.audit import Detail, append
from knowledge.records.tables import HandoffRow


class CaseChanged(Exception):
    """Somebody else was faster; `case` is how it stands now."""

    def __init__(self, case: Case, seen: int) -> None:
        super().__init__(f"case {case.case_id} is at version {case.version}, seen was {seen}")
        self.case = case


def move(
    session: Session, case: Case, step: Step, moment: datetime, **values: object
) -> tuple[Case, State]:
    """
    Takes the step in the session's transaction; of two at once one succeeds.

    :param values: other columns that change with it.
    :return: the case after it, and the state before it.
    :raises IllegalStep: if the state does not allow it.
    :raises CaseChanged: if the case is not at that version any more.
    """
    state = after(case.state, step)
    moved = session.exec(
        update(HandoffRow)
        .where(col(HandoffRow.id) == case.case_id, col(HandoffRow.version) == case.version)
        .values(
            state=state.value,
            version=case.version + 1,
            changed_at=moment,
            closed_at=moment if state is State.CLOSED else None,
            **values,
        )
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:
        raise CaseChanged(find_case(session, case.case_id), case.version)
    return find_case(session, case.case_id), case.state


def log(
    session: Session, who: str, step: Step | str, case: Case, detail: Detail | None = None
) -> None:
    """Puts the step into the audit log, last before the commit."""
    known = {"state": case.state.value, "district": case.district, **(detail or {})}
    append(session, who, f"handoff.{LOGGED_AS.get(step, step)}", f"handoff:{case.case_id}", known)


LOGGED_AS: dict[str, str] = {
    Step.CLAIM: "claimed",
    Step.ANSWER: "answered",
    Step.PUT_BACK: "put_back",
    Step.TRANSFER: "transferred",
    Step.ESCALATE: "escalated",
    Step.GIVE_BACK: "given_back",
    Step.TAKE_BACK: "taken_back",
    Step.ASK_AGAIN: "asked_again",
    Step.CLOSE: "closed",
    Step.LAPSE: "lapsed",
}
"""What the audit log calls each step."""
