"""Matching over very many posts, end to end: filled, searched, served, changed, imported."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.benchmarks.generated_posts import PostMaker, write_feed
from bot.benchmarks.post_queries import made_up_queries
from bot.benchmarks.post_searches import SearchFigures, measure_searches
from bot.benchmarks.posts_filled import close_post, put_posts
from bot.benchmarks.posts_served import ServedFigures, measure_served
from bot.wiring import Services
from index.segment import Segment
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.large_matching import LargeMatcher
from knowledge.posts.post import Post
from knowledge.posts.shelf import PostShelf
from knowledge.posts.store import import_feed

Progress = Callable[[int, int], None]
Steps = Callable[[str], AbstractContextManager[Progress]]

_NEW_TITLE = "翡翠湖夜航讲解员"
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is to be measured."""

    count: int
    texts: int
    queries: int
    compared: int


@dataclass(frozen=True, slots=True)
class PostsFigures:
    """
    Seconds and megabytes.

    texts_encoded: different texts among the posts. new_post_s: from a post in the database until a
    search shows it. closed_post_s: until a closed one is shown no more.
    """

    posts: int
    texts_encoded: int
    fill_s: float
    index_s: float
    index_mb: int
    searches: SearchFigures
    served: ServedFigures
    new_post_s: float
    closed_post_s: float


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """Seconds of an import: the gate with the database, then the index."""

    rows: int
    held: int
    texts_encoded: int
    gate_s: float
    index_s: float


def search_on_disk(own: Services) -> None:
    """Has these services search their posts on disk, however few they are."""
    own.post_shelf = PostShelf(
        own.settings.data_dir / "posts",
        own.encoder,
        own.tokenizer,
        sessions=own.sessions,
        glossary=own.glossary,
        large_from=0,
    )


def measure_posts(own: Services, plan: Plan, steps: Steps, command: Sequence[str]) -> PostsFigures:
    """
    Everything about `plan.count` posts in the data folder of services that search on disk.

    :param command: the machine interface on this folder.
    :raises bot.benchmarks.start.StartFailed: if the assistant does not start on them.
    """
    today = own.today()
    maker = PostMaker(own.glossary, texts=plan.texts, today=today)
    with _timed() as fill, steps("Filling") as progress:
        put_posts(own.sessions, _told(maker.posts(plan.count), plan.count, progress))
    with _timed() as index, steps("Indexing") as progress:
        own.post_shelf.rebuild(today, progress)
    matcher = _matcher(own)
    districts = sorted(own.glossary.places.districts)
    queries = made_up_queries(maker.titles, districts, plan.queries)
    with steps("Searching") as progress:
        searches = measure_searches(
            matcher, own.encoder, queries, today=today, compared=plan.compared, progress=progress
        )
    with steps("Serving") as progress:
        served = measure_served(command, queries, today=today, progress=progress)
    segments = [part.part.segment for part in matcher.parts]
    return PostsFigures(
        posts=plan.count,
        texts_encoded=sum(segment.manifest.counts.texts for segment in segments),
        fill_s=fill(),
        index_s=index(),
        index_mb=sum(map(_megabytes, segments)),
        searches=searches,
        served=served,
        new_post_s=_until_found(own, next(maker.posts(1, plan.count)), today),
        closed_post_s=_until_gone(own, f"G-{plan.count:07d}", today),
    )


def measure_import(own: Services, rows: int, texts: int, steps: Steps) -> ImportFigures:
    """A feed of so many rows through the gate, encoded and indexed, into empty tables."""
    today = own.today()
    feed = own.settings.data_dir / "feed.csv"
    maker = PostMaker(own.glossary, texts=texts, today=today, seed=6)
    write_feed(feed, maker.posts(rows))
    with _timed() as gate, steps("Reading") as progress:
        report = import_feed(
            own.sessions,
            feed,
            today=today,
            glossary=own.glossary,
            on_row=lambda row: progress(row, rows),
        )
    with _timed() as index, steps("Indexing") as progress:
        own.post_shelf.rebuild(today, progress)
    segments = [part.part.segment for part in _matcher(own).parts]
    texts_encoded = sum(segment.manifest.counts.texts for segment in segments)
    return ImportFigures(rows, len(report.held), texts_encoded, gate(), index())


def _matcher(own: Services) -> LargeMatcher:
    matcher = own.post_shelf.matcher()
    assert isinstance(matcher, LargeMatcher)
    return matcher


def _until_found(own: Services, post: Post, today: date) -> float:
    new = replace(post, title=_NEW_TITLE, title_en="", description=f"{_NEW_TITLE}。")
    with _timed() as took:
        put_posts(own.sessions, [new])
        own.post_shelf.rebuild(today)
        _wait(lambda: new.post_id in _shown(own, today))
    return took()


def _until_gone(own: Services, post_id: str, today: date) -> float:
    with _timed() as took:
        close_post(own.sessions, post_id, today)
        own.post_shelf.rebuild(today)
        _wait(lambda: post_id not in _shown(own, today))
    return took()


def _shown(own: Services, today: date) -> list[str]:
    report = own.post_shelf.matcher().match(Profile(), _NEW_TITLE, today=today, lang=Lang.ZH)
    return [match.post.post_id for match in report.matches]


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.perf_counter() + _PATIENCE_S
    while not is_so() and time.perf_counter() < end:
        time.sleep(0.01)


def _told(posts: Iterator[Post], count: int, progress: Progress) -> Iterator[Post]:
    for done, post in enumerate(posts, start=1):
        yield post
        if done % 1000 == 0:
            progress(done, count)


def _megabytes(segment: Segment) -> int:
    files: Iterator[Path] = (path for path in segment.folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) // 2**20


@contextmanager
def _timed() -> Iterator[Callable[[], float]]:
    """Tells the seconds that the block took."""
    started, ended = time.perf_counter(), 0.0
    try:
        yield lambda: round((ended or time.perf_counter()) - started, 2)
    finally:
        ended = time.perf_counter()
