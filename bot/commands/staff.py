"""`chunfeng staff`: accounts of the staff console."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from typing import Annotated

import typer
from sqlmodel import Session

from bot.commands.console import USAGE, fail, services, show, show_json
from knowledge.staff.account import (
    AccountFault,
    AccountRefused,
    NewStaff,
    Staff,
    StaffUnknown,
    Standing,
)
from knowledge.staff.accounts import (
    add_staff,
    all_staff,
    change_standing,
    disable_staff,
    reset_staff,
)
from knowledge.staff.passwords import SHORTEST, PasswordFault, password_fault
from knowledge.staff.roles import Role, permissions

app = typer.Typer(
    help="Make and change accounts of the staff console at /console.", no_args_is_help=True
)

BY = "command line"
"""What the audit log calls whoever sits at the machine itself."""

Name = Annotated[str, typer.Argument(help="The account's name.")]
Roles = Annotated[list[Role], typer.Option("--role", help="Give it again for several.")]
Districts = Annotated[
    list[str] | None,
    typer.Option("--district", help="Official name; give it again for several; all if left out."),
]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password as one line of standard input.")
]
Json = Annotated[bool, typer.Option("--json", help="The result as JSON.")]

_WHY = {
    PasswordFault.TOO_SHORT: f"The password needs at least {SHORTEST} characters.",
    PasswordFault.TOO_LONG: "The password may have 200 characters at most.",
    PasswordFault.IS_NAME: "The password must not be the name.",
    PasswordFault.GUESSABLE: "The password is easily guessed: common, or with a pattern.",
}
_WHY_NOT = {
    AccountFault.NAME_INVALID: "A name has 2 to 40 letters, digits, dots, hyphens.",
    AccountFault.NAME_TAKEN: "There is an account of that name.",
    AccountFault.EMAIL_INVALID: "This is no e-mail address.",
    AccountFault.EMAIL_TAKEN: "Another account has this e-mail address.",
    AccountFault.NO_ROLE: "An account needs at least one role.",
    AccountFault.OWN_ACCOUNT: "Nobody changes what they themselves may do.",
    AccountFault.ROLE_NOT_YOURS: "Only an auditor gives that role.",
    AccountFault.OTHER_OFFICE: "The districts reach beyond those of who acts.",
    AccountFault.LAST_ADMINISTRATOR: "This is the last administrator; make another one first.",
}


@app.command()
def add(
    context: typer.Context,
    name: Name,
    role: Roles,
    district: Districts = None,
    email: Annotated[str, typer.Option(help="Knows who signs in by OpenID Connect.")] = "",
    password_stdin: PasswordStdin = False,
) -> None:
    """Make an account; asks for its password, there is none by default."""
    districts = _districts(context, district)
    password = _password(name, from_stdin=password_stdin)
    new = NewStaff(name, password, tuple(role), districts, email)
    made = _done(context, lambda session: add_staff(session, new, BY))
    show(f"{made.name} can sign in at /console as {', '.join(made.roles)}.")


@app.command(name="list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List the accounts, the disabled ones too."""
    with services(context).sessions() as session:
        everybody = all_staff(session)
    if json:
        show_json([dataclasses.asdict(staff) for staff in everybody])
        return
    for staff in everybody:
        show(_line(staff))
    if not everybody:
        show("No accounts yet: chunfeng staff add NAME --role administrator")


@app.command()
def disable(context: typer.Context, name: Name) -> None:
    """End an account: its sessions close at once, its name stays taken."""
    ended = _done(context, lambda session: disable_staff(session, name, BY))
    show(f"{ended.name} is disabled and signed out everywhere.")


@app.command()
def roles(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Whose roles to change.")] = None,
    role: Annotated[
        list[Role] | None, typer.Option("--role", help="The roles from now on.")
    ] = None,
    district: Districts = None,
    second_factor: Annotated[
        bool | None,
        typer.Option("--second-factor/--no-second-factor", help="Whether one is required."),
    ] = None,
) -> None:
    """Show what each role may do; with a NAME, change that account."""
    if name is None:
        for each in Role:
            show(f"{each}: {', '.join(permissions().of(each))}")
        return
    districts = None if district is None else _districts(context, district)
    present = {staff.name: staff for staff in _everybody(context)}.get(name.strip().casefold())
    if present is None:
        fail(f"There is no account {name}.")
    standing = Standing(
        roles=tuple(role) if role else present.roles,
        districts=present.districts if districts is None else districts,
        second_factor_required=(
            present.second_factor_required if second_factor is None else second_factor
        ),
    )
    show(_line(_done(context, lambda session: change_standing(session, name, standing, BY))))


@app.command()
def reset(context: typer.Context, name: Name, password_stdin: PasswordStdin = False) -> None:
    """Give a new password; ends sessions and second factor, opens a disabled account."""
    password = _password(name, from_stdin=password_stdin)
    done = _done(context, lambda session: reset_staff(session, name, password, BY))
    show(f"{done.name} has a new password and is signed out everywhere.")


def _done(context: typer.Context, change: Callable[[Session], Staff]) -> Staff:
    with services(context).sessions() as session:
        try:
            staff = change(session)
        except StaffUnknown as fault:
            fail(f"There is no account {fault}.")
        except AccountRefused as fault:
            fail(_WHY_NOT[fault.fault])
        session.commit()
    return staff


def _everybody(context: typer.Context) -> list[Staff]:
    with services(context).sessions() as session:
        return all_staff(session)


def _districts(context: typer.Context, named: list[str] | None) -> tuple[str, ...]:
    """The official names; an unknown one would hide every case from the person."""
    places = services(context).glossary.places
    found = []
    for name in named or ():
        district = places.district_of(name)
        if district is None:
            fail(f"{name} is no district of Chongqing.", USAGE)
        found.append(district)
    return tuple(found)


def _password(name: str, *, from_stdin: bool) -> str:
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    else:
        fail("No terminal to ask on: pipe the password in and add --password-stdin.", USAGE)
    fault = password_fault(password, name)
    if fault is not None:
        fail(_WHY[fault])
    return password


def _line(staff: Staff) -> str:
    marks = [", ".join(staff.roles), ", ".join(staff.districts) or "every district"]
    if staff.has_second_factor or staff.second_factor_required:
        marks.append("second factor" if staff.has_second_factor else "second factor to be set up")
    if staff.disabled:
        marks.append("disabled")
    return f"{staff.name}: {'; '.join(marks)}"
