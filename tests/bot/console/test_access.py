"""Every route with every role: nobody gets where the table does not let them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import Mount

from bot.console.access import Needs, Public, UndeclaredRoute, declared, needs
from bot.console.app import create_console
from knowledge.staff.roles import PermissionUnknown, Role, permissions
from knowledge.staff.sessions import Stage
from tests.bot.console.office import CAST, Office, console_in

SOME = {"session_id": "999999", "name": "nobody-there", "lang": "en"}
"""What stands in for the parts of a path; a page that knows none of them says 404."""


def routes_of(office: Office) -> Iterator[tuple[RouteContext, Needs | Public | None, str, str]]:
    """Every route of the console with what it declares, its method and a path."""
    for route in iter_route_contexts(console_in(office.app).routes):
        if isinstance(route.original_route, Mount):
            continue
        for method in sorted(route.methods or ()):
            path = re.sub(r"{(\w+)(:\w+)?}", lambda part: SOME.get(part[1], "1"), route.path or "")
            yield route, declared(route), method, path


def test_every_route_says_who_may_use_it(office: Office) -> None:
    silent = [(method, path) for _, says, method, path in routes_of(office) if says is None]
    assert silent == []


def test_the_console_does_not_start_with_a_route_that_says_nothing(office: Office) -> None:
    router = APIRouter()
    router.get("/silent")(lambda: "anything")
    with pytest.raises(UndeclaredRoute, match="/silent"):
        create_console(office.parts, page_groups=[router])


def test_a_permission_that_the_table_lacks_is_refused_where_it_is_named() -> None:
    with pytest.raises(PermissionUnknown, match=r"posts\.eat"):
        needs("posts.eat")


def test_nobody_signed_in_is_sent_to_the_sign_in(office: Office) -> None:
    for _, says, method, path in routes_of(office):
        if isinstance(says, Needs):
            answer = office.somebody().client.request(method, f"/console{path}")
            assert answer.status_code == 303, (method, path)
            assert answer.headers["location"].startswith("/console/sign-in"), (method, path)


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_exactly_where_the_table_lets_it(office: Office, role: Role) -> None:
    person = office.person(CAST[role])
    for _, says, method, path in routes_of(office):
        if not isinstance(says, Needs) or Stage.FULL not in says.stages or path == "/sign-out":
            continue
        answer = person.opens(path) if method == "GET" else person.sends(path, from_page="/account")
        refused = answer.status_code == 403
        assert refused is not permissions().allow([role], says.permission), (method, path)
        assert answer.status_code < 500, (method, path)


def test_no_form_is_taken_without_the_token_of_its_page(office: Office) -> None:
    person, other = office.person("ada"), office.person("rui")
    foreign = re.search(r'csrf_token" value="([^"]+)"', other.opens("/account").text)
    assert foreign
    tried = 0
    for _, says, method, path in routes_of(office):
        if method == "GET" or (isinstance(says, Needs) and Stage.FULL not in says.stages):
            continue
        sender = person if isinstance(says, Needs) else office.somebody()
        for values in ({}, {"csrf_token": ""}, {"csrf_token": foreign[1]}, {"csrf_token": "é"}):
            filled = {"name": "x", "password": "y", "code": "1", "present": "1", "new": "2"}
            filled |= {"again": "2"} | values
            answer = sender.client.post(f"/console{path}", data=filled)
            assert answer.status_code == 403, (path, values, answer.status_code)
            tried += 1
    assert tried >= 40


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/console/account"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_a_form_that_another_site_sends_is_refused_even_with_the_token(
    office: Office, headers: dict[str, str]
) -> None:
    person = office.person("ada")
    person.client.headers.update(headers)
    answer = person.sends("/account/sessions/end-others")
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.text


def test_a_form_from_our_own_page_is_taken(office: Office) -> None:
    person = office.person("ada")
    person.client.headers.update({"origin": "http://desk.example", "sec-fetch-site": "same-origin"})
    assert person.sends("/account/sessions/end-others").status_code == 303


def test_a_role_taken_away_is_gone_at_the_next_click(office: Office) -> None:
    rui = office.person("rui")
    assert rui.opens("/reviews").status_code == 200
    changed = office.person("ada").sends("/staff/rui/standing", {"roles": "caseworker"})
    assert changed.status_code == 303
    assert rui.opens("/reviews").status_code == 403
