"""A copy of everything that cannot be built anew, in one sealed file, and the way back from it."""

from __future__ import annotations

import io
import os
import secrets
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from knowledge.database_file import fault_of
from knowledge.sealing import Seal

DATABASE = "chunfeng.db"
_MAGIC = b"chunfeng backup 1\n"
_SALT, _PREFIX, _LENGTH = 16, 8, 4
_CHUNK = 1 << 20
_MORE, _LAST = b"more", b"last"
_NOTHING: Mapping[str, Path] = MappingProxyType({})


class BackupRefused(Exception):
    """The backup cannot be made or put back; the message says why."""


def write_backup(
    target: Path, database: Path, seal: Seal, others: Mapping[str, Path] = _NOTHING
) -> None:
    """
    Writes the database as it is at this moment, and other files, into one sealed file.

    The program may run meanwhile: the copy is one state of the database, and nobody waits.

    :param others: files or folders by the name that they have in the backup; missing ones are left.
    :raises BackupRefused: if the copy is not sound.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        _copy(database, copy)
        fault = fault_of(copy, whole=True)
        if fault is not None:
            raise BackupRefused(f"{database}: {fault}; nothing was written")
        draft = Path(folder) / "backup"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            with _Sealed(file, seal) as sealed, tarfile.open(fileobj=sealed, mode="w|gz") as tar:
                tar.add(copy, DATABASE)
                for name, path in others.items():
                    if path.exists():
                        tar.add(path, name)
            os.fsync(file.fileno())
        draft.replace(target)


def restore_backup(source: Path, folder: Path, seal: Seal) -> list[str]:
    """
    Puts what a backup holds into a folder that has no database yet.

    :return: the names of the files and folders that are there now.
    :raises BackupRefused: if the folder has a database, the key does not fit, or it is not whole.
    """
    if (folder / DATABASE).exists():
        raise BackupRefused(
            f"{folder / DATABASE} is there already; stop the program and move it away first"
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as draft_name:
        draft = Path(draft_name)
        _unpack(source, draft, seal)
        fault = fault_of(draft / DATABASE, whole=True)
        if fault is not None:
            raise BackupRefused(f"{source}: its database is damaged: {fault}")
        names = sorted(path.name for path in draft.iterdir())
        # The database comes last: a restore that is cut off can be made again.
        for name in sorted(names, key=lambda name: name == DATABASE):
            if name != DATABASE and (folder / name).exists():
                raise BackupRefused(f"{folder / name} is there already; move it away first")
            (draft / name).rename(folder / name)
    return names


def _unpack(source: Path, folder: Path, seal: Seal) -> None:
    try:
        with source.open("rb") as file, _Opened(file, source, seal) as opened:
            with tarfile.open(fileobj=opened, mode="r|gz") as tar:
                tar.extractall(folder, filter="data")
            opened.read_to_end()
    except (tarfile.TarError, EOFError, OSError) as fault:
        raise BackupRefused(f"{source}: {fault}") from fault
    if not (folder / DATABASE).exists():
        raise BackupRefused(f"{source} holds no database")


def _copy(database: Path, copy: Path) -> None:
    os.close(os.open(copy, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
        # One file alone is packed, so that it must need no log.
        there.execute("PRAGMA journal_mode=DELETE")


class _Sealed(io.RawIOBase):
    """
    Takes bytes and writes them in sealed chunks, the last of them marked.

    Source: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its
    Nonce-Reuse Misuse-Resistance" (2015), STREAM: the nonce counts the chunks, so that none can be
    left out, doubled or moved, and the end cannot be cut off.
    """

    def __init__(self, file: BinaryIO, seal: Seal) -> None:
        super().__init__()
        salt, self._prefix = secrets.token_bytes(_SALT), secrets.token_bytes(_PREFIX)
        self._file, self._cipher = file, AESGCM(seal.key_for(b"backup", salt))
        self._count, self._waiting = 0, bytearray()
        file.write(_MAGIC + salt + self._prefix)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Takes all of it."""
        taken = bytes(data)  # type: ignore[call-overload]
        self._waiting += taken
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), _MORE)
            del self._waiting[:_CHUNK]
        return len(taken)

    def close(self) -> None:
        """Writes the last chunk; the file stays open."""
        if not self.closed:
            self._put(bytes(self._waiting), _LAST)
        super().close()

    def _put(self, chunk: bytes, mark: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(self._prefix, self._count), chunk, mark)
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + mark + sealed)
        self._count += 1


class _Opened(io.RawIOBase):
    """Gives the bytes of sealed chunks; fails where one was changed, left out or cut off."""

    def __init__(self, file: BinaryIO, source: Path, seal: Seal) -> None:
        super().__init__()
        if file.read(len(_MAGIC)) != _MAGIC:
            raise BackupRefused(f"{source} is no backup of Chunfeng")
        salt, self._prefix = file.read(_SALT), file.read(_PREFIX)
        self._file, self._source = file, source
        self._cipher = AESGCM(seal.key_for(b"backup", salt))
        self._count, self._left, self._is_over = 0, b"", False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills what it can."""
        if not self._left and not self._is_over:
            self._next()
        view = memoryview(buffer)  # type: ignore[arg-type]
        size = min(len(view), len(self._left))
        view[:size], self._left = self._left[:size], self._left[size:]
        return size

    def read_to_end(self) -> None:
        """Opens what is left, so that a file that was cut off is noticed."""
        while not self._is_over:
            self._next()

    def _next(self) -> None:
        length = int.from_bytes(self._file.read(_LENGTH), "big")
        mark, sealed = self._file.read(len(_MORE)), self._file.read(length)
        try:
            opened = self._cipher.decrypt(_nonce(self._prefix, self._count), sealed, mark)
        except (InvalidTag, ValueError) as fault:
            why = "it is damaged or cut off" if self._count else "the key does not fit"
            raise BackupRefused(f"{self._source}: {why}") from fault
        self._count, self._left, self._is_over = self._count + 1, opened, mark == _LAST


def _nonce(prefix: bytes, count: int) -> bytes:
    return prefix + count.to_bytes(4, "big")
