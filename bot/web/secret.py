"""The key that forms and deliveries are signed with: made once, kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_FILE = "secret.key"
_BYTES = 32


class SecretUnreadable(Exception):
    """The file of the key does not hold one."""

    def __init__(self, path: Path, found: int) -> None:
        super().__init__(
            f"{path} has {found} bytes instead of {_BYTES}; remove it, and a new one is made"
            " (pages that are open then have to be loaded again)"
        )


def kept_secret(data_dir: Path) -> bytes:
    """
    The key of this data folder, made at the first call; nobody but its owner can read the file.

    :raises SecretUnreadable: if the file holds something else.
    """
    path = data_dir / _FILE
    if not path.exists():
        _make(path)
    found = path.read_bytes()
    if len(found) != _BYTES:
        raise SecretUnreadable(path, len(found))
    return found


def _make(path: Path) -> None:
    """Puts a whole key in place; of two processes that start at once, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{_FILE}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        # The other one's key is as good, and it is in use already.
        return
    finally:
        draft.unlink()
