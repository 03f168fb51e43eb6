"""Documents that people send, for the time of one turn."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Bot
from telegram.error import TelegramError

from bot.conversation.reply import Incoming
from bot.telegram.incoming import SentFile

logger = logging.getLogger(__name__)

MAX_BYTES = 10_000_000
TOO_LARGE = "unsupported:document_too_large"
NOT_FETCHED = "unsupported:document_not_fetched"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@asynccontextmanager
async def fetched(bot: Bot, sent: SentFile) -> AsyncIterator[Incoming]:
    """
    The message with its document in a folder that is removed afterwards.

    A document over 10 MB or one that Telegram does not hand out becomes an action that says so.
    """
    with TemporaryDirectory(prefix="chunfeng-") as folder:
        # Only the ending of the sender's file name is taken: a name may hold a path.
        suffix = Path(sent.name).suffix
        path = Path(folder) / f"document{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        trouble = await _fetch(bot, sent, path)
        if trouble:
            yield replace(sent.incoming, action=trouble)
        else:
            yield replace(sent.incoming, document=path)


async def _fetch(bot: Bot, sent: SentFile, path: Path) -> str | None:
    """Puts the file at the path; the action to take instead if that cannot be."""
    if sent.size is not None and sent.size > MAX_BYTES:
        return TOO_LARGE
    try:
        file = await bot.get_file(sent.file_id)
        if file.file_size is not None and file.file_size > MAX_BYTES:
            return TOO_LARGE
        await file.download_to_drive(path)
    except TelegramError as error:
        logger.warning("chat %s: a document was not fetched: %s", sent.incoming.chat_id, error)
        return NOT_FETCHED
    return TOO_LARGE if path.stat().st_size > MAX_BYTES else None
