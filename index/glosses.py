"""What the words of one language are called in the passages of the other."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dictionary import Dictionary
from index.postings import Postings, rarities

Numbers = NDArray[np.int32]
Shares = NDArray[np.float32]

# Each further meaning of an entry counts so much of the one before: any from 0.7 to 1 finds
# equally well.
_NEXT = 0.85

# An English word may translate so many Chinese ones at most: 12 lose 0.4 points of recall@1.
_MOST_WORDS = 24

_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Translation:
    """
    A word of a query, or a phrase of words with blanks between, in the index's own tokens.

    targets: numbers of tokens. shares: in (0, 1], how much of the source each of them carries.
    """

    source: str
    targets: Numbers
    shares: Shares

    @classmethod
    def none(cls, source: str) -> "Translation":
        """A word that the index cannot translate."""
        return cls(source, np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Glosses:
    """
    Chinese words to English tokens and English phrases to Chinese words, of one index.

    sources: the words and phrases, each with its row. Row i's targets and shares stand at first[i]
    up to, not including, first[i + 1].
    """

    sources: Mapping[str, int]
    first: Numbers
    targets: Numbers
    shares: Shares

    @classmethod
    def of(cls, dictionary: Dictionary, postings: Postings) -> "Glosses":
        """The part of the dictionary whose other side the index holds."""
        parts = (_from_chinese(dictionary, postings), _from_english(dictionary, postings))
        counts = np.concatenate([[0], *(part.counts for part in parts)])
        sources = chain.from_iterable(part.sources for part in parts)
        return cls(
            sources={source: row for row, source in enumerate(sources)},
            first=np.cumsum(counts, dtype=np.int32),
            targets=np.concatenate([part.targets for part in parts]).astype(np.int32),
            shares=np.concatenate([part.shares for part in parts]).astype(np.float32),
        )

    def save(self, folder: Path) -> None:
        """Writes the table's files into the folder."""
        words = json.dumps(list(self.sources), ensure_ascii=False)
        (folder / "glosses.json").write_text(words, encoding="utf-8")
        for name in ("first", "targets", "shares"):
            np.save(folder / f"glosses.{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> "Glosses":
        """
        The table saved there.

        :raises OSError, ValueError: if a file is missing or damaged.
        """
        words = json.loads((folder / "glosses.json").read_text(encoding="utf-8"))
        return cls(
            {word: row for row, word in enumerate(words)},
            np.load(folder / "glosses.first.npy"),
            np.load(folder / "glosses.targets.npy"),
            np.load(folder / "glosses.shares.npy"),
        )

    def of_word(self, source: str) -> Translation:
        """What the word is called; without targets if the index holds none of it."""
        row = self.sources.get(source)
        if row is None:
            return Translation.none(source)
        start, end = self.first[row], self.first[row + 1]
        return Translation(source, self.targets[start:end], self.shares[start:end])

    def of_phrases(self, words: Sequence[str]) -> Iterator[Translation]:
        """The words in their order, the longest phrases that the table knows taken together."""
        start = 0
        while start < len(words):
            longest = min(_LONGEST_PHRASE, len(words) - start)
            phrases = ((n, " ".join(words[start : start + n])) for n in range(longest, 1, -1))
            n, phrase = next((p for p in phrases if p[1] in self.sources), (1, words[start]))
            yield self.of_word(phrase)
            start += n


@dataclass(frozen=True, slots=True)
class _Part:
    """Sources with so many targets each; targets and shares one after the other."""

    sources: Sequence[str]
    counts: Numbers
    targets: Numbers
    shares: Shares


def _from_chinese(dictionary: Dictionary, postings: Postings) -> _Part:
    """
    Each Chinese word's English tokens.

    A gloss of several tokens gives each of them the share of its rarity, so that a row with one
    of two counts about half. A token of several glosses keeps its largest share.
    """
    numbers = _numbers_of(dictionary.stems, postings)
    lengths = np.diff(dictionary.first)
    rarity_of_stem = rarities(_n_holding(numbers, postings), postings.n_rows)
    rarity = rarity_of_stem[dictionary.stem]
    of_gloss = np.bincount(np.repeat(np.arange(len(lengths)), lengths), rarity, len(lengths))
    shares = rarity / np.repeat(of_gloss, lengths) * _NEXT ** np.repeat(dictionary.place, lengths)
    targets = numbers[dictionary.stem]
    held = np.flatnonzero(targets >= 0)
    pairs = np.repeat(dictionary.word, lengths)[held] * np.int64(len(postings.first))
    pairs += targets[held]
    largest_first = np.lexsort((-shares[held], pairs))
    kept = largest_first[np.diff(pairs[largest_first], prepend=-1) > 0]
    words, counts = np.unique(pairs[kept] // len(postings.first), return_counts=True)
    of_pair = held[kept]
    return _Part([dictionary.words[i] for i in words], counts, targets[of_pair], shares[of_pair])


def _from_english(dictionary: Dictionary, postings: Postings) -> _Part:
    """Each English word's or phrase's Chinese words, those that usually mean it first."""
    numbers = _numbers_of(dictionary.words, postings)[dictionary.word]
    held = np.flatnonzero(numbers >= 0)
    usual_first = held[np.argsort(dictionary.place[held], kind="stable")]
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for gloss in usual_first.tolist():
        start, end = dictionary.first[gloss], dictionary.first[gloss + 1]
        row = found[" ".join(dictionary.stems[i] for i in dictionary.stem[start:end])]
        if len(row) < _MOST_WORDS:
            row.setdefault(int(numbers[gloss]), _NEXT ** int(dictionary.place[gloss]))
    return _Part(
        list(found),
        np.array([len(row) for row in found.values()], dtype=np.int32),
        np.array([number for row in found.values() for number in row], dtype=np.int32),
        np.array([share for row in found.values() for share in row.values()], dtype=np.float32),
    )


def _numbers_of(tokens: Sequence[str], postings: Postings) -> Numbers:
    """The number of each token, -1 for one that no row holds."""
    numbers = np.array([postings.numbers.get(token, -1) for token in tokens], dtype=np.int32)
    return np.where(numbers + 1 < len(postings.first), numbers, -1)


def _n_holding(numbers: Numbers, postings: Postings) -> Numbers:
    """How many rows hold each token, 0 for -1."""
    counts: Numbers = np.diff(postings.first)
    return np.where(numbers >= 0, counts[numbers], 0)
