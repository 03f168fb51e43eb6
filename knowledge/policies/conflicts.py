"""Clauses that say something else on the same point: each must name the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz import fuzz

from knowledge.language import Lang
from knowledge.language.figures import figures
from knowledge.policies.document import Clause, ClauseKind, PolicyDocument

_SAME_POINT, _SAME_SUBJECT = 75, 60
"""Likeness in [0, 100] of two texts without their figures, and of their documents' titles, from
which they are on one point where both rest on one item; elsewhere the texts must be the same, since
one word may tell two subsidies apart."""
_FIGURED = frozenset({ClauseKind.AMOUNT, ClauseKind.TERM, ClauseKind.FIGURE})
_FIGURE = re.compile(r"[\d.,%]+|[万亿]")


def conflict_problems(
    documents: Iterable[PolicyDocument], unread: Collection[str]
) -> dict[str, tuple[str | None, str]]:
    """
    Why a document cannot be published, by its id, with the clause: it is said to be in conflict
    with one that does not exist or does not say so itself, or it is in conflict and does not say.

    :param unread: ids of documents whose files could not be read; nothing is known of their
        clauses, and an earlier release may hold them.
    """
    documents = list(documents)
    named = {c.clause_id: set(c.conflicts_with) for d in documents for c in d.clauses}
    problems: dict[str, tuple[str | None, str]] = {}
    for document in documents:
        for clause in document.clauses:
            for other_id in clause.conflicts_with:
                if other_id.split(".")[0] in unread:
                    continue
                if other_id not in named:
                    reason = f"{clause.clause_id} conflicts_with {other_id}, which does not exist"
                elif clause.clause_id not in named[other_id]:
                    reason = (
                        f"{clause.clause_id} conflicts_with {other_id}, which does not name it back"
                    )
                else:
                    continue
                problems[document.document_id] = clause.clause_id, reason
    for clause, other in _disagreements(documents):
        problems.setdefault(
            clause.document_id,
            (
                clause.clause_id,
                f"{clause.clause_id} and {other.clause_id} give different figures on the same"
                " point; end one, let one document supersede the other, or name each other in"
                " conflicts_with",
            ),
        )
    return problems


def _disagreements(documents: list[PolicyDocument]) -> Iterator[tuple[Clause, Clause]]:
    """
    Pairs of clauses of different documents, in force at the same time, that are the same but for
    their figures; the one of the later document first.
    """
    replaced = _replaced(documents)
    titles = {(one.document_id, one.lang): one.title for one in documents}
    for clause, other in _near_pairs(documents):
        if (
            clause.document_id != other.document_id
            and other.document_id not in replaced[clause.document_id]
            and clause.document_id not in replaced[other.document_id]
            and not _says_so(clause, other)
            and _overlap(clause, other)
            and _gives_other_figures(clause, other)
            and _on_one_point(clause, other, titles)
        ):
            yield other, clause


def _says_so(clause: Clause, other: Clause) -> bool:
    """Whether one names the other; that both must is another rule."""
    return other.clause_id in clause.conflicts_with or clause.clause_id in other.conflicts_with


def _gives_other_figures(clause: Clause, other: Clause) -> bool:
    """Whether each gives a figure that the other lacks."""
    ours, theirs = figures(clause.text), figures(other.text)
    return not (ours <= theirs or theirs <= ours)


def _on_one_point(clause: Clause, other: Clause, titles: Mapping[tuple[str, Lang], str]) -> bool:
    if _frame(clause) == _frame(other):
        return True
    if clause.kind is not other.kind or not set(clause.evidence) & set(other.evidence):
        return False
    ours, theirs = (titles[one.document_id, one.lang] for one in (clause, other))
    return (
        fuzz.ratio(ours, theirs) >= _SAME_SUBJECT
        and fuzz.ratio(_frame(clause), _frame(other)) >= _SAME_POINT
    )


def _near_pairs(documents: list[PolicyDocument]) -> Iterator[tuple[Clause, Clause]]:
    """
    Pairs of one language that rest on one item or are the same but for their figures, in time
    that grows with their number only.
    """
    groups: dict[object, list[Clause]] = defaultdict(list)
    for document in documents:
        for clause in document.clauses:
            if clause.kind in _FIGURED and not clause.is_lapsed and figures(clause.text):
                for key in (_frame(clause), *clause.evidence):
                    groups[clause.lang, key].append(clause)
    met: set[tuple[str, str, str]] = set()
    for group in groups.values():
        for clause, other in combinations(group, 2):
            pair = (clause.lang.value, clause.clause_id, other.clause_id)
            if pair not in met:
                met.add(pair)
                yield clause, other


def _frame(clause: Clause) -> str:
    """The text without its figures."""
    return _FIGURE.sub("", clause.text)


def _overlap(clause: Clause, other: Clause) -> bool:
    """Whether there is a day on which both hold."""
    for one, two in ((clause, other), (other, clause)):
        end, begin = one.effective_to, two.effective_from
        if end is not None and begin is not None and end.last_day < begin.first_day:
            return False
    return True


def _replaced(documents: Iterable[PolicyDocument]) -> dict[str, set[str]]:
    """All that a document supersedes, in however many steps."""
    direct = {document.document_id: set(document.supersedes) for document in documents}
    whole: dict[str, set[str]] = {}
    for start, first in direct.items():
        found, waiting = set(), list(first)
        while waiting:
            step = waiting.pop()
            if step not in found:
                found.add(step)
                waiting += direct.get(step, ())
        whole[start] = found
    return whole
