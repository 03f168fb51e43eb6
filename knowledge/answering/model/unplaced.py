"""Whether the steps have left a message open, so that a chat model may be asked about it."""

from __future__ import annotations

from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft
from knowledge.policies.document import BORDERS


def is_open(draft: Draft) -> bool:
    """Whether no clause was found, and no border of the knowledge base either."""
    proposed = draft.proposed
    if draft.clauses or proposed is None or proposed.status is not Status.DECLINED_NO_SOURCE:
        return False
    if proposed.citations:
        return False
    nearest = draft.hits[0] if draft.hits else None
    clause = draft.release.clause(nearest.key, draft.lang) if nearest else None
    return clause is None or clause.kind not in BORDERS
