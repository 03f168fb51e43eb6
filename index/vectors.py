"""Nearest vectors by inner product, on FAISS."""

from functools import cached_property
from pathlib import Path
from typing import Any

import faiss as faiss_package
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

Rows = NDArray[np.int64]

# FAISS types its classes, but not what it adds to them at import (search parameters, selectors).
faiss: Any = faiss_package

# Up to here a full scan stays within a few milliseconds and is exact.
FLAT_LIMIT = 50_000
_HNSW_LINKS = 32
_HNSW_BUILD_EFFORT = 128
_HNSW_SEARCH_EFFORT = 128

# Up to this many allowed rows, a scan of just these is as fast as the graph, and exact; the graph
# finds little when most of the rows on its way are forbidden.
_SCAN_LIMIT = 20_000


class DimensionMismatch(Exception):
    """Vectors of another shape than the index holds."""

    def __init__(self, expected: tuple[int, ...], got: tuple[int, ...]) -> None:
        super().__init__(f"expected vectors of shape {expected}, got {got}")
        self.expected = expected
        self.got = got


class VectorIndex:
    """Rows 0..n-1 of unit vectors; flat up to 50,000 rows, a graph (HNSW) above."""

    def __init__(self, index: faiss_package.Index) -> None:
        self._index = index
        self.dimension = int(index.d)
        self._is_graph = isinstance(index, faiss.IndexHNSW)
        self._flat = faiss.downcast_index(getattr(index, "storage", index))
        self._vectors = _stored_vectors(self._flat)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """
        An index over the rows given.

        :param vectors: float32, shape (n, dimension), each row of length 1.
        :raises DimensionMismatch: if it is not a table of at least one column.
        """
        if vectors.ndim != 2 or vectors.shape[1] == 0:
            raise DimensionMismatch((len(vectors), 1), vectors.shape)
        rows, dimension = vectors.shape
        if rows <= FLAT_LIMIT:
            index = faiss.IndexFlatIP(dimension)
        else:
            index = faiss.IndexHNSWFlat(dimension, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = _HNSW_BUILD_EFFORT
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def save(self, path: Path) -> None:
        """Writes one file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """
        The index saved there, its vectors memory-mapped.

        :raises RuntimeError: if the file is missing or not one of FAISS (FAISS's own error).
        """
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def nearest(self, query: Vectors, k: int, allowed: Rows | None = None) -> tuple[Rows, Vectors]:
        """
        The k rows most similar to the query, best first; ties by row.

        :param query: float32, shape (dimension,), length 1.
        :param allowed: rows that may be returned; all if None.
        :return: rows int64 and similarities float32 in [-1, 1], both of shape (at most k,).
        :raises DimensionMismatch: if the query has another dimension than the index.
        """
        self._check(query)
        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        selector = None if allowed is None else _selector(allowed, len(self))
        if not self._is_graph or (allowed is not None and len(allowed) <= _SCAN_LIMIT):
            index, how = self._flat, faiss.SearchParameters(sel=selector)
        else:
            effort = max(_HNSW_SEARCH_EFFORT, 2 * k)
            index, how = self._index, faiss.SearchParametersHNSW(sel=selector, efSearch=effort)
        similarities, rows = index.search(query[None, :], k, params=how)
        found = rows[0] >= 0
        return _in_order(rows[0][found], similarities[0][found])

    def nearly_nearest(self, query: Vectors, k: int) -> tuple[Rows, Vectors]:
        """
        The k rows most similar to the query by their vectors in one byte a figure, best first.

        A quarter of the time of `nearest`; a row near the last place may be missed, and the
        similarities are off by some thousandths.
        """
        self._check(query)
        similarities, rows = self._coarse.search(query[None, :], min(k, len(self)))
        return rows[0].astype(np.int64), similarities[0]

    @cached_property
    def _coarse(self) -> Any:  # noqa: ANN401 - see `faiss` above
        quantised = faiss.IndexScalarQuantizer(
            self.dimension, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
        )
        quantised.train(self._vectors)
        quantised.add(self._vectors)
        return quantised

    def similarities(self, query: Vectors, rows: Rows) -> Vectors:
        """
        Exact cosine similarity of the query and the rows given, float32, shape (n_rows,).

        :raises DimensionMismatch: if the query has another dimension than the index.
        """
        self._check(query)
        products: Vectors = self._vectors[rows] @ query
        return products

    def rows(self, rows: Rows) -> Vectors:
        """A copy of the stored vectors, float32, shape (n_rows, dimension)."""
        copied: Vectors = self._vectors[rows]
        return copied

    def _check(self, query: Vectors) -> None:
        if query.shape != (self.dimension,):
            raise DimensionMismatch((self.dimension,), query.shape)


def _stored_vectors(flat: faiss_package.IndexFlat) -> Vectors:
    """FAISS's own memory as an array of shape (n, dimension): no second copy of the vectors."""
    if flat.ntotal == 0:
        return np.zeros((0, flat.d), dtype=np.float32)
    view: Vectors = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d)
    return view.reshape(flat.ntotal, flat.d)


def _selector(allowed: Rows, size: int) -> Any:  # noqa: ANN401 - see `faiss` above

    mask = np.zeros(size, dtype=bool)
    mask[allowed] = True
    return faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))


def _in_order(rows: Rows, similarities: Vectors) -> tuple[Rows, Vectors]:
    order = np.lexsort((rows, -similarities))
    return rows[order].astype(np.int64), np.clip(similarities[order], -1.0, 1.0)
