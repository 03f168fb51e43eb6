"""How much of a sentence's wording stands in a clause."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import Stemmer

from index.chinese import simplified

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[a-z]+(?:'[a-z]+)?")
_GRAMMAR_ZH = frozenset(
    "的了是在和与及或就都也而为以于对从到被把让给你您我他她它们这那其该等即则并还很"
)
_GRAMMAR_EN = frozenset(
    "a an the of to in on at for and or is are was were be been it its this that these those with "
    "by from as there they them their you your who which what when where how if will would can may "
    "could should do does did has have had also so each per any all one".split()
)
_STEM_EN = Stemmer.Stemmer("english", 0)


def word_share(sentence: str, text: str, topic: str = "") -> float:
    """
    The share of the sentence's content that the text's words hold too, in [0, 1]; 1 for none.

    Content is English stems without grammar words, and Chinese characters by pairs: a pair counts
    half for each of its characters that the text has in any pair, so that 申领 is near to 领取.

    :param topic: words that count on neither side, such as the document's title: naming the topic
        is no support for what is said of it.
    """
    about = set(_parts(topic))
    parts = [part for part in _parts(sentence) if part not in about]
    if not parts:
        return 1.0
    held = set(_parts(text))
    characters = {character for part in held for character in part if not part.isascii()}
    return sum(_held(part, held, characters) for part in parts) / len(parts)


def _held(part: str, held: set[str], characters: set[str]) -> float:
    if part in held:
        return 1.0
    if part.isascii():
        return 0.0
    return 0.5 * sum(character in characters for character in part) / len(part)


def _parts(text: str) -> Iterator[str]:
    plain = simplified(unicodedata.normalize("NFKC", text).lower())
    for run in _RUN.findall(plain):
        if run.isascii():
            if run not in _GRAMMAR_EN:
                yield _stem(run)
        else:
            yield from _pairs(run)


def _pairs(run: str) -> Iterator[str]:
    for segment in re.split(f"[{''.join(_GRAMMAR_ZH)}]", run):
        if len(segment) == 1:
            yield segment
        yield from (segment[start : start + 2] for start in range(len(segment) - 1))


def _stem(word: str) -> str:
    return str(_STEM_EN.stemWord(word))
