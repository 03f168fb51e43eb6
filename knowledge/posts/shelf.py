"""The posts that are matched now: read from the database, found by an index on disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from index.encoder import Encoder
from index.manifest import SnapshotError
from index.snapshot import activate, current_id, open_current, prune, write_snapshot
from index.tokens import Tokenizer
from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.posts.large_shelf import LargeShelf
from knowledge.posts.matches import Matches
from knowledge.posts.matching import Matcher
from knowledge.posts.passages import passages_of
from knowledge.posts.reading import count_open
from knowledge.posts.store import latest_import, open_posts

Progress = Callable[[int, int], None]

_IMPORT_FILE = "import.txt"
_IMPORT = "import"

LARGE_FROM = 50_000
"""Posts from which on they are searched where they lie on disk, and no more held in memory."""


class PostShelf:
    """
    Gives the matcher of the newest import, and takes up a new one without a restart.

    :param large_from: see LARGE_FROM.
    """

    def __init__(
        self,
        root: Path,
        encoder: Encoder,
        tokenizer: Tokenizer,
        *,
        sessions: SessionFactory,
        glossary: Glossary,
        large_from: int = LARGE_FROM,
    ) -> None:
        self._root, self._encoder, self._tokenizer = root, encoder, tokenizer
        self._sessions, self._glossary = sessions, glossary
        self._large_from = large_from
        self._large = LargeShelf(
            root / "large", encoder, tokenizer, sessions=sessions, glossary=glossary
        )
        self._lock = threading.Lock()
        self._served: tuple[str, Matcher] | None = None

    def matcher(self) -> Matches:
        """
        The matcher to use now.

        The faults of index.snapshot.open_current are raised if the index on disk cannot be opened.
        """
        if self._large.exists:
            with self._lock:
                return self._large.matcher()
        current = current_id(self._root)
        if self._served is None or self._served[0] != current:
            with self._lock:
                if self._served is None or self._served[0] != current:
                    self._served = self._open()
        return self._served[1]

    def is_current(self) -> bool:
        """Whether the index on disk is whole and holds the newest import."""
        try:
            if self._large.exists:
                return self._large.note(_IMPORT) == self._newest_import()
            snapshot = open_current(self._root, self._encoder, self._tokenizer)
        except SnapshotError:
            return False
        return snapshot.payload(_IMPORT_FILE).decode() == self._newest_import()

    def rebuild(self, today: date, progress: Progress | None = None) -> int:
        """
        Indexes the open posts, embedding only texts that were not indexed before.

        Few posts are indexed anew; of very many only those that have changed.

        :return: how many posts are indexed.
        :raises index.snapshot.SnapshotBusy: if another import is at work.
        """
        with self._sessions() as session:
            is_large = count_open(session, today) > self._large_from
            posts = [] if is_large else open_posts(session, today)
        if is_large:
            return self._large.update(today, {_IMPORT: self._newest_import()}, progress)
        passages = [p for post in posts for p in passages_of(post, self._glossary.places)]
        snapshot = write_snapshot(
            self._root,
            passages,
            encoder=self._encoder,
            tokenizer=self._tokenizer,
            payload={_IMPORT_FILE: self._newest_import().encode()},
            progress=progress,
        )
        activate(self._root, snapshot.id)
        prune(self._root, keep=2)
        self._large.forget()
        return len(posts)

    def _newest_import(self) -> str:
        with self._sessions() as session:
            newest = latest_import(session)
            return "none" if newest is None else str(newest.id)

    def _open(self) -> tuple[str, Matcher]:
        snapshot = open_current(self._root, self._encoder, self._tokenizer)
        with self._sessions() as session:
            posts = open_posts(session, date.min)
        return snapshot.id, Matcher(posts, snapshot.retriever, glossary=self._glossary)
