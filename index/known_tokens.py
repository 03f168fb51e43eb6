"""Tokens of texts, so that a text that was cut before is not cut again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from index.tokens import Tokenizer

_FILE = "tokens.json"


class KnownTokens:
    """A tokenizer that remembers, for the next snapshot, every text that it was given."""

    def __init__(self, tokenizer: Tokenizer, earlier: Path | None = None) -> None:
        """
        :param earlier: folder of a snapshot; what it saved is used if the same tokenizer cut it.
        """
        self._tokenizer = tokenizer
        self._known = _saved(earlier, tokenizer.fingerprint) if earlier is not None else {}
        self._asked: dict[str, list[str]] = {}

    def __call__(self, text: str) -> list[str]:
        """As `Tokenizer`."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        tokens = self._known.get(digest)
        if tokens is None:
            tokens = self._tokenizer(text)
        self._asked[digest] = tokens
        return tokens

    def save(self, folder: Path) -> None:
        """Writes the tokens of the texts asked for, and no others."""
        content = {"tokenizer": self._tokenizer.fingerprint, "tokens": self._asked}
        (folder / _FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _saved(folder: Path, fingerprint: str) -> dict[str, list[str]]:
    try:
        content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        known: dict[str, list[str]] = content["tokens"]
        return known if content["tokenizer"] == fingerprint else {}
    except (OSError, ValueError, KeyError, TypeError):
        # They only save time: without them the texts are cut again.
        return {}
