"""Wishes on a feed of their own: the matcher that searches it, the chat that answers from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.commands.console import fail, progress_bar
from bot.conversation.reply import Incoming
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.evaluation.wishes import GoldenWish
from knowledge.policies.refresh import NothingToPublish
from knowledge.posts.feed import FeedUnreadable
from knowledge.posts.matching import Matcher
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import import_feed


def matcher_on(own: Services, feed: Path, wishes: Sequence[GoldenWish]) -> Matcher:
    """The feed as it was on the first day that a wish was written."""
    first_day = min(wish.today for wish in wishes)
    try:
        import_feed(own.sessions, feed, today=first_day, is_sample=True, glossary=own.glossary)
    except (FeedUnreadable, FeedEmpty) as fault:
        fail(str(fault))
    with progress_bar("Indexing") as progress:
        own.post_shelf.rebuild(first_day, progress)
    return own.post_shelf.matcher()


def chat_statuses(own: Services, wishes: Sequence[GoldenWish]) -> dict[str, Status]:
    """How the chat ends the turn of each wish: the search above does not see a wrong route."""
    try:
        with progress_bar("Preparing") as progress:
            own.refresher.refresh(own.settings.documents_dir, progress)
    except (NothingToPublish, FileNotFoundError) as fault:
        fail(str(fault))
    statuses = {}
    with progress_bar("Chatting") as progress:
        for done, wish in enumerate(wishes, start=1):
            incoming = Incoming("evaluation", wish.id, "1", text=wish.text, today=wish.today)
            statuses[wish.id] = own.conversation.take(incoming).status
            progress(done, len(wishes))
    return statuses
