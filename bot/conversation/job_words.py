"""How people ask why a post is not there, and what would give them more to choose from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_FILE = Path(__file__).with_name("job_words.toml")


class JobWords:
    """The table of job_words.toml."""

    def __init__(self, path: Path = _FILE) -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._patterns = {name: re.compile(text, re.IGNORECASE) for name, text in table.items()}

    def asks_why(self, text: str) -> bool:
        """Whether the message asks for a reason, and not for that of a policy."""
        return self._has("why", text) and not self._has("policy", text)

    def names_post(self, text: str) -> bool:
        """Whether the message speaks of a post or of its not being offered."""
        return self._has("post", text)

    def asks_for_more(self, text: str) -> bool:
        """Whether the message asks what would open more posts."""
        return self._has("more", text)

    def name_in(self, text: str) -> str:
        """What is left of a question about a post: the post's title, employer or place."""
        return " ".join(self._patterns["around"].sub(" ", text).split())

    def _has(self, name: str, text: str) -> bool:
        return self._patterns[name].search(text) is not None
