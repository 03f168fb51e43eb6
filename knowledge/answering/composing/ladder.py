"""Step: the best answer that there is, from the model's down to the decline with the hotline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.answer import Answer
from knowledge.answering.draft import Draft


class Rung(StrEnum):
    """Where an answer comes from."""

    MODEL = "model"
    """A chat model wrote it, and each sentence is carried by a clause that it cites."""
    QUOTED = "quoted"
    """The clauses in their own words."""
    DECLINED = "declined"
    """No clause carries an answer: said as such, with whom to ask."""


def _written(draft: Draft) -> Answer | None:
    return draft.written


def _quoted(draft: Draft) -> Answer | None:
    return None if draft.proposed is None or draft.proposed.is_declined else draft.proposed


def _declined(draft: Draft) -> Answer | None:
    return draft.proposed


LADDER: tuple[tuple[Rung, Callable[[Draft], Answer | None]], ...] = (
    (Rung.MODEL, _written),
    (Rung.QUOTED, _quoted),
    (Rung.DECLINED, _declined),
)
"""From the top; the first that holds is taken."""


@dataclass(frozen=True, slots=True)
class SettleAnswer:
    """Goes down the ladder to the first rung that holds."""

    def __call__(self, draft: Draft) -> None:
        """Fills `answer`; the trace names the rung."""
        for rung, answer_of in LADDER:
            draft.answer = answer_of(draft)
            if draft.answer is not None:
                draft.notes["rung"] = rung.value
                return
