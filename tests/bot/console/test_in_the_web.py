"""The console inside the whole web application."""

from __future__ import annotations

from starlette.testclient import TestClient

from bot.web.headers import SECURITY_HEADERS
from tests.bot.console.office import Office


def test_pages_of_the_console_carry_the_security_headers_and_are_never_kept(
    office: Office,
) -> None:
    page = office.person("ada").opens("/")
    for name, value in SECURITY_HEADERS.items():
        assert page.headers[name] == value
    assert page.headers["cache-control"] == "no-store"


def test_the_address_without_a_slash_leads_in(office: Office) -> None:
    client = TestClient(office.app, base_url="http://desk.example")
    assert client.get("/console").url.path == "/console/sign-in"
