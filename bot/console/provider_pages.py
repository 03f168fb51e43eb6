"""Sign-in by OpenID Connect: to the provider and back."""

from __future__ import annotations

import logging
import secrets
from typing import Annotated

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.access import public
from bot.console.cookies import DEPARTURE, SESSION, drop_cookie, set_cookie
from bot.console.pages import BASE
from bot.console.provider import IdentityRefused, Provider, ProviderUnavailable
from bot.console.visit import Guest, browser_of
from knowledge.records.audit import append
from knowledge.staff.provider_visits import Identity, account_of, end_visit, start_visit
from knowledge.staff.signing_in import admit

router = APIRouter()
logger = logging.getLogger(__name__)


@router.get("/sign-in/provider")
def to_provider(guest: Annotated[Guest, public()]) -> Response:
    """Sends the browser to the provider."""
    provider = _provider(guest)
    with guest.console.parts.sessions() as session:
        departure = start_visit(session, guest.console.clock())
        session.commit()
    try:
        address = provider.address(departure, _return_address(guest.request))
    except ProviderUnavailable:
        logger.exception("the OpenID provider cannot be reached")
        return _refused(guest, "provider_unavailable", status=503)
    response = RedirectResponse(address, status_code=303)
    # Lax, because the browser comes back by a link on the provider's page.
    set_cookie(guest.request, response, DEPARTURE, departure.state, same_site="lax")
    return response


@router.get("/sign-in/provider/back")
def back_from_provider(guest: Annotated[Guest, public()], state: str = "") -> Response:
    """Opens a session for who has an account and comes back to the browser that went."""
    provider = _provider(guest)
    console, request = guest.console, guest.request
    left = request.cookies.get(DEPARTURE, "")
    if not state or not secrets.compare_digest(left.encode(), state.encode()):
        return _refused(guest, "provider_refused")
    with console.parts.sessions() as session:
        departure = end_visit(session, state, console.clock())
    if departure is None:
        return _refused(guest, "provider_refused")
    try:
        identity = provider.identity(departure, _return_address(request), str(request.url))
    except ProviderUnavailable:
        logger.exception("the OpenID provider cannot be reached")
        return _refused(guest, "provider_unavailable", status=503)
    except IdentityRefused as fault:
        logger.warning("sign-in by the provider refused: %s", fault)
        return _refused(guest, "provider_refused")
    return _admitted(guest, identity)


def _admitted(guest: Guest, identity: Identity) -> Response:
    console, request = guest.console, guest.request
    browser = browser_of(request)
    with console.parts.sessions() as session:
        staff = account_of(session, identity)
        if staff is None:
            detail = {"from": browser.address, "by": "provider"}
            append(session, "unknown name", "session.refused", "staff:unknown name", detail)
            session.commit()
            return _refused(guest, "provider_no_account")
        secret = admit(session, staff, browser, console.clock())
        session.commit()
    # A page, not a redirect: on a redirect that another site began, the browser would withhold
    # the strict cookie, and the person would land on the sign-in form again.
    page = guest.page("signed_in.html")
    set_cookie(request, page, SESSION, secret)
    drop_cookie(page, DEPARTURE)
    return page


def _provider(guest: Guest) -> Provider:
    if guest.console.provider is None:
        raise HTTPException(404)
    return guest.console.provider


def _return_address(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{BASE}/sign-in/provider/back"


def _refused(guest: Guest, problem: str, *, status: int = 401) -> Response:
    page = guest.page(
        "sign_in.html", status=status, problem=problem, name="", next="/", has_provider=True
    )
    drop_cookie(page, DEPARTURE)
    return page
