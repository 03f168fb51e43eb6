"""A model that fails again and again is left alone, and tried again after a while."""

from __future__ import annotations

from knowledge.answering.model.breaker import Breaker


def test_it_closes_after_failures_in_a_row_and_lets_one_try_through_after_each_pause() -> None:
    now = [0.0]
    breaker = Breaker(2, pause_s=10, clock=lambda: now[0])
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    now[0] = 11.0
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    breaker.failed()
    now[0] = 20.0
    assert not breaker.lets_through()
    now[0] = 22.0
    assert breaker.lets_through()
    breaker.succeeded()
    assert [breaker.lets_through() for _ in range(3)] == [True, True, True]
