"""The text of a feed's file: its encoding found without holding it in memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 2**20

# Of real Chinese text nearly all characters stand in GB 2312; of Big5, Shift-JIS or Latin-1 read
# as GB18030 most do not.
_LEAST_COMMON_SHARE = 0.9
_SAMPLE_CHARACTERS = 50_000

# So much of a file may be damaged: the rows of the damage are held, the others read.
_MOST_DAMAGE = 0.001

_NUL_SHARE_OF_UTF16 = 0.1

REPLACED = "\N{REPLACEMENT CHARACTER}"
"""Stands where bytes could not be read."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes are to be read."""

    name: str
    is_damaged: bool = False


def why_no_text(head: bytes) -> str | None:
    """What a file that begins like this is instead of text, or None."""
    for beginning, what in _NOT_TEXT:
        if head.startswith(beginning):
            return what
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_mostly_nul(head):
        return "is UTF-16 or not text at all; save it as CSV in UTF-8"
    if head.lstrip()[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return "is a web page or XML; save it as CSV in UTF-8 or as XLSX"
    return None


_NOT_TEXT = (
    (b"\xd0\xcf\x11\xe0", "is a spreadsheet of the old form (.xls); save it as XLSX or as CSV"),
    (b"%PDF", "is a PDF; export the table as XLSX or as CSV"),
    (b"\x89PNG", "is a picture; export the table as XLSX or as CSV"),
    (b"\xff\xd8\xff", "is a picture; export the table as XLSX or as CSV"),
    (b"\x1f\x8b", "is a compressed file; unpack it first"),
    (b"Rar!", "is a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "is a compressed file; unpack it first"),
)


def encoding_of(path: Path) -> Encoding | None:
    """UTF-8 or GB18030, a few damaged bytes allowed; None if it is neither."""
    if _damage(path, "utf-8") == 0:
        return Encoding("utf-8-sig")
    damage = _damage(path, "gb18030")
    if damage == 0 and _reads_as_chinese(path, "gb18030"):
        return Encoding("gb18030")
    if _damage(path, "utf-8") <= _MOST_DAMAGE:
        return Encoding("utf-8-sig", is_damaged=True)
    if damage <= _MOST_DAMAGE and _reads_as_chinese(path, "gb18030"):
        return Encoding("gb18030", is_damaged=True)
    return None


@contextmanager
def opened(path: Path, encoding: Encoding) -> Iterator[io.TextIOWrapper]:
    """The file as text, line ends as they are; REPLACED where its bytes could not be read."""
    with path.open("rb") as raw:
        yield io.TextIOWrapper(raw, encoding=encoding.name, errors="replace", newline="")


def _damage(path: Path, encoding: str) -> float:
    """Share of characters that cannot be read."""
    characters, broken = 0, 0
    for text in _decoded(path, encoding):
        characters += len(text)
        broken += text.count(REPLACED)
    return broken / characters if characters else 0.0


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with path.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


def _reads_as_chinese(path: Path, encoding: str) -> bool:
    text = next(_decoded(path, encoding), "")[:_SAMPLE_CHARACTERS]
    sample = [char for char in text if not char.isascii()]
    common = sum(1 for char in sample if _is_common(char))
    return common >= _LEAST_COMMON_SHARE * len(sample)


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_mostly_nul(head: bytes) -> bool:
    return head.count(0) > _NUL_SHARE_OF_UTF16 * len(head)
