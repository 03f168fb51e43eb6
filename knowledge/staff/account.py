"""Somebody with an account, and what an account is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import normalize

from knowledge.staff.roles import Role, permissions
from knowledge.staff.tables import StaffRow


class AccountFault(StrEnum):
    """Why an account cannot be made or changed so."""

    NAME_INVALID = "name_invalid"
    NAME_TAKEN = "name_taken"
    EMAIL_INVALID = "email_invalid"
    EMAIL_TAKEN = "email_taken"
    NO_ROLE = "no_role"
    LAST_ADMINISTRATOR = "last_administrator"
    OWN_ACCOUNT = "own_account"
    """Nobody changes what they themselves may do."""
    ROLE_NOT_YOURS = "role_not_yours"
    """Only an auditor gives or takes that role, or touches such an account."""
    OTHER_OFFICE = "other_office"
    """The account, or what it is to get, reaches beyond the districts of who acts."""


class AccountRefused(Exception):
    """The change was not made; `fault` says why."""

    def __init__(self, fault: AccountFault, value: str) -> None:
        super().__init__(f"{fault}: {value}")
        self.fault = fault


class StaffUnknown(Exception):
    """There is no account of that name."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody with an account."""

    staff_id: int
    name: str
    roles: tuple[Role, ...]
    districts: tuple[str, ...]
    """Empty means every district."""
    email: str | None
    disabled: bool
    has_password: bool
    has_second_factor: bool
    second_factor_required: bool
    created_at: datetime

    def may(self, permission: str) -> bool:
        """Whether one of the roles holds the permission."""
        return permissions().allow(self.roles, permission)

    def works_for(self, district: str | None) -> bool:
        """Whether cases of that district are theirs; a case without a district is everybody's."""
        return not self.districts or district is None or district in self.districts


@dataclass(frozen=True, slots=True)
class NewStaff:
    """What an account is made from; the password has been checked before."""

    name: str
    password: str | None
    roles: tuple[Role, ...]
    districts: tuple[str, ...] = ()
    email: str | None = None


def staff_of(row: StaffRow) -> Staff:
    """The account as the rest of the program knows it."""
    assert row.id is not None
    return Staff(
        staff_id=row.id,
        name=row.name,
        roles=tuple(Role(role) for role in row.roles),
        districts=tuple(row.districts),
        email=row.email,
        disabled=row.disabled_at is not None,
        has_password=row.password_hash is not None,
        has_second_factor=row.totp_secret is not None,
        second_factor_required=row.totp_required,
        created_at=row.created_at,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What an administrator decides about an account."""

    roles: tuple[Role, ...]
    districts: tuple[str, ...] = ()
    second_factor_required: bool = False


def settled_name(name: str) -> str:
    """The name as it is kept: without blanks around it, lower case, no letters of double width."""
    # A Chinese keyboard types ａｄａ for ada, and two names that look alike are one person's.
    # PostgreSQL takes no NUL in a text.
    return normalize("NFKC", name).replace("\x00", "").strip().casefold()
