"""Screened rows on disk, between reading a feed and writing it into the database."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")

_BLOCK = 1_000


class Spool(Generic[Item]):
    """
    Takes items one by one and gives them back in blocks, holding one block in memory.

    The gate takes a minute over a large feed, and writing some seconds: turns of the assistant are
    written to the same database and must not wait for the gate.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()
        self._block: list[Item] = []
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, item: Item) -> None:
        """Keeps the item behind those before it."""
        self._block.append(item)
        self.count += 1
        if len(self._block) == _BLOCK:
            self._write()

    def blocks(self) -> Iterator[list[Item]]:
        """All items in order, a thousand at a time."""
        self._write()
        self._file.seek(0)
        while True:
            try:
                # The file has no name and is written by this process only.
                block: list[Item] = pickle.load(self._file)
            except EOFError:
                return
            yield block

    def _write(self) -> None:
        if self._block:
            pickle.dump(self._block, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._block = []
