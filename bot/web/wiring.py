"""From services to the parts of the web application."""

from __future__ import annotations

from bot.conversation.menus import Menus
from bot.rehearsal import rehearse_on
from bot.web.checks import database_answers, index_opens
from bot.web.messages import RecordedMessages
from bot.web.parts import WebParts
from bot.web.workshop import workshop_of
from bot.wiring import CONVERSATION_TEXTS, Services
from knowledge.answering.wording import Wording
from knowledge.installation_key import installation_key


def web_parts(services: Services) -> WebParts:
    """
    What the web application is made from.

    :raises knowledge.installation_key.KeyUnreadable: if the data folder's key is damaged.
    """
    return WebParts(
        settings=services.settings,
        conversation=services.conversation,
        sessions=services.sessions,
        secret=installation_key(services.settings.data_dir),
        release=lambda: services.release_shelf.current(),
        rehearse=rehearse_on(services),
        messages=RecordedMessages(services.sessions),
        welcome=Menus(Wording.load(CONVERSATION_TEXTS)).welcome,
        workshop=workshop_of(services),
        checks={
            "database": database_answers(services.sessions),
            "release": index_opens("clauses", lambda: services.release_shelf.current()),
            "posts": index_opens("posts", lambda: services.post_shelf.matcher()),
        },
    )
