"""What a case can be, and the steps that lead from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a case is; in `with_person` alone the assistant is silent."""

    WAITING = "waiting"
    WITH_PERSON = "with_person"
    RETURNED = "returned"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why a person was brought in."""

    ASKED = "asked"
    DECLINED_TWICE = "declined_twice"
    """The offer after two declines was taken."""
    DISTRESS = "distress"


class Step(StrEnum):
    """What somebody does with a case."""

    CLAIM = "claim"
    ANSWER = "answer"
    PUT_BACK = "put_back"
    """The person who had it is not there any more: it goes back to the list."""
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    """Danger was told after the person had been asked for."""
    GIVE_BACK = "give_back"
    """Staff hand the conversation back to the assistant."""
    TAKE_BACK = "take_back"
    """The seeker goes on with the assistant."""
    ASK_AGAIN = "ask_again"
    CLOSE = "close"
    LAPSE = "lapse"
    """Nobody has said a word for days."""


class IllegalStep(Exception):
    """The case is in a state from which this step does not lead anywhere."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"{step} is not possible in the state {state}")
        self.state, self.step = state, step


OPEN = (State.WAITING, State.WITH_PERSON)
"""Somebody is waited for or there; a seeker has at most one such case."""

TRANSITIONS: Mapping[tuple[State, Step], State] = {
    (State.WAITING, Step.CLAIM): State.WITH_PERSON,
    (State.WAITING, Step.TRANSFER): State.WAITING,
    (State.WAITING, Step.ESCALATE): State.WAITING,
    (State.WAITING, Step.TAKE_BACK): State.RETURNED,
    (State.WITH_PERSON, Step.ANSWER): State.WITH_PERSON,
    (State.WITH_PERSON, Step.PUT_BACK): State.WAITING,
    (State.WITH_PERSON, Step.TRANSFER): State.WAITING,
    (State.WITH_PERSON, Step.ESCALATE): State.WITH_PERSON,
    (State.WITH_PERSON, Step.GIVE_BACK): State.RETURNED,
    (State.WITH_PERSON, Step.TAKE_BACK): State.RETURNED,
    (State.WITH_PERSON, Step.CLOSE): State.CLOSED,
    (State.WITH_PERSON, Step.LAPSE): State.CLOSED,
    (State.RETURNED, Step.ASK_AGAIN): State.WAITING,
    (State.RETURNED, Step.CLOSE): State.CLOSED,
    (State.RETURNED, Step.LAPSE): State.CLOSED,
}
"""Every step that there is; a request that nobody has taken yet never lapses."""


def after(state: State, step: Step) -> State:
    """
    The state that the step leads to.

    :raises IllegalStep: if it leads nowhere from here.
    """
    found = TRANSITIONS.get((state, step))
    if found is None:
        raise IllegalStep(state, step)
    return found
