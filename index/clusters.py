"""Groups of like vectors, so that a search reads only the part of a large index that matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss as faiss_package
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

faiss: Any = faiss_package

# Rows of one group, in about: 500 to 2,000 find equally well; few groups are quick to compare.
_ROWS_OF_A_GROUP = 800
_MOST_GROUPS = 2048
_POINTS_OF_A_GROUP = 64
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Clusters:
    """
    The rows of group i stand at first[i] up to, not including, first[i + 1].

    centres: float32, shape (n_groups, dimension). first: int64, shape (n_groups + 1,).
    """

    centres: Vectors
    first: Rows

    @classmethod
    def load(cls, folder: Path) -> "Clusters":
        """
        The groups saved there.

        :raises OSError, ValueError: if a file is missing or damaged.
        """
        return cls(np.load(folder / "centres.npy"), np.load(folder / "groups.npy"))

    def save(self, folder: Path) -> None:
        """Writes the files into the folder."""
        np.save(folder / "centres.npy", self.centres)
        np.save(folder / "groups.npy", self.first)

    def near(self, query: Vectors, allowed: Mask, least: int) -> Mask:
        """
        The allowed rows of the groups nearest to the query, shape (n_rows,).

        As many groups as hold at least `least` allowed rows; all groups where there are fewer.
        """
        n_groups = len(self.centres)
        total = int(np.count_nonzero(allowed))
        if total <= least or n_groups == 1:
            return allowed
        order = np.argsort(-(self.centres @ query), kind="stable")
        near, found, done = np.zeros_like(allowed), 0, 0
        for start, end in self._spans(order):
            near[start:end] = allowed[start:end]
            found += int(np.count_nonzero(near[start:end]))
            done += 1
            if found >= least:
                break
        return near

    def _spans(self, order: Rows) -> Iterator[tuple[int, int]]:
        starts, ends = self.first[:-1][order].tolist(), self.first[1:][order].tolist()
        return zip(starts, ends, strict=True)


def centres_of(sample: Vectors, n_rows: int) -> Vectors:
    """
    Centres for an index of `n_rows` vectors, learned from a fair sample of them.

    :param sample: float32, shape (n, dimension), n >= 1.
    :return: float32, shape (n_groups, dimension).
    """
    n_groups = max(1, min(_MOST_GROUPS, n_rows // _ROWS_OF_A_GROUP, len(sample) // 4))
    if n_groups == 1:
        return np.asarray(sample.mean(axis=0, keepdims=True), dtype=np.float32)
    means = faiss.Kmeans(
        sample.shape[1],
        n_groups,
        niter=_ROUNDS,
        seed=1,
        spherical=True,
        min_points_per_centroid=1,
        max_points_per_centroid=_POINTS_OF_A_GROUP,
    )
    means.train(np.ascontiguousarray(sample))
    return np.asarray(means.centroids, dtype=np.float32)


def nearest_centre(vectors: Vectors, centres: Vectors) -> NDArray[np.int32]:
    """The number of the centre nearest to each vector, shape (n,)."""
    chosen: NDArray[np.int32] = np.argmax(vectors @ centres.T, axis=1).astype(np.int32)
    return chosen
