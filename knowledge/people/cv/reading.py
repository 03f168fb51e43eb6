"""The text of a document that somebody sent, or in one word why there is none."""

from __future__ import annotations

import stat
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge.people.cv.extracting import ENCRYPTED, MOST_CHARACTERS
from knowledge.people.cv.kinds import FileKind, kind_of

MOST_BYTES = 10_000_000
LONGEST_S = 10.0
_FEWEST_LETTERS = 20
_ROOT = Path(__file__).parents[3]
_SUFFIXES = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".txt": FileKind.TEXT,
    ".md": FileKind.TEXT,
}
_ENCODINGS = ("utf-8-sig", "gb18030")


class Trouble(StrEnum):
    """Why a document was not read; bot/conversation/documents.toml says each to the person."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    OTHER_KIND = "other_kind"
    NOT_AS_NAMED = "not_as_named"
    IMAGE = "image"
    OLD_WORD = "old_word"
    BROKEN = "broken"
    TOO_SLOW = "too_slow"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document, at most 200,000 characters from its first 30 pages."""

    text: str


_TROUBLE_OF_KIND = {
    FileKind.EMPTY: Trouble.EMPTY,
    FileKind.IMAGE: Trouble.IMAGE,
    FileKind.HTML: Trouble.OTHER_KIND,
    FileKind.OLD_WORD: Trouble.OLD_WORD,
    FileKind.ENCRYPTED_WORD: Trouble.ENCRYPTED,
    FileKind.ZIP_BOMB: Trouble.UNPACKS_TOO_LARGE,
    FileKind.BROKEN_ZIP: Trouble.BROKEN,
    FileKind.OTHER: Trouble.OTHER_KIND,
}


def read_document(path: Path, longest_s: float = LONGEST_S) -> DocumentText | Trouble:
    """
    What stands in a PDF, DOCX or TXT; never raises on any content.

    A file whose ending names another kind than it holds is not read: a person who sends such a
    file sent something else than they meant.
    """
    try:
        status = path.stat()
        # Opening a pipe or a device waits for somebody to write into it.
        if not stat.S_ISREG(status.st_mode):
            return Trouble.MISSING
        kind = kind_of(path) if status.st_size <= MOST_BYTES else None
    except OSError:
        return Trouble.MISSING
    if kind is None:
        return Trouble.TOO_LARGE
    if kind in _TROUBLE_OF_KIND:
        return _trouble(kind, path)
    suffix = path.suffix.lower()
    if suffix and _SUFFIXES.get(suffix) is not kind:
        return Trouble.NOT_AS_NAMED if suffix in _SUFFIXES else Trouble.OTHER_KIND
    found = _plain(path) if kind is FileKind.TEXT else _extracted(kind, path, longest_s)
    if isinstance(found, Trouble):
        return found
    return DocumentText(found) if _has_text(found) else Trouble.NO_TEXT


def _trouble(kind: FileKind, path: Path) -> Trouble:
    is_named_otherwise = kind in {FileKind.IMAGE, FileKind.HTML, FileKind.OTHER}
    if is_named_otherwise and path.suffix.lower() in _SUFFIXES:
        return Trouble.NOT_AS_NAMED
    return _TROUBLE_OF_KIND[kind]


def _plain(path: Path) -> str | Trouble:
    raw = path.read_bytes()
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)[:MOST_CHARACTERS]
        except UnicodeDecodeError:
            continue
    return Trouble.OTHER_KIND


def _extracted(kind: FileKind, path: Path, longest_s: float) -> str | Trouble:
    command = [
        sys.executable,
        "-m",
        "knowledge.people.cv.extracting",
        kind.value,
        str(path.resolve()),
    ]
    try:
        done = subprocess.run(
            command, cwd=_ROOT, capture_output=True, timeout=longest_s, check=False
        )
    except subprocess.TimeoutExpired:
        return Trouble.TOO_SLOW
    if done.returncode == ENCRYPTED:
        return Trouble.ENCRYPTED
    if done.returncode < 0:
        # Killed at the limit of memory or of processor time.
        return Trouble.TOO_SLOW
    return done.stdout.decode("utf-8") if done.returncode == 0 else Trouble.BROKEN


def _has_text(text: str) -> bool:
    return sum(char.isalnum() for char in text) >= _FEWEST_LETTERS
