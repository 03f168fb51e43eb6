"""English words with a slip of the keyboard or the pen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from knowledge.spelling.change import Change
from knowledge.spelling.latin import LatinWord
from knowledge.spelling.pinyin import is_pinyin

_SHORTEST = 4
_SHORTEST_FOR_TWO_SLIPS = 6
_LONGEST = 24
# How alike two words are that are taken for each other in spite of two slips (1 is the same).
_ALIKE = 0.9
# A text with more unknown words than this is a list of names or in a third language.
_MOST_UNKNOWN = 12
_VOWELS = re.compile("[aeiouy]")
_DOUBLE = re.compile(r"(.)\1+")
_ENDINGS = ("s", "es", "d", "ed", "ing", "ings", "ly", "er", "ers", "or", "ors", "ee", "ees")
_SHORTEST_BASE = 3
_PHRASE_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Near:
    """A word of the knowledge base that is so many slips away."""

    word: str
    slips: int
    is_sure: bool
    """Whether it is taken without the word beside it speaking for it."""


class TypoMender:
    """Finds words that nobody knows but that are near to a word of the knowledge base."""

    def __init__(
        self, words: Iterable[str], phrases: Iterable[str], common: Collection[str]
    ) -> None:
        """
        The mender of these words.

        :param words: the words of the knowledge base in any case; repeats tell which is likelier.
        :param phrases: terms; their words may be meant, and stand side by side.
        :param common: words in lower case that are known, but are not what a typo is taken for.
        """
        split = [_PHRASE_WORD.findall(phrase.lower()) for phrase in phrases]
        self._counts = Counter(word.lower() for word in words)
        self._counts.update(word for phrase in split for word in phrase)
        self._pairs = {pair for phrase in split for pair in pairwise(phrase)}
        self._thirds = _words_after_two(split)
        self._known = frozenset(self._counts) | frozenset(common)
        self._everybodys = frozenset(common)
        self._targets = _by_beginning(self._counts)
        self._common = _by_beginning(common)
        self.is_known = lru_cache(maxsize=65_536)(self._is_known_uncached)
        self._near = lru_cache(maxsize=16_384)(self._near_uncached)

    def changes(self, words: Sequence[LatinWord], *, most_slips: int) -> Iterator[Change]:
        """The changes for the words of a text in reading order, each in lower case."""
        unknown = {word.letters for word in words if self._is_strange(word)}
        if len(unknown) > _MOST_UNKNOWN:
            return
        before: tuple[str, ...] = ()
        for word, after in zip(words, [*words[1:], None], strict=False):
            before = before if word.follows_on else ()
            following = after.letters if after is not None and after.follows_on else ""
            if word.letters in unknown:
                meant = self._nearest(word.letters, before[-1:], following, most_slips)
            else:
                meant = None if word.is_name else self._third(word.letters, before)
            if meant is not None:
                yield Change(word.start, word.end, meant)
            before = (*before[-1:], meant or word.letters)

    def _is_strange(self, word: LatinWord) -> bool:
        long_enough = _SHORTEST <= len(word.letters) <= _LONGEST
        return long_enough and not word.is_name and not self.is_known(word.letters)

    def _is_known_uncached(self, letters: str) -> bool:
        """Whether this is a word of the knowledge base, a common one, or a form of either."""
        return letters in self._known or not self._known.isdisjoint(_forms(letters))

    def _nearest(
        self, letters: str, before: tuple[str, ...], following: str, most_slips: int
    ) -> str | None:
        """The word meant: fewest slips, then one that stands in a term here, then the commonest."""

        def in_a_term(near: _Near) -> bool:
            return (*before, near.word) in self._pairs or (near.word, following) in self._pairs

        ranked = [
            (near.slips, not in_a_term(near), -self._counts[near.word], near.word)
            for near in self._near(letters)
            if near.slips <= most_slips and (near.is_sure or in_a_term(near))
        ]
        return min(ranked)[-1] if ranked else None

    def _near_uncached(self, letters: str) -> tuple[_Near, ...]:
        syllables = is_pinyin(letters)
        two_slips = len(letters) >= _SHORTEST_FOR_TWO_SLIPS and not syllables
        found = _within(letters, self._targets, most_slips=2 if two_slips else 1)
        if syllables:
            # Wuhan is no slip for Wushan: one name in pinyin may be near to another.
            found = [
                near for near in found if near.word in self._everybodys or not is_pinyin(near.word)
            ]
        # One slip from a common word (freind) is likelier than two from one of ours (freed).
        if all(near.slips == 2 for near in found) and _within(letters, self._common, most_slips=1):
            return ()
        return tuple(found)

    def _third(self, letters: str, before: tuple[str, ...]) -> str | None:
        """The end of a term of three words, one slip away: spring breeze acton."""
        if len(before) < 2 or len(letters) < _SHORTEST or letters in self._counts:
            return None
        ends = self._thirds.get((before[0], before[1]), set())
        return next((end for end in sorted(ends) if OSA.distance(letters, end) == 1), None)


def _forms(letters: str) -> Iterator[str]:
    """Other forms of the word: plural, tense, adverb, or who does it (payer, returnee)."""
    yield from (letters + "s", letters + "d", letters + "ed")
    if letters.endswith(("ies", "ied")):
        yield letters[:-3] + "y"
    for ending in _ENDINGS:
        base = letters.removesuffix(ending)
        if base != letters and len(base) >= _SHORTEST_BASE:
            yield from (base, base + "e")
            if base[-1] == base[-2]:
                yield base[:-1]


def _by_beginning(words: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    """The words of each first letter and length; the first letter of a word is seldom wrong."""
    filed: dict[tuple[str, int], list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST:
            filed.setdefault((word[0], len(word)), []).append(word)
    return filed


def _within(
    letters: str, filed: dict[tuple[str, int], list[str]], *, most_slips: int
) -> list[_Near]:
    lengths = range(len(letters) - most_slips, len(letters) + most_slips + 1)
    words = [word for length in lengths for word in filed.get((letters[0], length), ())]
    # A slip is a letter too many, too few, another, or two neighbours exchanged.
    found = process.extract(
        letters, words, scorer=OSA.distance, score_cutoff=most_slips, limit=None
    )
    return [
        _Near(word, int(slips), _is_sure(letters, word, int(slips))) for word, slips, _ in found
    ]


def _is_sure(letters: str, word: str, slips: int) -> bool:
    if slips > 1:
        # Vowels and double letters are what people get wrong: asistent and assistant are s-s-t-n-t.
        apart = OSA.distance(_skeleton(letters), _skeleton(word))
        return apart == 0 or (apart == 1 and JaroWinkler.similarity(letters, word) >= _ALIKE)
    if len(letters) >= _SHORTEST_FOR_TWO_SLIPS:
        return True
    # In a short word another letter makes another word: curd and card, wilt and will.
    is_letter_missing, is_exchange = len(word) > len(letters), sorted(word) == sorted(letters)
    is_letter_doubled = len(word) < len(letters) and _undoubled(letters) == _undoubled(word)
    return is_letter_missing or is_exchange or is_letter_doubled


def _skeleton(word: str) -> str:
    """The consonants, a double one once."""
    return _undoubled(_VOWELS.sub("", word))


def _undoubled(word: str) -> str:
    return _DOUBLE.sub(r"\1", word)


def _words_after_two(phrases: Iterable[Sequence[str]]) -> dict[tuple[str, str], set[str]]:
    after: dict[tuple[str, str], set[str]] = {}
    for phrase in phrases:
        for one, two, three in zip(phrase, phrase[1:], phrase[2:], strict=False):
            after.setdefault((one, two), set()).add(three)
    return after
