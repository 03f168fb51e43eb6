"""The second factor: set up, asked for, used once, recovered, required."""

from __future__ import annotations

import re

import pyotp
import pytest

from tests.bot.console.office import Office, Person

CODE = re.compile(r"<code>([a-z2-9-]{19})</code>")


def present_code(office: Office, secret: str) -> str:
    return pyotp.TOTP(secret).at(office.clock())


def set_up(office: Office, person: Person) -> tuple[str, list[str]]:
    """Sets it up; the secret and the recovery codes."""
    page = person.opens("/account/second-factor")
    found = re.search(r"secret=([A-Z2-7]+)", page.text)
    assert found
    done = person.sends(
        "/account/second-factor",
        {"code": present_code(office, found[1])},
        from_page="/account/second-factor",
    )
    assert done.status_code == 200
    return found[1], CODE.findall(done.text)


def gives(person: Person, code: str) -> int:
    return person.sends("/sign-in/code", {"code": code}, from_page="/sign-in/code").status_code


@pytest.fixture
def ada(office: Office) -> tuple[Person, str, list[str]]:
    """A browser with which Ada has given her password and is asked for the code."""
    secret, codes = set_up(office, office.person("ada"))
    office.clock.passes(seconds=60)
    person = office.somebody()
    person.signs_in("ada")
    return person, secret, codes


def test_the_page_shows_the_secret_as_text_address_and_picture(office: Office) -> None:
    page = office.person("ada").opens("/account/second-factor").text
    assert "otpauth://totp/" in page
    assert "<svg" in page
    assert re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page)


def test_nothing_opens_before_the_code_is_given(office: Office, ada) -> None:
    person, secret, _ = ada
    answer = person.opens("/staff")
    assert answer.headers["location"] == "/console/sign-in/code"
    assert person.sends("/staff/chen/disable", from_page="/sign-in/code").status_code == 303
    assert office.person("chen").opens("/account").status_code == 200
    assert gives(person, present_code(office, secret)) == 303
    assert person.opens("/staff").status_code == 200


def test_completing_the_sign_in_changes_the_cookie(office: Office, ada) -> None:
    person, secret, _ = ada
    before = person.client.cookies["chunfeng_staff"]
    assert gives(person, present_code(office, secret)) == 303
    assert person.client.cookies["chunfeng_staff"] != before


def test_a_code_is_good_once(office: Office, ada) -> None:
    person, secret, _ = ada
    code = present_code(office, secret)
    assert gives(person, code) == 303
    second = office.somebody()
    second.signs_in("ada")
    assert gives(second, code) == 401
    assert gives(second, pyotp.TOTP(secret).at(office.clock.moment.timestamp() - 30)) == 401
    office.clock.passes(seconds=30)
    assert gives(second, present_code(office, secret)) == 303


def test_guessing_codes_is_locked_like_guessing_passwords(office: Office, ada) -> None:
    person, secret, _ = ada
    answers = [gives(person, f"{number:06d}") for number in range(5)]
    assert answers == [401, 401, 401, 401, 429]
    assert gives(person, present_code(office, secret)) == 429


def test_a_recovery_code_replaces_the_phone_once(office: Office, ada) -> None:
    person, _, codes = ada
    assert len(set(codes)) == 10
    assert gives(person, codes[0].upper()) == 303
    second = office.somebody()
    second.signs_in("ada")
    assert gives(second, codes[0]) == 401
    assert gives(second, codes[1].replace("-", " ")) == 303


def test_a_wrong_code_does_not_set_it_up(office: Office) -> None:
    person = office.person("ada")
    answer = person.sends(
        "/account/second-factor", {"code": "000000"}, from_page="/account/second-factor"
    )
    assert answer.status_code == 422
    assert office.somebody().signs_in("ada").headers["location"] == "/console/"
    assert "Once set up" in person.opens("/account").text


def test_whom_it_is_required_of_sets_it_up_first(office: Office) -> None:
    office.person("ada").sends(
        "/staff/chen/standing", {"roles": "caseworker", "second_factor_required": "true"}
    )
    chen = office.person("chen")
    assert chen.opens("/").headers["location"] == "/console/account/second-factor"
    set_up(office, chen)
    assert chen.opens("/").status_code == 200
    chen.sends("/account/second-factor/end", {"password": "green-lantern-over-yuzhong"})
    assert "requires a second factor" in chen.opens("/account").text


def test_taking_it_away_needs_the_password(office: Office) -> None:
    person = office.person("ada")
    set_up(office, person)
    person.sends("/account/second-factor/end", {"password": "not-hers"})
    assert "The present password is not right." in person.opens("/account").text
    person.sends("/account/second-factor/end", {"password": "green-lantern-over-yuzhong"})
    assert "Once set up" in person.opens("/account").text
