"""A character map in the form the `tokenizers` package reads: a Darts double-array trie."""

import base64
import struct
from collections.abc import Mapping

# Source: Darts-clone, as read by the spm_precompiled crate: a unit holds its byte label in bits
# 0-7, "a value hangs below" in bit 8, the XOR distance to its children from bit 10 on; a value
# unit has bit 31 set. The file is the trie's size in bytes, its units, then the replacement
# texts, each ended by a zero byte; a value is the place of its text.
VALUE = 1 << 31
HAS_VALUE = 1 << 8

Node = dict[int, "Node | int"]


def packed_character_map(replacements: Mapping[str, str]) -> str:
    """
    A `precompiled_charsmap` in base64 that replaces single characters.

    :param replacements: one character to its replacement.
    """
    texts = bytearray()
    root: Node = {}
    for source, replacement in sorted(replacements.items()):
        _insert(root, source.encode(), len(texts))
        texts += replacement.encode() + b"\0"
    units = _DoubleArray(root).units
    packed = struct.pack("<I", 4 * len(units)) + struct.pack(f"<{len(units)}I", *units)
    return base64.b64encode(packed + bytes(texts)).decode()


def _insert(node: Node, key: bytes, value: int) -> None:
    for byte in key:
        child = node.setdefault(byte, {})
        if isinstance(child, int):
            raise ValueError(f"{key!r} holds a zero byte")
        node = child
    node[0] = value


class _DoubleArray:
    """Lays a trie out so that a child stands at its parent's base XOR the byte that leads to it."""

    def __init__(self, root: Node) -> None:
        self.units: list[int] = [0] * 256
        self._next_block = 0
        self._gaps: list[int] = []
        self._reserved: set[int] = set()
        self._place(root, position=0, label=0)

    def _place(self, node: Node, *, position: int, label: int) -> None:
        base = self._block() if len(node) > 1 or 0 not in node else self._single()
        self.units[position] = (position ^ base) << 10 | (HAS_VALUE if 0 in node else 0) | label
        self._reserved.update(base ^ byte for byte in node)
        for byte, child in node.items():
            if isinstance(child, int):
                self.units[base ^ byte] = VALUE | child
            else:
                self._place(child, position=base ^ byte, label=byte)

    def _block(self) -> int:
        """A base with 256 places of its own; two nodes with one base would share children."""
        base = self._next_block
        self._next_block += 256
        self.units += [0] * (self._next_block + 256 - len(self.units))
        # Place 0 of a block stays unused by others: it is this base with label 0.
        self._gaps += range(base + 1, self._next_block)
        return base

    def _single(self) -> int:
        """A base whose only child is a value, put into a gap of a block."""
        while self._gaps[-1] in self._reserved:
            self._gaps.pop()
        return self._gaps.pop()
