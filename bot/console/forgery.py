"""Requests that another site makes a browser send: told by token and origin, and refused."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

FIELD = "csrf_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ForgedRequest(Exception):
    """The request does not come from one of our own pages; `why` is for the log."""


def changes_something(request: Request) -> bool:
    """Whether the request's method is one that changes something."""
    return request.method not in _SAFE


async def given_token(request: Request) -> str:
    """The token in the form; empty where there is none."""
    value = (await request.form()).get(FIELD, "")
    return value if isinstance(value, str) else ""


def refuse_forged(request: Request, given: str, expected: str) -> None:
    """
    Lets through what carries the page's own token and comes from our own address.

    :raises ForgedRequest: otherwise.
    """
    if not expected or not secrets.compare_digest(given.encode(), expected.encode()):
        raise ForgedRequest("the form's token is missing or not this session's")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"}:
        raise ForgedRequest(f"sent by a page of another site ({site})")
    origin = request.headers.get("origin") or request.headers.get("referer")
    # The scheme is left out: behind a proxy we may be spoken to in another one than the browser.
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForgedRequest("sent by a page of another address")
