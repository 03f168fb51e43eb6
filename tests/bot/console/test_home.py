"""The first page: what waits for whom."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.console.naming import published_at, waited
from knowledge.database import now
from knowledge.handoffs import desk
from knowledge.handoffs.case import find_case
from tests.bot.console.office import Office
from tests.bot.console.records import said
from tests.bot.console.test_handoffs import asked


def counts(office: Office, name: str) -> dict[str, int]:
    """The tiles of somebody's first page: what they say and how many."""
    page = office.person(name).opens("/").text
    found = re.findall(r"<strong>([\d,]+)</strong>\s*<span>([^<]+)</span>", page)
    return {text: int(number) for number, text in found}


def test_a_caseworker_sees_who_waits_and_whose_word_is_due(office: Office) -> None:
    asked(office)
    assert counts(office, "chen")["people waiting for a person"] == 1
    with office.parts.sessions() as session:
        desk.claim(session, find_case(session, 1), "chen", office.clock())
        session.commit()
    after = counts(office, "chen")
    assert after["people waiting for a person"] == 0
    assert after["my cases that wait for my word"] == 1
    assert "my cases that wait for my word" not in counts(office, "ada")


def test_each_role_sees_its_own_work(office: Office) -> None:
    said(office.parts.sessions, "补多少", status="answered")
    asked(office)
    office.clock.moment = now() + timedelta(days=1)
    assert counts(office, "rui")["answers for me to review"] > 0
    assert "people waiting for a person" not in counts(office, "rui")
    assert {"post rows held back", "reported posts to decide on"} <= set(counts(office, "ada"))
    assert "audit entries today" in counts(office, "omar")


def test_where_nothing_waits_it_says_so(office: Office) -> None:
    assert "Nothing waits for you now." in office.person("chen").opens("/").text


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(minutes=-3), "0 minutes"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=5, minutes=7), "5 hours 7"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_wait_is_told_in_what_people_count_in(wait: timedelta, words: str) -> None:
    texts = {
        "waited_minutes": "{minutes} minutes",
        "waited_hours": "{hours} hours {minutes}",
        "waited_days": "{days} days",
    }
    assert waited(wait, lambda key, **values: texts[key].format(**values)) == words


def test_a_release_tells_when_it_was_published() -> None:
    at = published_at("20261122T221650551235-fdc2e8")
    assert at is not None
    assert at.isoformat() == "2026-11-22T22:16:50+00:00"
    assert published_at("r1") is None
