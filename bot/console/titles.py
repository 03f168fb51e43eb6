"""Documents by their titles instead of their ids."""

from __future__ import annotations

from collections.abc import Callable

from bot.console.visit import Visit
from index.manifest import SnapshotError


def titles(visit: Visit) -> Callable[[str], str]:
    """The title of a document in the reader's language; what has none stands for itself."""
    try:
        documents = visit.console.parts.workshop.release().documents
    except SnapshotError:
        return lambda document_id: document_id

    def title(document_id: str) -> str:
        one = documents.get((document_id, visit.lang)) or documents.get(
            (document_id, visit.lang.other)
        )
        return one.title if one else document_id

    return title
