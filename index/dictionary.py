"""A bilingual dictionary in columns: small in memory, read from one file."""

import os
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.chinese import simplified
from index.tokens import Tokenizer

Numbers = NDArray[np.int32]

Gloss = tuple[str, int, tuple[str, ...]]
"""A Chinese word, the place of the meaning in its entry (0 is the usual one), English tokens."""

_COLUMNS = ("word", "place", "first", "stem")


class DictionaryDamaged(Exception):
    """A kept dictionary is not what was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"dictionary {path} is damaged: {reason}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Dictionary:
    """
    Chinese words and what they mean in English.

    words, stems: the Chinese words and English tokens that the columns number.
    word, place: of each gloss. stem: of all glosses, one after the other; those of gloss i stand
    at first[i] up to, not including, first[i + 1].
    """

    words: Sequence[str]
    stems: Sequence[str]
    word: Numbers
    place: Numbers
    first: Numbers
    stem: Numbers

    @classmethod
    def of(cls, glosses: Iterable[Gloss]) -> "Dictionary":
        """The dictionary of these glosses, in their order; each has a token at least."""
        rows = list(glosses)
        words = _numbered(word for word, _, _ in rows)
        stems = _numbered(chain.from_iterable(tokens for _, _, tokens in rows))
        return cls(
            words=tuple(words),
            stems=tuple(stems),
            word=np.array([words[word] for word, _, _ in rows], dtype=np.int32),
            place=np.array([place for _, place, _ in rows], dtype=np.int32),
            first=np.cumsum([0, *(len(tokens) for _, _, tokens in rows)], dtype=np.int32),
            stem=np.array([stems[x] for _, _, tokens in rows for x in tokens], dtype=np.int32),
        )

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, str]], tokenizer: Tokenizer) -> "Dictionary":
        """
        The dictionary of terms that are each other's usual translation.

        :param pairs: Chinese and English. A Chinese term has to be one of the tokenizer's words
            to be met in a query; an English one of up to four words is met as a phrase.
        """
        read = ((simplified(zh), tuple(tokenizer(en))) for zh, en in pairs)
        return cls.of((zh, 0, tokens) for zh, tokens in read if tokens)

    def after(self, other: "Dictionary") -> "Dictionary":
        """Both together; of equally usual meanings the other's come first."""
        if not len(other.word):
            return self
        words = _numbered(chain(self.words, other.words))
        stems = _numbered(chain(self.stems, other.stems))
        word = np.array([words[x] for x in other.words], dtype=np.int32)[other.word]
        stem = np.array([stems[x] for x in other.stems], dtype=np.int32)[other.stem]
        return Dictionary(
            words=tuple(words),
            stems=tuple(stems),
            word=np.concatenate([word, self.word]),
            place=np.concatenate([other.place, self.place]),
            first=np.concatenate([other.first, self.first[1:] + other.first[-1]]),
            stem=np.concatenate([stem, self.stem]),
        )

    def save(self, path: Path) -> None:
        """Writes one file, whole or not at all."""
        columns = {name: getattr(self, name) for name in _COLUMNS}
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with draft.open("wb") as handle:
                np.savez(handle, words=_packed(self.words), stems=_packed(self.stems), **columns)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path) -> "Dictionary":
        """
        The dictionary saved there.

        :raises FileNotFoundError: if there is none.
        :raises DictionaryDamaged: if the file is not whole.
        """
        try:
            with path.open("rb") as handle, np.load(handle) as stored:
                columns = {name: stored[name] for name in ("words", "stems", *_COLUMNS)}
        except FileNotFoundError:
            raise
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
            raise DictionaryDamaged(path, str(fault)) from fault
        words, stems = _unpacked(columns.pop("words")), _unpacked(columns.pop("stems"))
        return cls(words, stems, **columns)


def _numbered(tokens: Iterable[str]) -> dict[str, int]:
    return {token: number for number, token in enumerate(dict.fromkeys(tokens))}


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def _unpacked(content: NDArray[np.uint8]) -> tuple[str, ...]:
    text = content.tobytes().decode("utf-8")
    return tuple(text.split("\n")) if text else ()
