"""How the trained file is written; `index.encoder_parts.read_trained` reads it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.encoder_parts import FORMAT, Floats, base_weights, digest

LARGEST_FILE = 40_000_000  # bytes


def write_trained(
    path: Path,
    *,
    words: Sequence[str],
    rows: Floats,
    body: Mapping[str, Floats],
    simplified: Mapping[str, str],
) -> None:
    """
    Write the Chinese rows and what the other weights gained over the base model's, in int8.

    :param rows: float32, shape (len(words), 384).
    :param body: the trained weights, not their changes, by BERT's names.
    :raises ValueError: if the file would exceed 40,000,000 bytes.
    """
    base = base_weights()
    changes = {name: weight - base[name] for name, weight in body.items()}
    tensors: dict[str, NDArray[Any]] = {
        "words": _text("\n".join(words)),
        "simplified": _text("".join(simplified) + "\n" + "".join(simplified.values())),
    }
    for name, values in {"rows": rows, **changes}.items():
        tensors[f"{name}.int8"], tensors[f"{name}.scale"] = packed(values)
    size = sum(tensor.nbytes for tensor in tensors.values())
    if size > LARGEST_FILE - 20_000:
        raise ValueError(f"the trained file would hold {size} bytes; at most {LARGEST_FILE}")
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata={"format": FORMAT, "digest": digest(tensors)})
    path.chmod(0o644)


def packed(values: Floats) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Int8 of the same shape and one scale per row (first axis), to multiply with."""
    largest = np.abs(values).reshape(len(values), -1).max(axis=1)
    scale = np.maximum(largest / 127, 1e-12).astype(np.float32)
    shaped = scale.reshape(-1, *(1,) * (values.ndim - 1))
    return np.round(values / shaped).astype(np.int8), scale


def _text(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)
