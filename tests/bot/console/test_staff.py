"""The pages of accounts: made, changed and ended by administrators, and logged."""

from __future__ import annotations

import pytest

from knowledge.records.audit import Wanted, entries
from tests.bot.console.office import PASSWORD, Office

NEW = {
    "name": "Wang.Fang",
    "email": "Wang@Example.org",
    "roles": ["caseworker", "reviewer"],
    "districts": "涪陵区、万州区",
    "password": "seven-ferries-cross-at-noon",
    "again": "seven-ferries-cross-at-noon",
}


def add(office: Office, **changed: object):
    return office.person("ada").sends("/staff", NEW | changed, from_page="/staff")


def test_an_account_made_here_signs_in_with_its_roles(office: Office) -> None:
    assert add(office).headers["location"] == "/console/staff"
    person = office.somebody()
    assert person.signs_in("wang.fang", str(NEW["password"])).status_code == 303
    page = person.opens("/").text
    assert "Caseworker" in page
    assert "Reviewer" in page
    assert "万州区" in page


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"name": "ADA"}, "There is an account of that name"),
        ({"name": "<script>"}, "This name cannot be used"),
        ({"email": "ada@example.org"}, "Another account has this e-mail address"),
        ({"email": "nobody"}, "This is no e-mail address"),
        ({"roles": []}, "at least one role"),
        ({"again": "another"}, "The two passwords differ"),
        ({"password": "123456789012", "again": "123456789012"}, "easily guessed"),
        ({"password": "wang.fang-12", "again": "wang.fang-12"}, "must not be the name"),
    ],
)
def test_what_cannot_be_is_told_and_the_form_keeps_what_was_typed(
    office: Office, changed: dict[str, object], word: str
) -> None:
    answer = add(office, **changed)
    assert answer.status_code == 422
    assert word in answer.text
    assert "涪陵区、万州区" in answer.text
    assert "<script>" not in answer.text
    assert str(changed.get("password", NEW["password"])) not in answer.text


def test_a_role_that_does_not_exist_is_not_understood(office: Office) -> None:
    assert add(office, roles=["emperor"]).status_code == 400


@pytest.mark.parametrize("act", ["disable", "standing"])
def test_the_last_administrator_stays(office: Office, act: str) -> None:
    answer = office.person("ada").sends(f"/staff/ada/{act}", {"roles": "reviewer"})
    assert answer.status_code == 422
    assert "Ask another administrator" in answer.text
    assert office.person("ada").opens("/staff").status_code == 200


def test_a_reset_ends_sessions_second_factor_and_lets_a_disabled_person_back(
    office: Office,
) -> None:
    ada, chen = office.person("ada"), office.person("chen")
    ada.sends("/staff/chen/disable")
    new = {"password": "seven-ferries-cross-at-noon", "again": "seven-ferries-cross-at-noon"}
    assert ada.sends("/staff/chen/reset", new).status_code == 303
    assert chen.opens("/").status_code == 303
    assert chen.signs_in("chen", PASSWORD).status_code == 401
    assert chen.signs_in("chen", new["password"]).status_code == 303


def test_every_change_is_logged_with_who_did_it_and_no_password(office: Office) -> None:
    add(office)
    ada = office.person("ada")
    ada.sends(
        "/staff/wang.fang/standing", {"roles": "caseworker", "second_factor_required": "true"}
    )
    ada.sends("/staff/wang.fang/disable")
    with office.parts.sessions() as session:
        told = entries(session, Wanted(about="staff:wang.fang"))
    assert [(entry.who, entry.what) for entry in told] == [
        ("ada", "staff.disabled"),
        ("ada", "staff.changed"),
        ("ada", "staff.added"),
    ]
    assert told[1].detail["roles_before"] == ["caseworker", "reviewer"]
    assert "ferries" not in str(told)
