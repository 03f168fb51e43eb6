"""Conversations: the list with its filter, one in full, its original words, a selection to keep."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from bot.console.access import needs
from bot.console.conversation_query import (
    SURFACES,
    ConversationsQuery,
    GroupWanted,
    RouteWanted,
    StatusWanted,
    wanted_turns,
)
from bot.console.filters import Number
from bot.console.visit import Visit
from knowledge.records.audit import append
from knowledge.records.conversations import ConversationRead, read_conversation
from knowledge.records.exporting import MOST, ExportForm, export_turns
from knowledge.records.revealing import (
    LONGEST_REASON,
    SHORTEST_REASON,
    ReasonRefused,
    reveal,
)
from knowledge.records.search_words import terms_in
from knowledge.records.searching import FoundTurn, Rating, find_turns, is_of_office

router = APIRouter(prefix="/conversations")

Reader = Annotated[Visit, needs("conversations.read")]

_ON_A_PAGE = 50
_MEDIA = {
    ExportForm.CSV: "text/csv; charset=utf-8",
    ExportForm.JSON_LINES: "application/x-ndjson; charset=utf-8",
}


class ExportQuery(ConversationsQuery):
    """The filter, and the form that the selection is to have."""

    form: ExportForm


@router.get("")
def list_page(visit: Reader, query: Annotated[ConversationsQuery, Query()]) -> Response:
    """The newest turns that the filter wants, or what is wrong with the filter."""
    problem = _problem(query)
    if problem is not None:
        return _list(visit, query, (), problem=problem)
    with visit.sessions() as session:
        found = find_turns(
            session, wanted_turns(visit, query), before=query.before, limit=_ON_A_PAGE + 1
        )
    return _list(visit, query, found)


@router.post("/export")
def on_export(
    visit: Annotated[Visit, needs("conversations.export")], query: Annotated[ExportQuery, Form()]
) -> Response:
    """The selection as a file, masked; the log has the filter before the first line goes out."""
    problem = _problem(query)
    if problem is not None:
        return _list(visit, query, (), problem=problem)
    with visit.sessions() as session:
        detail = {"form": query.form.value, "filter": query.logged(), "at_most": MOST}
        append(session, visit.who, "conversations.exported", "conversations", detail)
        session.commit()
    pieces = export_turns(visit.sessions, wanted_turns(visit, query), query.form)
    return StreamingResponse(
        pieces,
        media_type=_MEDIA[query.form],
        headers={
            "Content-Disposition": f'attachment; filename="conversations.{query.form}"',
            "Cache-Control": "no-store",
        },
    )


@router.get("/{seeker_id}")
def conversation_page(visit: Reader, seeker_id: Number, up_to: Number | None = None) -> Response:
    """One conversation, masked."""
    with visit.sessions() as session:
        _refuse_other_offices(visit, session, seeker_id)
        read = read_conversation(session, seeker_id, up_to=up_to)
    if read is None:
        raise HTTPException(404)
    return _conversation(visit, read, up_to)


@router.post("/{seeker_id}/reveal")
def on_reveal(
    visit: Annotated[Visit, needs("conversations.reveal")],
    seeker_id: Number,
    reason: Annotated[str, Form(max_length=2000)] = "",
    up_to: Annotated[Number | None, Form()] = None,
) -> Response:
    """
    The same page with the original words, this once; the look is kept and told to the person.

    It is the answer to the form itself: another address would show the words again to anybody who
    goes back to it.
    """
    with visit.sessions() as session:
        _refuse_other_offices(visit, session, seeker_id)
        try:
            read = reveal(session, seeker_id, by=visit.who, reason=reason, up_to=up_to)
        except ReasonRefused:
            read = read_conversation(session, seeker_id, up_to=up_to)
            if read is None:
                raise HTTPException(404) from None
            return _conversation(visit, read, up_to, problem="conversations_reason_refused")
        if read is None:
            raise HTTPException(404)
        session.commit()
    return _conversation(visit, read, up_to, revealed=reason)


def _problem(query: ConversationsQuery) -> str | None:
    """What a filter of single values that are right can still have wrong."""
    if query.is_turned_round():
        return "conversations_turned_round"
    if query.text and not terms_in(query.text):
        return "conversations_no_word"
    return None


def _refuse_other_offices(visit: Visit, session: Session, seeker_id: int) -> None:
    if not is_of_office(session, seeker_id, visit.staff.districts):
        raise HTTPException(404)


def _list(
    visit: Visit,
    query: ConversationsQuery,
    found: list[FoundTurn] | tuple[FoundTurn, ...],
    *,
    problem: str | None = None,
) -> Response:
    shown = found[:_ON_A_PAGE]
    older = query.address(shown[-1].turn_id) if len(found) > _ON_A_PAGE else None
    return visit.page(
        "conversations.html",
        status=200 if problem is None else 422,
        query=query,
        turns=shown,
        older=older,
        problem=problem,
        choices={
            "status": [str(one) for one in StatusWanted],
            "route": [str(one) for one in RouteWanted],
            "group": [str(one) for one in GroupWanted],
            "rating": [one.value for one in Rating],
            "surface": SURFACES,
            "form": [one.value for one in ExportForm],
        },
    )


def _conversation(
    visit: Visit,
    read: ConversationRead,
    up_to: int | None,
    *,
    revealed: str | None = None,
    problem: str | None = None,
) -> Response:
    page = visit.page(
        "conversation.html",
        status=200 if problem is None else 422,
        read=read,
        up_to=up_to,
        revealed=revealed,
        problem=problem,
        shortest=SHORTEST_REASON,
        longest=LONGEST_REASON,
    )
    # Neither the browser's back button nor a proxy may show the words once more.
    page.headers["Cache-Control"] = "no-store"
    return page
