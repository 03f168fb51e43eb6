"""
An import that stops in the middle of its writing, for a test that kills it there.

Arguments: the address of the database, the feed. Run as `python -m tests.killed_import`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from knowledge.database import open_database, session_factory
from knowledge.glossary import Glossary
from knowledge.posts import importing
from knowledge.posts.spool import Spool
from knowledge.posts.writing import Taken
from tests.builders import TODAY


class WaitingSpool(Spool[Taken]):
    """Gives its first block, and after it nothing any more."""

    def blocks(self) -> Iterator[list[Taken]]:
        yield from list(super().blocks())[:1]
        sys.stdout.write("reached\n")
        sys.stdout.flush()
        time.sleep(600)


def main(url: str, feed: Path) -> None:
    """One import up to its second block."""
    sessions = session_factory(open_database(url))
    taking = importing.FeedImport.of(sessions, "posts", today=TODAY, glossary=Glossary.load())
    with WaitingSpool() as spool:
        taking.read(feed, spool, lambda _row: None)
        taking.write(spool, feed.name)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
