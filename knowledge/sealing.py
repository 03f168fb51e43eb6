"""Seals what nobody may read in the files: with keys made from the installation's own."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SealBroken(Exception):
    """It was sealed with another key, or it was changed."""


class Seal:
    """Seals texts and opens them again; the same key opens them after a restart."""

    def __init__(self, key: bytes) -> None:
        """
        Takes the installation's key.

        :param key: random bytes, 32; see knowledge.installation_key.
        """
        self._key = key
        self._texts = Fernet(base64.urlsafe_b64encode(self.key_for(b"texts")))

    def key_for(self, purpose: bytes, salt: bytes | None = None) -> bytes:
        """32 bytes for one purpose, from which no other key can be told."""
        return HKDF(SHA256(), 32, salt, b"chunfeng " + purpose).derive(self._key)

    def seal(self, text: str) -> str:
        """The text as nobody can read it, in ASCII letters."""
        return self._texts.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """
        The text that was sealed.

        :raises SealBroken: if it was sealed with another key, or was changed.
        """
        try:
            return self._texts.decrypt(sealed.encode()).decode()
        except InvalidToken as fault:
            raise SealBroken from fault
