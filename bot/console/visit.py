"""A request to the console with whoever makes it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.requests import Request

from bot.console.console import Console, here, path_of
from bot.console.cookies import KNOWN, SIGN_IN, set_cookie
from bot.console.navigation import entries_for
from bot.console.pages import BASE, Frame
from knowledge.database import SessionFactory
from knowledge.language import Lang
from knowledge.staff.account import Staff
from knowledge.staff.notices import leave_notice, take_notices
from knowledge.staff.sessions import Browser, StaffSession, Stage
from knowledge.staff.signing_in import is_own_password


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is not signed in; only the pages of the sign-in serve them."""

    request: Request
    console: Console
    lang: Lang
    csrf_token: str

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page without navigation."""
        frame = Frame(
            self.lang, path_of(self.request), here(self.request), csrf_token=self.csrf_token
        )
        page = self.console.pages.page(template, frame, status=status, **values)
        set_cookie(self.request, page, SIGN_IN, self.csrf_token)
        return page


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody who is signed in and may do what the route names."""

    request: Request
    console: Console
    lang: Lang
    staff: Staff
    session: StaffSession

    @property
    def sessions(self) -> SessionFactory:
        """Sessions on the database."""
        return self.console.parts.sessions

    @property
    def who(self) -> str:
        """What the audit log calls this person."""
        return self.staff.name

    def may(self, permission: str) -> bool:
        """Whether this person may do more than the route asks for."""
        return self.staff.may(permission)

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page in the frame of this person; the template also knows `visit`."""
        with self.sessions() as session:
            notices = take_notices(session, self.session.session_id)
        return self.framed(template, notices, status=status, **values)

    def framed(
        self, template: str, notices: tuple[str, ...] = (), *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """The same without a look into the database, which may be what has just failed."""
        inside = self.session.stage is Stage.FULL
        frame = Frame(
            lang=self.lang,
            path=path_of(self.request),
            here=here(self.request),
            csrf_token=self.session.csrf_token,
            staff=self.staff,
            entries=entries_for(self.console.entries, self.staff) if inside else (),
            notices=notices,
        )
        return self.console.pages.page(template, frame, status=status, visit=self, **values)

    def go_on(self, path: str, notice: str | None = None) -> RedirectResponse:
        """
        Sends the browser on to a page after a form, which a reload then does not send again.

        :param path: inside the console, `/staff`.
        :param notice: key of a text that the page shows once.
        """
        if notice is not None:
            with self.sessions() as session:
                leave_notice(session, self.session.session_id, notice)
                session.commit()
        return go_to(path)


def go_to(path: str) -> RedirectResponse:
    """Sends the browser to a page of the console."""
    return RedirectResponse(BASE + path, status_code=303)


def browser_of(request: Request) -> Browser:
    """Where the request comes from; behind a proxy, what the server was told to believe."""
    address = "unknown" if request.client is None else request.client.host
    known = request.cookies.get(KNOWN, "")
    return Browser(address, request.headers.get("user-agent", ""), known)


def knows_password(visit: Visit, password: str) -> bool:
    """Whether the person at the browser knows the account's password; asked before grave acts."""
    return is_own_password(
        visit.sessions,
        staff_id=visit.staff.staff_id,
        password=password,
        browser=browser_of(visit.request),
        moment=visit.console.clock(),
    )
