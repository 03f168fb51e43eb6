"""The steps from a question to its answer, in one list."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

from knowledge.answering.draft import Draft, Route


class Step(Protocol):
    """Adds to the draft; a step that settles the answer ends the list."""

    def __call__(self, draft: Draft) -> None:
        """Reads what earlier steps found and writes what this one finds."""


def run_steps(draft: Draft, steps: Sequence[Step]) -> Draft:
    """
    The draft after the steps, with the time each took.

    Ends early where the answer is settled, or where the message turns out to be no question.
    """
    for step in steps:
        started = time.perf_counter()
        step(draft)
        draft.milliseconds[_name(step)] = (time.perf_counter() - started) * 1000
        if draft.answer is not None or draft.route is not Route.QUESTION:
            break
    return draft


def _name(step: Step) -> str:
    return type(step).__name__
