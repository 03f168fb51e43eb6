"""Texts put together for one step."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

Tokens = Sequence[int]
Indices = NDArray[np.int64]

# Sorting by length within this many batches wastes little padding and keeps batches mixed.
SORTED_TOGETHER = 50


def padded(tokens: Sequence[Tokens]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and attention mask, both int64 of shape (n_texts, longest)."""
    longest = max(len(ids) for ids in tokens)
    ids = torch.zeros(len(tokens), longest, dtype=torch.long)
    mask = torch.zeros(len(tokens), longest, dtype=torch.long)
    for row, text in enumerate(tokens):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return ids, mask


def by_length(lengths: Sequence[int], size: int) -> list[Indices]:
    """Each text's index once, texts of like length together, longest first."""
    order = np.argsort(-np.array(lengths), kind="stable")
    return [order[start : start + size] for start in range(0, len(order), size)]


def endless(lengths: Sequence[int], size: int, random: np.random.Generator) -> Iterator[Indices]:
    """Batches of indices without end; every text once before any text twice."""
    values = np.array(lengths)
    while True:
        order = random.permutation(len(values))
        batches: list[Indices] = []
        for start in range(0, len(order), size * SORTED_TOGETHER):
            chunk = order[start : start + size * SORTED_TOGETHER]
            chunk = chunk[np.argsort(values[chunk], kind="stable")]
            batches += [chunk[at : at + size] for at in range(0, len(chunk), size)]
        for place in random.permutation(len(batches)):
            yield batches[place]
