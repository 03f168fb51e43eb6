"""A word to the seeker at every change, and the replies of staff; each goes out once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlmodel import Session

from knowledge.answering.wording import Wording
from knowledge.handoffs.case import Case
from knowledge.handoffs.states import State, Step
from knowledge.records.messages import Extra, MessageKind, enqueue

_TEXTS = Path(__file__).with_name("telling.toml")
BACK = "handoff:back"
"""The action of the button with which the seeker goes back to the assistant."""


def tell(session: Session, case: Case, step: Step, **values: object) -> None:
    """
    Puts down what the seeker is told of the step, in its transaction.

    :param case: as it stands after the step; its version makes that nothing is told twice.
    """
    text = _wording().text(step.value, case.lang, **values)
    parts: dict[str, object] = {}
    if case.state is State.WITH_PERSON:
        back = {"text": _wording().text("button_back", case.lang), "action": BACK}
        parts["buttons"] = [[back]]
    extra = Extra(parts=parts, about=_about(case))
    enqueue(session, case.seeker_id, MessageKind.HANDOFF, text=text, lang=case.lang, extra=extra)


def send(session: Session, case: Case, text: str, by: str) -> None:
    """Puts a person's own words down; `case` as it stands after the answer."""
    extra = Extra(about=_about(case), sender=by)
    enqueue(session, case.seeker_id, MessageKind.PERSON, text=text, lang=case.lang, extra=extra)


def _about(case: Case) -> str:
    return f"handoff:{case.case_id}:{case.version}"


@cache
def _wording() -> Wording:
    return Wording.load(_TEXTS)
