"""Vectors for texts, encoding only those that were not encoded before."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, TextRole, Vectors
from index.vectors import VectorIndex

Progress = Callable[[int, int], None]

_BLOCK = 256


@dataclass(frozen=True, slots=True)
class KnownVectors:
    """
    Vectors at hand from an earlier run.

    digests: sha256 of each text and its role, uint8, shape (n, 32), in the order of the vectors.
    """

    encoder: str
    digests: NDArray[np.uint8]
    vectors: VectorIndex

    @classmethod
    def load(cls, folder: Path, encoder: str) -> "KnownVectors":
        """What a snapshot's folder holds."""
        digests = np.load(folder / "digests.npy", mmap_mode="r")
        return cls(encoder, digests, VectorIndex.load(folder / "vectors.faiss"))


@dataclass(frozen=True, slots=True)
class Embedded:
    """
    vectors: float32, shape (n_texts, dimension).

    digests: uint8, shape (n_texts, 32). new: how many texts the encoder had to read.
    """

    vectors: Vectors
    digests: NDArray[np.uint8]
    new: int


def embed(
    texts: Sequence[tuple[str, TextRole]],
    encoder: Encoder,
    known: KnownVectors | None = None,
    progress: Progress | None = None,
) -> Embedded:
    """
    A vector for each text; equal texts and texts in `known` are not encoded again.

    :param texts: each with what it is to the retrieval.
    :param known: ignored if another encoder made it.
    :param progress: called with (encoded so far, to encode) after each block of 256.
    """
    digests = [
        hashlib.sha256(f"{role}\n{text}".encode("utf-8", "surrogatepass")).digest()
        for text, role in texts
    ]
    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    reused = _reuse(vectors, digests, known, encoder.fingerprint)
    first_of = {digest: row for row, digest in reversed(list(enumerate(digests)))}
    missing = sorted(row for digest, row in first_of.items() if digest not in reused)
    for start in range(0, len(missing), _BLOCK):
        rows = missing[start : start + _BLOCK]
        for role in TextRole:
            of_role = [row for row in rows if texts[row][1] is role]
            if of_role:
                vectors[of_role] = encoder.encode([texts[row][0] for row in of_role], role)
        if progress is not None:
            progress(start + len(rows), len(missing))
    repeats = [row for row, digest in enumerate(digests) if digest not in reused]
    vectors[repeats] = vectors[[first_of[digests[row]] for row in repeats]]
    table = np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(len(texts), 32)
    return Embedded(vectors, table, len(missing))


def _reuse(
    vectors: Vectors, digests: Sequence[bytes], known: KnownVectors | None, encoder: str
) -> set[bytes]:
    """Fills in the vectors that are known; the digests of those texts."""
    if known is None or known.encoder != encoder:
        return set()
    row_of = {digest.tobytes(): row for row, digest in enumerate(known.digests)}
    found = [(row, row_of[digest]) for row, digest in enumerate(digests) if digest in row_of]
    if found:
        targets, sources = np.array(found, dtype=np.int64).T
        vectors[targets] = known.vectors.rows(sources)
    return {digests[row] for row, _ in found}
