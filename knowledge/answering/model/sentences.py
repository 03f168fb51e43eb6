"""Sentences out of a text that arrives in pieces, each with the marks that follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# A sentence ends at its stop, with the closing quotes and marks behind that; a stop inside a figure
# or an abbreviation is none. What comes next must be seen, for a mark may still follow.
_END = re.compile(
    r"(?:[。！？!?]+|(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\bArt)\.+(?!\w))[”’\"'）)」』]*"
    r"(?:\s*\[{1,2}[^\[\]\n]{0,40}\]{1,2})*(?=\s*[^\s\[。！？!?.”’\"'）)」』\]])"
    r"|(?:\s*\[{1,2}[^\[\]\n]{0,40}\]{1,2})*[。.]?[ \t]*\n+"
)
_MARKDOWN = re.compile(r"\*\*|__|`+|^\s*(?:#{1,6}|>|[-•*]|\d{1,2}[.、)])\s+", re.MULTILINE)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\U000e0000-\U000e007f]"
)


@dataclass(slots=True)
class SentenceReader:
    """Takes pieces and gives back each sentence as soon as it is whole."""

    _held: str = field(default="")

    def read(self, piece: str) -> list[str]:
        """The sentences that this piece completes."""
        self._held += piece
        found = []
        while (end := _END.search(self._held)) is not None:
            found.append(self._held[: end.end()])
            self._held = self._held[end.end() :]
        return [sentence for sentence in map(tidy, found) if sentence]

    def rest(self) -> list[str]:
        """What is left at the end of the text."""
        last, self._held = tidy(self._held), ""
        return [last] if last else []


def tidy(text: str) -> str:
    """The text without Markdown, control characters and characters that nobody sees."""
    return _MARKDOWN.sub("", _INVISIBLE.sub("", text)).strip()
