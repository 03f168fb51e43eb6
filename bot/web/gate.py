"""Who may send now: our own forms, not too fast, not more than can be answered."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fastapi import HTTPException, Request, Response

from bot.conversation.reply import Reply
from bot.web.desk import Desk
from bot.web.limits import Allowance, Limits, PeopleAsked, network_of
from bot.web.lines import refused_line
from bot.web.pages import WORDING
from bot.web.posted import Fields
from bot.web.session import ChatSession, is_from_elsewhere, is_own_form
from knowledge.answering.answer import Status
from knowledge.language import Lang


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a message is not taken: an HTTP status, and when to come again."""

    status: int
    wait_s: float = 0.0

    def text(self, lang: Lang) -> str:
        """The word for the person."""
        return WORDING.text(f"error_{self.status}", lang, seconds=math.ceil(self.wait_s))

    def line(self) -> Response:
        """The same for our script."""
        return refused_line({lang: self.text(lang) for lang in Lang}, self.status)


class Gate:
    """Looks at every form before it is taken."""

    def __init__(self, secret: bytes, limits: Limits, desk: Desk) -> None:
        self._secret, self._desk = secret, desk
        self._chats = Allowance(limits.chat_burst, limits.chat_per_s)
        self._addresses = Allowance(limits.address_burst, limits.address_per_s)
        self._people = PeopleAsked(limits)

    def same_site(self, request: Request) -> None:
        """
        Lets requests of our own pages through.

        :raises HTTPException: 403 if the browser says that another site made it.
        """
        if is_from_elsewhere(request):
            raise HTTPException(403)

    def refusal(
        self, request: Request, session: ChatSession | None, fields: Fields
    ) -> Refused | None:
        """Why this form is not taken now; None if it is."""
        if session is None or not is_own_form(session, fields.csrf, self._secret):
            return Refused(403)
        wait_s = max(self._chats.wait_s(session.chat_id), self._addresses.wait_s(_network(request)))
        if wait_s:
            return Refused(429, wait_s)
        return Refused(503, 10.0) if self._desk.is_full else None

    def may_queue(self, request: Request) -> bool:
        """Whether somebody new may be put on the list of those who wait for a person."""
        return self._people.may_queue(_network(request))

    def note_reply(self, request: Request, session: ChatSession, reply: Reply) -> None:
        """Counts who is on that list now."""
        if reply.status is Status.HANDOFF:
            self._people.note(_network(request), session.chat_id)


def _network(request: Request) -> str:
    return network_of(request.client.host) if request.client else ""
