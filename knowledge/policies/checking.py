"""Which of the documents read can be published together, and why the others cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.policies.conflicts import conflict_problems
from knowledge.policies.document import Clause, PolicyDocument
from knowledge.policies.poison import poison_in
from knowledge.policies.reading import DocumentInvalid, read_document
from knowledge.policies.wordings import with_wordings


@dataclass(frozen=True, slots=True)
class SkippedDocument:
    """A file that was not taken, for the person who can mend it."""

    file: str
    line: int
    reason: str

    @property
    def document_id(self) -> str:
        """The document that the file's name belongs to."""
        return self.file.split(".")[0]


def read_folder(folder: Path) -> tuple[list[PolicyDocument], list[SkippedDocument]]:
    """
    All documents of the folder that can be published, and the files that cannot, with reasons.

    :raises FileNotFoundError: if there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder of documents at {folder}")
    documents, skipped = [], []
    for path in sorted(folder.glob("*.md")):
        try:
            documents.append(_sound_document(path))
        except DocumentInvalid as fault:
            skipped.append(SkippedDocument(path.name, fault.line, fault.reason))
    reasons = {
        **conflict_problems(documents, {skip.document_id for skip in skipped}),
        **_twin_problems(documents),
        **_circles(documents),
    }
    skipped += [
        SkippedDocument(
            f"{document.document_id}.{document.lang}.md", 1, reasons[document.document_id]
        )
        for document in documents
        if document.document_id in reasons
    ]
    taken, faults = with_wordings(folder, [d for d in documents if d.document_id not in reasons])
    skipped += [SkippedDocument(fault.file, fault.line, fault.reason) for fault in faults]
    return taken, skipped


def _sound_document(path: Path) -> PolicyDocument:
    """
    The document of a file that holds nothing a document must not hold.

    :raises DocumentInvalid: if it cannot be read, or knowledge.policies.poison finds fault with it.
    """
    document = read_document(path)
    poison = poison_in(path.read_text(encoding="utf-8"))
    if poison is not None:
        raise DocumentInvalid(path, poison.line, poison.reason)
    return document


def _twin_problems(documents: Iterable[PolicyDocument]) -> dict[str, str]:
    """Documents whose two languages do not have the same clauses with the same data."""
    seen: dict[str, PolicyDocument] = {}
    problems: dict[str, str] = {}
    for document in documents:
        twin = seen.setdefault(document.document_id, document)
        if twin is document:
            continue
        ours = {c.clause_id: _data(c) for c in document.clauses}
        theirs = {c.clause_id: _data(c) for c in twin.clauses}
        unlike = sorted(
            id_ for id_ in ours.keys() | theirs.keys() if ours.get(id_) != theirs.get(id_)
        )
        if unlike:
            problems[document.document_id] = (
                f"clause {unlike[0]!r} is missing in one of the two languages,"
                " or has other evidence, rates, conflicts_with or lapsed there"
            )
    return problems


def _data(clause: Clause) -> tuple[object, ...]:
    """What a clause says beside its words, which must be the same in both languages."""
    terms = tuple(rate.terms for rate in clause.rates)
    return clause.evidence, terms, frozenset(clause.conflicts_with), clause.is_lapsed


def _circles(documents: Iterable[PolicyDocument]) -> dict[str, str]:
    """Documents that, by way of what they supersede, supersede themselves."""
    replaces = {document.document_id: document.supersedes for document in documents}
    problems = {}
    for start in replaces:
        seen: set[str] = set()
        todo = list(replaces[start])
        while todo:
            step = todo.pop()
            if step == start:
                problems[start] = f"supersedes leads in a circle back to {start!r}"
                break
            if step not in seen:
                seen.add(step)
                todo.extend(replaces.get(step, ()))
    return problems
