"""The key of an installation: made once, kept in the data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_FILE = "secret.key"
KEY_BYTES = 32


class KeyUnreadable(Exception):
    """The file of the key does not hold one."""

    def __init__(self, path: Path, found: int) -> None:
        super().__init__(
            f"{path} has {found} bytes instead of {KEY_BYTES}; put the installation's key back"
            " (without it nobody can open what people wrote, nor a backup)"
        )


def installation_key(data_dir: Path) -> bytes:
    """
    The key of this data folder, made at the first call; nobody but its owner can read the file.

    :raises KeyUnreadable: if the file holds something else.
    """
    path = data_dir / KEY_FILE
    if not path.exists():
        keep_key(data_dir, secrets.token_bytes(KEY_BYTES))
    return read_key(path)


def read_key(path: Path) -> bytes:
    """
    The key in a file.

    :raises KeyUnreadable: if the file holds something else.
    """
    found = path.read_bytes()
    if len(found) != KEY_BYTES:
        raise KeyUnreadable(path, len(found))
    return found


def keep_key(data_dir: Path, key: bytes) -> None:
    """Puts a whole key in place; of two processes that start at once, the first one's stays."""
    path = data_dir / KEY_FILE
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{KEY_FILE}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        # The other one's key is as good, and it is in use already.
        return
    finally:
        draft.unlink()
