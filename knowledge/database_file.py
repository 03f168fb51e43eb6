"""The file of a SQLite database: who may read it, and whether it is whole."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

OWNER_ONLY = 0o600
_BESIDE = ("-wal", "-shm")
_HEADER = b"SQLite format 3\0"
# A file of 200 MB is read through in half a second; a larger one is left to `chunfeng check`.
_CHECKED_UP_TO = 200_000_000
# SQLite makes an empty file and writes its first page a moment later.
_MADE_WITHIN_S = 1.0


class DatabaseUnusable(Exception):
    """The database cannot be opened."""

    def __init__(self, where: str, why: object) -> None:
        super().__init__(f"The database {where} cannot be used (CHUNFENG_DATABASE_URL): {why}")


def prepare_file(path: Path) -> None:
    """
    Sees to it that the file is there, whole, and for its owner only; its folder is made if missing.

    The log and the shared memory that SQLite puts beside it get the file's own mode.

    :raises DatabaseUnusable: if it is empty, cut off or damaged.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
        return
    fault = fault_of(path)
    if fault is not None:
        raise DatabaseUnusable(
            str(path), f"{fault}; put a backup back (chunfeng restore) or move the file away"
        )
    for file in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)):
        _make_private(file)


def fault_of(path: Path, *, whole: bool = False) -> str | None:
    """
    What is wrong with the file, in one line; None if nothing was found.

    :param whole: reads every page and index, however large the file is.
    """
    if _is_empty(path):
        return "the file has 0 bytes"
    size = path.stat().st_size
    if not whole and size > _CHECKED_UP_TO:
        return _cut_off(path, size)
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            found = connection.execute(
                "PRAGMA integrity_check(1)" if whole else "PRAGMA quick_check(1)"
            ).fetchone()[0]
    except sqlite3.OperationalError as fault:
        # Locked, or no right to read: it says nothing about what is in it.
        return None if "locked" in str(fault) else str(fault)
    except sqlite3.DatabaseError as fault:
        return str(fault)
    return None if found == "ok" else " ".join(str(found).split())


def _make(path: Path) -> None:
    # In WAL mode from its first page, so that no other process finds it empty.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def _is_empty(path: Path) -> bool:
    waited_until = time.monotonic() + _MADE_WITHIN_S
    while path.stat().st_size == 0:
        if time.monotonic() > waited_until:
            return True
        time.sleep(0.02)
    return False


def _cut_off(path: Path, size: int) -> str | None:
    """By the count of pages in its head, which holds where no log has newer ones."""
    log = path.with_name(path.name + "-wal")
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(_HEADER):
        return "file is not a database"
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    expected = (65536 if page == 1 else page) * pages
    has_log = log.exists() and log.stat().st_size > 0
    return f"{size:,} bytes of {expected:,}" if size < expected and not has_log else None


def _make_private(file: Path) -> None:
    try:
        if file.stat().st_mode & 0o077:
            file.chmod(OWNER_ONLY)
    except (FileNotFoundError, PermissionError):
        # Gone in the meantime, or somebody else's file: its owner decides.
        return


def make_folder_private(folder: Path) -> None:
    """Makes the folder, or takes the rights of others from one that is ours and nobody shares."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    is_shared = status.st_mode & 0o1000
    if status.st_uid == os.getuid() and status.st_mode & 0o077 and not is_shared:
        folder.chmod(0o700)
