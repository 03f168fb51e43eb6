"""
A refresh that stops in its middle, for tests that kill it there: `python -m tests.killed_refresh`.

Arguments: documents, data folder, and where it waits for ever: `embedding` (nothing is written
yet), `recording` (the release is written but not recorded) or `nowhere`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from index.encoder import TextRole, Vectors
from tests.builders import services_on
from tests.fakes import HashedNgramsEncoder


def wait_for_ever() -> None:
    """Says that the place is reached, then waits to be killed."""
    sys.stdout.write("reached\n")
    sys.stdout.flush()
    time.sleep(600)


class WaitingEncoder(HashedNgramsEncoder):
    """Encodes nothing any more."""

    def encode(self, texts: Sequence[str], role: TextRole = TextRole.PASSAGE) -> Vectors:
        wait_for_ever()
        return super().encode(texts, role)


def main(documents: Path, data_dir: Path, where: str) -> None:
    """One refresh up to the place."""
    services = services_on(data_dir, documents_dir=documents)
    services.encoder = WaitingEncoder() if where == "embedding" else HashedNgramsEncoder()
    if where == "recording":
        sessions = services.sessions

        def waiting() -> Session:
            wait_for_ever()
            return sessions()

        services.sessions = waiting
    services.refresher.refresh(documents)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
