"""Lines in and lines out, whatever bytes they hold."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from typing import TextIO

from bot.jsonl.writing import JsonObject

MAX_LINE_BYTES = 2_000_000
# JSON allows these three in a string; many programs take them for the end of a line.
_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def lines_of(source: TextIO) -> Iterator[bytes | None]:
    """The lines as bytes, None for one that is too long to be held."""
    # A text stream would end at the first byte that its encoding does not know.
    stream = getattr(source, "buffer", source)
    while line := stream.readline(MAX_LINE_BYTES + 1):
        raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        if len(line) <= MAX_LINE_BYTES:
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
            raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        yield None


class Output:
    """Whole lines in the order in which they are ready, each written through at once."""

    def __init__(self, sink: TextIO) -> None:
        self._sink = sink
        self._lock = threading.Lock()
        self.is_closed = False

    def write(self, answer: JsonObject) -> bool:
        """Whether the line was taken; once nobody reads any more, none is."""
        text = json.dumps(answer, ensure_ascii=False).translate(_LINE_BREAKS) + "\n"
        raw = text.encode("utf-8", "replace")
        with self._lock:
            if self.is_closed:
                return False
            try:
                self._put(raw)
            except BrokenPipeError:
                self._close()
            return not self.is_closed

    def _put(self, raw: bytes) -> None:
        binary = getattr(self._sink, "buffer", None)
        if binary is None:
            self._sink.write(raw.decode())
        else:
            binary.write(raw)
        self._sink.flush()

    def _close(self) -> None:
        """Nobody reads: what the interpreter flushes at its exit goes nowhere, without a word."""
        # Source: Python documentation, signal module, "Note on SIGPIPE".
        self.is_closed = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._sink.fileno())
        os.close(nowhere)
