"""The exported encoder run by ONNX Runtime, without torch."""

import json
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.encoder import EncoderUnavailable, TextRole, Vectors, cleaned, unit_rows

_BATCH = 32

_BATCHES_AT_ONCE = 2

# Tokens up to which a text is batched with others that wait; a long one would make them longer.
_SHORT = 64

_FILES = ("model.onnx", "tokenizer.json", "encoder.json")


@dataclass(slots=True)
class _Waiting:
    """One short text that a thread wants encoded."""

    encoding: Encoding
    vector: Vectors | None = None


class OnnxEncoder:
    """
    Reads a folder with model.onnx, tokenizer.json and encoder.json.

    The graph takes input_ids and attention_mask (int64, shape (batch, length)) and gives
    `embedding` (float32, shape (batch, dimension)), pooled and of length 1.
    Safe to use from several threads: single texts that wait while a batch runs become the next
    batch, so that many chats at once cost little more than one.

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
        except (ValueError, KeyError, TypeError) as error:
            raise _unavailable(folder, f"encoder.json: {error!r}") from error
        self._tokenizer = _read_tokenizer(folder, max_tokens)
        self._session = _read_session(folder)
        self._running = threading.Lock()
        self._waiting: deque[_Waiting] = deque()

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:  # noqa: ARG002
        """Unit vectors, float32, shape (n_texts, dimension); the role makes no difference here."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast([cleaned(text) for text in texts])
        if len(encodings) == 1 and len(encodings[0].ids) <= _SHORT:
            return unit_rows(self._encode_with_others(encodings[0])[None, :])
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like length share a batch, so that little is spent on padding.
        order = np.argsort([len(encoding.ids) for encoding in encodings], kind="stable")
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]

        def run(rows: NDArray[np.intp]) -> None:
            vectors[rows] = self._run([encodings[row] for row in rows])

        if len(batches) == 1:
            run(batches[0])
        else:
            with ThreadPoolExecutor(_BATCHES_AT_ONCE) as pool:
                list(pool.map(run, batches))
        return unit_rows(vectors)

    def _encode_with_others(self, encoding: Encoding) -> Vectors:
        """
        The vector of one short text, shape (dimension,).

        Whoever gets the lock runs all that wait by then; the others find their vector ready.
        """
        mine = _Waiting(encoding)
        self._waiting.append(mine)
        while mine.vector is None:
            with self._running:
                if mine.vector is not None:
                    break
                batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
                try:
                    vectors = self._run([waiting.encoding for waiting in batch])
                except BaseException:
                    # The others must not wait for a batch that nobody will run.
                    self._waiting.extendleft(w for w in reversed(batch) if w is not mine)
                    raise
                for waiting, vector in zip(batch, vectors, strict=True):
                    waiting.vector = vector
        return mine.vector

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        length = max(1, *(len(encoding.ids) for encoding in encodings))
        ids = np.zeros((len(encodings), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        (vectors,) = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)


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
    # One thread a run: a question is so short that a second one costs more to wake than it saves,
    # and twice as much when the machine is busy. Many texts use the cores by several runs at once.
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
