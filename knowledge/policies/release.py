"""The published state of the knowledge base: its documents, its clauses and their index."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from index.encoder import Encoder
from index.retriever import Passage, Retriever
from index.snapshot import Snapshot, current_id, open_current
from index.tokens import Tokenizer
from knowledge.language import Lang
from knowledge.policies.citation import Citation
from knowledge.policies.document import Clause, PolicyDocument

DOCUMENTS_FILE = "documents.json"

_DOCUMENTS = TypeAdapter(list[PolicyDocument])


def documents_as_json(documents: Sequence[PolicyDocument]) -> bytes:
    """The documents as a release keeps them."""
    return _DOCUMENTS.dump_json(list(documents))


def passages_of(documents: Iterable[PolicyDocument]) -> list[Passage]:
    """What is indexed: one passage a clause and language, under its document's title."""
    return [
        Passage(
            key=clause.clause_id,
            text=clause.text,
            title=f"{document.title} · {clause.heading}",
            lang=clause.lang,
            also=clause.asked_as,
        )
        for document in documents
        for clause in document.clauses
    ]


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable state of the knowledge base; the bot serves exactly one."""

    release_id: str
    documents: dict[tuple[str, Lang], PolicyDocument]
    clauses: dict[tuple[str, Lang], Clause]
    retriever: Retriever
    _newer: dict[tuple[str, Lang], list[PolicyDocument]] = field(init=False, repr=False)
    """By document, what says that it replaces it, in the order of the documents."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_newer", {})
        for document in self.documents.values():
            for older in document.supersedes:
                self._newer.setdefault((older, document.lang), []).append(document)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Release:
        """The release that a snapshot on disk holds."""
        documents = _DOCUMENTS.validate_json(snapshot.payload(DOCUMENTS_FILE))
        return cls(
            release_id=snapshot.id,
            documents={(document.document_id, document.lang): document for document in documents},
            clauses={
                (clause.clause_id, clause.lang): clause
                for document in documents
                for clause in document.clauses
            },
            retriever=snapshot.retriever,
        )

    def clause(self, clause_id: str, lang: Lang) -> Clause | None:
        """The clause in this language, else its twin, else None."""
        return self.clauses.get((clause_id, lang)) or self.clauses.get((clause_id, lang.other))

    def document_of(self, clause: Clause) -> PolicyDocument:
        """The document that the clause belongs to, in the clause's language."""
        return self.documents[clause.document_id, clause.lang]

    def superseded_by(self, document_id: str, lang: Lang, today: date) -> PolicyDocument | None:
        """The document that has replaced this one by the given day, if any says so."""
        for document in self._newer.get((document_id, lang), ()):
            begins = document.effective_from or document.published
            if begins is None or begins.first_day <= today:
                return document
        return None

    def chain(self, clause: Clause) -> list[PolicyDocument]:
        """The clause's document with all that it replaced or that replaced it, in no order."""
        found: dict[str, PolicyDocument] = {}
        waiting = [self.document_of(clause)]
        while waiting:
            document = waiting.pop()
            if document.document_id in found:
                continue
            found[document.document_id] = document
            older = [self.documents.get((id_, clause.lang)) for id_ in document.supersedes]
            waiting += [one for one in older if one is not None]
            waiting += self._newer.get((document.document_id, clause.lang), ())
        return list(found.values())

    def cite(self, clause: Clause, quote: str | None = None) -> Citation:
        """
        The citation of a clause.

        :raises ValueError: if the quote is not a literal part of the clause's text.
        """
        if quote is not None and quote not in clause.text:
            raise ValueError(f"{quote!r} does not stand in clause {clause.clause_id}")
        document = self.document_of(clause)
        rule = clause.provisions[0] if clause.provisions else document
        return Citation(
            clause_id=clause.clause_id,
            document_id=document.document_id,
            title=rule.title,
            issuer=rule.issuer,
            document_number=rule.document_number,
            level=rule.level,
            effective_from=str(clause.effective_from) if clause.effective_from else None,
            effective_to=str(clause.effective_to) if clause.effective_to else None,
            quote=quote if quote is not None else clause.text,
            url=rule.source_url,
            evidence=clause.evidence,
            articles=clause.provisions[0].articles if clause.provisions else "",
            source_kind=rule.source_kind,
        )


class ReleaseShelf:
    """Gives the release that is current on disk, and takes up a new one without a restart."""

    def __init__(self, root: Path, encoder: Encoder, tokenizer: Tokenizer) -> None:
        self._root, self._encoder, self._tokenizer = root, encoder, tokenizer
        self._lock = threading.Lock()
        self._release = self._open()

    def current(self) -> Release:
        """
        The release to serve now; turns that hold an older one finish on it.

        :raises index.snapshot.SnapshotError: if a newly published snapshot cannot be opened.
        """
        if current_id(self._root) != self._release.release_id:
            with self._lock:
                if current_id(self._root) != self._release.release_id:
                    self._release = self._open()
        return self._release

    def _open(self) -> Release:
        return Release.of(open_current(self._root, self._encoder, self._tokenizer))
