"""Which programmes a message names."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.eligibility.programme import Programme


def named_in(text: str, programmes: Iterable[Programme]) -> list[Programme]:
    """
    The programmes that the text names, by title or as people call them, in the order given.

    A name inside a longer one is not meant: 失业保险稳岗返还 does not name 失业保险.
    """
    lower = text.lower()
    found: list[tuple[int, int, Programme]] = []
    for programme in programmes:
        for name in programme.names:
            start = lower.find(name)
            while start >= 0:
                found.append((start, start + len(name), programme))
                start = lower.find(name, start + 1)
    spans = {(start, end) for start, end, _ in found}
    whole = {span for span in spans if not any(_inside(span, other) for other in spans)}
    named = {one.programme_id: one for start, end, one in found if (start, end) in whole}
    return list(named.values())


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
