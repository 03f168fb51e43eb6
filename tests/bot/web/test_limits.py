"""How fast a sender may be."""

from __future__ import annotations

from bot.web.limits import Allowance


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_the_pace_is_held():
    clock = Clock()
    allowance = Allowance(3, 0.5, clock)
    assert [allowance.wait_s("a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now += 1
    assert allowance.wait_s("a") == 1
    clock.now += 1
    assert allowance.wait_s("a") == 0


def test_one_sender_does_not_use_up_what_another_has():
    allowance = Allowance(1, 0.5, Clock())
    assert allowance.wait_s("a") == 0
    assert allowance.wait_s("a") > 0
    assert allowance.wait_s("b") == 0


def test_no_more_than_the_burst_is_saved_up():
    clock = Clock()
    allowance = Allowance(2, 1.0, clock)
    allowance.wait_s("a")
    clock.now += 1000
    assert [allowance.wait_s("a") == 0 for _ in range(3)] == [True, True, False]
