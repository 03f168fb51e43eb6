"""Clauses that say something else on the same point: each must name the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from knowledge.policies.document import PolicyDocument


def conflict_problems(
    documents: Iterable[PolicyDocument], unread: Collection[str]
) -> dict[str, str]:
    """
    Why a document cannot be published, by its id: a clause of it is said to be in conflict with
    one that does not exist, or that does not say so itself.

    :param unread: ids of documents whose files could not be read; nothing is known of their
        clauses, and an earlier release may hold them.
    """
    documents = list(documents)
    named = {c.clause_id: set(c.conflicts_with) for d in documents for c in d.clauses}
    problems: dict[str, str] = {}
    for document in documents:
        for clause in document.clauses:
            for other in clause.conflicts_with:
                if other.split(".")[0] in unread:
                    continue
                if other not in named:
                    problems[document.document_id] = (
                        f"{clause.clause_id} conflicts_with {other}, which does not exist"
                    )
                elif clause.clause_id not in named[other]:
                    problems[document.document_id] = (
                        f"{clause.clause_id} conflicts_with {other}, which does not name it back"
                    )
    return problems
