"""The cookie of a chat: of our making, or nobody's."""

from __future__ import annotations

import pytest

from bot.web.session import COOKIE, new_session, session_in
from tests.bot.web.running import Visitor

SECRET = b"s" * 32


def test_our_own_cookie_names_the_person_again() -> None:
    session = new_session()
    assert session_in(session.cookie(SECRET), SECRET) == session


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "0" * 32,
        f"{'0' * 32}.{'0' * 64}",
        new_session().cookie(b"another installation" * 2),
        "é" * 97,
    ],
    ids=["empty", "no signature", "a made-up one", "another installation's", "no letters of ours"],
)
def test_any_other_is_nobodys(cookie: str) -> None:
    assert session_in(cookie, SECRET) is None


def test_a_planted_cookie_is_replaced_at_the_first_page(visitor: Visitor) -> None:
    planted = "a" * 32
    visitor.client.cookies.set(COOKIE, planted)
    answer = visitor.client.get("/")
    given = answer.headers["set-cookie"]
    assert planted not in given
    assert given.startswith(f"{COOKIE}=")
