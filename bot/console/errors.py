"""What a person sees instead of a page: sent to sign in, refused, not found, failed."""

from __future__ import annotations

import logging

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.console.access import NotAllowed, SignInNeeded, StageElsewhere, visit_of
from bot.console.console import console_of, here, path_of
from bot.console.forgery import ForgedRequest
from bot.console.pages import Frame, language_of
from bot.console.visit import Visit, go_to

logger = logging.getLogger(__name__)

_KNOWN = frozenset({400, 403, 404, 409, 413})


def add_error_pages(app: FastAPI) -> None:
    """Every refusal and fault ends in a page of the console's frame."""
    app.add_exception_handler(SignInNeeded, _to_sign_in)
    app.add_exception_handler(StageElsewhere, _to_stage)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(ForgedRequest, _forged)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(IntegrityError, _done_before)
    app.add_exception_handler(Exception, _failed)


def _to_sign_in(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, SignInNeeded)
    return go_to(f"/sign-in?next={fault.back_to}" + ("&lost=form" if fault.form_lost else ""))


def _to_stage(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, StageElsewhere)
    return go_to(fault.path)


def _not_allowed(request: Request, fault: Exception) -> Response:
    logger.warning("refused %s: %s", path_of(request), fault)
    return _error_page(request, 403)


def _forged(request: Request, fault: Exception) -> Response:
    logger.warning("refused %s: %s", path_of(request), fault)
    return _error_page(request, 403, "error_forged")


def _not_understood(request: Request, _fault: Exception) -> Response:
    return _error_page(request, 400)


def _refused(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    if getattr(request.state, "visit", None) is None:
        request.state.visit = visit_of(request)
    page = _error_page(request, fault.status_code)
    page.headers.update(fault.headers or {})
    return page


def _done_before(request: Request, fault: Exception) -> Response:
    # Of two who do the same at the same moment (or press twice), the database lets one.
    logger.info("a step at %s was done by somebody else: %s", path_of(request), fault)
    return _error_page(request, 409)


def _failed(request: Request, _fault: Exception) -> Response:
    # The framework raises the fault again after this, so the log has its traceback.
    return _error_page(request, 500)


def _error_page(request: Request, status: int, key: str | None = None) -> Response:
    fallback = 500 if status >= 500 else 400
    key = key or f"error_{status if status in _KNOWN else fallback}"
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is not None:
        return visit.framed("error.html", status=status, key=key)
    frame = Frame(language_of(request), path_of(request), here(request))
    return console_of(request).pages.page("error.html", frame, status=status, key=key)
