"""Step: where no clause is sure enough to be quoted, the likeliest ones to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.answering.answer import Answer, Status
from knowledge.answering.composing.declining import Declining
from knowledge.answering.dialogue.candidates import titled_sides
from knowledge.answering.draft import Draft
from knowledge.answering.finding.choosing import Bar, offered
from knowledge.answering.wording import Wording

OFFER = "which_likely"


@dataclass(frozen=True, slots=True)
class OfferLikely:
    """
    Asks which clause is meant instead of declining.

    To quote the likeliest would be a guess; to decline sends somebody away whom a tap would serve.
    """

    wording: Wording
    declining: Declining
    bar: Bar = field(default_factory=Bar)

    def __call__(self, draft: Draft) -> None:
        """Fills `choices` and `answer` where clauses are likely and none is quoted."""
        if draft.clauses or draft.continues or not draft.may_clarify:
            return
        if self.declining.border_of(draft) is not None:
            return
        likely = offered(draft, self.bar)
        if not likely:
            return
        draft.choices = titled_sides(likely, draft.release)
        draft.notes["clarified"] = OFFER
        labels = (choice.label(draft.lang) for choice in draft.choices)
        lines = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
        head, tail = (self.wording.text(key, draft.lang) for key in (OFFER, "none_of_these"))
        draft.answer = Answer(Status.CLARIFY, "\n".join([head, *lines, tail]))
