"""Where a long text may be cut so that each piece fits into one Telegram message."""

from __future__ import annotations

import re
import unicodedata

# Source: Telegram Bot API, sendMessage: text of 1-4096 characters after entities parsing. Telegram
# counts in UTF-16 code units (Bot API, MessageEntity), and so do we; the tags are counted as well,
# which errs on the safe side.
LIMIT = 4096

_ESCAPED_UNITS = {"&": 5, "<": 4, ">": 4}
_SENTENCE_END = re.compile(r"""[。！？；…]+[”’」』）]*|[.!?]+["')\]”’]*(?=\s)|\n""")
_CLAUSE_END = re.compile(r"[，、：,]|\s")
_JOINERS = "\u200d\ufe0e\ufe0f"


def units(text: str) -> int:
    """The length of the text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def characters_that_fit(text: str, room: int) -> int:
    """How many characters from the start fit into `room` code units once `&<>` are escaped."""
    for position, character in enumerate(text):
        room -= _ESCAPED_UNITS.get(character, 2 if character > "\uffff" else 1)
        if room < 0:
            return position
    return len(text)


def cut_position(text: str, most: int) -> int:
    """
    Where to cut so that the first piece has at most `most` characters.

    After a paragraph if there is one in the last two thirds of the room, else after a sentence,
    else after a clause or a word, else between two characters that belong to different glyphs.
    """
    if len(text) <= most:
        return len(text)
    floor = most // 3
    paragraph = text.rfind("\n\n", floor, most)
    if paragraph > 0:
        return paragraph
    for boundary in (_SENTENCE_END, _CLAUSE_END):
        ends = [found.end() for found in boundary.finditer(text, floor, most + 1)]
        fitting = [end for end in ends if end <= most]
        if fitting:
            return fitting[-1]
    return _between_glyphs(text, most)


def _between_glyphs(text: str, most: int) -> int:
    """The last position up to `most` that leaves an emoji or an accented letter whole."""
    # A glyph of more than 32 characters is an attack, not an emoji; it is cut.
    for position in range(most, max(most - 32, 0), -1):
        continues = text[position] in _JOINERS or unicodedata.combining(text[position])
        if not continues and text[position - 1] != "\u200d":
            return position
    return most
