"""Signing in and out: name and password, then the code of the second factor where there is one."""

from __future__ import annotations

import math
import re
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import Response

from bot.console.access import needs, public, visit_of
from bot.console.cookies import SESSION, SIGN_IN, drop_cookie, keep_known, set_cookie
from bot.console.pages import LANGUAGE_COOKIE
from bot.console.visit import Guest, Visit, browser_of, go_to
from knowledge.language import Lang
from knowledge.records.audit import append
from knowledge.staff.sessions import Stage, end_session
from knowledge.staff.signing_in import SignIn, SignInStatus, give_code, sign_in

router = APIRouter()

# Only pages of the console: what a foreign link puts here must not lead anywhere else.
# A way up would lead out of it, and so would an empty part once the way up is taken.
_INSIDE = re.compile(r"(?![^?]*(?:\.\.|//|%2e))/[\w/.?=&%+-]{0,400}", re.IGNORECASE)
_STATUS = {SignInStatus.REFUSED: 401, SignInStatus.LOCKED: 429}


@router.get("/sign-in")
def sign_in_page(
    guest: Annotated[Guest, public()], next: str = "", lost: Literal["", "form"] = ""
) -> Response:
    """The form, with the word that another one was not taken; who is signed in goes on."""
    if visit_of(guest.request) is not None:
        return go_to(inside(next))
    return _form(guest, next, problem="form_lost" if lost else None)


@router.post("/sign-in")
def on_sign_in(
    guest: Annotated[Guest, public()],
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Opens a session, or says calmly that it cannot."""
    console = guest.console
    ended = sign_in(
        console.parts.sessions,
        name=name,
        password=password,
        browser=browser_of(guest.request),
        moment=console.clock(),
    )
    if ended.status is not SignInStatus.ADMITTED:
        return _slowed(ended, _form(guest, next, ended=ended, name=name))
    response = go_to(inside(next))
    set_cookie(guest.request, response, SESSION, ended.secret)
    keep_known(guest.request, response, ended.known)
    drop_cookie(response, SIGN_IN)
    return response


@router.get("/sign-in/code")
def code_page(visit: Annotated[Visit, needs("account.own", stages=[Stage.CODE])]) -> Response:
    """The form for the code of the second factor."""
    return visit.page("sign_in_code.html", problem=None, seconds=0)


@router.post("/sign-in/code")
def on_code(
    visit: Annotated[Visit, needs("account.own", stages=[Stage.CODE])],
    code: Annotated[str, Form(max_length=40)],
) -> Response:
    """Completes the sign-in."""
    ended = give_code(
        visit.sessions,
        session_id=visit.session.session_id,
        code=code,
        browser=browser_of(visit.request),
        moment=visit.console.clock(),
    )
    if ended.status is not SignInStatus.ADMITTED:
        page = visit.page(
            "sign_in_code.html",
            status=_STATUS[ended.status],
            problem=ended.status,
            seconds=math.ceil(ended.wait_s),
        )
        return _slowed(ended, page)
    response = go_to("/")
    set_cookie(visit.request, response, SESSION, ended.secret)
    return response


@router.post("/sign-out")
def on_sign_out(visit: Annotated[Visit, needs("account.own", stages=Stage)]) -> Response:
    """Ends the session."""
    with visit.sessions() as session:
        end_session(session, visit.staff.staff_id, visit.session.session_id)
        append(session, visit.who, "session.ended", f"staff:{visit.who}")
        session.commit()
    response = go_to("/sign-in")
    drop_cookie(response, SESSION)
    return response


@router.get("/language/{lang}", dependencies=[public()])
def on_language(lang: Lang, next: str = "") -> Response:
    """Keeps the language for this browser and goes back."""
    response = go_to(inside(next))
    year_s = 365 * 24 * 60 * 60
    response.set_cookie(LANGUAGE_COOKIE, lang, max_age=year_s, httponly=True, samesite="lax")
    return response


def inside(path: str) -> str:
    """The path if it is one of the console, else the home page."""
    return path if _INSIDE.fullmatch(path) else "/"


def _slowed(ended: SignIn, page: Response) -> Response:
    if ended.wait_s:
        page.headers["Retry-After"] = str(math.ceil(ended.wait_s))
    return page


def _form(
    guest: Guest,
    next_path: str,
    *,
    problem: str | None = None,
    ended: SignIn | None = None,
    name: str = "",
) -> Response:
    return guest.page(
        "sign_in.html",
        status=200 if ended is None else _STATUS[ended.status],
        problem=problem if ended is None else ended.status,
        seconds=0 if ended is None else math.ceil(ended.wait_s),
        name=name,
        next=inside(next_path),
        has_provider=guest.console.provider is not None,
    )
