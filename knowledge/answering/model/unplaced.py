"""Whether the steps have left a message open, so that a chat model may be asked about it."""

from __future__ import annotations

from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft


def is_open(draft: Draft) -> bool:
    """Whether no clause was found, and no border of the knowledge base leads all others either."""
    proposed = draft.proposed
    if draft.clauses or proposed is None or proposed.status is not Status.DECLINED_NO_SOURCE:
        return False
    return not proposed.citations and (draft.border is None or draft.border.score <= 0)
