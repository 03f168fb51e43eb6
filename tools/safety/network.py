"""The gate and the networks of the alarm classifier as they are fitted, on PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from knowledge.safety.features import GRAM_BUCKETS

_BATCH, _RATE, _DECAY, _SMOOTHING = 128, 4e-3, 0.02, 0.02
_DROPPED = 0.3
HIDDEN = 64


@dataclass(frozen=True)
class Rows:
    """The input of all texts."""

    dense: NDArray[np.float32]
    grams: Sequence[NDArray[np.uint16]]

    def batch(self, places: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Dense figures, word runs one after the other, where each text's begin, their weights."""
        grams = [self.grams[place].astype(np.int64) for place in places]
        sizes = [len(one) for one in grams]
        weights = [np.full(size, 1 / np.sqrt(size), dtype=np.float32) for size in sizes]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        return (
            torch.from_numpy(self.dense[places]),
            torch.from_numpy(np.concatenate(grams)),
            torch.from_numpy(starts),
            torch.from_numpy(np.concatenate(weights)),
        )

    def at(self, places: NDArray[np.int64]) -> Rows:
        """The rows at these places."""
        return Rows(self.dense[places], [self.grams[place] for place in places])


class LinearLayer(nn.Module):
    """Dense figures and word runs, weighed and added."""

    def __init__(self, n_dense: int, n_out: int, spread: float) -> None:
        super().__init__()
        self.dense = nn.Linear(n_dense, n_out)
        self.grams = nn.EmbeddingBag(GRAM_BUCKETS, n_out, mode="sum")
        nn.init.normal_(self.grams.weight, std=spread)

    def forward(self, dense: Tensor, grams: Tensor, starts: Tensor, weights: Tensor) -> Tensor:
        return self.dense(dense) + self.grams(grams, starts, per_sample_weights=weights)

    def parts(self, prefix: str) -> dict[str, NDArray[np.float32]]:
        """The weights by the names of the model file."""
        return {
            f"{prefix}dense": self.dense.weight.detach().numpy().T,
            f"{prefix}grams": self.grams.weight.detach().numpy(),
            f"{prefix}bias": self.dense.bias.detach().numpy(),
        }


class Gate(nn.Module):
    """A multinomial logistic regression."""

    def __init__(self, n_dense: int, n_classes: int) -> None:
        super().__init__()
        self.layer = LinearLayer(n_dense, n_classes, 0.0)

    def forward(self, *batch: Tensor) -> Tensor:
        return self.layer(*batch)

    def parts(self, prefix: str) -> dict[str, NDArray[np.float32]]:
        return self.layer.parts(prefix)


class DeepNetwork(nn.Module):
    """Two hidden layers, and a straight way past them."""

    def __init__(self, n_dense: int, n_classes: int) -> None:
        super().__init__()
        self.first = LinearLayer(n_dense, HIDDEN, 0.02)
        self.second = nn.Linear(HIDDEN, HIDDEN)
        self.last = nn.Linear(HIDDEN, n_classes)
        self.straight = LinearLayer(n_dense, n_classes, 0.0)
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, dense: Tensor, *runs: Tensor) -> Tensor:
        hidden = self.drop(torch.relu(self.first(self.drop(dense), *runs)))
        hidden = self.drop(torch.relu(self.second(hidden)))
        return self.last(hidden) + self.straight(dense, *runs)

    def parts(self, prefix: str) -> dict[str, NDArray[np.float32]]:
        return {
            **self.first.parts(f"{prefix}first."),
            f"{prefix}second_weights": self.second.weight.detach().numpy().T,
            f"{prefix}second_bias": self.second.bias.detach().numpy(),
            f"{prefix}last_weights": self.last.weight.detach().numpy().T,
            f"{prefix}last_bias": self.last.bias.detach().numpy(),
            **self.straight.parts(f"{prefix}straight."),
        }


Model = Gate | DeepNetwork


def fitted(
    model: type[Gate] | type[DeepNetwork], rows: Rows, labels: NDArray[np.int64],
    weights: NDArray[np.float32], *, epochs: int, seed: int,
) -> Model:  # fmt: skip
    """A model fitted to the rows; the same seed gives the same weights."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    made = model(rows.dense.shape[1], int(labels.max()) + 1)
    count = len(labels)
    optimizer = torch.optim.AdamW(made.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = epochs * -(-count // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    truth, share = torch.from_numpy(labels), torch.from_numpy(weights)
    for _ in range(epochs):
        order = drawn.permutation(count)
        for start in range(0, count, _BATCH):
            places = order[start : start + _BATCH]
            losses = functional.cross_entropy(
                made(*rows.batch(places)), truth[places],
                reduction="none", label_smoothing=_SMOOTHING,
            )  # fmt: skip
            optimizer.zero_grad()
            (losses * share[places]).mean().backward()
            optimizer.step()
            schedule.step()
    made.eval()
    return made


def probabilities(models: Sequence[Model], rows: Rows) -> NDArray[np.float32]:
    """The mean probabilities of the models, shape (n_rows, n_classes)."""
    found = []
    with torch.no_grad():
        for start in range(0, len(rows.grams), 512):
            places = np.arange(start, min(start + 512, len(rows.grams)))
            batch = rows.batch(places)
            shares = [torch.softmax(model(*batch), dim=1).numpy() for model in models]
            found.append(np.mean(shares, axis=0))
    return np.concatenate(found)
