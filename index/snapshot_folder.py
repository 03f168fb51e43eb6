"""The folder of snapshots: which are there, which one is current, and one writer at a time."""

import logging
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.durable import WriterBusy, only_writer, replace_text
from index.manifest import Manifest, SnapshotCorrupt

logger = logging.getLogger(__name__)

_POINTER = "current"
_BUILDING = ".building-"
_REMOVING = ".removing-"
_ID = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{6}")


class SnapshotBusy(Exception):
    """Another process is writing, activating or pruning in the same folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"another run is writing to {root}; wait until it has ended")
        self.root = root


def current_id(root: Path) -> str | None:
    """
    The id that the pointer file names; None if nothing was ever activated.

    :raises SnapshotCorrupt: if the pointer names no id or a folder that is not there.
    """
    path = root / _POINTER
    if not path.exists():
        return None
    identifier = path.read_text(encoding="utf-8", errors="replace").strip()
    if not _ID.fullmatch(identifier):
        raise SnapshotCorrupt(path, f"{identifier[:40]!r} is not the id of a snapshot")
    if not (root / identifier).is_dir():
        raise SnapshotCorrupt(path, f"names {identifier}, which is not there")
    return identifier


def activate(root: Path, identifier: str) -> None:
    """
    Makes a snapshot the current one, in one step; also the way back to an older one.

    :raises SnapshotCorrupt: if there is no such snapshot, or a file of it is damaged.
    :raises SnapshotBusy: if another run is writing to the root.
    """
    with locked(root):
        Manifest.read(root / identifier).check_files(root / identifier)
        replace_text(root / _POINTER, identifier + "\n")
    logger.info("snapshot %s is current", identifier)


def list_snapshots(root: Path) -> list[Manifest]:
    """What each snapshot says about itself, newest first, leaving out unreadable ones."""
    found: list[Manifest] = []
    for folder in root.iterdir() if root.is_dir() else ():
        if not _ID.fullmatch(folder.name):
            continue
        try:
            found.append(Manifest.read(folder))
        except SnapshotCorrupt as damaged:
            logger.warning("skipped: %s", damaged)
    return sorted(found, key=lambda manifest: manifest.id, reverse=True)


def prune(root: Path, keep: int = 3) -> list[str]:
    """
    Removes all but the newest `keep` snapshots and the current one; the ids removed.

    :raises SnapshotBusy: if another run is writing to the root.
    """
    if not root.is_dir():
        return []
    with locked(root):
        kept = {manifest.id for manifest in list_snapshots(root)[:keep]} | {current_id(root)}
        removed = sorted(
            path.name
            for path in root.iterdir()
            if _ID.fullmatch(path.name) and path.name not in kept
        )
        for identifier in removed:
            # Renamed first, so that a kill in the middle leaves no half snapshot in the list.
            doomed = root / f"{_REMOVING}{identifier}"
            (root / identifier).rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
    return removed


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """
    Keeps every other writer away for the length of the block.

    :raises SnapshotBusy: at once, if somebody else is writing.
    """
    try:
        with only_writer(root / ".lock"):
            yield
    except WriterBusy as error:
        raise SnapshotBusy(root) from error


@contextmanager
def building(root: Path) -> Iterator[tuple[Path, str]]:
    """A new draft folder and its id; drafts of killed runs are cleared away first."""
    for left_over in [*root.glob(f"{_BUILDING}*"), *root.glob(f"{_REMOVING}*")]:
        shutil.rmtree(left_over, ignore_errors=True)
    identifier = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
    draft = root / f"{_BUILDING}{identifier}"
    (draft / "lexical").mkdir(parents=True)
    try:
        yield draft, identifier
    finally:
        shutil.rmtree(draft, ignore_errors=True)
