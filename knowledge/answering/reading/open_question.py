"""Whether the rules have left a message open, so that a chat model may be asked about it."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft, Route
from knowledge.answering.reading.purpose import settled_route
from knowledge.glossary import Glossary
from knowledge.people.understanding import understand


def is_open(draft: Draft, glossary: Glossary) -> bool:
    """Whether no clause was found, no border of the knowledge base either, and no wish heard."""
    proposed = draft.proposed
    if draft.clauses or proposed is None or proposed.status is not Status.DECLINED_NO_SOURCE:
        return False
    return not _is_at_border(draft) and is_a_question(draft, glossary)


def is_a_question(draft: Draft, glossary: Glossary) -> bool:
    """Whether the message stays a question once its facts and wishes are known."""
    learned = understand(draft.masked, draft.lang, today=draft.today, glossary=glossary)
    settled = replace(draft, answer=draft.proposed)
    return settled_route(settled, learned, glossary) is Route.QUESTION


def _is_at_border(draft: Draft) -> bool:
    assert draft.proposed is not None, "asked after the step that proposes"
    if draft.proposed.citations:
        return True
    return draft.border is not None and draft.border.score > 0
