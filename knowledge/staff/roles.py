"""Roles and what each may do; the table is roles.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("roles.toml")


class Role(StrEnum):
    """What somebody is at the bureau; an account may have several."""

    REVIEWER = "reviewer"
    CASEWORKER = "caseworker"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class PermissionUnknown(Exception):
    """A page names a permission that roles.toml does not have."""

    def __init__(self, permission: str, known: Iterable[str]) -> None:
        super().__init__(f"{permission!r} is not among {', '.join(sorted(known))}")


@dataclass(frozen=True, slots=True)
class Permissions:
    """Which roles hold each permission."""

    holders: Mapping[str, frozenset[Role]]

    def checked(self, permission: str) -> str:
        """
        The permission as it stands in the table.

        :raises PermissionUnknown: if it does not stand there.
        """
        if permission not in self.holders:
            raise PermissionUnknown(permission, self.holders)
        return permission

    def allow(self, roles: Iterable[Role], permission: str) -> bool:
        """
        Whether one of the roles holds the permission.

        :raises PermissionUnknown: if the table does not have it.
        """
        return not self.holders[self.checked(permission)].isdisjoint(roles)

    def of(self, role: Role) -> tuple[str, ...]:
        """What a role may do, in the order of the table."""
        return tuple(name for name, roles in self.holders.items() if role in roles)


@cache
def permissions() -> Permissions:
    """The table of roles.toml."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["permissions"]
    return Permissions(
        {name: frozenset(Role(role) for role in roles) for name, roles in table.items()}
    )
