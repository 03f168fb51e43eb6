"""Accounts of staff: made, listed, changed, ended; each change stands in the audit log."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from knowledge.database import now
from knowledge.records.audit import Detail, append
from knowledge.staff.account import (
    AccountFault,
    AccountRefused,
    NewStaff,
    Staff,
    StaffUnknown,
    Standing,
    settled_name,
    staff_of,
)
from knowledge.staff.passwords import hashed
from knowledge.staff.roles import Role
from knowledge.staff.tables import RecoveryCodeRow, StaffRow, StaffSessionRow

_NAME = re.compile(r"[\w.\-]{2,40}")
# Good enough to see a slip; whether mail arrives is the provider's business.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def all_staff(session: Session) -> list[Staff]:
    """Every account by name, the disabled ones too."""
    return [staff_of(row) for row in session.exec(select(StaffRow).order_by(col(StaffRow.name)))]


def add_staff(session: Session, new: NewStaff, by: str, acting: Staff | None = None) -> Staff:
    """
    Makes an account; the caller commits.

    :param by: who does it, for the audit log.
    :param acting: the account that does it; None for whoever sits at the machine itself.
    :raises AccountRefused: if name, e-mail address or roles are not usable, or not theirs to give.
    """
    _may_give(acting, new.name, new.roles, new.districts)
    name, email = settled_name(new.name), _settled_email(session, new.email)
    if not _NAME.fullmatch(name):
        raise AccountRefused(AccountFault.NAME_INVALID, new.name)
    if session.exec(select(StaffRow).where(StaffRow.name == name)).first() is not None:
        raise AccountRefused(AccountFault.NAME_TAKEN, name)
    if not new.roles:
        raise AccountRefused(AccountFault.NO_ROLE, name)
    row = StaffRow(
        name=name,
        password_hash=None if new.password is None else hashed(new.password),
        roles=_sorted(new.roles),
        districts=sorted(new.districts),
        email=email,
    )
    session.add(row)
    session.flush()
    append(session, by, "staff.added", f"staff:{name}", {"roles": row.roles})
    return staff_of(row)


def change_standing(
    session: Session, name: str, standing: Standing, by: str, acting: Staff | None = None
) -> Staff:
    """
    Gives an account other roles, districts, or the duty to use a second factor; the caller commits.

    It holds from the next request on, for sessions that are open too.

    :raises StaffUnknown: if there is no such account.
    :raises AccountRefused: if no role is left, nobody would be administrator any more, or it is not
        for who acts to give.
    """
    row = staff_row(session, name)
    _may_touch(acting, row)
    _may_give(acting, row.name, standing.roles, standing.districts)
    if not standing.roles:
        raise AccountRefused(AccountFault.NO_ROLE, row.name)
    if Role.ADMINISTRATOR not in standing.roles:
        _keep_an_administrator(session, row)
    detail: Detail = {
        "roles": _sorted(standing.roles),
        "roles_before": list(row.roles),
        "districts": sorted(standing.districts),
        "second_factor_required": standing.second_factor_required,
    }
    row.roles = _sorted(standing.roles)
    row.districts = sorted(standing.districts)
    row.totp_required = standing.second_factor_required
    append(session, by, "staff.changed", f"staff:{row.name}", detail)
    return staff_of(row)


def disable_staff(session: Session, name: str, by: str, acting: Staff | None = None) -> Staff:
    """
    Ends an account and its sessions; the caller commits. The name stays taken.

    :raises StaffUnknown: if there is no such account.
    :raises AccountRefused: if nobody would be administrator any more, or it is not theirs to end.
    """
    row = staff_row(session, name)
    _may_touch(acting, row)
    _keep_an_administrator(session, row)
    row.disabled_at = now()
    _end_sessions(session, row)
    append(session, by, "staff.disabled", f"staff:{row.name}")
    return staff_of(row)


def reset_staff(
    session: Session, name: str, password: str, by: str, acting: Staff | None = None
) -> Staff:
    """
    Gives a new password, ends sessions and second factor, opens a disabled account; caller commits.

    :raises StaffUnknown: if there is no such account.
    :raises AccountRefused: if the account is not for who acts to touch.
    """
    row = staff_row(session, name)
    _may_touch(acting, row)
    row.password_hash, row.totp_secret, row.disabled_at = hashed(password), None, None
    _end_sessions(session, row)
    session.exec(delete(RecoveryCodeRow).where(col(RecoveryCodeRow.staff_id) == row.id))
    append(session, by, "staff.reset", f"staff:{row.name}")
    return staff_of(row)


def staff_row(session: Session, name: str) -> StaffRow:
    """
    The row of an account.

    :raises StaffUnknown: if there is none of that name.
    """
    row = session.exec(select(StaffRow).where(StaffRow.name == settled_name(name))).first()
    if row is None:
        raise StaffUnknown(settled_name(name))
    return row


def _may_touch(acting: Staff | None, row: StaffRow) -> None:
    """
    Nobody widens what they may do: not on their own account, not by taking over another one.

    :raises AccountRefused: if `acting` is that account, or it may more than they can give.
    """
    if acting is not None and acting.name == row.name:
        raise AccountRefused(AccountFault.OWN_ACCOUNT, row.name)
    _may_give(acting, row.name, [Role(role) for role in row.roles], row.districts)


def _may_give(
    acting: Staff | None, name: str, roles: Iterable[Role], districts: Iterable[str]
) -> None:
    if acting is None:
        return
    # The log of an administrator's acts is for somebody else to read.
    if Role.AUDITOR in roles and Role.AUDITOR not in acting.roles:
        raise AccountRefused(AccountFault.ROLE_NOT_YOURS, name)
    given = set(districts)
    # No districts at all are all of them.
    if acting.districts and not (given and given <= set(acting.districts)):
        raise AccountRefused(AccountFault.OTHER_OFFICE, name)


def _keep_an_administrator(session: Session, leaving: StaffRow) -> None:
    others = session.exec(
        select(StaffRow).where(col(StaffRow.disabled_at).is_(None), StaffRow.id != leaving.id)
    )
    if Role.ADMINISTRATOR in leaving.roles and not any(
        Role.ADMINISTRATOR in row.roles for row in others
    ):
        raise AccountRefused(AccountFault.LAST_ADMINISTRATOR, leaving.name)


def _settled_email(session: Session, email: str | None) -> str | None:
    settled = (email or "").strip().lower()
    if not settled:
        return None
    if not _EMAIL.fullmatch(settled):
        raise AccountRefused(AccountFault.EMAIL_INVALID, settled)
    taken = session.exec(select(func.count()).where(col(StaffRow.email) == settled)).one()
    if taken:
        raise AccountRefused(AccountFault.EMAIL_TAKEN, settled)
    return settled


def _end_sessions(session: Session, row: StaffRow) -> None:
    session.exec(delete(StaffSessionRow).where(col(StaffSessionRow.staff_id) == row.id))


def _sorted(roles: Iterable[Role]) -> list[str]:
    return sorted(role.value for role in set(roles))


def change_own_password(session: Session, staff_id: int, password: str) -> None:
    """Gives an account the password that its owner chose; the caller commits."""
    row = session.get_one(StaffRow, staff_id)
    row.password_hash = hashed(password)
    append(session, row.name, "staff.password_changed", f"staff:{row.name}")
