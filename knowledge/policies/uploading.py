"""Files of documents that staff hand in: checked beside those that are there, then kept."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.policies.checking import SkippedDocument, read_folder

LARGEST_FILE = 1_000_000
"""Bytes; the longest document of the project has a twentieth of it."""
MOST_FILES = 20

_one_writer = threading.Lock()
"""Of two uploads at the same moment, the second finds the files of the first."""

# A file system takes 255 bytes, and a draft's name is longer than the file's.
_LONGEST_NAME = 120
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:zh|en)\.md")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it was sent."""

    name: str
    content: bytes


class DocumentsExist(Exception):
    """Files of these names are there already, and nobody said to write over them."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"would write over {', '.join(names)}")
        self.names = tuple(names)


def faults_of(folder: Path, files: Sequence[HandedIn]) -> list[SkippedDocument]:
    """
    Why the files cannot be kept, each with its line; empty if a refresh would take them all.

    They are read together with the folder's own documents, so that a clause without its twin or a
    contradiction that only one side names is found before anything is kept.

    :raises OSError: if there is no room to try them.
    """
    named = [fault for file in files for fault in _fault_of_form(file)]
    if named:
        return named
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made) / "documents"
        shutil.copytree(folder, trial)
        for file in files:
            (trial / file.name).write_bytes(file.content)
        _, skipped = read_folder(trial)
    names = {file.name for file in files}
    own = [skip for skip in skipped if skip.file in names]
    if own or not skipped:
        return own
    _, before = read_folder(folder)
    known = {(skip.file, skip.reason) for skip in before}
    return [skip for skip in skipped if (skip.file, skip.reason) not in known]


def keep_files(folder: Path, files: Sequence[HandedIn], *, replacing: frozenset[str]) -> None:
    """
    Writes files that have been checked into the folder, each whole or not at all.

    :param replacing: names of files that may be written over.
    :raises DocumentsExist: if one is there that is not among these; nothing is written then.
    :raises OSError: if the folder cannot be written to.
    """
    with _one_writer:
        taken = [file.name for file in files if (folder / file.name).exists()]
        refused = [name for name in taken if name not in replacing]
        if refused:
            raise DocumentsExist(refused)
        for file in files:
            draft = folder / f".{file.name}.new"
            draft.write_bytes(file.content)
            draft.replace(folder / file.name)


def _fault_of_form(file: HandedIn) -> list[SkippedDocument]:
    """What can be said without reading it; a name with a path in it never reaches the disk."""
    if len(file.name) > _LONGEST_NAME or _NAME.fullmatch(file.name) is None:
        reason = "the name must read id.zh.md or id.en.md, in small letters, digits and hyphens"
        return [SkippedDocument(file.name[:80] or "?", 1, reason)]
    if len(file.content) > LARGEST_FILE:
        reason = f"{len(file.content):,} bytes; {LARGEST_FILE:,} are allowed"
        return [SkippedDocument(file.name, 1, reason)]
    return []
