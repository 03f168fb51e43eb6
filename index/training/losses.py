"""What one step of each task costs the student."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from index.encoder_parts import Floats
from index.training.batches import Indices, Tokens, endless
from index.training.student import Student

SCALE = 20.0
# Two English sentences closer than this say the same; neither is a wrong answer for the other.
SAME = 0.9
NEIGHBOURS = 8
SAMPLE = 12_000  # sentences among which wrong neighbours are looked for
RANDOM_WRONG = 2048
PARTS = 3


class Task(Protocol):
    """One thing to learn; every call takes the next batch."""

    def __call__(self, student: Student) -> torch.Tensor:
        """The loss, a scalar."""
        ...


class Hold:
    """Texts whose vectors should be the given ones: 1 - cosine."""

    def __init__(
        self, tokens: Sequence[Tokens], targets: Floats, size: int, random: np.random.Generator
    ) -> None:
        self._tokens = tokens
        self._targets = torch.from_numpy(targets)
        self._batches = endless([len(ids) for ids in tokens], size, random)

    def __call__(self, student: Student) -> torch.Tensor:
        batch = next(self._batches)
        found = student([self._tokens[i] for i in batch])
        return _distance(found, self._targets[batch])


def _distance(found: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return 1 - (found * targets).sum(1).mean()


class Translate:
    """Chinese sentences that should land on their translations and on no other sentence."""

    def __init__(
        self,
        *,
        readings: Sequence[Sequence[Tokens]],
        targets: Floats,
        size: int,
        contrast: float,
        random: np.random.Generator,
    ) -> None:
        """
        :param readings: the texts' tokens by several tokenizers; the first is the one served.
        :param targets: the base model's vectors of the translations, shape (n_texts, 384).
        :param contrast: weight of telling the translation from other sentences.
        """
        self._readings = readings
        self._targets = torch.from_numpy(targets)
        self._near = nearest(self._targets, NEIGHBOURS, random) if contrast else None
        self._contrast = contrast
        self._random = random
        self._batches = endless([len(ids) for ids in readings[0]], size, random)

    def __call__(self, student: Student) -> torch.Tensor:
        batch = next(self._batches)
        found = student([self._tokens(i) for i in batch])
        targets = self._targets[batch]
        loss = _distance(found, targets)
        if self._near is None:
            return loss
        return loss + self._contrast * self._among_wrong(found, targets, batch)

    def _tokens(self, text: int) -> Tokens:
        # One text in eight is read in shorter pieces, so that these learn to stand in for
        # words that are no token.
        reading = self._readings[0] if self._random.random() < 0.875 else self._readings[-1]
        return reading[text]

    def _among_wrong(
        self, found: torch.Tensor, targets: torch.Tensor, batch: Indices
    ) -> torch.Tensor:
        assert self._near is not None
        others = self._random.integers(len(self._targets), size=RANDOM_WRONG)
        wrong = self._targets[np.concatenate([self._near[batch].ravel(), others])]
        scores = found @ wrong.T
        scores = scores.masked_fill(targets @ wrong.T > SAME, -1.0)
        right = (found * targets).sum(1, keepdim=True)
        logits = torch.cat([right, scores], dim=1) * SCALE
        return cross_entropy(logits, torch.zeros(len(batch), dtype=torch.long))


def nearest(vectors: torch.Tensor, count: int, random: np.random.Generator) -> Indices:
    """
    For each vector the nearest of a sample that do not say the same.

    :return: indices into `vectors`, shape (n, count).
    """
    sample = random.permutation(len(vectors))[:SAMPLE]
    others = vectors[sample].bfloat16()
    found = []
    for part in torch.split(vectors.bfloat16(), 1024):
        scores = (part @ others.T).float()
        scores[scores > SAME] = -1.0
        found.append(scores.topk(count, dim=1).indices.numpy())
    near: Indices = sample[np.concatenate(found)]
    return near


class Together:
    """Names of one occupation that should lie together and apart from all others."""

    def __init__(self, draws: Iterator[tuple[list[Tokens], list[Tokens], Indices]]) -> None:
        self._draws = draws

    def __call__(self, student: Student) -> torch.Tensor:
        left, right, groups = next(self._draws)
        scores = _by_length(student, left) @ _by_length(student, right).T * SCALE
        numbers = torch.from_numpy(groups)
        same = (numbers[:, None] == numbers[None]) & ~torch.eye(len(groups), dtype=torch.bool)
        scores = scores.masked_fill(same, -SCALE)
        answer = torch.arange(len(groups))
        return (cross_entropy(scores, answer) + cross_entropy(scores.T, answer)) / 2


def _by_length(student: Student, tokens: Sequence[Tokens]) -> torch.Tensor:
    """The texts' vectors in their order; short texts are not padded to the longest."""
    lengths = np.array([len(ids) for ids in tokens])
    order = np.argsort(lengths, kind="stable")
    parts = [student([tokens[i] for i in part]) for part in np.array_split(order, PARTS)]
    return torch.cat(parts)[np.argsort(order)]
