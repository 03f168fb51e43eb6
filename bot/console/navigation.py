"""The navigation: the table of navigation.toml, as far as the pages exist and the role allows."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from knowledge.staff.account import Staff
from knowledge.staff.roles import permissions

_TABLE = Path(__file__).with_name("navigation.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that one can go to from every other."""

    key: str
    path: str
    permission: str

    def holds(self, path: str) -> bool:
        """Whether a path of the console belongs to this entry."""
        return path == self.path or (self.path != "/" and path.startswith(f"{self.path}/"))


def navigation(existing_paths: Collection[str]) -> tuple[Entry, ...]:
    """
    The entries whose pages exist.

    :raises PermissionUnknown: if an entry names a permission that roles.toml does not have.
    """
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["entries"]
    entries = [Entry(**entry) for entry in table]
    for entry in entries:
        permissions().checked(entry.permission)
    return tuple(entry for entry in entries if entry.path in existing_paths)


def entries_for(entries: Collection[Entry], staff: Staff) -> tuple[Entry, ...]:
    """The entries that this person may see."""
    return tuple(entry for entry in entries if staff.may(entry.permission))
