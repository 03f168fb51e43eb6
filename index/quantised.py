"""A million vectors in 8 bits a figure, searched under a mask of the rows that may be found."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faiss as faiss_package
import numpy as np
from numpy.typing import NDArray

from index.clusters import Clusters, Mask, Rows, centres_of, nearest_centre
from index.encoder import Vectors

faiss: Any = faiss_package

_THREADS: int = faiss.omp_get_max_threads()
_CODES = "codes.faiss"
_WHOLE = "vectors.f16"
_BLOCK = 16_384
_SAMPLE = 131_072

# Allowed rows that a search reads at least, nearest groups first. Measured in
# docs/adr/0010-a-million-posts.md: half as many lose a point of recall under wide filters.
_READ = 24_000

# Rows whose exact similarity is looked up for each one wanted: 8 bits swap only near neighbours.
_CHECKED = 4
_CHECKED_AT_LEAST = 32


class QuantisedVectors:
    """
    Rows 0..n-1 of unit vectors, ordered by group; opened memory-mapped, immutable.

    The 8-bit codes choose, and the vectors themselves (float16, read from the file row by row so
    that they take no memory) decide the order of the best.
    """

    def __init__(self, folder: Path) -> None:
        self._index = faiss.read_index(str(folder / _CODES), faiss.IO_FLAG_MMAP_IFC)
        self._clusters = Clusters.load(folder)
        self.dimension = int(self._index.d)
        self._file = os.open(folder / _WHOLE, os.O_RDONLY)
        size = len(self) * self.dimension
        view = faiss.rev_swig_ptr(self._index.codes.data(), size) if size else np.zeros(0, np.uint8)
        self._codes: NDArray[np.uint8] = view.reshape(len(self), self.dimension)
        trained = faiss.vector_to_array(self._index.sq.trained).astype(np.float32)
        self._low, self._span = trained[: self.dimension], trained[self.dimension :]

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)

    def nearest(
        self, query: Vectors, k: int, allowed: Mask, *, least: int = _READ
    ) -> tuple[Rows, Vectors]:
        """
        The k allowed rows most similar to the query, best first; approximate in two ways only:
        rows outside the groups that were read, and codes that differ in the last place.

        :param query: float32, shape (dimension,), length 1.
        :param allowed: bool, shape (n_rows,).
        :param least: allowed rows that are read at least; fewer are allowed: all of them, exactly.
        :return: rows int64 and similarities float32 by the codes, both of shape (at most k,).
        """
        mask = self._clusters.near(query, allowed, least)
        # One query is one thread's work: others that OpenMP wakes up only spin. Set by thread.
        faiss.omp_set_num_threads(1)
        selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        how = faiss.SearchParameters(sel=selector)
        products, rows = self._index.search(query[None, :], min(k, len(self)), params=how)
        found = rows[0] >= 0
        return rows[0][found].astype(np.int64), products[0][found]

    def nearest_exactly(self, query: Vectors, k: int, allowed: Mask) -> tuple[Rows, Vectors]:
        """As `nearest`, the best of them ordered by their vectors and not by the codes."""
        rows, _ = self.nearest(query, max(_CHECKED * k, _CHECKED_AT_LEAST), allowed)
        exact = self.vectors(rows) @ query
        order = np.lexsort((rows, -exact))[:k]
        return rows[order], exact[order]

    def similarities(self, query: Vectors, rows: Rows) -> Vectors:
        """Cosine of the query and the rows given, from the codes, float32, shape (n_rows,)."""
        # What FAISS does with its 8-bit codes: low + (code + 0.5) / 255 * span, by dimension.
        weights = query * self._span / np.float32(255)
        start = np.float32(query @ self._low + 0.5 * weights.sum())
        products: Vectors = self._codes[rows].astype(np.float32) @ weights + start
        return products

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of the rows, float32, shape (n_rows, dimension), read from the file."""
        width = self.dimension * 2
        parts = [os.pread(self._file, width, row * width) for row in rows.tolist()]
        table = np.frombuffer(b"".join(parts), dtype=np.float16)
        return table.reshape(len(rows), self.dimension).astype(np.float32)


def write_quantised(folder: Path, vectors: NDArray[np.float16]) -> Rows:
    """
    Writes the files of `QuantisedVectors`.

    :param vectors: unit vectors, shape (n, dimension); may be memory-mapped.
    :return: the order in which they were written: row i holds vectors[order[i]].
    """
    faiss.omp_set_num_threads(_THREADS)
    sample = _sample(vectors)
    centres = centres_of(sample, len(vectors))
    groups = _groups(vectors, centres)
    order = np.argsort(groups, kind="stable")
    first = np.searchsorted(groups[order], np.arange(len(centres) + 1)).astype(np.int64)
    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(sample)
    with (folder / _WHOLE).open("wb") as handle:
        for block in _blocks(len(order)):
            part = np.asarray(vectors[order[block]], dtype=np.float16)
            handle.write(part.tobytes())
            index.add(part.astype(np.float32))
    faiss.write_index(index, str(folder / _CODES))
    Clusters(centres, first).save(folder)
    return order


def _sample(vectors: NDArray[np.float16]) -> Vectors:
    step = max(1, len(vectors) // _SAMPLE)
    return np.asarray(vectors[::step][:_SAMPLE], dtype=np.float32)


def _groups(vectors: NDArray[np.float16], centres: Vectors) -> NDArray[np.int32]:
    groups = np.zeros(len(vectors), dtype=np.int32)
    for block in _blocks(len(vectors)):
        groups[block] = nearest_centre(np.asarray(vectors[block], dtype=np.float32), centres)
    return groups


def _blocks(n_rows: int) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, n_rows, _BLOCK))
