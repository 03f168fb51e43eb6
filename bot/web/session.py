"""Who chats: a random id in a cookie, and the proof that a form came from our own page."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from fastapi import Request, Response

COOKIE = "chunfeng_chat"
_COOKIE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")
# Source: RFC 6265bis, 5.5: browsers keep a cookie for 400 days at most.
_KEPT_S = 400 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class ChatSession:
    """A person in one browser; `key` is 128 random bits that only this browser has."""

    key: str

    @property
    def chat_id(self) -> str:
        """What is stored of it: who sees the records cannot speak for the person."""
        return hashlib.sha256(f"chat {self.key}".encode()).hexdigest()[:32]

    def token(self, secret: bytes) -> str:
        """What our forms send along; no other site can know it."""
        return hmac.new(secret, f"form {self.key}".encode(), hashlib.sha256).hexdigest()

    def cookie(self, secret: bytes) -> str:
        """What the browser brings back; nobody else can make one."""
        mark = hmac.new(secret, f"cookie {self.key}".encode(), hashlib.sha256).hexdigest()
        return f"{self.key}.{mark}"

    def keep(self, request: Request, response: Response, secret: bytes) -> None:
        """Has the browser come back as the same person, also after a restart of ours."""
        response.set_cookie(
            COOKIE,
            self.cookie(secret),
            max_age=_KEPT_S,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )


def new_session() -> ChatSession:
    """A person whom we have not seen before."""
    return ChatSession(secrets.token_hex(16))


def session_of(request: Request, secret: bytes) -> ChatSession | None:
    """The person who sends this request; None without a cookie of our making."""
    return session_in(request.cookies.get(COOKIE, ""), secret)


def session_in(cookie: str, secret: bytes) -> ChatSession | None:
    """The person whom a cookie names; None for one that we did not make."""
    found = _COOKIE.fullmatch(cookie)
    session = ChatSession(found[1]) if found else None
    if session is None or not hmac.compare_digest(session.cookie(secret), cookie):
        return None
    return session


def is_from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site made it send this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    # Browsers leave that header out where the page came by plain http from another machine.
    origin = request.headers.get("origin")
    return origin is not None and origin.partition("://")[2] != request.headers.get("host")


def is_own_form(session: ChatSession | None, token: str, secret: bytes) -> bool:
    """Whether the form was made for this very person."""
    return session is not None and hmac.compare_digest(
        session.token(secret).encode(), token.encode()
    )
