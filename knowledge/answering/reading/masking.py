"""Step: personal data is taken out before anything else reads the message."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answering.draft import Draft
from knowledge.people.personal_data import masked, without_masks


@dataclass(frozen=True, slots=True)
class MaskPersonalData:
    """Goes on with the masked text only; the question is still answered."""

    def __call__(self, draft: Draft) -> None:
        """Fills `masked`, without what only led up to what was taken out."""
        draft.masked = without_masks(masked(draft.text))
