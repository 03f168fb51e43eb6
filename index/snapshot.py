"""One state of the indexes on disk: written whole or not at all, read memory-mapped."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.cedict import cedict
from index.dictionary import Dictionary
from index.durable import flush_tree, rename_flushed
from index.embedding import Embedded, KnownVectors, Progress, embed
from index.encoder import Encoder
from index.known_tokens import KnownTokens
from index.lexical import LexicalIndex
from index.manifest import (
    FORMAT,
    Counts,
    Manifest,
    NoSnapshot,
    SnapshotCorrupt,
    SnapshotError,
    SnapshotOfAnotherEncoder,
    records_of,
)
from index.retriever import Catalogue, Passage, Retriever
from index.snapshot_folder import (
    SnapshotBusy,
    activate,
    building,
    current_id,
    list_snapshots,
    locked,
    prune,
)
from index.tokens import Tokenizer
from index.vectors import DimensionMismatch, VectorIndex

__all__ = [
    "Counts",
    "Manifest",
    "NoSnapshot",
    "Snapshot",
    "SnapshotBusy",
    "SnapshotCorrupt",
    "SnapshotError",
    "SnapshotOfAnotherEncoder",
    "activate",
    "current_id",
    "list_snapshots",
    "open_current",
    "open_snapshot",
    "prune",
    "write_snapshot",
]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened snapshot; its files stay readable after it is pruned, until the process ends."""

    folder: Path
    manifest: Manifest
    retriever: Retriever
    known: KnownVectors
    embedded: int = 0

    @property
    def id(self) -> str:
        """Sorts by time of writing."""
        return self.manifest.id

    @property
    def counts(self) -> Counts:
        """Passages, texts (each with a vector) and passages by language."""
        return self.manifest.counts

    def payload(self, name: str) -> bytes:
        """
        The caller's file as it was given to `write_snapshot`.

        :raises KeyError: if none of that name was given.
        """
        if f"payload/{name}" not in self.manifest.files:
            raise KeyError(name)
        return (self.folder / "payload" / name).read_bytes()


