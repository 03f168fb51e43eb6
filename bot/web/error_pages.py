"""What a person sees instead of a page that cannot be shown, in both languages."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from bot.web.headers import SECURITY_HEADERS
from bot.web.lines import refused_line, wants_lines
from bot.web.pages import TEMPLATES, WORDING
from knowledge.language import Lang

_KNOWN = (400, 403, 404, 413, 429, 503)
_SOON_S = 10


def add_error_pages(app: FastAPI) -> None:
    """Refusals and faults end in a page (or, for our script, in a line) with the status code."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _failed)


def refusal(scope: Scope, status: int) -> Response:
    """The answer to a request that cannot be served; `status` is an HTTP status code."""
    request = Request(scope)
    key = f"error_{status if status in _KNOWN else 500 if status >= 500 else 400}"
    texts = {lang: WORDING.text(key, lang, seconds=_SOON_S) for lang in Lang}
    if wants_lines(request):
        return refused_line(texts, status)
    page = TEMPLATES.get_template("error.html").render(status=status, texts=texts)
    return HTMLResponse(page, status)


async def _refused(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    response = refusal(request.scope, fault.status_code)
    for name, value in (fault.headers or {}).items():
        response.headers[name] = value
    return response


async def _not_understood(request: Request, _fault: Exception) -> Response:
    return refusal(request.scope, 400)


async def _failed(request: Request, _fault: Exception) -> Response:
    # The framework raises the fault again after this, so the log has its traceback. This answer
    # comes from outside the middleware.
    response = refusal(request.scope, 500)
    response.headers.update(SECURITY_HEADERS)
    return response
