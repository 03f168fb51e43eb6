"""A message cut into sentences, with those that are somebody else's words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# A point ends a sentence before a space only: 3.5, no.2, 2026.1.
_END = re.compile(
    r"(?<=[。！!？?；;\n])|(?<=[a-z0-9)]\.)\s+(?=[a-z])|(?<=[一-鿿]{2})\s{2,}", re.IGNORECASE
)
_JOIN = re.compile(
    r"[，,、]?\s*(?=(?:另外|还有就是|还有一?个|顺便|顺带|对了|再就是|还想)[^，。]{3})"
    r"|[,;]?\s+(?=(?:and )?also[, ]|by the way|btw[ ,]|plus[, ]|oh and )",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"“[^”]{2,}”|「[^」]{2,}」|『[^』]{2,}』|\"[^\"]{4,}\"|(?m:^\s*[>＞].+$)")
_FORWARDED = re.compile(
    r"^\W*(?:转发|转自|转载|fwd?\b|forwarded|群里[发说]|朋友圈|别人发|(?:有人|朋友|同学)(?:发|转)给?我)"
    r"[^：:\n]{0,16}[：:\n]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """One sentence: `text[start:end]`, trimmed."""

    text: str
    start: int
    end: int
    is_foreign: bool
    """Quoted or forwarded: not the person's own words."""


def sentences_of(text: str) -> tuple[SentenceSpan, ...]:
    """The sentences in reading order; a message without marks is one."""
    foreign = _foreign_spans(text)
    return tuple(
        SentenceSpan(text[start:end], start, end, _is_inside(start, end, foreign))
        for start, end in _spans(text)
    )


def own_words(text: str) -> str:
    """The message without what is quoted or forwarded, marks of the cut left as spaces."""
    for start, end in reversed(_foreign_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text.strip()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    cuts = sorted({0, len(text), *(m.end() for p in (_END, _JOIN) for m in p.finditer(text))})
    for start, end in pairwise(cuts):
        piece = text[start:end]
        trimmed = piece.strip(" \t\n，,、")
        if any(character.isalnum() for character in trimmed):
            begin = start + piece.index(trimmed)
            yield begin, begin + len(trimmed)


def _foreign_spans(text: str) -> list[tuple[int, int]]:
    head = _FORWARDED.match(text)
    if head is not None:
        return [(head.end(), len(text))]
    return [match.span() for match in _QUOTE.finditer(text)]


def _is_inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    covered = sum(max(0, min(end, e) - max(start, s)) for s, e in spans)
    return covered * 2 > end - start
