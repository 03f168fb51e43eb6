"""Who may do what: every route of the console declares it by one of these two dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from fastapi import Depends
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount
from starlette.types import Scope

from bot.console.console import console_of, here, stood_on
from bot.console.cookies import SESSION, SIGN_IN
from bot.console.forgery import changes_something, given_token, refuse_forged
from bot.console.pages import language_of
from bot.console.parts import ConsoleParts
from bot.console.visit import Guest, Visit
from knowledge.database import now
from knowledge.staff.roles import permissions
from knowledge.staff.secrets import new_secret
from knowledge.staff.sessions import Stage, find_session

WHERE_A_STAGE_GOES_ON = {
    Stage.FULL: "/",
    Stage.CODE: "/sign-in/code",
    Stage.ENROL: "/account/second-factor",
}


class SignInNeeded(Exception):
    """
    Nobody is signed in; `back_to` is the page to return to, with its query.

    `form_lost`: what came was a form, which is not taken and has to be sent again.
    """

    def __init__(self, back_to: str, *, form_lost: bool) -> None:
        super().__init__("no open session")
        self.back_to, self.form_lost = back_to, form_lost


class StageElsewhere(Exception):
    """The sign-in is not complete, or complete already: `path` is where it goes on."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class NotAllowed(Exception):
    """No role of this person holds the permission."""

    def __init__(self, visit: Visit, permission: str) -> None:
        super().__init__(f"{visit.who} lacks {permission}")


class UndeclaredRoute(Exception):
    """A route says neither which permission it needs nor that it is public."""


class Needs:
    """Admits a signed-in person who holds the permission, and forms that our pages sent."""

    def __init__(self, permission: str, stages: Iterable[Stage]) -> None:
        self.permission = permissions().checked(permission)
        self.stages = frozenset(stages)

    async def __call__(self, request: Request) -> Visit:
        """
        The visit.

        :raises SignInNeeded: if nobody is signed in.
        :raises StageElsewhere: if the sign-in is at another stage than the route serves.
        :raises ForgedRequest: if a form does not come from our own page.
        :raises NotAllowed: if no role holds the permission.
        """
        visit = await run_in_threadpool(visit_of, request)
        if visit is None:
            raise SignInNeeded(_back_to(request), form_lost=changes_something(request))
        request.state.visit = visit
        if visit.session.stage not in self.stages:
            raise StageElsewhere(WHERE_A_STAGE_GOES_ON[visit.session.stage])
        if changes_something(request):
            refuse_forged(request, await given_token(request), visit.session.csrf_token)
        if not visit.may(self.permission):
            raise NotAllowed(visit, self.permission)
        return visit


class Public:
    """Admits everybody; a form must carry the token that its page left in a cookie."""

    async def __call__(self, request: Request) -> Guest:
        """
        The guest.

        :raises ForgedRequest: if a form does not come from our own page.
        """
        left = request.cookies.get(SIGN_IN, "")
        if changes_something(request):
            refuse_forged(request, await given_token(request), left)
        return Guest(request, console_of(request), language_of(request), left or new_secret())


def needs(permission: str, *, stages: Iterable[Stage] = (Stage.FULL,)) -> Any:  # noqa: ANN401 - as fastapi.Depends
    """
    Declares what a route needs: `visit: Annotated[Visit, needs("audit.read")]`.

    :raises PermissionUnknown: if roles.toml does not have the permission.
    """
    return Depends(Needs(permission, stages))


def public() -> Any:  # noqa: ANN401 - as fastapi.Depends
    """Declares that a route serves everybody: `guest: Annotated[Guest, public()]`."""
    return Depends(Public())


def visit_of(request: Request) -> Visit | None:
    """The visit of whoever holds the session cookie, at any stage; None if it opens nothing."""
    secret, console = request.cookies.get(SESSION), console_of(request)
    if not secret:
        return None
    with console.parts.sessions() as session:
        found = find_session(session, secret, console.clock())
    return None if found is None else Visit(request, console, language_of(request), *found)


def knows(parts: ConsoleParts) -> Callable[[Scope], bool]:
    """Tells, before a body is read, whether a request comes from somebody who is signed in."""

    def is_signed_in(scope: Scope) -> bool:
        secret = Request(scope).cookies.get(SESSION)
        if not secret:
            return False
        with parts.sessions() as session:
            found = find_session(session, secret, now())
        return found is not None and found[1].stage is Stage.FULL

    return is_signed_in


def declared(route: Any) -> Needs | Public | None:  # noqa: ANN401 - a route or FastAPI's view of one
    """What a route declares; None if it declares nothing."""
    dependant: Dependant | None = getattr(route, "dependant", None)
    for dependency in dependant.dependencies if dependant else ():
        if isinstance(dependency.call, Needs | Public):
            return dependency.call
    return None


def refuse_undeclared(routes: list[BaseRoute]) -> None:
    """
    Stops the start where a route declares nothing; folders of static files are public.

    :raises UndeclaredRoute: naming the route.
    """
    for route in iter_route_contexts(routes):
        if not isinstance(route.original_route, Mount) and declared(route) is None:
            raise UndeclaredRoute(f"{route.methods} {route.path} declares no permission")


def _back_to(request: Request) -> str:
    return quote(stood_on(request) if changes_something(request) else here(request), safe="")
