"""
Fits the adapter of clause vectors from the clauses and the ways of asking kept beside them.

    python -m tools.adapter.fit --data-dir var

Encodes 25,000 texts (minutes), then fits for half a minute. Each way of asking is drawn to the
clause that it asks for and to that clause's other wordings, and pushed from those of 511 others
(InfoNCE); decay towards zero keeps the map near the encoder, so that texts of no clause keep their
places. The same documents give the same matrix on one machine.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, normalize

from bot.settings import Settings
from bot.wiring import Services
from index.adapter import ADAPTER_FILE, LinearAdapter
from index.encoder import TextRole, Vectors
from knowledge.policies.laws import read_laws
from knowledge.policies.reading import read_document
from knowledge.policies.release import passages_of
from knowledge.policies.wordings import with_wordings

DOCUMENTS = Path("knowledge/policies/documents")
BATCH, ROUNDS, RATE, DECAY, TEMPERATURE = 512, 10, 1e-3, 0.006, 0.05
HELD_OUT = 8
"""With --held-out, one document in so many teaches nothing."""


def read_texts(
    services: Services, *, skip_held_out: bool
) -> tuple[Vectors, NDArray[np.int64], NDArray[np.bool_]]:
    """The vectors of all texts, the number of each one's clause, and which are ways of asking."""
    laws = read_laws(DOCUMENTS)
    read = [read_document(path, laws) for path in sorted(DOCUMENTS.glob("*.md"))]
    documents, faults = with_wordings(DOCUMENTS, read)
    if faults:
        raise SystemExit(str(faults[0]))
    if skip_held_out:
        documents = [d for d in documents if zlib.crc32(d.document_id.encode()) % HELD_OUT]
    numbers: dict[str, int] = {}
    texts, roles, clauses = [], [], []
    for passage in passages_of(documents):
        texts += passage.wordings()
        roles += passage.roles()
        number = numbers.setdefault(passage.key, len(numbers))
        clauses += [number] * len(passage.wordings())
    is_asked = np.array([role is TextRole.QUERY for role in roles])
    encoder = services.joint_encoder
    vectors = np.zeros((len(texts), encoder.dimension), np.float32)
    for role, rows in ((TextRole.QUERY, is_asked), (TextRole.PASSAGE, ~is_asked)):
        chosen = np.flatnonzero(rows)
        vectors[chosen] = encoder.encode([texts[row] for row in chosen], role)
    return vectors, np.array(clauses), is_asked


def fit(
    vectors: Vectors, clauses: NDArray[np.int64], is_asked: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """The matrix, float32, shape (dimension, dimension)."""
    rng = np.random.default_rng(0)
    texts_of = {number: np.flatnonzero(clauses == number) for number in np.unique(clauses)}
    asked = np.flatnonzero(is_asked)
    rows = torch.from_numpy(vectors)
    matrix = torch.zeros(vectors.shape[1], vectors.shape[1], requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=RATE)
    steps = ROUNDS * len(asked) // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: max(0.02, 1 - at / steps))
    right = torch.arange(BATCH)

    def adapted(chosen: NDArray[np.int64]) -> torch.Tensor:
        return normalize(rows[chosen] + rows[chosen] @ matrix, dim=1)

    for _ in range(steps):
        batch = rng.choice(asked, BATCH, replace=False)
        partners = np.array([rng.choice(texts_of[number]) for number in clauses[batch]])
        logits = adapted(batch) @ adapted(partners).T / TEMPERATURE
        owners = torch.from_numpy(clauses[batch])
        # Two ways of asking for one clause are no counterexamples of each other.
        same = (owners[:, None] == owners[None, :]) & ~torch.eye(BATCH, dtype=torch.bool)
        logits = logits.masked_fill(same, -1e4)
        loss = (cross_entropy(logits, right) + cross_entropy(logits.T, right)) / 2
        loss = loss + DECAY * matrix.pow(2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return matrix.detach().numpy()


def main() -> None:
    """Encodes, fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("var"))
    parser.add_argument("--held-out", action="store_true", help="leave one document in eight out")
    parser.add_argument("--out", type=Path, default=ADAPTER_FILE)
    given = parser.parse_args()
    torch.manual_seed(0)
    services = Services(Settings(CHUNFENG_DATA_DIR=given.data_dir))
    matrix = fit(*read_texts(services, skip_held_out=given.held_out))
    LinearAdapter(matrix, services.joint_encoder.fingerprint, "").save(given.out)


if __name__ == "__main__":
    main()
