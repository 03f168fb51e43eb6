"""Chinese words that were written with other characters of the same sound."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from knowledge.spelling.change import Change
from knowledge.spelling.sounds import same_reading, sounds

_HAN_RUN = re.compile(r"[㐀-䶿一-鿿]{2,}")
_LONGEST_WORD = 6
# Characters on either side that can belong to a word with the run.
_CONTEXT = _LONGEST_WORD - 2

# Counts below are those of jieba's corpus, whose words add up to this.
_CORPUS_SIZE = 60_000_000
_COMMON_WORD = 100
# A character seen this often stands for itself (的, 有, 进), not for one that sounds like it.
_FREE_CHARACTER = 12_000
# The corpus is older than many terms of the domain; here they are words like others.
_TERM_COUNT = 300
_UNSEEN_CHARACTER_COUNT = 20

# What a change has to gain (log e). In 5,800 questions, clauses and posts that are written right
# these bounds let two changes through, 药士 to 药师 and 倒板 to 倒班; slips gain 5.3 and more.
_GAIN_SHORT = 5.0
_GAIN_LONG = 8.0

# No question has as many places that could be misheard; a text made to have them costs no more.
_MOST_WEIGHED = 200


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A term that sounds like what stands from `start` on."""

    start: int
    term: str
    gain: float
    """By how much (log e) the text becomes likelier."""

    @property
    def end(self) -> int:
        return self.start + len(self.term)


class HomophoneMender:
    """Finds runs of characters that are no word but sound like a term."""

    def __init__(
        self, terms: Collection[str], words: Collection[str], frequencies: Mapping[str, int]
    ) -> None:
        """
        The mender of these terms.

        :param terms: what may have been meant, in two or more Chinese characters.
        :param words: words that stay as they are; those of four or more may be meant as well.
        :param frequencies: words and single characters with their counts in jieba's corpus.
        """
        han = {word for word in (*terms, *words) if _HAN_RUN.fullmatch(word)}
        self._words = frozenset(han)
        self._frequencies = frequencies
        self._by_sounds = _filed(word for word in han if len(word) > 3 or word in terms)
        self._starting = lru_cache(maxsize=65_536)(self._starting_uncached)
        self._may_mean = lru_cache(maxsize=65_536)(self._may_mean_uncached)
        self._weighed = lru_cache(maxsize=16_384)(self._weighed_uncached)

    def changes(self, low: str) -> Iterator[Change]:
        """The changes for a folded text (see `knowledge.terms.folded`); they do not overlap."""
        taken: list[_Candidate] = []
        weighed = islice(self._candidates(low), _MOST_WEIGHED)
        meant = [candidate for candidate in weighed if candidate.gain]
        for best in sorted(meant, key=lambda one: (-one.gain, -len(one.term), one.start)):
            if all(best.end <= other.start or other.end <= best.start for other in taken):
                taken.append(best)
                yield Change(best.start, best.end, best.term)

    def _candidates(self, low: str) -> Iterator[_Candidate]:
        """The terms that sound like what stands there; the gain is 0 where one is not meant."""
        for run in _HAN_RUN.finditer(low):
            for start, pair in enumerate(pairwise(run.group()), start=run.start()):
                for term in self._starting(*pair):
                    end = start + len(term)
                    written = low[start:end]
                    if written == term:
                        break
                    if end <= run.end() and self._may_mean(written, term):
                        before = low[max(run.start(), start - _CONTEXT) : start]
                        after = low[end : min(run.end(), end + _CONTEXT)]
                        gain = self._weighed(before, written, after, term)
                        yield _Candidate(start, term, gain)

    def _starting_uncached(self, first: str, second: str) -> tuple[str, ...]:
        """Terms that begin with the sounds of these two characters, the longest first."""
        pairs = ((one, two) for one in sounds(first) for two in sounds(second))
        found = {term for pair in pairs for term in self._by_sounds.get(pair, ())}
        return tuple(sorted(found, key=lambda term: (-len(term), term)))

    def _may_mean_uncached(self, written: str, term: str) -> bool:
        """Whether these characters sound like the term and are no word of the language."""
        if len(written) != len(term) or written in self._frequencies:
            return False
        wrong = [pair for pair in zip(written, term, strict=True) if pair[0] != pair[1]]
        if len(wrong) > (1 if len(term) < 4 else (len(term) + 1) // 2):
            return False
        if any(sounds(one).isdisjoint(sounds(other)) for one, other in wrong):
            return False
        if len(term) > 2:
            return True
        (one, other), *_ = wrong
        return same_reading(one, other) and not self._is_free(one)

    def _weighed_uncached(self, before: str, written: str, after: str, term: str) -> float:
        """What the term gains in place of the characters written; 0 if that is not enough."""
        if self._breaks_word(before, written, after, term):
            return 0.0
        mended, kept = before + term + after, before + written + after
        gain = self._likelihood(mended) - self._likelihood(kept)
        return gain if gain >= self._gain_needed(written, term) else 0.0

    def _breaks_word(self, before: str, written: str, after: str, term: str) -> bool:
        """Whether a word reaches over the borders of what is written, or differs within it."""
        kept, mended = before + written + after, before + term + after
        start, end = len(before), len(before) + len(written)
        for left in range(end):
            for right in range(max(left + 2, start + 1), min(len(kept), left + _LONGEST_WORD) + 1):
                word = kept[left:right]
                if start <= left and right <= end and word == mended[left:right]:
                    continue
                if word in self._words or self._frequencies.get(word, 0) >= _COMMON_WORD:
                    return True
        return False

    def _gain_needed(self, written: str, term: str) -> float:
        wrong = (one for one, other in zip(written, term, strict=True) if one != other)
        return _GAIN_LONG if len(term) > 3 or any(map(self._is_free, wrong)) else _GAIN_SHORT

    def _is_free(self, character: str) -> bool:
        return self._frequencies.get(character, 0) >= _FREE_CHARACTER

    def _likelihood(self, text: str) -> float:
        """The log probability of the text when it is cut into words in the likeliest way."""
        best = [0.0]
        for end in range(1, len(text) + 1):
            starts = range(max(0, end - _LONGEST_WORD), end)
            best.append(max(best[start] + self._weight(text[start:end]) for start in starts))
        return best[-1]

    def _weight(self, word: str) -> float:
        count = self._frequencies.get(word, 0)
        if word in self._words:
            count = max(count, _TERM_COUNT)
        elif len(word) == 1:
            count = count or _UNSEEN_CHARACTER_COUNT
        return math.log(count / _CORPUS_SIZE) if count else -math.inf


def _filed(terms: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The terms by each pair of sounds that their first two characters can have."""
    filed: dict[tuple[str, str], list[str]] = {}
    for term in terms:
        for first in sounds(term[0]):
            for second in sounds(term[1]):
                filed.setdefault((first, second), []).append(term)
    return filed
