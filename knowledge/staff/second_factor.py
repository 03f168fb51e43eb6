"""The second factor: a code of six digits that changes every half minute, or a recovery code."""

from __future__ import annotations

import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, update
from sqlmodel import Session, col

from knowledge.records.audit import append
from knowledge.staff.secrets import kept
from knowledge.staff.tables import RecoveryCodeRow, StaffRow, StaffSessionRow

ISSUER = "Chunfeng 春风"
RECOVERY_CODES = 10
_STEP_S = 30
# A telephone's clock may be half a minute off either way (RFC 6238, section 5.2).
_STEPS_AROUND = (-1, 0, 1)
# Letters and digits that are not taken for each other when they are read from paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def offer_second_factor(session: Session, session_id: int) -> str:
    """The secret to be set up in the telephone, the same until it is confirmed; caller commits."""
    row = session.get_one(StaffSessionRow, session_id)
    if row.pending_secret is None:
        row.pending_secret = pyotp.random_base32()
    return row.pending_secret


def otpauth_address(secret: str, name: str) -> str:
    """The secret as telephones read it from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def confirm_second_factor(
    session: Session, *, staff_id: int, session_id: int, code: str, moment: datetime
) -> tuple[str, ...] | None:
    """
    Puts the offered second factor in force if the code fits; the caller commits.

    :return: the recovery codes, which are shown this once; None if the code does not fit.
    """
    staff = session.get_one(StaffRow, staff_id)
    pending = session.get_one(StaffSessionRow, session_id).pending_secret
    step = None if pending is None else _step_of(pending, code, moment)
    if pending is None or step is None:
        return None
    session.get_one(StaffSessionRow, session_id).pending_secret = None
    staff.totp_secret, staff.totp_last_step = pending, step
    codes = _new_recovery_codes(session, staff_id)
    append(session, staff.name, "second_factor.set_up", f"staff:{staff.name}")
    return codes


def end_second_factor(session: Session, staff_id: int) -> None:
    """Takes the second factor away; the caller commits."""
    staff = session.get_one(StaffRow, staff_id)
    staff.totp_secret = None
    session.exec(delete(RecoveryCodeRow).where(col(RecoveryCodeRow.staff_id) == staff_id))
    append(session, staff.name, "second_factor.ended", f"staff:{staff.name}")


def second_factor_fits(session: Session, staff: StaffRow, code: str, moment: datetime) -> bool:
    """
    Whether the code is the present one and not used before, or an unused recovery code.

    Both are used up by the very statement that compares them, so that of two requests with the
    same code one fails; the caller commits.
    """
    typed = code.replace(" ", "").replace("-", "").lower()
    if staff.totp_secret is None or not typed:
        return False
    if typed.isdigit():
        return _take_step(session, staff, _step_of(staff.totp_secret, typed, moment))
    return _take_recovery_code(session, staff, typed, moment)


def _step_of(secret: str, code: str, moment: datetime) -> int | None:
    totp = pyotp.TOTP(secret)
    now_step = int(moment.timestamp()) // _STEP_S
    typed = code.replace(" ", "")
    for around in _STEPS_AROUND:
        if totp.verify(typed, for_time=(now_step + around) * _STEP_S):
            return now_step + around
    return None


def _take_step(session: Session, staff: StaffRow, step: int | None) -> bool:
    if step is None:
        return False
    last = col(StaffRow.totp_last_step)
    taken = (
        update(StaffRow)
        .where(col(StaffRow.id) == staff.id, last < step)
        .values(totp_last_step=step)
        .returning(col(StaffRow.id))
    )
    return bool(session.exec(taken).all())


def _take_recovery_code(session: Session, staff: StaffRow, typed: str, moment: datetime) -> bool:
    used = col(RecoveryCodeRow.used_at)
    taken = (
        update(RecoveryCodeRow)
        .where(
            col(RecoveryCodeRow.staff_id) == staff.id,
            col(RecoveryCodeRow.code_hash) == kept(typed),
            used.is_(None),
        )
        .values(used_at=moment)
        .returning(col(RecoveryCodeRow.id))
    )
    fits = bool(session.exec(taken).all())
    if fits:
        append(session, staff.name, "second_factor.recovery_used", f"staff:{staff.name}")
    return fits


def _new_recovery_codes(session: Session, staff_id: int) -> tuple[str, ...]:
    session.exec(delete(RecoveryCodeRow).where(col(RecoveryCodeRow.staff_id) == staff_id))
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCodeRow(staff_id=staff_id, code_hash=kept(code.replace("-", ""))) for code in codes
    )
    return tuple(codes)


def _recovery_code() -> str:
    # 16 of 31 characters are 79 bits: nobody tries them out, and a plain hash keeps them.
    # A letter leads, so that a recovery code is never taken for the six digits.
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(15))
    first = secrets.choice(_ALPHABET[:-8])
    code = first + letters
    return "-".join(code[at : at + 4] for at in range(0, 16, 4))
