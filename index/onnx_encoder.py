"""The exported encoder run by ONNX Runtime, without torch."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from index.encoder import EncoderUnavailable, TextRole, Vectors, cleaned, unit_rows

# Runs at the same time, one a core.
_AT_ONCE = 2

_FILES = ("model.onnx", "tokenizer.json", "encoder.json")


class OnnxEncoder:
    """
    Reads a folder with model.onnx, tokenizer.json and encoder.json.

    The graph takes input_ids and attention_mask (int64, shape (batch, length)) and gives
    `embedding` (float32, shape (batch, dimension)), pooled and of length 1. encoder.json may name
    `prompts`, put before a text by its role, and `centres`, by role the mean vector of unrelated
    texts, which is taken away: some model families put all texts near one another.
    Safe to use from several threads. Every text runs alone: the int8 graph scales its figures by
    all that runs with it, so that in a batch a text's vector would hang on its neighbours, and the
    same documents would give other similarities on another day. It takes no longer: no padding.

    :raises EncoderUnavailable: if a file is missing or cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise _unavailable(folder, f"{', '.join(missing)} missing")
        try:
            description = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
            self.fingerprint = str(description["fingerprint"])
            self.dimension = int(description["dimension"])
            max_tokens = int(description["max_tokens"])
            self._prompts = _by_role(description.get("prompts", {}), "")
            self._centres = {
                role: np.asarray(centre, dtype=np.float32)
                for role, centre in _by_role(description.get("centres", {}), 0.0).items()
            }
        except (ValueError, KeyError, TypeError) as error:
            raise _unavailable(folder, f"encoder.json: {error!r}") from error
        self._tokenizer = _read_tokenizer(folder, max_tokens)
        self._session = _read_session(folder)

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        """Unit vectors, float32, shape (n_texts, dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prompt, centre = self._prompts[role], self._centres[role]
        encodings = self._tokenizer.encode_batch_fast([prompt + cleaned(text) for text in texts])
        if len(encodings) == 1:
            return unit_rows(self._run(encodings[0])[None, :] - centre)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return unit_rows(np.stack(list(pool.map(self._run, encodings))) - centre)

    def _run(self, encoding: Encoding) -> Vectors:
        """The vector of one text, shape (dimension,)."""
        ids = np.array([encoding.ids or [0]], dtype=np.int64)
        mask = np.ones_like(ids) if encoding.ids else np.zeros_like(ids)
        (vectors,) = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors[0], dtype=np.float32)


def _by_role(values: Mapping[str, Any], default: object) -> dict[TextRole, Any]:
    return {role: values.get(role.value, default) for role in TextRole}


def _read_tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    path = folder / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower
        raise _unavailable(folder, f"tokenizer.json: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _read_session(folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread a run: a text is so short that a second one costs more to wake than it saves, and
    # twice as much when the machine is busy. Many texts use the cores by several runs at once.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # its errors share no other base
        raise _unavailable(folder, f"model.onnx: {str(error).splitlines()[0]}") from error


def _unavailable(folder: Path, reason: str) -> EncoderUnavailable:
    return EncoderUnavailable(str(folder), reason, "Remove the folder and run: make run")
