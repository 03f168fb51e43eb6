"""The table of transitions: every step that is not in it is refused."""

from __future__ import annotations

from itertools import product

import pytest

from knowledge.handoffs.moving import LOGGED_AS
from knowledge.handoffs.states import OPEN, TRANSITIONS, IllegalStep, State, Step, after


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)), ids=str)
def test_a_step_leads_where_the_table_says_and_else_nowhere(state: State, step: Step) -> None:
    expected = TRANSITIONS.get((state, step))
    if expected is None:
        with pytest.raises(IllegalStep, match=f"{step} is not possible in the state {state}"):
            after(state, step)
    else:
        assert after(state, step) is expected


def test_nothing_leads_out_of_a_closed_case() -> None:
    assert not any(state is State.CLOSED for state, _ in TRANSITIONS)


def test_only_a_claim_silences_the_assistant() -> None:
    into = {s for (f, s), t in TRANSITIONS.items() if t is State.WITH_PERSON and f is not t}
    assert into == {Step.CLAIM}


def test_from_every_open_state_the_seeker_can_go_back() -> None:
    assert all(after(state, Step.TAKE_BACK) is State.RETURNED for state in OPEN)


def test_the_log_has_a_word_for_every_step() -> None:
    assert set(LOGGED_AS) == set(Step)
