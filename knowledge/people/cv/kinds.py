"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

MOST_UNPACKED = 60_000_000
"""Bytes; a CV of many pages with pictures unpacks to less."""
MOST_PARTS = 2_000
MOST_RATIO = 200
"""Of unpacked to packed bytes; text of a document packs ten to thirty times."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<svg")
_CONTROL = set(range(32)) - {9, 10, 11, 12, 13, 26, 27}


class FileKind(StrEnum):
    """What the bytes are."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "txt"
    EMPTY = "empty"
    IMAGE = "image"
    HTML = "html"
    OLD_WORD = "old_word"
    ENCRYPTED_WORD = "encrypted_word"
    ZIP_BOMB = "zip_bomb"
    BROKEN_ZIP = "broken_zip"
    OTHER = "other"


def kind_of(path: Path) -> FileKind:
    """
    The kind of the file.

    :raises OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(8_192)
    if not head.strip():
        return FileKind.EMPTY
    if b"%PDF-" in head[:1_024]:
        return FileKind.PDF
    if head.startswith(_OLE):
        return _old_word(path)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(_IMAGES):
        return FileKind.IMAGE
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML):
        return FileKind.HTML
    return FileKind.TEXT if _looks_like_text(head) else FileKind.OTHER


def _old_word(path: Path) -> FileKind:
    # A .docx with a password is an OLE file that holds the stream EncryptedPackage.
    is_encrypted = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
    return FileKind.ENCRYPTED_WORD if is_encrypted else FileKind.OLD_WORD


def _zipped(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return FileKind.BROKEN_ZIP
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS or unpacked / packed > MOST_RATIO:
        return FileKind.ZIP_BOMB
    if any(part.flag_bits & 1 for part in parts):
        return FileKind.ENCRYPTED_WORD
    names = {part.filename for part in parts}
    return FileKind.DOCX if "word/document.xml" in names else FileKind.OTHER


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte in _CONTROL for byte in head)
