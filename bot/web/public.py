"""The public chat page: what it shows and what it takes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse
from starlette.responses import Response

from bot.conversation.reply import Reply
from bot.web.answering import Asked, lines
from bot.web.chat_page import Around, chat_page
from bot.web.desk import Desk
from bot.web.gate import Gate, Refused
from bot.web.history import Fragments, History
from bot.web.lines import LINES, wants_lines
from bot.web.pages import LANG_COOKIE, page_lang
from bot.web.parts import WebParts
from bot.web.posted import Fields, Posted, incomings, read_posted
from bot.web.session import COOKIE, ChatSession, new_session, session_of
from bot.web.showing import said_by, shown_now

_SEE_OTHER = 303
_YEAR_S = 365 * 24 * 60 * 60
# A SQLite integer; a larger one is nobody's number.
_Number = Annotated[int, Query(ge=0, lt=2**63)]


def include_public(app: FastAPI, parts: WebParts) -> None:
    """Adds `/` and what its forms and its script ask for."""
    public = PublicChat(parts)
    app.add_api_route("/", public.page, methods=["GET", "HEAD"])
    app.add_api_route("/messages", public.take, methods=["POST"])
    app.add_api_route("/messages", public.new_messages, methods=["GET"])
    app.add_api_route("/language", public.choose_language, methods=["POST"])
    app.add_api_route("/leave", public.leave, methods=["POST"])


class PublicChat:
    """The chat page of one process."""

    def __init__(self, parts: WebParts) -> None:
        self._welcome = parts.welcome
        self._history = History(parts.sessions, parts.messages, parts.welcome)
        self._desk = Desk(parts.conversation, parts.limits.waiting_turns)
        self._gate = Gate(parts.secret, parts.limits, self._desk)
        self._secret = parts.secret

    def page(self, request: Request, before: _Number | None = None) -> Response:
        """The conversation with the form under it; `before` leads to what was said earlier."""
        return self._page(
            request, session_of(request, self._secret) or new_session(), Around(), before
        )

    async def take(self, request: Request) -> Response:
        """A message: the answer as lines for our script, else back to the page that shows it."""
        posted = await self._posted(request)
        session = session_of(request, self._secret)
        refused = self._gate.refusal(request, session, posted.fields)
        if refused is not None or session is None:
            return await self._refused(request, session, posted, refused or Refused(403))
        asked = await run_in_threadpool(self._asked, request, session, posted)
        if wants_lines(request):
            fragments = Fragments(page_lang(request), session.token(self._secret))
            return StreamingResponse(
                lines(asked, self._desk, fragments),
                media_type=LINES,
                # A proxy that collects the lines would hold them back until the end.
                headers={"X-Accel-Buffering": "no"},
            )
        taken = [(one, await one.answered(self._desk)) for one in asked]
        return await run_in_threadpool(self._after, request, session, taken)

    def new_messages(self, request: Request, after: _Number = 0) -> Response:
        """What came to this chat by itself since the message of that number."""
        session = session_of(request, self._secret)
        if session is None:
            raise HTTPException(403)
        fragments = Fragments(page_lang(request), session.token(self._secret))
        found = self._history.new_messages(session.chat_id, after)
        return JSONResponse(
            {
                "html": "".join(fragments.of_message(message) for message in found),
                "newest": found[-1].number if found else after,
            }
        )

    async def choose_language(self, request: Request) -> Response:
        """The page in the other language, and the replies of a talk that has begun as well."""
        posted = await self._posted(request)
        session = self._own(request, posted.fields)
        chosen = posted.fields.lang
        if chosen is None:
            raise HTTPException(400)
        if not await run_in_threadpool(self._history.is_empty, session.chat_id):
            press = posted.fields.model_copy(update={"action": f"language:{chosen}"})
            for incoming in incomings(Posted(press, None), session.chat_id, None):
                await self._desk.take(incoming)
        response = RedirectResponse("/", _SEE_OTHER)
        response.set_cookie(LANG_COOKIE, chosen, max_age=_YEAR_S, samesite="lax", httponly=True)
        return response

    async def leave(self, request: Request) -> Response:
        """Forgets in this browser who chatted: at a computer that others use as well."""
        posted = await self._posted(request)
        self._own(request, posted.fields)
        response = RedirectResponse("/", _SEE_OTHER)
        response.delete_cookie(COOKIE)
        return response

    async def _posted(self, request: Request) -> Posted:
        self._gate.same_site(request)
        return await read_posted(request)

    def _own(self, request: Request, fields: Fields) -> ChatSession:
        session = session_of(request, self._secret)
        refused = self._gate.refusal(request, session, fields)
        if refused is not None or session is None:
            raise HTTPException(refused.status if refused else 403)
        return session

    def _asked(self, request: Request, session: ChatSession, posted: Posted) -> list[Asked]:
        lang, chat_id = page_lang(request), session.chat_id
        # Buttons and commands have no words to tell the language from; at the beginning the page
        # tells it, later the talk itself does.
        is_new = self._history.is_empty(chat_id)
        labels = self._history.labels(chat_id, lang)
        return [
            Asked(
                replace(incoming, may_queue=self._gate.may_queue(request)),
                said_by(incoming.text or "", _action(incoming.action, posted), labels, lang),
                posted.document if incoming.text is None else None,
                partial(self._gate.note_reply, request, session),
            )
            for incoming in incomings(posted, chat_id, lang if is_new else None)
        ]

    def _after(
        self, request: Request, session: ChatSession, taken: list[tuple[Asked, Reply]]
    ) -> Response:
        ids = [asked.incoming.message_id for asked, _ in taken]
        if self._history.has(session.chat_id, ids):
            return RedirectResponse(f"/#turn-{ids[-1]}" if ids else "/", _SEE_OTHER)
        # Who asked to be forgotten gets the word for it, and there is no record to read it from.
        now = [shown_now(asked.incoming.message_id, asked.said, reply) for asked, reply in taken]
        return self._page(request, session, Around(now=now), None)

    async def _refused(
        self, request: Request, session: ChatSession | None, posted: Posted, refused: Refused
    ) -> Response:
        if wants_lines(request):
            return refused.line()
        around = Around(notice=refused.text(page_lang(request)), draft=posted.fields.text)
        page = await run_in_threadpool(self._page, request, session or new_session(), around, None)
        page.status_code = refused.status
        return page

    def _page(
        self, request: Request, session: ChatSession, around: Around, before: int | None
    ) -> Response:
        lang = page_lang(request)
        response = chat_page(
            self._history.page(session.chat_id, lang, before),
            around,
            lang=lang,
            welcome=self._welcome(lang),
            token=session.token(self._secret),
        )
        session.keep(request, response, self._secret)
        return response


def _action(action: str | None, posted: Posted) -> str | None:
    """What stands for the message in words; a document has no action before it is taken."""
    if action is None and posted.document is not None and not posted.fields.action:
        return f"document:{posted.document.suffix.lower()}"
    return action
