"""Messages as people type them, made plain enough to be read."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 4_000

_SPACES = re.compile(r"[ \t\u3000\xa0]+")
_OTHER_SCRIPT = 0.34
# Mathematical and full-width letters are Latin letters in disguise.
_OUR_SCRIPTS = ("CJK", "LATIN", "FULLWIDTH LATIN", "MATHEMATICAL", "MICRO SIGN")
_KEPT_CONTROLS = "\n\t"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Control, format (zero-width, bidirectional, tag characters), surrogates, unassigned."""


def clean(text: str) -> str:
    """The text composed (NFC), without characters that nobody sees, spaces folded."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(
        c for c in composed if c in _KEPT_CONTROLS or unicodedata.category(c) not in _HIDDEN
    )
    return _SPACES.sub(" ", seen).strip()


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit of any script in it."""
    return any(c.isalnum() for c in text)


def is_in_other_script(text: str) -> bool:
    """Whether most letters are of a script that neither Chinese nor English is written in."""
    letters = [c for c in text if c.isalpha()]
    other = sum(not _is_of_ours(c) for c in letters)
    # A Japanese sentence is half Chinese characters, so a third of kana already says so.
    return other > 0 and other >= len(letters) * _OTHER_SCRIPT


def _is_of_ours(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(_OUR_SCRIPTS)
