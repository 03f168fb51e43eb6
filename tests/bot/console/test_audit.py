"""The page of the audit log."""

from __future__ import annotations

import pytest

from knowledge.records.audit import append
from tests.bot.console.office import Office


def log(office: Office, count: int, what: str = "seeker.revealed") -> None:
    with office.parts.sessions() as session:
        for number in range(count):
            append(session, "chen", what, f"seeker:{number}", {"reason": "<i>call-back</i>"})
        session.commit()


def test_it_shows_who_did_what_as_text(office: Office) -> None:
    log(office, 1)
    page = office.person("omar").opens("/audit").text
    assert "conversation 0</a>" in page
    assert "&lt;i&gt;call-back&lt;/i&gt;" in page
    assert "Account added" in page


def test_the_filter_holds_over_the_pages(office: Office) -> None:
    log(office, 60)
    omar = office.person("omar")
    first = omar.opens("/audit?what=seeker&who=chen&about=&since=&until=")
    assert first.text.count('<td data-label="No.">') == 50
    assert "/console/audit?who=chen&amp;what=seeker&amp;before=" in first.text
    address = first.text.split('href="/console/audit?who=')[1].split('"')[0].replace("&amp;", "&")
    second = omar.opens(f"/audit?who={address}")
    assert second.text.count('<td data-label="No.">') == 10


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=2026-13-45",
        "since=0001-01-01",
        "until=9999-12-31",
        "before=x",
        "before=99999999999999999999999",
    ],
)
def test_a_filter_of_nonsense_is_refused_calmly(office: Office, query: str) -> None:
    answer = office.person("omar").opens(f"/audit?{query}")
    assert answer.status_code == 400
    assert "not understood" in answer.text


@pytest.mark.parametrize("query", ["who=%27%3B+DROP+TABLE+staff", "what=%25", "about=%00x"])
def test_a_filter_that_finds_nothing_says_so(office: Office, query: str) -> None:
    answer = office.person("omar").opens(f"/audit?{query}")
    assert answer.status_code == 200
    assert "Nothing matches" in answer.text


def test_the_chain_is_checked_on_request(office: Office) -> None:
    log(office, 3)
    answer = office.person("omar").sends("/audit/verify", from_page="/audit")
    assert "the chain is whole" in answer.text
