"""Signing in: what opens a session, what ends it, what locks it, and what a guest learns."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from knowledge.records.audit import Wanted, entries
from knowledge.staff import passwords
from knowledge.staff.tables import StaffRow, StaffSessionRow
from tests.bot.console.office import PASSWORD, Office, token_on

SLOWED = "please wait {} seconds"


def opens_a_page(person, path: str = "/account") -> bool:
    return person.opens(path).status_code == 200


def test_the_right_password_opens_the_page_that_was_wanted(office: Office) -> None:
    person = office.somebody()
    sent = person.opens("/account?x=1")
    assert sent.headers["location"] == "/console/sign-in?next=%2Faccount%3Fx%3D1"
    admitted = person.signs_in("Ada ", next_path="/account?x=1")
    assert admitted.headers["location"] == "/console/account?x=1"
    assert opens_a_page(person)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "a@b",
        "/../../leave",
        "/..//evil.example",
        "/%2e%2E/leave",
    ],
)
def test_a_sign_in_never_leads_out_of_the_console(office: Office, elsewhere: str) -> None:
    person = office.somebody()
    assert person.signs_in("ada", next_path=elsewhere).headers["location"] == "/console/"
    assert person.opens(f"/language/zh?next={elsewhere}").headers["location"] == "/console/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: Office) -> None:
    plain = office.somebody().signs_in("ada").headers.get_list("set-cookie")[0]
    assert "HttpOnly" in plain
    assert "SameSite=strict" in plain
    assert "Secure" not in plain
    assert "Secure" in office.somebody("https").signs_in("ada").headers.get_list("set-cookie")[0]


def test_the_database_alone_opens_no_session(office: Office) -> None:
    cookie = office.person("ada").client.cookies["chunfeng_staff"]
    with office.parts.sessions() as session:
        kept = session.exec(select(StaffSessionRow)).one()
        assert cookie not in kept.model_dump_json()
        assert PASSWORD not in session.exec(select(StaffRow)).first().model_dump_json()


def test_signing_in_never_takes_over_a_cookie_that_was_there(office: Office) -> None:
    person = office.somebody()
    person.client.cookies.set("chunfeng_staff", "planted", path="/console")
    sent = person.signs_in("ada").headers.get_list("set-cookie")[0]
    assert "planted" not in sent


def test_unknown_name_and_wrong_password_read_the_same(office: Office) -> None:
    wrong = office.somebody().signs_in("ada", "not-the-password")
    unknown = office.somebody().signs_in("bob", "not-the-password")
    assert wrong.status_code == unknown.status_code == 401
    assert "Name or password is not right" in wrong.text
    assert (
        wrong.text.replace("ada", "bob").count("please wait")
        == unknown.text.count("please wait")
        == 0
    )


def test_an_unknown_name_costs_a_comparison_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            compared.append(password)
            return real.verify(kept, password)

        def check_needs_rehash(self, kept: str) -> bool:
            return False

    real = passwords.hasher
    monkeypatch.setattr(passwords, "hasher", Counting())
    for name in ("ada", "bob"):
        office.somebody().signs_in(name, "not-the-password")
    assert len(compared) == 2


def test_a_name_typed_in_letters_of_double_width_is_the_same_name(office: Office) -> None:
    assert office.somebody().signs_in("ＡＤＡ").status_code == 303


def test_failures_slow_an_address_down_with_growing_pauses(office: Office) -> None:
    person = office.somebody()
    answers = [person.signs_in("ada", "wrong-wrong-wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 429]
    assert answers[-1].headers["retry-after"] == "2"
    assert SLOWED.format(2) in answers[-1].text
    for pause in (2, 4, 8, 16):
        assert person.signs_in("ada").status_code == 429
        office.clock.passes(seconds=pause + 1)
        assert person.signs_in("ada", "wrong-wrong-wrong").status_code == 429
    office.clock.passes(seconds=33)
    assert person.signs_in("ada").status_code == 303


def test_a_pause_is_at_most_a_quarter_of_an_hour(office: Office) -> None:
    person = office.somebody()
    for _ in range(30):
        person.signs_in("ada", "wrong-wrong-wrong")
        office.clock.passes(minutes=5)
    office.clock.passes(minutes=15)
    assert person.signs_in("ada").status_code == 303


def test_a_stranger_keeps_nobody_out(office: Office) -> None:
    for _ in range(60):
        office.somebody(address="203.0.113.9").signs_in("ada", "wrong-wrong-wrong")
    assert office.somebody(address="198.51.100.7").signs_in("ada").status_code == 303


def test_strangers_at_many_addresses_slow_a_name_down_by_seconds_only(office: Office) -> None:
    owner = office.person("ada")
    owner.sends("/sign-out")
    for number in range(40):
        stranger = office.somebody(address=f"203.0.113.{number}")
        stranger.signs_in("ada", "wrong-wrong-wrong")
    new = office.somebody(address="198.51.100.7")
    slowed = new.signs_in("ada")
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) <= 30
    # The browser that has signed in before is not slowed down at all.
    assert owner.signs_in("ada").status_code == 303
    office.clock.passes(seconds=31)
    assert new.signs_in("ada").status_code == 303


def test_a_browser_cannot_say_that_it_is_known(office: Office) -> None:
    for number in range(40):
        stranger = office.somebody(address=f"203.0.113.{number}")
        stranger.client.cookies.set("chunfeng_known", f"{'0' * 32}.{'0' * 64}", path="/console")
        stranger.signs_in("ada", "wrong-wrong-wrong")
    assert stranger.signs_in("ada").status_code == 429


def test_a_known_browser_is_slowed_down_by_its_own_failures(office: Office) -> None:
    owner = office.person("ada")
    owner.sends("/sign-out")
    answers = [owner.signs_in("ada", "wrong-wrong-wrong").status_code for _ in range(5)]
    assert answers == [401, 401, 401, 401, 429]


def test_failures_from_one_address_slow_it_down_for_every_name(office: Office) -> None:
    person = office.somebody()
    for name in ("a1", "a2", "a3", "a4", "a5"):
        person.signs_in(name, "wrong-wrong-wrong")
    assert person.signs_in("ada").status_code == 429


def test_one_own_success_does_not_clear_the_address_of_guesses_at_others(office: Office) -> None:
    person = office.somebody()
    for name in ("a1", "a2", "a3", "a4"):
        person.signs_in(name, "wrong-wrong-wrong")
    assert person.signs_in("ada").status_code == 303
    guessing = office.somebody()
    assert guessing.signs_in("chen", "wrong-wrong-wrong").status_code == 429


def test_the_log_tells_of_tries_but_never_what_was_typed(office: Office) -> None:
    person = office.somebody()
    person.signs_in("my-secret-typed-as-name", "wrong-wrong-wrong")
    for _ in range(4):
        person.signs_in("ada", "wrong-wrong-wrong")
    with office.parts.sessions() as session:
        told = entries(session, Wanted(what="session"))
    assert [entry.what for entry in told] == ["session.locked_out"] + ["session.refused"] * 4
    assert {entry.who for entry in told} == {"ada", "unknown name"}
    assert "typed-as-name" not in str(told)


def test_a_session_ends_after_half_an_hour_without_a_click(office: Office) -> None:
    person = office.person("ada")
    for _ in range(3):
        office.clock.passes(minutes=29)
        assert opens_a_page(person)
    office.clock.passes(minutes=31)
    assert not opens_a_page(person)


def test_a_session_ends_after_twelve_hours_of_clicks(office: Office) -> None:
    person = office.person("ada")
    for _ in range(29):
        office.clock.passes(minutes=24)
        assert opens_a_page(person)
    office.clock.passes(minutes=25)
    assert not opens_a_page(person)


def test_signing_out_ends_it_also_for_a_copy_of_the_cookie(office: Office) -> None:
    person, thief = office.person("ada"), office.somebody()
    thief.client.cookies.set(
        "chunfeng_staff", person.client.cookies["chunfeng_staff"], path="/console"
    )
    assert opens_a_page(thief)
    assert person.sends("/sign-out").headers["location"] == "/console/sign-in"
    assert not opens_a_page(person)
    assert not opens_a_page(thief)


def test_a_disabled_account_is_out_at_once_and_stays_out(office: Office) -> None:
    chen = office.person("chen")
    assert office.person("ada").sends("/staff/chen/disable").status_code == 303
    assert not opens_a_page(chen)
    assert office.somebody().signs_in("chen").status_code == 401


def test_a_password_hashed_with_older_parameters_is_hashed_anew(office: Office) -> None:
    from argon2 import PasswordHasher

    older = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    with office.parts.sessions() as session:
        ada = session.exec(select(StaffRow).where(StaffRow.name == "ada")).one()
        ada.password_hash = older
        session.commit()
    office.person("ada")
    assert _hash_of(office.parts.sessions()) != older
    assert office.somebody().signs_in("ada").status_code == 303


def _hash_of(session: Session) -> str | None:
    with session:
        return session.exec(select(StaffRow).where(StaffRow.name == "ada")).one().password_hash


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=a>', "é" * 90])
def test_what_is_typed_comes_back_as_text(office: Office, name: str) -> None:
    page = office.somebody().signs_in(name, "wrong-wrong-wrong")
    assert page.status_code == 401
    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_the_form_is_refused_without_the_cookie_that_its_page_left(office: Office) -> None:
    person = office.somebody()
    token = token_on(person.opens("/sign-in"))
    person.client.cookies.clear()
    values = {"name": "ada", "password": PASSWORD, "csrf_token": token}
    assert person.client.post("/console/sign-in", data=values).status_code == 403
