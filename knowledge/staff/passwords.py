"""Passwords: which ones are good enough, how they are kept and compared."""

from __future__ import annotations

from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

SHORTEST = 12
# Source: OWASP Password Storage Cheat Sheet: a bound, so that hashing cannot be used to tire us.
LONGEST = 200
# Source: zxcvbn 4.5: fewer than 10**8 guesses are scores 0 to 2, "somewhat guessable" at best. Its
# lists hold the 30,000 commonest passwords, which it also finds doubled, reversed, or with digits.
_LOWEST_SCORE = 3
_READ_BY_ZXCVBN = 72

hasher = PasswordHasher()
# What is compared where there is no account, so that an unknown name takes the same time.
nobodys = hasher.hash("nobody has this password")


class PasswordFault(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    IS_NAME = "is_name"
    GUESSABLE = "guessable"


def password_fault(password: str, name: str) -> PasswordFault | None:
    """Why this cannot be the password of that account; None if it can."""
    if len(password) < SHORTEST:
        return PasswordFault.TOO_SHORT
    if len(password) > LONGEST:
        return PasswordFault.TOO_LONG
    if name.casefold() in password.casefold() and len(password) < SHORTEST + len(name):
        return PasswordFault.IS_NAME
    start = password[:_READ_BY_ZXCVBN]
    score = zxcvbn(start, user_inputs=[name, "chunfeng", "春风", "chongqing"])["score"]
    return PasswordFault.GUESSABLE if score < _LOWEST_SCORE else None


def hashed(password: str) -> str:
    """The password as it is kept (Argon2id with its parameters and salt)."""
    return hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """
    Whether this is the password; takes the same time where there is none to compare with.

    :param kept: what `hashed` gave, or None where there is no account or it has no password.
    """
    try:
        hasher.verify(kept or nobodys, password[: LONGEST + 1])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


def is_dated(kept: str) -> bool:
    """Whether it was hashed with other parameters than today's and should be hashed again."""
    return hasher.check_needs_rehash(kept)
