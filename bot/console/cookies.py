"""The console's cookies; none of them can be read by a script."""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from bot.console.pages import BASE

SESSION = "chunfeng_staff"
SIGN_IN = "chunfeng_sign_in"
DEPARTURE = "chunfeng_departure"
KNOWN = "chunfeng_known"
"""Stays after the sign-out: strangers' wrong passwords do not slow this browser down."""
_KNOWN_FOR_S = 180 * 24 * 60 * 60


def set_cookie(
    request: Request,
    response: Response,
    name: str,
    value: str,
    *,
    same_site: Literal["strict", "lax"] = "strict",
) -> None:
    """Sets a cookie until the browser is closed; Secure where the page came by https."""
    response.set_cookie(
        name,
        value,
        path=BASE,
        httponly=True,
        secure=request.url.scheme == "https",
        samesite=same_site,
    )


def keep_known(request: Request, response: Response, value: str) -> None:
    """Has the browser be known at its next sign-in."""
    response.set_cookie(
        KNOWN,
        value,
        max_age=_KNOWN_FOR_S,
        path=BASE,
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Takes a cookie away."""
    response.delete_cookie(name, path=BASE)
