"""One's own account: password, browsers, language, what stands around every page."""

from __future__ import annotations

import re

import pytest

from bot.console.browsers import browser_name
from tests.bot.console.office import CAST, PASSWORD, Office

NEW = "seven-ferries-cross-at-noon"


def change(office: Office, present: str, new: str, again: str):
    values = {"present": present, "new": new, "again": again}
    return office.person("ada").sends("/account/password", values)


def test_a_changed_password_signs_the_other_browsers_out(office: Office) -> None:
    other = office.somebody()
    other.signs_in("ada")
    assert change(office, PASSWORD, NEW, NEW).status_code == 303
    assert "The password is changed" in office.person("ada").opens("/account").text
    assert other.opens("/account").status_code == 303
    assert other.signs_in("ada", PASSWORD).status_code == 401
    assert other.signs_in("ada", NEW).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "again", "word"),
    [
        ("wrong", NEW, NEW, "The present password is not right"),
        (PASSWORD, NEW, NEW + "x", "The two passwords differ"),
        (PASSWORD, "short", "short", "at least 12"),
        (PASSWORD, "password1234", "password1234", "easily guessed"),
        (PASSWORD, "ada-ada-ada-ada", "ada-ada-ada-ada", "easily guessed"),
    ],
)
def test_a_password_that_will_not_do_is_told_why(
    office: Office, present: str, new: str, again: str, word: str
) -> None:
    answer = change(office, present, new, again)
    assert answer.status_code == 422
    assert word in answer.text
    assert new not in answer.text


def test_a_browser_left_open_cannot_be_used_to_guess_the_password(office: Office) -> None:
    for _ in range(5):
        change(office, "wrong", NEW, NEW)
    assert change(office, PASSWORD, NEW, NEW).status_code == 422


def test_ones_own_browsers_are_listed_and_ended_one_by_one(office: Office) -> None:
    other = office.somebody()
    other.client.headers["user-agent"] = "<b>Telephone</b>"
    other.signs_in("ada")
    page = office.person("ada").opens("/account").text
    assert "&lt;b&gt;Telephone&lt;/b&gt;" in page
    (ending,) = re.findall(r"/account/sessions/\d+/end(?=\")", page)
    assert office.person("ada").sends(ending).status_code == 303
    assert other.opens("/account").status_code == 303


def test_somebody_elses_browser_is_not_to_be_ended(office: Office) -> None:
    chen, ada = office.person("chen"), office.person("ada")
    for number in range(1, 5):
        chen.sends(f"/account/sessions/{number}/end")
    assert ada.opens("/account").status_code == 200
    assert ada.sends(f"/account/sessions/{10**30}/end").status_code == 400


def test_a_notice_is_shown_once(office: Office) -> None:
    ada = office.person("ada")
    ada.sends("/account/sessions/end-others")
    assert "All other browsers are signed out." in ada.opens("/").text
    assert "All other browsers are signed out." not in ada.opens("/").text


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("rui", {"Start"}),
        ("chen", {"Start"}),
        ("ada", {"Start", "Staff"}),
        ("omar", {"Start", "Staff", "Audit log"}),
    ],
)
def test_the_navigation_holds_what_exists_and_is_allowed(
    office: Office, name: str, entries: set[str]
) -> None:
    page = office.person(name).opens("/").text
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert entries <= set(re.findall(r">([^<>\n]+)</a>", navigation))
    assert ("Audit log" in navigation) is ("Audit log" in entries)


def test_the_language_is_the_browsers_until_one_is_chosen(office: Office) -> None:
    ada = office.person("ada")
    assert 'lang="en"' in ada.opens("/").text
    back = ada.opens("/language/zh?next=%2Fstaff").headers["location"]
    assert back == "/console/staff"
    page = ada.opens("/staff").text
    assert '<html lang="zh-CN">' in page
    assert "工作人员" in page
    assert ada.opens("/language/fr").status_code == 400


@pytest.mark.parametrize("name", CAST.values())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_has_its_words_in_both_languages(office: Office, name: str, lang: str) -> None:
    person = office.person(name)
    person.opens(f"/language/{lang}")
    for path in ("/", "/account", "/account/second-factor", "/staff", "/staff/ada", "/audit"):
        assert person.opens(path).status_code in (200, 403), path


def test_refusals_stand_in_the_frame(office: Office) -> None:
    ada = office.person("ada")
    for path, status, word in (
        ("/audit", 403, "Not allowed"),
        ("/nowhere", 404, "No such page"),
        ("/staff/nobody", 404, "No such page"),
    ):
        page = ada.opens(path)
        assert (page.status_code, word in page.text, "<nav" in page.text) == (status, True, True)
    assert "<nav" not in office.somebody().opens("/nowhere").text


def test_a_fault_ends_in_a_page_that_tells_nothing_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = office.person("ada")

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the inner secret")

    monkeypatch.setattr("bot.console.home.open_work", fails)
    page = ada.opens("/")
    assert page.status_code == 500
    assert "Something went wrong" in page.text
    assert "inner secret" not in page.text
    assert "<nav" in page.text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130 Safari/537 Edg/130", "Edge"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36", "Chrome · Android"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_browser_is_told_by_the_name_that_people_know(agent: str, name: str) -> None:
    assert browser_name(agent).startswith(name)
