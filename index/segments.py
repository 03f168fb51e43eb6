"""A large index as a list of segments: grown and thinned out without writing it anew."""

import json
import logging
import re
import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from index.clusters import Mask
from index.durable import flush_tree, rename_flushed, replace_text
from index.encoder import Encoder
from index.manifest import NoSnapshot, SnapshotCorrupt, SnapshotError, SnapshotOfAnotherEncoder
from index.segment import BUILDING, Segment
from index.snapshot_folder import locked
from index.tokens import Tokenizer

logger = logging.getLogger(__name__)

_STATE = "state.json"
_REMOVING = ".removing-"
_ID = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{6}")


class SegmentsState(BaseModel):
    """What is served: the segments in the order of their making, and the files of dead rows."""

    model_config = ConfigDict(frozen=True)

    id: str
    segments: tuple[str, ...]
    dead: Mapping[str, str]
    """By segment: the file of the rows that count no more; no file where all rows count."""
    notes: Mapping[str, str]
    """The caller's own words about this state."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as one state sees it."""

    segment: Segment
    alive: Mask
    """Shape (n_rows,): rows that count."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One state, opened; all its files stay readable for as long as it is held."""

    state: SegmentsState
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """Rows that count."""
        return sum(int(np.count_nonzero(part.alive)) for part in self.parts)


class Segments:
    """
    The folder of a large index; one writer at a time, any number of readers.

    A state names its files and replaces the former one in one step, so that a kill at any moment
    leaves the old state or the new one.
    """

    def __init__(self, root: Path, encoder: Encoder, tokenizer: Tokenizer) -> None:
        self.root, self._encoder, self._tokenizer = root, encoder, tokenizer
        self._lock = threading.Lock()
        self._open: dict[str, Segment] = {}

    @property
    def exists(self) -> bool:
        """Whether a state was written."""
        return (self.root / _STATE).exists()

    def forget(self) -> None:
        """
        Removes the state; its segments go with the next state that is written.

        :raises index.snapshot_folder.SnapshotBusy: if somebody else is writing.
        """
        if self.exists:
            with self.writing():
                (self.root / _STATE).unlink(missing_ok=True)

    def state(self) -> SegmentsState:
        """
        The newest state.

        :raises NoSnapshot: if nothing was ever written.
        :raises SnapshotCorrupt: if the file that names it is damaged.
        """
        path = self.root / _STATE
        try:
            return SegmentsState.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise NoSnapshot(self.root) from error
        except ValidationError as error:
            raise SnapshotCorrupt(path, str(error).splitlines()[0]) from error

    def open(self) -> Opened:
        """
        The newest state; segments that were open stay open and are not read again.

        :raises NoSnapshot, SnapshotCorrupt: as `state`.
        :raises SnapshotOfAnotherEncoder: if the program reads texts in another way by now.
        """
        with self._lock:
            for _ in range(3):
                state = self.state()
                try:
                    parts = tuple(self._part(state, name) for name in state.segments)
                except SnapshotCorrupt:
                    # A writer may have replaced the state and removed its files meanwhile.
                    if self.state() == state:
                        raise
                    continue
                self._open = {part.segment.id: part.segment for part in parts}
                return Opened(state, parts)
            raise SnapshotCorrupt(self.root / _STATE, "replaced again and again while it was read")

    def at_hand(self) -> list[Segment]:
        """Segments whose vectors the encoder would make again, even where words are cut anew."""
        try:
            segments = [Segment(self.root / name) for name in self.state().segments]
        except SnapshotError:
            return []
        return [s for s in segments if s.manifest.encoder == self._encoder.fingerprint]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """
        Keeps every other writer away for the length of the block.

        :raises index.snapshot_folder.SnapshotBusy: at once, if somebody else is writing.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with locked(self.root):
            for left_over in [*self.root.glob(f"{BUILDING}*"), *self.root.glob(f"{_REMOVING}*")]:
                shutil.rmtree(left_over, ignore_errors=True)
            yield

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """An empty folder for a new segment; what is in it becomes one by `commit`, or goes."""
        draft = self.root / f"{BUILDING}{_new_id()}"
        draft.mkdir(parents=True)
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def commit(
        self, kept: Sequence[Part], draft: Path | None, notes: Mapping[str, str]
    ) -> SegmentsState:
        """
        Makes a state of the parts kept, with the rows that they say are alive, and the draft.

        Parts without a row alive are left out.
        """
        state_id = _new_id()
        names, dead = [], {}
        for part in kept:
            if part.alive.any():
                names.append(part.segment.id)
            if part.alive.any() and not part.alive.all():
                dead[part.segment.id] = f"dead-{state_id}-{part.segment.id}.npy"
                self._write_dead(dead[part.segment.id], part.alive)
        if draft is not None:
            name = draft.name.removeprefix(BUILDING)
            flush_tree(draft)
            rename_flushed(draft, self.root / name)
            names.append(name)
        state = SegmentsState(id=state_id, segments=tuple(names), dead=dead, notes=dict(notes))
        replace_text(self.root / _STATE, json.dumps(state.model_dump(), indent=1))
        self._remove_what_is_not_in(state)
        logger.info("posts index %s segments=%d", state.id, len(state.segments))
        return state

    def _part(self, state: SegmentsState, name: str) -> Part:
        segment = self._open.get(name) or Segment(self.root / name)
        built_with = f"{segment.manifest.encoder} {segment.manifest.tokenizer}"
        asked_for = f"{self._encoder.fingerprint} {self._tokenizer.fingerprint}"
        if built_with != asked_for:
            raise SnapshotOfAnotherEncoder(built_with, asked_for)
        if name not in state.dead:
            return Part(segment, np.ones(len(segment), dtype=bool))
        path = self.root / state.dead[name]
        try:
            bits = np.load(path)
        except (OSError, ValueError) as error:
            raise SnapshotCorrupt(path, str(error)) from error
        return Part(segment, ~np.unpackbits(bits, count=len(segment)).astype(bool))

    def _write_dead(self, name: str, alive: Mask) -> None:
        draft = self.root / f"{BUILDING}{name}"
        draft.mkdir()
        np.save(draft / name, np.packbits(~alive))
        flush_tree(draft)
        rename_flushed(draft / name, self.root / name)
        draft.rmdir()

    def _remove_what_is_not_in(self, state: SegmentsState) -> None:
        for path in self.root.iterdir():
            if _ID.fullmatch(path.name) and path.name not in state.segments:
                # Renamed first, so that a kill in the middle leaves no half segment.
                doomed = path.with_name(f"{_REMOVING}{path.name}")
                path.rename(doomed)
                shutil.rmtree(doomed, ignore_errors=True)
            elif path.name.startswith("dead-") and path.name not in state.dead.values():
                path.unlink(missing_ok=True)


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
