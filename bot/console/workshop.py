"""What the pages on knowledge, posts and figures work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.console.jobs import Jobs, Progress
from knowledge.answering.draft import Draft
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.refresh import RefreshReport
from knowledge.policies.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """
    Everything is given when it is asked for, because opening it takes a moment.

    `release` and `ask` raise index.manifest.SnapshotError where nothing has been published.
    """

    release: Callable[[], Release]
    ask: Callable[[str, Lang, date], Draft]
    refresh: Callable[[Progress], RefreshReport]
    index_posts: Callable[[Progress | None], int]
    glossary: Callable[[], Glossary]
    today: Callable[[], date]
    documents: Path
    """The folder that a refresh reads and an upload is kept in."""
    staff_glossary: Path
    """The file of terms that staff edit; it need not exist."""
    jobs: Jobs = field(default_factory=Jobs)
