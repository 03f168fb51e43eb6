"""Which of the documents read can be published together, and why the others cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.policies.conflicts import conflict_problems
from knowledge.policies.document import PolicyDocument
from knowledge.policies.laws import LAWS_FILE, Laws, LawsInvalid, read_laws
from knowledge.policies.poison import poison_in
from knowledge.policies.reading import DocumentInvalid, read_document
from knowledge.policies.twins import twin_problems
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
    documents: list[PolicyDocument] = []
    skipped: list[SkippedDocument] = []
    laws = _laws(folder, skipped)
    for path in sorted(folder.glob("*.md")):
        try:
            documents.append(_sound_document(path, laws))
        except DocumentInvalid as fault:
            skipped.append(SkippedDocument(path.name, fault.line, fault.reason))
    reasons = {
        **conflict_problems(documents, {skip.document_id for skip in skipped}),
        **twin_problems(documents),
        **_circles(documents),
    }
    for document in documents:
        if document.document_id in reasons:
            clause_id, reason = reasons[document.document_id]
            path = folder / f"{document.document_id}.{document.lang}.md"
            skipped.append(SkippedDocument(path.name, _line_of(path, clause_id), reason))
    taken, faults = with_wordings(folder, [d for d in documents if d.document_id not in reasons])
    skipped += [SkippedDocument(fault.file, fault.line, fault.reason) for fault in faults]
    return taken, skipped


def _laws(folder: Path, skipped: list[SkippedDocument]) -> Laws:
    """The register; a fault in it costs the documents that rest on it, each with its own line."""
    try:
        return read_laws(folder)
    except LawsInvalid as fault:
        skipped.append(SkippedDocument(LAWS_FILE, fault.line, fault.reason))
        return {}


def _line_of(path: Path, clause_id: str | None) -> int:
    """The line of the clause's heading; the first where no clause is meant or it is not there."""
    if clause_id is None:
        return 1
    heading = f"{{#{clause_id.partition('.')[2]} "
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if heading in line), 1)


def _sound_document(path: Path, laws: Laws) -> PolicyDocument:
    """
    The document of a file that holds nothing a document must not hold.

    :raises DocumentInvalid: if it cannot be read, or knowledge.policies.poison finds fault with it.
    """
    document = read_document(path, laws)
    poison = poison_in(path.read_text(encoding="utf-8"))
    if poison is not None:
        raise DocumentInvalid(path, poison.line, poison.reason)
    return document


def _circles(documents: Iterable[PolicyDocument]) -> dict[str, tuple[str | None, str]]:
    """Documents that, by way of what they supersede, supersede themselves."""
    replaces = {document.document_id: document.supersedes for document in documents}
    problems: dict[str, tuple[str | None, str]] = {}
    for start in replaces:
        seen: set[str] = set()
        todo = list(replaces[start])
        while todo:
            step = todo.pop()
            if step == start:
                problems[start] = None, f"supersedes leads in a circle back to {start!r}"
                break
            if step not in seen:
                seen.add(step)
                todo.extend(replaces.get(step, ()))
    return problems