def write_snapshot(  # noqa: PLR0913 - the one place where all parts of a snapshot meet
    root: Path,
    passages: Sequence[Passage],
    *,
    encoder: Encoder,
    tokenizer: Tokenizer,
    previous: Snapshot | None = None,
    payload: Mapping[str, bytes] | None = None,
    progress: Progress | None = None,
    translations: Sequence[tuple[str, str]] = (),
) -> Snapshot:
    """
    A new snapshot beside the others; `activate` makes it the current one.

    Whatever happens on the way (killed, disk full), the folder shows either the whole snapshot or
    none of it.

    :param previous: texts whose vectors it holds are not encoded again. If none is given, the
        current one's vectors are used where they still fit, as when only the tokenizer changed.
    :param payload: further files, by plain name, kept and checked with the snapshot.
    :param progress: called with (texts encoded, texts to encode).
    :param translations: Chinese and English names of the same things, beside the dictionary's; a
        query in one language finds passages in the other by them.
    :raises SnapshotBusy: if another run is writing to the root.
    :raises OSError: if the disk is full or cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    with locked(root), building(root) as (draft, identifier):
        known = previous.known if previous is not None else _known_vectors(root, encoder)
        tokens = KnownTokens(tokenizer, _earlier(root, previous))
        texts = [
            text
            for passage in passages
            for text in zip(passage.wordings(), passage.roles(), strict=True)
        ]
        embedded = embed(texts, encoder, known, progress)
        dictionary = cedict(root).after(Dictionary.of_pairs(translations, tokenizer))
        _write_vectors(draft, embedded)
        Catalogue.of(passages).save(draft / "catalogue.json")
        lexical_texts = [passage.lexical_text() for passage in passages]
        LexicalIndex.build(lexical_texts, tokenizer, dictionary, tokens).save(draft / "lexical")
        tokens.save(draft)
        _write_payload(draft / "payload", payload or {})
        manifest = Manifest(
            format=FORMAT,
            id=identifier,
            created=datetime.now(UTC),
            encoder=encoder.fingerprint,
            dimension=encoder.dimension,
            tokenizer=tokenizer.fingerprint,
            counts=_counts(passages, len(texts)),
            files=records_of(draft),
        )
        manifest.write(draft)
        flush_tree(draft)
        rename_flushed(draft, root / identifier)
    logger.info("snapshot %s written passages=%d new=%d", identifier, len(passages), embedded.new)
    return _opened(root / identifier, manifest, encoder, tokenizer, embedded=embedded.new)


def open_current(root: Path, encoder: Encoder, tokenizer: Tokenizer) -> Snapshot:
    """
    The snapshot in use, checked and memory-mapped.

    :raises NoSnapshot: if none was ever activated.
    :raises SnapshotCorrupt: if a file is not what was written.
    :raises SnapshotOfAnotherEncoder: if another encoder made its vectors, or another tokenizer
        cut its words.
    """
    identifier = current_id(root)
    if identifier is None:
        raise NoSnapshot(root)
    return open_snapshot(root, identifier, encoder, tokenizer)


def open_snapshot(root: Path, identifier: str, encoder: Encoder, tokenizer: Tokenizer) -> Snapshot:
    """Any snapshot by its id; raises as `open_current`."""
    folder = root / identifier
    manifest = Manifest.read(folder)
    built_with = _reader(manifest.encoder, manifest.tokenizer)
    asked_for = _reader(encoder.fingerprint, tokenizer.fingerprint)
    if built_with != asked_for:
        raise SnapshotOfAnotherEncoder(built_with, asked_for)
    manifest.check_files(folder)
    return _opened(folder, manifest, encoder, tokenizer, embedded=0)


def _known_vectors(root: Path, encoder: Encoder) -> KnownVectors | None:
    """The current snapshot's vectors; None if there are none, or another encoder's, or damaged."""
    try:
        identifier = current_id(root)
        if identifier is None:
            return None
        manifest = Manifest.read(root / identifier)
        manifest.check_files(root / identifier)
    except SnapshotCorrupt:
        return None
    if manifest.encoder != encoder.fingerprint:
        return None
    return KnownVectors.load(root / identifier, manifest.encoder)


def _reader(encoder: str, tokenizer: str) -> str:
    return f"encoder {encoder} and tokenizer {tokenizer}"


def _earlier(root: Path, previous: Snapshot | None) -> Path | None:
    """The folder whose work is used again: the snapshot's, or else the current one's."""
    if previous is not None:
        return previous.folder
    try:
        identifier = current_id(root)
    except SnapshotCorrupt:
        return None
    return root / identifier if identifier is not None else None


def _write_vectors(draft: Path, embedded: Embedded) -> None:
    VectorIndex.build(embedded.vectors).save(draft / "vectors.faiss")
    np.save(draft / "digests.npy", embedded.digests)


def _write_payload(folder: Path, payload: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in payload.items():
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError(f"payload name {name!r} is not a plain file name")
        (folder / name).write_bytes(content)


def _counts(passages: Sequence[Passage], n_texts: int) -> Counts:
    langs = [passage.lang for passage in passages]
    by_lang = {lang: langs.count(lang) for lang in sorted(set(langs))}
    return Counts(passages=len(passages), texts=n_texts, by_lang=by_lang)


def _opened(
    folder: Path, manifest: Manifest, encoder: Encoder, tokenizer: Tokenizer, *, embedded: int
) -> Snapshot:
    try:
        known = KnownVectors.load(folder, manifest.encoder)
        catalogue = Catalogue.load(folder / "catalogue.json")
        lexical = LexicalIndex.load(folder / "lexical", tokenizer)
        retriever = Retriever(catalogue, encoder, vectors=known.vectors, lexical=lexical)
    except (OSError, ValueError, KeyError, RuntimeError, DimensionMismatch) as error:
        # What numpy, FAISS, bm25s and json raise for a file too large to be hashed at opening.
        raise SnapshotCorrupt(folder, str(error)) from error
    return Snapshot(folder, manifest, retriever, known, embedded)
