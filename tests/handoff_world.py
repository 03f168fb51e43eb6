"""Somebody in the chat and a person at the desk, on one small world for many tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import col, select

from bot.conversation.reply import Button, Reply
from bot.wiring import Services
from knowledge.database import now
from knowledge.handoffs import desk
from knowledge.handoffs.case import Case, find_case
from knowledge.records.messages import OutgoingMessage, messages_to
from knowledge.records.tables import HandoffRow
from knowledge.records.turns import find_or_add_seeker
from tests.builders import Chat, buttons_of, closed, services_on, write_three
from tests.fakes import HashedNgramsEncoder

_CHATS = itertools.count(1)


@contextmanager
def small_world(lexicon: Services, folder: Path) -> Iterator[Services]:
    """Prepared services on three small documents."""
    documents = write_three(folder / "documents")
    made = services_on(folder / "data", like=lexicon, documents_dir=documents)
    made.encoder = HashedNgramsEncoder()
    made.prepare()
    yield made
    closed(made)


class Pair:
    """A seeker who is new, and Chen, who takes the case."""

    def __init__(self, services: Services, surface: str = "web") -> None:
        self.services, self._sessions = services, services.sessions
        self.chat = Chat(services.conversation, f"chat-{next(_CHATS)}", surface)
        self.says, self.presses = self.chat.says, self.chat.presses

    @property
    def seeker_id(self) -> int:
        return find_or_add_seeker(self._sessions, self.chat.surface, self.chat.chat_id).seeker_id

    def cases(self) -> list[Case]:
        query = select(HandoffRow.id).where(HandoffRow.seeker_id == self.seeker_id)
        with self._sessions() as session:
            ids = session.exec(query.order_by(col(HandoffRow.id))).all()
            return [find_case(session, case_id or 0) for case_id in ids]

    @property
    def case(self) -> Case:
        (found,) = self.cases()
        return found

    def claimed(self) -> None:
        with self._sessions() as session:
            desk.claim(session, self.case, "chen", now())
            session.commit()

    def answered(self, text: str) -> None:
        with self._sessions() as session:
            desk.answer(session, self.case, "chen", text, now())
            session.commit()

    def given_back(self) -> None:
        with self._sessions() as session:
            desk.give_back(session, self.case, "chen", now())
            session.commit()

    def told(self) -> list[OutgoingMessage]:
        with self._sessions() as session:
            return messages_to(session, self.seeker_id)


def actions(reply: Reply) -> list[str]:
    return [button.action for button in buttons_of(reply)]


def offers(reply: Reply) -> bool:
    """Whether the reply offers a person and nothing else of the main paths."""
    found = [action for action in actions(reply) if action.startswith("menu:")]
    return found == ["menu:person"]


def of_person(reply: Reply) -> Button:
    return next(button for button in buttons_of(reply) if button.action == "menu:person")
