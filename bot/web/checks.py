"""What has to be well before anything can be answered."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.web.parts import Check
from index.manifest import SnapshotError
from knowledge.database import SessionFactory

logger = logging.getLogger(__name__)


def database_answers(sessions: SessionFactory) -> Check:
    """The database takes a question."""

    def check() -> str | None:
        try:
            with sessions() as session:
                session.connection().execute(text("SELECT 1"))
        except SQLAlchemyError:
            # The log has the address; the page, which anybody can ask, has not.
            logger.exception("the database does not answer")
            return "does not answer"
        return None

    return check


def index_opens(name: str, opened: Callable[[], object]) -> Check:
    """An index on disk is whole and can be searched; `opened` opens it or finds it open."""

    def check() -> str | None:
        try:
            opened()
        except SnapshotError:
            logger.exception("the index of the %s cannot be opened", name)
            return "cannot be opened"
        return None

    return check
