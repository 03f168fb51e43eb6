"""Random secrets of staff, and how they are kept: as a hash, never as they are."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits as text for a cookie, a form or an address."""
    return secrets.token_urlsafe(32)


def kept(secret: str) -> str:
    """
    What the database holds of a secret.

    A plain hash is enough for random secrets; passwords, which people choose, go through Argon2.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
