"""How people ask for what they may get, for one programme, for an employer, and why not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_FILE = Path(__file__).with_name("eligibility_words.toml")
_CLAUSE_ENDS = re.compile(r"[。；！？;!?\n，,]|\.(?=\s)")


class EligibilityWords:
    """The table of eligibility_words.toml."""

    def __init__(self, path: Path = _FILE) -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._patterns = {
            name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()
        }

    def speaks_for_employer(self, text: str) -> bool:
        """Whether the message speaks for an enterprise, and not for the person alone."""
        return self._has("enterprise", text) and not self._has("personal", text)

    def speaks_for_oneself(self, text: str) -> bool:
        """Whether the message says that it is for the person alone."""
        return self._has("personal", text)

    def asks_for_all(self, text: str) -> bool:
        """Whether the message asks for everything that there is to get."""
        return self._has("all", text)

    def asks_openly(self, text: str) -> bool:
        """Whether a programme named in it is a fact, because it asks what or which."""
        return self._has("all_words", text)

    def asks_why_not(self, text: str) -> bool:
        """Whether the message asks for the reason of a result."""
        return self._has("why_not", text)

    def asks_how_much(self, text: str) -> bool:
        """Whether the message asks for the sums of what was just told."""
        return self._has("how_much", text)

    def asks_for_employer(self, text: str) -> bool:
        """Whether the message asks what an enterprise gets."""
        return self._has("employer_gets", text)

    def asking_for_one(self, text: str) -> str:
        """The clauses that ask whether one may have a programme; empty where none does."""
        parts = _CLAUSE_ENDS.split(text)
        return " ".join(
            part for part in parts if self._has("one", part) and not self._has("figures", part)
        )

    def _has(self, name: str, text: str) -> bool:
        return self._patterns[name].search(text) is not None
