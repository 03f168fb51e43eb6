"""One clause for several of its parts: the list of eight channels for three of the eight."""

from __future__ import annotations

from knowledge.policies.document import Clause, ClauseKind, PolicyDocument

_FEWEST = 2
"""Parts found from which on the question is about what they are parts of."""


def wholes_for_parts(chosen: list[Clause], document: PolicyDocument) -> list[Clause]:
    """
    The clauses, with the one that lists them in place of several parts of one list.

    A part is an overview all of whose evidence stands, among other, under another overview of the
    document.
    """
    for whole in document.clauses:
        parts = [one for one in chosen if _is_part(one, whole)]
        if len(parts) >= _FEWEST:
            at = chosen.index(parts[0])
            left = [one for one in chosen if one not in [*parts, whole]]
            return [*left[:at], whole, *left[at:]]
    return chosen


def _is_part(clause: Clause, whole: Clause) -> bool:
    both = clause.document_id == whole.document_id and clause.kind is whole.kind
    is_overview = both and whole.kind is ClauseKind.OVERVIEW
    return is_overview and set(clause.evidence) < set(whole.evidence)
