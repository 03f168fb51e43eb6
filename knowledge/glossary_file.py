"""The file of terms that staff keep beside the project's own: read, checked, written."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from pathlib import Path

from knowledge.glossary import Glossary

HEADER = "en,zh,aliases_en,aliases_zh,kind"
LARGEST_FILE = 500_000
"""Characters."""
_one_writer = threading.Lock()
"""Of two who save at the same moment, the second finds the first one's version."""


class GlossaryChanged(Exception):
    """Somebody else has written the file since it was opened for editing."""


def glossary_text(path: Path) -> str:
    """What the file holds; the bare header where there is no file yet."""
    return path.read_text(encoding="utf-8-sig") if path.is_file() else f"{HEADER}\n"


def version_of(text: str) -> str:
    """Changes when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def keep_glossary(path: Path, text: str, *, opened_version: str) -> int:
    """
    Writes the file whole if every row of it can be taken.

    :param opened_version: `version_of` what the editor saw.
    :return: how many terms the file holds now.
    :raises knowledge.glossary.GlossaryInvalid: naming the line and what to mend.
    :raises GlossaryChanged: if the file is not what the editor saw.
    :raises OSError: if it cannot be written.
    """
    # A browser sends line ends as a carriage return and a line feed.
    settled = text.replace("\r\n", "\n").strip() + "\n"
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made) / path.name
        trial.write_text(settled, encoding="utf-8")
        entries = Glossary.load(trial).entries
    path.parent.mkdir(parents=True, exist_ok=True)
    with _one_writer:
        if version_of(glossary_text(path)) != opened_version:
            raise GlossaryChanged
        draft = path.with_name(f".{path.name}.new")
        draft.write_text(settled, encoding="utf-8")
        draft.replace(path)
    return len(entries)
