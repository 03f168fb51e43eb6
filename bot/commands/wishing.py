"""Wishes on a feed of their own: the matcher that searches it, and what the chat takes them for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlmodel import select

from bot.commands.console import fail, progress_bar
from bot.conversation.reply import Incoming
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.evaluation.wishes import GoldenWish
from knowledge.policies.refresh import NothingToPublish
from knowledge.posts.feed import FeedUnreadable
from knowledge.posts.importing import SAMPLE_FEED
from knowledge.posts.matches import Matches
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import import_feed
from knowledge.records.tables import TurnRow


def matcher_on(own: Services, feed: Path, wishes: Sequence[GoldenWish]) -> Matches:
    """The feed as it was on the first day that a wish was written."""
    first_day = min(wish.today for wish in wishes)
    try:
        import_feed(own.sessions, feed, today=first_day, feed=SAMPLE_FEED, glossary=own.glossary)
    except (FeedUnreadable, FeedEmpty) as fault:
        fail(str(fault))
    with progress_bar("Indexing") as progress:
        own.post_shelf.rebuild(first_day, progress)
    return own.post_shelf.matcher()


def chat_routes(own: Services, wishes: Sequence[GoldenWish]) -> dict[str, Route]:
    """What the chat takes each wish for: the search above does not see a wrong route."""
    try:
        with progress_bar("Preparing") as progress:
            own.refresher.refresh(own.settings.documents_dir, progress)
    except (NothingToPublish, FileNotFoundError) as fault:
        fail(str(fault))
    routes = {}
    with progress_bar("Routing") as progress:
        for done, wish in enumerate(wishes, start=1):
            routes[wish.id] = _route(own, wish)
            progress(done, len(wishes))
    return routes


def _route(own: Services, wish: GoldenWish) -> Route:
    """What the chat made of the wish, as it stands on record."""
    incoming = Incoming("evaluate", wish.id, wish.id, text=wish.text, today=wish.today)
    status = own.conversation.take(incoming).status
    if status in (Status.MATCHED, Status.MATCHED_NONE):
        return Route.JOB_SEARCH
    with own.sessions() as session:
        turn = session.exec(select(TurnRow).where(TurnRow.message_id == wish.id)).one()
    return Route(turn.route) if turn.route in set(Route) else Route.QUESTION
