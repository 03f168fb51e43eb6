"""The documents of the release that an ambiguous message can mean, those meant most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.answering.dialogue.choice import Choice, key_of
from knowledge.answering.dialogue.topics import Topic, general_topic, tables
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.document import BORDERS, Clause, ClauseKind, PolicyDocument
from knowledge.policies.release import Release
from knowledge.terms import Entry, TermKind

_SAYS_WHO = frozenset({ClauseKind.ELIGIBILITY, ClauseKind.AMOUNT, ClauseKind.OVERVIEW})


def about_topic(
    topic: Topic, release: Release, today: date, glossary: Glossary
) -> tuple[Choice, ...]:
    """The documents in force that share the topic; those of one group alone come last."""
    found = [
        document
        for document in _in_force(release, today)
        if topic.titles.search(document.title) and not document.is_report
    ]
    names_group = {d.document_id: _names_a_group(d.title, glossary) for d in found}
    found.sort(key=lambda d: (names_group[d.document_id], *_place(d, topic.first)))
    return _as_choices(found, release)


def sides_of_topic(topic: Topic, release: Release) -> tuple[Choice, ...]:
    """The clauses that the topic names first, each under its heading."""
    found = [release.clauses.get((clause_id, Lang.ZH)) for clause_id in topic.first]
    return tuple(_side(clause, release) for clause in found if clause is not None)


def titled_sides(clauses: Iterable[Clause], release: Release) -> tuple[Choice, ...]:
    """The clauses, each under its document's title and its own heading."""
    choices = []
    for clause in clauses:
        names = []
        for lang in (Lang.ZH, Lang.EN):
            one = release.clause(clause.clause_id, lang) or clause
            names.append(f"{release.document_of(one).title} · {one.heading}")
        choices.append(Choice(key_of(clause.clause_id), *names))
    return tuple(choices)


def about_group(
    group: Entry, topic: Topic | None, release: Release, today: date
) -> tuple[Choice, ...]:
    """
    The documents in force that speak of the group, those named for it in the table first.

    Where money was asked about, those that give money come before the others.
    """
    forms = tuple(form for form in group.forms() if not form.isascii())
    ranked = [
        (document, _rank(document, forms))
        for document in _in_force(release, today)
        if _fits(document, topic)
    ]
    named = tuple(tables()["group_first"].get(group.zh, ()))
    general = general_topic().first
    speaking = [
        (document, rank) for document, rank in ranked if rank is not None or _is_in(document, named)
    ]
    speaking.sort(
        key=lambda one: (
            _rank_named(one[0], named),
            _wanted(one[0], topic),
            one[1],
            _place(one[0], general),
        )
    )
    return _as_choices([document for document, _ in speaking], release)


def of_clauses(clause_ids: Iterable[str], release: Release) -> tuple[Choice, ...]:
    """The documents of these clauses, each once, in this order."""
    found = [release.clauses.get((clause_id, Lang.ZH)) for clause_id in clause_ids]
    documents = dict.fromkeys(clause.document_id for clause in found if clause is not None)
    return _as_choices([release.documents[id_, Lang.ZH] for id_ in documents], release)


def _in_force(release: Release, today: date) -> Iterator[PolicyDocument]:
    for document in release.documents.values():
        if document.lang is not Lang.ZH:
            continue
        ended = document.effective_to is not None and document.effective_to.last_day < today
        if not ended and release.superseded_by(document.document_id, Lang.ZH, today) is None:
            yield document


def _fits(document: PolicyDocument, topic: Topic | None) -> bool:
    """Money as such fits anything that is given; a kind of it is looked for in the title."""
    return topic is None or topic.is_general or topic.titles.search(document.title) is not None


def _wanted(document: PolicyDocument, topic: Topic | None) -> bool:
    """False, which sorts first, where the title is of the money that was asked about."""
    return topic is not None and topic.titles.search(document.title) is None


def _is_in(document: PolicyDocument, named: tuple[str, ...]) -> bool:
    return document.document_id in named


def _rank_named(document: PolicyDocument, named: tuple[str, ...]) -> int:
    return named.index(document.document_id) if _is_in(document, named) else len(named)


def _rank(document: PolicyDocument, forms: tuple[str, ...]) -> int | None:
    """0 where the title names the group, more the less it is about it, None where it never does."""
    named = any(form in document.title for form in forms)
    if named:
        return 1 if document.is_report else 0
    speaking = [c for c in document.clauses if c.kind not in BORDERS and _speaks(c, forms)]
    if not speaking or document.is_report:
        return None
    return 2 if any(clause.kind in _SAYS_WHO for clause in speaking) else 3


def _speaks(clause: Clause, forms: tuple[str, ...]) -> bool:
    return any(form in clause.text for form in forms)


def _names_a_group(title: str, glossary: Glossary) -> bool:
    return any(mention.entry.kind is TermKind.GROUP for mention in glossary.find(title))


def _place(document: PolicyDocument, first: tuple[str, ...]) -> tuple[int, str]:
    id_ = document.document_id
    return (first.index(id_) if id_ in first else len(first), id_)


def _as_choices(documents: Iterable[PolicyDocument], release: Release) -> tuple[Choice, ...]:
    return tuple(
        Choice(key_of(zh.document_id), zh.title, _title_en(zh, release)) for zh in documents
    )


def _title_en(document: PolicyDocument, release: Release) -> str:
    twin = release.documents.get((document.document_id, Lang.EN))
    return document.title if twin is None else twin.title


def _side(clause: Clause, release: Release) -> Choice:
    twin = release.clauses.get((clause.clause_id, Lang.EN))
    english = clause.heading if twin is None else twin.heading
    return Choice(key_of(clause.clause_id), clause.heading, english)
