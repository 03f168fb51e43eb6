"""Who may give what: nobody widens what they may do, on their own account or by another one."""

from __future__ import annotations

import itertools

import pytest

from knowledge.staff.account import NewStaff, Staff, Standing
from knowledge.staff.accounts import add_staff, all_staff, change_standing, staff_row
from knowledge.staff.roles import Role
from tests.bot.console.office import PASSWORD, QUICK, Office, Person

WAN = "万州区"
ALL_ROLES = ["administrator", "auditor", "caseworker"]


@pytest.fixture
def adw(office: Office) -> Person:
    """The administrator of one district."""
    return signed_in(office, "adw", (Role.ADMINISTRATOR,), (WAN,))


def signed_in(
    office: Office, name: str, roles: tuple[Role, ...], districts: tuple[str, ...] = ()
) -> Person:
    with office.parts.sessions() as session:
        add_staff(session, NewStaff(name, None, roles, districts), "test")
        staff_row(session, name).password_hash = QUICK.hash(PASSWORD)
        session.commit()
    return office.person(name)


def account(office: Office, name: str) -> Staff:
    with office.parts.sessions() as session:
        return next(staff for staff in all_staff(session) if staff.name == name)


def test_nobody_gives_themselves_roles_or_districts(office: Office, adw: Person) -> None:
    before = account(office, "adw")
    answer = adw.sends("/staff/adw/standing", {"roles": ALL_ROLES, "districts": ""})
    assert answer.status_code == 422
    assert "Nobody changes their own roles" in answer.text
    assert account(office, "adw") == before
    # Nor does an administrator of the whole city.
    whole = office.person("ada").sends("/staff/ada/standing", {"roles": ALL_ROLES})
    assert whole.status_code == 422


@pytest.mark.parametrize(
    ("roles", "districts", "word"),
    [
        (["administrator"], "", "only change accounts of your own districts"),
        (["caseworker"], "渝中区", "only change accounts of your own districts"),
        (["caseworker"], f"{WAN} 渝中区", "only change accounts of your own districts"),
        (["auditor"], WAN, "Only an auditor"),
    ],
)
def test_nobody_makes_an_account_that_may_more(
    office: Office, adw: Person, roles: list[str], districts: str, word: str
) -> None:
    values = {"name": "puppet", "roles": roles, "districts": districts}
    passwords = {"password": "green-lantern-9-yuzhong", "again": "green-lantern-9-yuzhong"}
    answer = adw.sends("/staff", {**values, **passwords})
    assert answer.status_code == 422
    assert word in answer.text
    made = adw.sends("/staff", {**values, **passwords, "roles": ["reviewer"], "districts": WAN})
    assert made.status_code == 303


@pytest.mark.parametrize("name", ["ada", "chen", "rui", "omar"])
@pytest.mark.parametrize("act", ["reset", "disable", "standing"])
def test_nobody_takes_over_an_account_of_another_office(
    office: Office, adw: Person, name: str, act: str
) -> None:
    before = account(office, name)
    values = {"password": "green-lantern-9-yuzhong", "again": "green-lantern-9-yuzhong"}
    answer = adw.sends(f"/staff/{name}/{act}", {**values, "roles": "reviewer", "districts": WAN})
    assert answer.status_code == 422
    assert account(office, name) == before


def everybody(office: Office) -> list[Staff]:
    with office.parts.sessions() as session:
        return all_staff(session)


def test_an_administrator_resets_no_auditor(office: Office) -> None:
    (auditor,) = [staff.name for staff in everybody(office) if Role.AUDITOR in staff.roles]
    values = {"password": "green-lantern-9-yuzhong", "again": "green-lantern-9-yuzhong"}
    answer = office.person("ada").sends(f"/staff/{auditor}/reset", values)
    assert answer.status_code == 422
    assert "Only an auditor" in answer.text


ROLES = [roles for size in (1, 2) for roles in itertools.combinations(Role, size)]
OFFICES = [(), (WAN,), ("渝中区",), (WAN, "渝中区")]


def test_whatever_is_given_is_within_what_is_had(office: Office) -> None:
    """All roles and districts of who acts, of the account, and of what it is to get."""
    wrong = []
    with office.parts.sessions() as session:
        for number, (mine, given) in enumerate(itertools.product(OFFICES, OFFICES)):
            add_staff(session, NewStaff(f"b{number}", None, (Role.REVIEWER,), mine), "test")
            add_staff(session, NewStaff(f"a{number}", None, (Role.ADMINISTRATOR,), mine), "test")
            acting = next(one for one in all_staff(session) if one.name == f"a{number}")
            for roles in ROLES:
                was_given = gave(session, f"b{number}", roles, given, acting)
                is_within = not mine or bool(given and set(given) <= set(mine))
                if was_given != (is_within and Role.AUDITOR not in roles):
                    wrong.append((mine, roles, given))
    assert wrong == []


def gave(session, name: str, roles, districts, acting: Staff) -> bool:
    from knowledge.staff.account import AccountRefused

    before = staff_row(session, name)
    kept = (list(before.roles), list(before.districts))
    try:
        change_standing(session, name, Standing(tuple(roles), tuple(districts)), "test", acting)
    except AccountRefused:
        return False
    before.roles, before.districts = kept
    return True
