"""The accounts of staff: listed for auditors, made and changed by administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.visit import Visit
from knowledge.staff.account import (
    AccountRefused,
    NewStaff,
    Staff,
    StaffUnknown,
    Standing,
    staff_of,
)
from knowledge.staff.accounts import (
    add_staff,
    all_staff,
    change_standing,
    disable_staff,
    reset_staff,
    staff_row,
)
from knowledge.staff.passwords import SHORTEST, password_fault
from knowledge.staff.roles import Role

router = APIRouter(prefix="/staff")

Reader = Annotated[Visit, needs("staff.read")]
Administrator = Annotated[Visit, needs("staff.change")]


class StandingForm(BaseModel):
    """What the form about roles sends."""

    roles: list[Role] = Field(default_factory=list, max_length=len(Role))
    districts: str = Field("", max_length=500)
    second_factor_required: bool = False

    def standing(self) -> Standing:
        """The values of the form; districts are parted by commas or blanks of either script."""
        parted = self.districts.replace("，", " ").replace("、", " ").replace(",", " ").split()
        return Standing(tuple(self.roles), tuple(parted), self.second_factor_required)


class NewStaffForm(StandingForm):
    """What the form for a new account sends."""

    name: str = Field(max_length=100)
    email: str = Field("", max_length=200)
    password: str = Field(max_length=1000)
    again: str = Field(max_length=1000)


@router.get("")
def staff_page(visit: Reader) -> Response:
    """Every account."""
    return _list(visit)


@router.post("")
def on_add(visit: Administrator, form: Annotated[NewStaffForm, Form()]) -> Response:
    """Makes an account, or shows the form again with what is wrong."""
    problem = _password_problem(form.password, form.again, form.name)
    if problem is not None:
        return _list(visit, status=422, problem=problem, form=form)
    standing = form.standing()
    new = NewStaff(
        name=form.name,
        password=form.password,
        roles=standing.roles,
        districts=standing.districts,
        email=form.email,
    )
    try:
        with visit.sessions() as session:
            staff = add_staff(session, new, visit.who, visit.staff)
            if standing.second_factor_required:
                change_standing(session, staff.name, standing, visit.who, visit.staff)
            session.commit()
    except AccountRefused as fault:
        return _list(visit, status=422, problem=f"staff_{fault.fault}", form=form)
    return visit.go_on("/staff", "staff_added")


@router.get("/{name}")
def one_page(visit: Reader, name: str) -> Response:
    """One account."""
    return _one(visit, name)


@router.post("/{name}/standing")
def on_standing(visit: Administrator, name: str, form: Annotated[StandingForm, Form()]) -> Response:
    """Changes roles, districts and the duty of a second factor."""
    try:
        with visit.sessions() as session:
            change_standing(session, name, form.standing(), visit.who, visit.staff)
            session.commit()
    except StaffUnknown as fault:
        raise HTTPException(404) from fault
    except AccountRefused as fault:
        return _one(visit, name, status=422, problem=f"staff_{fault.fault}")
    return visit.go_on(f"/staff/{name}", "staff_changed")


@router.post("/{name}/disable")
def on_disable(visit: Administrator, name: str) -> Response:
    """Ends the account and its sessions."""
    try:
        with visit.sessions() as session:
            disable_staff(session, name, visit.who, visit.staff)
            session.commit()
    except StaffUnknown as fault:
        raise HTTPException(404) from fault
    except AccountRefused as fault:
        return _one(visit, name, status=422, problem=f"staff_{fault.fault}")
    return visit.go_on(f"/staff/{name}", "staff_disabled")


@router.post("/{name}/reset")
def on_reset(
    visit: Administrator,
    name: str,
    password: Annotated[str, Form(max_length=1000)],
    again: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Gives a new password; sessions and second factor end."""
    problem = _password_problem(password, again, name)
    if problem is not None:
        return _one(visit, name, status=422, problem=problem)
    try:
        with visit.sessions() as session:
            reset_staff(session, name, password, visit.who, visit.staff)
            session.commit()
    except StaffUnknown as fault:
        raise HTTPException(404) from fault
    except AccountRefused as fault:
        return _one(visit, name, status=422, problem=f"staff_{fault.fault}")
    return visit.go_on(f"/staff/{name}", "staff_reset")


def _password_problem(password: str, again: str, name: str) -> str | None:
    if password != again:
        return "password_differs"
    fault = password_fault(password, name)
    return None if fault is None else f"password_{fault}"


def _list(
    visit: Visit,
    *,
    status: int = 200,
    problem: str | None = None,
    form: NewStaffForm | None = None,
) -> Response:
    with visit.sessions() as session:
        everybody = all_staff(session)
    return visit.page(
        "staff.html",
        status=status,
        everybody=everybody,
        roles=tuple(Role),
        form=form,
        problem=problem,
        shortest=SHORTEST,
    )


def _one(visit: Visit, name: str, *, status: int = 200, problem: str | None = None) -> Response:
    with visit.sessions() as session:
        person = _found(session, name)
    return visit.page(
        "staff_one.html",
        status=status,
        person=person,
        roles=tuple(Role),
        problem=problem,
        shortest=SHORTEST,
    )


def _found(session: Session, name: str) -> Staff:
    try:
        return staff_of(staff_row(session, name))
    except StaffUnknown as fault:
        raise HTTPException(404) from fault
