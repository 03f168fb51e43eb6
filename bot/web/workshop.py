"""From services to what the console's pages on knowledge, posts and figures work with."""

from __future__ import annotations

import threading

from bot.console.jobs import Progress
from bot.console.workshop import Workshop
from bot.wiring import Services


def workshop_of(services: Services) -> Workshop:
    """Opens nothing yet: each part is made when a page first asks for it."""
    indexing = threading.Lock()

    def index_posts(progress: Progress | None) -> int:
        # Two decisions at once would each find the other's index at work.
        with indexing:
            return services.post_shelf.rebuild(services.today(), progress)

    folder = services.settings.documents_dir
    return Workshop(
        release=lambda: services.release_shelf.current(),
        ask=lambda text, lang, today: services.answering.ask(text, lang, today),
        refresh=lambda progress: services.refresher.refresh(folder, progress),
        index_posts=index_posts,
        glossary=lambda: services.glossary,
        today=services.today,
        documents=folder,
        staff_glossary=services.settings.staff_glossary,
    )
