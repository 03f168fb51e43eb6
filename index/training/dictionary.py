"""CC-CEDICT's words and their English glosses, and how often jieba's corpus uses each word."""

import gzip
import re
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

from index.encoder_parts import HAN

ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/\s*$")
CHINESE_WORD = re.compile(f"[{HAN}]+")
POINTER = re.compile(
    r"^(CL:|(old |erroneous |archaic |Japanese )?variant|see |also written|abbr\.|used in|erhua)"
)
ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")

Dictionary = dict[str, list[str]]


def read_dictionary(path: Path, simplify: dict[int, str]) -> Dictionary:
    """
    Chinese words with at most six glosses each, surnames last, pointers to other entries left out.

    :param path: `cedict.u8.gz`.
    :param simplify: for `str.translate`; words are written in these characters.
    """
    glosses: dict[str, list[str]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = ENTRY.match(line)
            if entry is not None and CHINESE_WORD.fullmatch(entry[1]):
                glosses[entry[1].translate(simplify)] += _glosses(entry[2])
    return {
        word: sorted(dict.fromkeys(of_word), key=lambda gloss: gloss.startswith("surname "))[:6]
        for word, of_word in glosses.items()
        if of_word
    }


def _glosses(definition: str) -> list[str]:
    plain = (
        re.sub(rf"[{HAN}|·]+", "", ASIDE.sub("", gloss))
        for gloss in definition.split("/")
        if not POINTER.match(gloss)
    )
    return [text for text in (re.sub(r"\s+", " ", gloss).strip(" ;,") for gloss in plain) if text]


def read_word_counts(simplify: dict[int, str]) -> dict[str, int]:
    """How often each Chinese word stands in the corpus behind jieba's dictionary."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba", name="jieba")
    counts: dict[str, int] = {}
    for line in (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        word = word.translate(simplify)
        counts[word] = max(int(count), counts.get(word, 0))
    return counts
