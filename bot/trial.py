"""Services on a data folder of their own, so that measuring leaves no trace in the real one."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.wiring import Services
from index.manifest import SnapshotError
from index.snapshot import activate, current_id

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

_INDEXES = ("releases", "posts")
_ENCODER = "encoder"


@contextmanager
def trial(parts: Services) -> Iterator[Services]:
    """The same settings and encoder over an empty data folder and a fresh database."""
    with TemporaryDirectory(prefix="chunfeng-trial-") as folder:
        empty = {"data_dir": Path(folder), "database_url": None}
        own = Services(parts.settings.model_copy(update=empty))
        # Loading them takes seconds, and these are in memory.
        own.encoder, own.clause_encoder = parts.encoder, parts.clause_encoder
        own.glossary = parts.glossary
        own.tokenizer = parts.tokenizer
        try:
            yield own
        finally:
            with own.sessions() as session:
                session.connection().engine.dispose()


def lend_vectors(parts: Services, own: Services) -> None:
    """Copies the indexes in use, so that no text known to them has to be embedded again."""
    for name in _INDEXES:
        try:
            _lend(parts.settings.data_dir / name, own.settings.data_dir / name)
        except SnapshotError as fault:
            logger.info("embedding anew: %s", fault)


def _lend(source: Path, target: Path) -> None:
    identifier = current_id(source)
    if identifier is not None:
        shutil.copytree(source / identifier, target / identifier)
        activate(target, identifier)


def lend_encoder(parts: Services, own: Services) -> None:
    """Lets a process that starts on the trial's data folder find the encoder as it was prepared."""
    prepared = parts.settings.data_dir / _ENCODER
    if prepared.is_dir():
        (own.settings.data_dir / _ENCODER).symlink_to(prepared.resolve())


def prepare_trial(parts: Services, own: Services, progress: Progress | None = None) -> None:
    """Brings the present documents and the sample posts into the trial's data folder."""
    lend_vectors(parts, own)
    own.refresher.refresh(own.settings.documents_dir, progress)
    own.prepare(progress)
    # The posts lent may be of another feed under the same number of import.
    own.post_shelf.rebuild(own.today(), progress)
