"""Files that survive a kill or a power cut: flushed, renamed into place, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriterBusy(Exception):
    """Another process or thread holds the lock."""


@contextmanager
def only_writer(lock: Path) -> Iterator[None]:
    """
    Holds the lock file for the length of the block; the system frees it when the process dies.

    :raises WriterBusy: at once, if somebody else holds it.
    """
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WriterBusy(str(lock)) from error
        yield


def flush_tree(folder: Path) -> None:
    """Brings every file and folder under the folder, and the folder itself, onto the disk."""
    for path in sorted(folder.rglob("*")):
        _flush(path)
    _flush(folder)


def rename_flushed(source: Path, target: Path) -> None:
    """Renames, and brings the new name onto the disk."""
    source.rename(target)
    _flush(target.parent)


def replace_text(path: Path, text: str) -> None:
    """The file holds the old text or the new one, at any moment and after any crash."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        _flush(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _flush(path.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
