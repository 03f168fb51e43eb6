"""From the folder of documents to a new release, whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.encoder import Encoder
from index.manifest import NoSnapshot, SnapshotError
from index.snapshot import Snapshot, activate, open_current, prune, write_snapshot
from index.tokens import Tokenizer
from knowledge.database import SessionFactory
from knowledge.policies.checking import SkippedDocument, read_folder
from knowledge.policies.document import PolicyDocument
from knowledge.policies.history import record_release
from knowledge.policies.release import DOCUMENTS_FILE, Release, documents_as_json, passages_of

Progress = Callable[[int, int], None]
Gate = Callable[[frozenset[str]], tuple[list[str], list[str]]]
"""Given the clause ids to be published: why that must not be, and what to warn of."""

_RELEASES_KEPT = 5


class NothingToPublish(Exception):
    """Not one document could be taken, so that the published state stays."""

    def __init__(self, folder: Path, skipped: list[SkippedDocument]) -> None:
        super().__init__(f"no document in {folder} can be published ({len(skipped)} skipped)")
        self.skipped = skipped


class RefreshRefused(Exception):
    """Something else that is served does not fit what would be published; nothing was."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("nothing was published:\n" + "\n".join(f"  {why}" for why in reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh found and did."""

    release_id: str
    documents: int
    clauses: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[SkippedDocument, ...]
    kept: tuple[str, ...]
    """Skipped documents that stay published as they were in the release before."""
    embedded: int
    seconds: float
    warnings: tuple[str, ...] = field(default=())

    @property
    def changed_anything(self) -> bool:
        """Whether a new release was published."""
        return bool(self.added or self.changed or self.removed)


class Refresher:
    """Publishes releases of the documents in one folder."""

    def __init__(
        self,
        root: Path,
        encoder: Encoder,
        tokenizer: Tokenizer,
        *,
        sessions: SessionFactory,
        gate: Gate | None = None,
        translations: Sequence[tuple[str, str]] = (),
    ) -> None:
        """
        :param translations: terms of the domain, Chinese and English, by which a question finds
            clauses of the other language beside what the dictionary knows.
        """
        self._root, self._encoder, self._tokenizer = root, encoder, tokenizer
        self._sessions, self._gate, self._translations = sessions, gate, translations

    def refresh(self, folder: Path, progress: Progress | None = None) -> RefreshReport:
        """
        Reads the folder and publishes what it holds.

        Documents that cannot be taken are reported and, if an earlier release had them, kept as
        they were there. If nothing changed, the current release stays.

        :raises NothingToPublish: if no document can be taken.
        :raises RefreshRefused: if the gate does not let it pass.
        :raises index.snapshot_folder.SnapshotBusy: if another refresh is at work.
        :raises OSError: if the disk is full; the current release stays.
        """
        started = time.monotonic()
        documents, skipped = read_folder(folder)
        snapshot, warnings = self._previous()
        previous = Release.of(snapshot) if snapshot else None
        kept = _kept(previous, skipped)
        documents = sorted([*documents, *kept], key=lambda d: (d.document_id, d.lang))
        if not documents:
            raise NothingToPublish(folder, skipped)
        warnings += [*_in_one_language(documents), *self._pass_gate(documents)]
        payload = documents_as_json(documents)
        if snapshot is None or snapshot.payload(DOCUMENTS_FILE) != payload:
            snapshot = self._publish(documents, payload, snapshot, progress)
            embedded = snapshot.embedded
        else:
            embedded = 0
        release = Release.of(snapshot)
        added, changed, removed = _difference(previous, release)
        report = RefreshReport(
            release_id=release.release_id,
            documents=len({document.document_id for document in documents}),
            clauses=len({clause_id for clause_id, _ in release.clauses}),
            added=added,
            changed=changed,
            removed=removed,
            skipped=tuple(skipped),
            kept=tuple(sorted({document.document_id for document in kept})),
            embedded=embedded,
            seconds=time.monotonic() - started,
            warnings=tuple(warnings),
        )
        # Recorded before it is served, so that no turn ever cites a clause that staff cannot open;
        # a crash in between leaves a record of a release that the next refresh publishes again.
        record_release(self._sessions, release, report, self._encoder.fingerprint)
        activate(self._root, release.release_id)
        prune(self._root, keep=_RELEASES_KEPT)
        return report

    def _previous(self) -> tuple[Snapshot | None, list[str]]:
        try:
            return open_current(self._root, self._encoder, self._tokenizer), []
        except NoSnapshot:
            return None, []
        except SnapshotError as fault:
            return None, [f"built anew: {fault}"]

    def _pass_gate(self, documents: list[PolicyDocument]) -> list[str]:
        """The gate's warnings."""
        if self._gate is None:
            return []
        ids = frozenset(clause.clause_id for document in documents for clause in document.clauses)
        refusals, warnings = self._gate(ids)
        if refusals:
            raise RefreshRefused(refusals)
        return warnings

    def _publish(
        self,
        documents: list[PolicyDocument],
        payload: bytes,
        previous: Snapshot | None,
        progress: Progress | None,
    ) -> Snapshot:
        return write_snapshot(
            self._root,
            passages_of(documents),
            encoder=self._encoder,
            tokenizer=self._tokenizer,
            previous=previous,
            payload={DOCUMENTS_FILE: payload},
            progress=progress,
            translations=self._translations,
        )


def _kept(previous: Release | None, skipped: list[SkippedDocument]) -> list[PolicyDocument]:
    """What the release before held of the files that cannot be taken now."""
    if previous is None:
        return []
    files = {skip.file for skip in skipped}
    return [
        document
        for (document_id, lang), document in previous.documents.items()
        if f"{document_id}.{lang}.md" in files
    ]


def _in_one_language(documents: list[PolicyDocument]) -> list[str]:
    """A document without its twin is served to half of those who ask, which staff should know."""
    files = {(document.document_id, document.lang) for document in documents}
    lone = [(id_, lang) for id_, lang in sorted(files) if (id_, lang.other) not in files]
    return [
        f"{id_} is there in {lang} only; {id_}.{lang.other}.md is missing" for id_, lang in lone
    ]


def _difference(
    previous: Release | None, release: Release
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Clause ids added, changed and removed, each sorted."""
    before = previous.clauses if previous else {}
    after = release.clauses
    added = {key[0] for key in after.keys() - before.keys()}
    removed = {key[0] for key in before.keys() - after.keys()}
    changed = {key[0] for key in after.keys() & before.keys() if after[key] != before[key]}
    return tuple(sorted(added)), tuple(sorted(changed - added)), tuple(sorted(removed - added))
