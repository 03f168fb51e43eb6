"""Boosted decision trees as arrays, so that a fitted model runs on numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """
    All nodes of all trees in one table; a leaf points to itself.

    feature: int32, threshold: float32, left, right: int32, value: float32 (of leaves, else 0),
    all of shape (n_nodes,). roots: int32, shape (n_trees,). depth: the longest way to a leaf.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        The sum of the leaves that each row falls into, float32, shape (n_rows,).

        :param features: float32, shape (n_rows, n_features).
        """
        rows = np.arange(len(features))[:, None]
        node = np.broadcast_to(self.roots, (len(features), len(self.roots)))
        for _ in range(self.depth):
            goes_left = features[rows, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        total: NDArray[np.float32] = self.value[node].sum(axis=1, dtype=np.float32)
        return total

    @classmethod
    def load(cls, arrays: Mapping[str, Any]) -> Trees:
        """The trees among the arrays of a model file."""
        names = ("feature", "threshold", "left", "right", "value", "roots")
        return cls(
            **{name: arrays[f"tree_{name}"] for name in names}, depth=int(arrays["tree_depth"])
        )
