"""The base model's vectors of English texts: what Chinese texts are trained towards."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch

from index.encoder_parts import Floats
from index.training.batches import Tokens, by_length
from index.training.student import Student

BATCH = 128


def vectors(student: Student, tokens: Sequence[Tokens], cache: Path | None = None) -> Floats:
    """
    A unit vector for each text, as the student stands now.

    :param tokens: token ids of each text.
    :param cache: a folder that keeps the vectors between runs; only for the untrained student.
    :return: float32, shape (len(tokens), 384).
    """
    if cache is None:
        return _computed(student, tokens)
    digest = sha256(b"".join(np.array([*ids, -1]).tobytes() for ids in tokens)).hexdigest()
    path = cache / f"{digest[:20]}.npy"
    if not path.exists():
        np.save(path, _computed(student, tokens).astype(np.float16))
    kept: Floats = np.load(path).astype(np.float32)
    return kept


def _computed(student: Student, tokens: Sequence[Tokens]) -> Floats:
    out = np.zeros((len(tokens), student.dimension), dtype=np.float32)
    with torch.no_grad():
        for batch in by_length([len(ids) for ids in tokens], BATCH):
            out[batch] = student([tokens[i] for i in batch]).numpy()
    return out
