"""One's own second factor: set up, shown its recovery codes once, taken away."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Annotated

import segno
from fastapi import APIRouter, Form
from markupsafe import Markup
from starlette.responses import Response

from bot.console.access import needs
from bot.console.cookies import SESSION, set_cookie
from bot.console.visit import Visit, knows_password
from knowledge.staff.second_factor import (
    confirm_second_factor,
    end_second_factor,
    offer_second_factor,
    otpauth_address,
)
from knowledge.staff.sessions import Stage, find_session
from knowledge.staff.signing_in import complete_session
from knowledge.staff.tables import StaffSessionRow

router = APIRouter(prefix="/account/second-factor")

_WHILE_ENROLLING = (Stage.FULL, Stage.ENROL)
Mine = Annotated[Visit, needs("account.own", stages=_WHILE_ENROLLING)]


@router.get("")
def set_up_page(visit: Mine) -> Response:
    """The secret as text, as an address and as a QR code."""
    if visit.staff.has_second_factor:
        return visit.go_on("/account")
    return _offer(visit)


@router.post("")
def on_confirm(visit: Mine, code: Annotated[str, Form(max_length=20)]) -> Response:
    """Puts it in force; the recovery codes are on this page and on no other."""
    moment, session_id = visit.console.clock(), visit.session.session_id
    with visit.sessions() as session:
        codes = confirm_second_factor(
            session,
            staff_id=visit.staff.staff_id,
            session_id=session_id,
            code=code,
            moment=moment,
        )
        if codes is None:
            return _offer(visit, status=422, problem="second_factor_code_wrong")
        secret = complete_session(session.get_one(StaffSessionRow, session_id))
        session.commit()
        found = find_session(session, secret, moment)
    assert found is not None
    # Not sent on as after other forms: the codes are kept nowhere that another page could read.
    page = replace(visit, staff=found[0], session=found[1]).page("recovery_codes.html", codes=codes)
    set_cookie(visit.request, page, SESSION, secret)
    return page


@router.post("/end")
def on_end(
    visit: Annotated[Visit, needs("account.own")],
    password: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Takes it away, if the account may be without and the password is given again."""
    if visit.staff.second_factor_required:
        return visit.go_on("/account", "second_factor_is_required")
    if not knows_password(visit, password):
        return visit.go_on("/account", "password_wrong")
    with visit.sessions() as session:
        end_second_factor(session, visit.staff.staff_id)
        session.commit()
    return visit.go_on("/account", "second_factor_ended")


def _offer(visit: Visit, *, status: int = 200, problem: str | None = None) -> Response:
    with visit.sessions() as session:
        secret = offer_second_factor(session, visit.session.session_id)
        session.commit()
    address = otpauth_address(secret, visit.staff.name)
    return visit.page(
        "second_factor.html",
        status=status,
        problem=problem,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        address=address,
        qr=_qr_code(address),
    )


def _qr_code(address: str) -> Markup:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, light="white"
    )
    # Drawn by the library out of our own address; nothing that a person wrote is in it as text.
    return Markup(drawn.getvalue().decode())
