"""An import that is killed."""

from __future__ import annotations

import subprocess
import sys

from knowledge.database import open_database, session_factory
from knowledge.posts.store import import_feed, latest_import, open_posts
from tests.builders import CHECKOUT
from tests.knowledge.posts.builders import TODAY, cells, write_feed


def test_an_import_killed_while_it_writes_leaves_the_former_posts(glossary, tmp_path):
    url = f"sqlite:///{tmp_path / 'posts.db'}"
    feed = write_feed(tmp_path / "feed.csv", [cells()])
    engine = open_database(url)
    sessions = session_factory(engine)
    import_feed(sessions, feed, today=TODAY, glossary=glossary)
    rows = [cells(post_id=f"N-{number}") for number in range(1100)]
    write_feed(feed, rows)
    command = [sys.executable, "-m", "tests.killed_import", url, str(feed)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reached\n"
        process.kill()
    with sessions() as session:
        assert [post.post_id for post in open_posts(session, TODAY)] == ["P-1"]
        newest = latest_import(session)
        assert newest is not None
        assert newest.added == 1
    assert import_feed(sessions, feed, today=TODAY, glossary=glossary).added == 1100
    engine.dispose()
