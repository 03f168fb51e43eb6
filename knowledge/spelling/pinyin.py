"""Chinese that was typed in Latin letters, put into characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from knowledge.spelling.change import Change
from knowledge.spelling.latin import LatinWord
from knowledge.spelling.sounds import SYLLABLES, spellings

_HAN_TERM = re.compile(r"[㐀-䶿一-鿿]{2,}")
# Whatever is spelled like this may be pinyin; most English words fail here, at once.
_SHAPE = re.compile(
    r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?+[aeiouv]{1,4}+(?:n(?![aeiouv])(?:g(?![aeiouv]))?+|r)?+)++"
)
_LONGEST_SYLLABLE = 6
_MOST_WORDS = 12
_SHORTEST_TERM = 4
_LONGEST_TERM = 48

# Syllables that are English words as well.
_ENGLISH_SYLLABLES = frozenset(
    "a ai an ban bang bin bo can cha chi dan dang den die do dong dun e en er fan fang fen ha hang "
    "he hen ken kang lao lie long lou ma mai man mao me men mi min mo mu nan ne nun o ou pa pan "
    "pang pen pi pie pin ping po ran re run sang she shun so song sou sun ta tan tang ten ti tie "
    "ting to wan wen wo you yo yang yin za".split()
)


class PinyinMender:
    """Finds words that spell terms in pinyin, with or without spaces between the syllables."""

    def __init__(self, terms: Iterable[str], is_english: Callable[[str], bool]) -> None:
        """
        The mender of these terms.

        :param terms: what can be meant, the more official first; those of two or more Chinese
            characters count.
        :param is_english: whether letters are an English word too, and count beside pinyin only.
        """
        self._terms = _by_letters(terms)
        self._english = is_english
        self._spelled = lru_cache(maxsize=16_384)(self._spelled_uncached)

    def changes(self, words: Sequence[LatinWord]) -> Iterator[Change]:
        """The changes for the words of a text in reading order."""
        first = 0
        while first < len(words):
            size, meant = self._longest(words, first)
            end = first + size
            if size and (
                self._is_certain(words[first:end]) or self._beside_pinyin(words, first, end)
            ):
                yield Change(words[first].start, words[end - 1].end, meant)
            first = max(end, first + 1)

    def _longest(self, words: Sequence[LatinWord], first: int) -> tuple[int, str]:
        """How many words from the first on spell terms and nothing else, and these terms."""
        letters = ""
        best = (0, "")
        for size, word in enumerate(words[first : first + _MOST_WORDS], start=1):
            letters += word.letters
            joined = size == 1 or word.follows_on
            if not joined or word.is_name or len(letters) > _LONGEST_TERM:
                break
            if not is_pinyin(word.letters):
                break
            meant = self._spelled(letters)
            best = (size, meant) if meant else best
        return best

    def _spelled_uncached(self, letters: str) -> str:
        """The terms that these letters spell one after the other, or "" if they do not."""
        for length in range(len(letters), _SHORTEST_TERM - 1, -1):
            piece, rest = letters[:length], letters[length:]
            term = self._terms.get(piece) or self._terms.get(_loosely(piece))
            meant = self._spelled(rest) if term and rest else ""
            if term and (meant or not rest):
                return term + meant
        return ""

    def _is_certain(self, words: Sequence[LatinWord]) -> bool:
        return not all(self._is_english(word.letters) for word in words)

    def _beside_pinyin(self, words: Sequence[LatinWord], first: int, end: int) -> bool:
        """Whether the word before or after these belongs to them and is pinyin only."""
        before = words[first - 1 : first] if first and words[first].follows_on else ()
        after = words[end : end + 1] if end < len(words) and words[end].follows_on else ()
        neighbours = [word.letters for word in (*before, *after)]
        return any(is_pinyin(word) and not self._is_english(word) for word in neighbours)

    def _is_english(self, letters: str) -> bool:
        if letters in SYLLABLES:
            return letters in _ENGLISH_SYLLABLES
        return self._english(letters)


@lru_cache(maxsize=16_384)
def is_pinyin(letters: str) -> bool:
    """Whether the letters can be read as syllables, one after the other."""
    if len(letters) > _LONGEST_TERM or not _SHAPE.fullmatch(letters):
        return False
    reached = {0}
    for end in range(1, len(letters) + 1):
        starts = range(max(0, end - _LONGEST_SYLLABLE), end)
        if any(start in reached and letters[start:end] in SYLLABLES for start in starts):
            reached.add(end)
    return len(letters) in reached


def _by_letters(terms: Iterable[str]) -> dict[str, str]:
    """The first term of each spelling; a spelling as taught goes before a loose one."""
    found: dict[str, str] = {}
    for term in terms:
        if _HAN_TERM.fullmatch(term):
            for letters in spellings(term):
                found.setdefault(letters, term)
    for letters, term in list(found.items()):
        found.setdefault(_loosely(letters), term)
    return found


def _loosely(letters: str) -> str:
    """As it is spelled by ear: v for ü is u; z, c, s stand for zh, ch, sh and n for ng."""
    without_h = re.sub("([zcs])h", r"\1", letters.replace("v", "u"))
    return re.sub("(?<=[ei])ng(?![aeiou])", "n", without_h)
