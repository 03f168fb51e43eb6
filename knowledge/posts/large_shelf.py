"""The index of very many posts: kept in step with the database by what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.clusters import Mask
from index.encoder import Encoder
from index.manifest import SnapshotError
from index.segment import Entry, SegmentWriter
from index.segments import Opened, Part, Segments
from index.tokens import Tokenizer
from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.posts.columns import ColumnsBuilder
from knowledge.posts.facets import all_facets
from knowledge.posts.large_matching import LargeMatcher
from knowledge.posts.passages import meanings_of, words_of
from knowledge.posts.post import Post
from knowledge.posts.reading import (
    PostReader,
    open_by_start,
    starts_of_open,
)
from knowledge.posts.shortlist import PartSearch
from knowledge.posts.trades import TradeIndex
from knowledge.posts.weights import Weights

Progress = Callable[[int, int], None]
Marks = NDArray[np.uint64]
"""The beginnings of digests, each of one post as it is; see index.segment.marks_of."""

# A new segment takes in small ones, and former ones up to so many times its size: there are only a
# few at any time, and a post is written anew only a few times in its life.
_TAKEN_IN = 4
_ALWAYS_TAKEN_IN = 2_000


class LargeShelf:
    """Gives the matcher of the newest state, and brings a new state about."""

    def __init__(
        self,
        root: Path,
        encoder: Encoder,
        tokenizer: Tokenizer,
        *,
        sessions: SessionFactory,
        glossary: Glossary,
    ) -> None:
        self._segments = Segments(root, encoder, tokenizer)
        self._encoder, self._tokenizer = encoder, tokenizer
        self._sessions, self._glossary = sessions, glossary
        self._served: tuple[str, LargeMatcher] | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a state to serve."""
        return self._segments.exists

    def note(self, name: str) -> str:
        """
        What the newest state says of itself.

        :raises SnapshotError: if there is no state that can be opened.
        """
        state = self._segments.open().state
        return "" if state.notes.get("facets") != _facets() else state.notes.get(name, "")

    def matcher(self) -> LargeMatcher:
        """
        The matcher of the newest state; parts that were open stay open.

        The faults of index.segments.Segments.open are raised if it cannot be opened.
        """
        served = self._served
        if served is None or served[0] != self._segments.state().id:
            opened = self._segments.open()
            served = self._served = (opened.state.id, self._matcher(opened, served))
        return served[1]

    def update(self, today: date, notes: dict[str, str], progress: Progress | None = None) -> int:
        """
        Indexes the open posts that are new or changed, and drops those that are gone.

        :return: how many posts are indexed.
        :raises index.snapshot.SnapshotBusy: if another run is at work.
        """
        with self._segments.writing():
            parts = self._former()
            wanted = self._wanted(today)
            left = [Part(p.segment, _still(p, wanted)) for p in parts]
            kept = _staying(left, new=len(_not_in(wanted, left)))
            to_write = _not_in(wanted, kept)
            said = {**notes, "facets": _facets()}
            if not len(to_write):
                self._segments.commit(kept, None, said)
                return len(wanted)
            with self._segments.draft() as draft:
                self._write(draft, to_write, today, progress)
                self._segments.commit(kept, draft, said)
        return len(wanted)

    def forget(self) -> None:
        """Leaves no state, as when the posts have become few."""
        self._segments.forget()
        self._served = None

    def _former(self) -> tuple[Part, ...]:
        """The parts of the newest state; none where they cannot be used as they are."""
        try:
            former = self._segments.open()
        except SnapshotError:
            return ()
        return former.parts if former.state.notes.get("facets") == _facets() else ()

    def _wanted(self, today: date) -> Marks:
        """The open posts as they are now, each by its mark."""
        with self._sessions() as session:
            return np.frombuffer(bytes.fromhex(starts_of_open(session, today)), dtype=np.uint64)

    def _write(self, draft: Path, marks: Marks, today: date, progress: Progress | None) -> None:
        trades = TradeIndex((), self._glossary)
        columns = ColumnsBuilder(trades.in_text)

        def entries() -> Iterator[Entry]:
            for post, digest in self._posts(marks, today):
                columns.add(post)
                words = words_of(post, self._glossary.places)
                yield Entry(post.post_id, digest, meanings_of(post), words)

        def tell(done: int) -> None:
            if progress is not None:
                progress(done, len(marks))

        writer = SegmentWriter(self._encoder, self._tokenizer, self._segments.at_hand())
        writer.write(draft, entries(), columns.write, tell)

    def _posts(self, marks: Marks, today: date) -> Iterator[tuple[Post, str]]:
        starts = [mark.tobytes().hex() for mark in marks]
        with self._sessions() as session:
            yield from open_by_start(session, today, starts)

    def _matcher(self, opened: Opened, served: tuple[str, LargeMatcher] | None) -> LargeMatcher:
        before = {p.part.segment.id: p for p in served[1].parts} if served else {}
        weights = Weights.load()
        parts = [
            before[part.segment.id].seen_as(part)
            if part.segment.id in before
            else PartSearch(part, weights)
            for part in opened.parts
        ]
        return LargeMatcher(
            opened,
            self._encoder,
            self._tokenizer,
            posts=PostReader(self._sessions),
            glossary=self._glossary,
            parts=parts,
        )


def _facets() -> str:
    """Changes when rules or preferences come to look at something else."""
    return hashlib.sha256("\n".join(all_facets()).encode()).hexdigest()[:16]


def _still(part: Part, wanted: Marks) -> Mask:
    """The rows alive that are wanted as they are."""
    return np.asarray(part.alive & _is_in(part.segment.marks, wanted))


def _not_in(wanted: Marks, parts: Sequence[Part]) -> Marks:
    """The marks that no part holds."""
    held = [part.segment.marks[part.alive] for part in parts]
    return wanted[~_is_in(wanted, np.concatenate(held))] if held else wanted


def _is_in(marks: Marks, among: Marks) -> Mask:
    """Which of the marks are among the others; numpy's own way takes four times as long."""
    if not len(among):
        return np.zeros(len(marks), dtype=bool)
    ordered = np.sort(among)
    at = np.minimum(np.searchsorted(ordered, marks), len(ordered) - 1)
    return np.asarray(ordered[at] == marks)


def _staying(parts: Sequence[Part], *, new: int) -> list[Part]:
    """The parts to keep; those small or dead enough are written anew with what is new."""
    kept, size = [], new
    for part in sorted(parts, key=lambda part: int(part.alive.sum())):
        alive = int(part.alive.sum())
        is_small = alive <= max(_ALWAYS_TAKEN_IN, _TAKEN_IN * size)
        is_mostly_dead = alive * 2 < len(part.segment)
        if (new and is_small) or is_mostly_dead:
            size += alive
        else:
            kept.append(part)
    return kept
