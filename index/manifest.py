"""What a snapshot says about itself, and whether its files still are what it says."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

FORMAT = 2
MANIFEST = "manifest.json"

_ADVICE = "run: chunfeng knowledge refresh"

# Larger files are checked by size alone when opened: hashing 1 GB would delay every start by
# a second and read what is otherwise only mapped.
_HASHED_UP_TO = 16 * 2**20


class SnapshotError(Exception):
    """No snapshot can be served; the message says what to do."""


class NoSnapshot(SnapshotError):
    """Nothing has been written or made current yet."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"no snapshot in {root}; {_ADVICE}")
        self.root = root


class SnapshotCorrupt(SnapshotError):
    """A file of the snapshot is not what was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"snapshot damaged: {path}: {reason}; {_ADVICE}")
        self.path = path
        self.reason = reason


class SnapshotOfAnotherEncoder(SnapshotError):
    """Its vectors and words cannot be compared with those of a query read today."""

    def __init__(self, built_with: str, asked_for: str) -> None:
        super().__init__(
            f"snapshot built with {built_with}, the program now has {asked_for}; {_ADVICE}"
        )
        self.built_with = built_with
        self.asked_for = asked_for


class FileRecord(BaseModel):
    """Size in bytes and content of one file."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "FileRecord":
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256")
        return cls(size=path.stat().st_size, sha256=digest.hexdigest())


class Counts(BaseModel):
    """How much a snapshot holds."""

    model_config = ConfigDict(frozen=True)

    passages: int
    texts: int
    by_lang: Mapping[str, int]


class Manifest(BaseModel):
    """The first file read and the last one written; `files` are paths relative to the snapshot."""

    model_config = ConfigDict(frozen=True)

    format: int
    id: str
    created: datetime
    encoder: str
    dimension: int
    tokenizer: str
    counts: Counts
    files: Mapping[str, FileRecord]

    def write(self, folder: Path) -> None:
        """Writes manifest.json into the folder."""
        (folder / MANIFEST).write_text(self.model_dump_json(indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """
        The manifest of the snapshot in the folder.

        :raises SnapshotCorrupt: if it is missing, damaged, or of a format unknown here.
        """
        path = folder / MANIFEST
        try:
            manifest = cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise SnapshotCorrupt(path, str(error).splitlines()[0]) from error
        if manifest.format != FORMAT:
            raise SnapshotCorrupt(path, f"format {manifest.format}, this program reads {FORMAT}")
        return manifest

    def check_files(self, folder: Path) -> None:
        """
        Compares each file with its record: size always, content up to 16 MB.

        :raises SnapshotCorrupt: naming the first file that differs.
        """
        for name, record in self.files.items():
            path = folder / name
            if not path.is_file():
                raise SnapshotCorrupt(path, "missing")
            size = path.stat().st_size
            if size != record.size:
                raise SnapshotCorrupt(path, f"{size} bytes, {record.size} were written")
            if size <= _HASHED_UP_TO and FileRecord.of(path).sha256 != record.sha256:
                raise SnapshotCorrupt(path, "content differs from what was written")


def records_of(folder: Path) -> dict[str, FileRecord]:
    """A record for each file under the folder, by its relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): FileRecord.of(path) for path in files}
