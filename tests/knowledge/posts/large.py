"""A large index over a few posts; as a program, one that stops in its middle to be killed there."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel

from bot.benchmarks.posts_filled import put_posts
from index import segments
from index.encoder import TextRole, Vectors
from index.tokens import Tokenizer
from knowledge.database import SessionFactory
from knowledge.glossary import Glossary
from knowledge.posts.post import Post
from knowledge.posts.shelf import PostShelf
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from tests.fakes import HashedNgramsEncoder
from tests.knowledge.posts.builders import TODAY

TABLES = [
    SQLModel.metadata.tables[row.__tablename__] for row in (PostImportRow, PostRow, QuarantinedRow)
]


def sessions_on(path: Path) -> SessionFactory:
    """Sessions on a file with the tables of posts."""
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine, tables=TABLES)
    return lambda: Session(engine, expire_on_commit=False)


class World:
    """Posts in a database of their own, and a shelf that searches them on disk."""

    def __init__(
        self, folder: Path, glossary: Glossary, tokenizer: Tokenizer, large_from: int = 0
    ) -> None:
        self.folder, self.glossary, self.tokenizer = folder, glossary, tokenizer
        self.encoder = HashedNgramsEncoder()
        self.sessions = sessions_on(folder / "posts.db")
        self.shelf = self.new_shelf(large_from)

    def new_shelf(self, large_from: int = 0) -> PostShelf:
        """A shelf as another process makes it."""
        return PostShelf(
            self.folder / "posts",
            self.encoder,
            self.tokenizer,
            sessions=self.sessions,
            glossary=self.glossary,
            large_from=large_from,
        )

    def put(self, posts: Iterable[Post]) -> None:
        """Brings the posts into the database and the index."""
        put_posts(self.sessions, posts)
        self.shelf.rebuild(TODAY)


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


def main(folder: Path, where: str) -> None:
    """One update up to the place: `encoding`, or `committing` (all is written but its name)."""
    glossary = Glossary.load()
    world = World(folder, glossary, Tokenizer(glossary.extra_words))
    if where == "encoding":
        world.encoder = WaitingEncoder()
    else:
        segments.replace_text = lambda *_: wait_for_ever()
    world.new_shelf().rebuild(TODAY)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
