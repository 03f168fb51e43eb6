"""The Latin words of a text, with what around them says that a word is no ordinary one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHUNK = re.compile(r"[!-~]+")
_WORD = re.compile(r"[a-z]+")
_ADDRESS = re.compile(r"@|://|www\.|[a-z0-9]\.[a-z]|[\\_#=]")
_SENTENCE_END = ".!?:;。！？：；\n"


@dataclass(frozen=True, slots=True)
class LatinWord:
    """
    `text[start:end]`, in lower case in `letters`.

    `is_name` when it has a capital that no sentence beginning explains; `follows_on` when only a
    space, hyphen or apostrophe parts it from the word before.
    """

    start: int
    end: int
    letters: str
    is_name: bool
    follows_on: bool


def latin_words(text: str, low: str) -> Iterator[LatinWord]:
    """
    The words of a text, without those inside addresses and codes (C1, @name, a.b, 5g).

    :param low: the text folded (see `knowledge.terms.folded`), of the same length.
    """
    shouted = text.isupper()
    previous = -1
    for chunk in _CHUNK.finditer(low):
        if _ADDRESS.search(chunk.group()):
            continue
        for word in _WORD.finditer(low, chunk.start(), chunk.end()):
            start, end = word.span()
            if _touches_digit(low, start, end):
                continue
            capital = not shouted and not text[start:end].islower()
            follows_on = previous >= 0 and low[previous:start] in {" ", "-", "'", "  "}
            yield LatinWord(
                start,
                end,
                word.group(),
                is_name=capital and (not _begins_sentence(low, start) or text[start:end].isupper()),
                follows_on=follows_on,
            )
            previous = end


def _touches_digit(low: str, start: int, end: int) -> bool:
    return low[start - 1 : start].isdigit() or low[end : end + 1].isdigit()


def _begins_sentence(low: str, start: int) -> bool:
    before = low[max(0, start - 8) : start].rstrip(" \"'(“‘*-")
    return not before or before[-1] in _SENTENCE_END
