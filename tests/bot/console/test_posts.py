"""The pages on posts: a feed taken in, held rows decided on, reports settled."""

from __future__ import annotations

import time
from datetime import date

import pytest
from httpx2 import Response
from sqlmodel import select

from bot.console.jobs import JobKind
from knowledge.following.reporting import ReportReason, report_post, suspended_posts
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from knowledge.records.audit import Wanted, entries
from knowledge.records.tables import SeekerRow
from tests.bot.console.office import Office, token_on

HEADER = "post_id,kind,title,employer,district,wage_min,wage_max,wage_unit,education_min,posted_on"
GOOD = "P1,enterprise,装配工,山城电子有限公司,渝北区,4000,6000,month,none,2026-11-01"
UNDERPAID = "P2,enterprise,保洁员,江北物业公司,江北区,900,1000,month,none,2026-11-01"
NO_POST = "P3,enterprise,<script>alert(1)</script>,乙公司,北京市,4000,6000,month,none,2026-11-01"


def imports(office: Office, *rows: str, name: str = "十一月.csv", feed: str = "") -> Response:
    """The import form, sent by the administrator and waited for."""
    ada = office.person("ada")
    token = token_on(ada.opens("/posts"))
    text = "\n".join([HEADER, *rows]) + "\n"
    answer = ada.client.post(
        "/console/posts/import",
        data={"csrf_token": token, "feed": feed},
        files={"file": (name, text.encode(), "text/csv")},
    )
    while (job := office.parts.workshop.jobs.latest(JobKind.IMPORT)) and job.ending is None:
        time.sleep(0.01)
    return answer


def held_row(office: Office) -> QuarantinedRow:
    with office.parts.sessions() as session:
        return session.exec(select(QuarantinedRow)).one()


def post(office: Office, post_id: str) -> PostRow | None:
    with office.parts.sessions() as session:
        return session.get(PostRow, post_id)


def logged(office: Office, what: str) -> list[str]:
    with office.parts.sessions() as session:
        return [entry.about for entry in entries(session, Wanted(what=what))]


def test_a_feed_is_taken_in_and_its_report_shown(office: Office) -> None:
    assert imports(office, GOOD, UNDERPAID).headers["location"] == "/console/posts/import"
    report = office.person("ada").opens("/posts/import").text
    assert "2 rows: 1 added" in report
    assert "below the minimum wage" in report
    overview = office.person("chen").opens("/posts").text
    assert "十一月.csv" in overview
    assert "open posts" in overview
    assert logged(office, "feed.imported") == ["feed:posts"]
    assert post(office, "P1") is not None


def test_a_file_that_is_no_feed_changes_nothing_and_says_why(office: Office) -> None:
    imports(office, GOOD)
    imports(office, name="empty.csv")
    page = office.person("ada").opens("/posts/import").text
    assert "cannot be read; nothing was changed" in page
    with office.parts.sessions() as session:
        assert len(session.exec(select(PostImportRow)).all()) == 1


def test_a_file_of_another_kind_is_refused_at_once(office: Office) -> None:
    assert imports(office, GOOD, name="posts.exe").status_code == 422


def test_a_path_in_a_name_stays_a_name(office: Office) -> None:
    imports(office, GOOD, name="../../evil.csv")
    with office.parts.sessions() as session:
        assert session.exec(select(PostImportRow.file_name)).one() == "evil.csv"


def test_a_corrected_row_goes_through_the_gate_and_is_open(office: Office) -> None:
    imports(office, GOOD, UNDERPAID)
    row = held_row(office)
    page = f"/posts/quarantine/{row.id}"
    assert "保洁员" in office.person("chen").opens("/posts/quarantine").text
    ada = office.person("ada")
    still = ada.sends(f"{page}/correct", {"cell.title": "保洁"}, from_page=page)
    assert still.status_code == 303
    assert "reasons are left" in ada.opens(page).text
    values = {"cell.wage_min": "3000", "cell.wage_max": "3500", "cell.title": "保洁"}
    assert ada.sends(f"{page}/correct", values, from_page=page).status_code == 303
    assert "seekers find it now" in ada.opens(page).text
    found = post(office, "P2")
    assert found is not None
    assert (found.wage_min, found.title) == (3000, "保洁")
    assert logged(office, "row.corrected") == [f"row:{row.id}"] * 2


def test_a_released_row_needs_a_reason_which_is_kept(office: Office) -> None:
    imports(office, GOOD, UNDERPAID)
    page = f"/posts/quarantine/{held_row(office).id}"
    ada = office.person("ada")
    assert ada.sends(f"{page}/release", {"because": " "}, from_page=page).status_code == 422
    assert post(office, "P2") is None
    answer = ada.sends(f"{page}/release", {"because": "半天的工作"}, from_page=page)
    assert answer.status_code == 303
    assert "半天的工作" in office.person("chen").opens(page).text
    assert post(office, "P2") is not None
    again = ada.sends(f"{page}/reject", {"because": "late"}, from_page="/posts")
    assert again.status_code == 409


def test_a_row_that_is_no_post_cannot_be_released_and_its_markup_never_runs(
    office: Office,
) -> None:
    imports(office, GOOD, NO_POST)
    page = f"/posts/quarantine/{held_row(office).id}"
    ada = office.person("ada")
    answer = ada.sends(f"{page}/release", {"because": "why not"}, from_page=page)
    assert answer.status_code == 422
    assert "no post yet" in answer.text
    assert "<script>alert" not in answer.text
    assert "<script>alert" not in ada.opens("/posts/quarantine").text


def test_a_rejected_row_is_listed_no_more(office: Office) -> None:
    imports(office, GOOD, UNDERPAID)
    page = f"/posts/quarantine/{held_row(office).id}"
    ada = office.person("ada")
    assert ada.sends(f"{page}/reject", {"because": "too low"}, from_page=page).status_code == 303
    assert "保洁员" not in ada.opens("/posts/quarantine").text
    assert "保洁员" in ada.opens("/posts/quarantine?state=rejected").text


@pytest.mark.parametrize("query", ["state=eaten", "reason=none-such", "feed=" + "x" * 201])
def test_a_filter_of_nonsense_is_refused(office: Office, query: str) -> None:
    assert office.person("chen").opens(f"/posts/quarantine?{query}").status_code == 400


def test_a_caseworker_sees_rows_and_decides_nothing(office: Office) -> None:
    imports(office, GOOD, UNDERPAID)
    page = f"/posts/quarantine/{held_row(office).id}"
    assert '<button class="grave"' not in office.person("chen").opens(page).text
    assert office.person("chen").sends(f"{page}/reject", {"because": "x"}).status_code == 403


@pytest.mark.parametrize(("decision", "away"), [("upheld", {"P1"}), ("dismissed", set())])
def test_a_report_is_decided_with_a_reason(office: Office, decision: str, away: set[str]) -> None:
    imports(office, GOOD)
    with office.parts.sessions() as session:
        session.add_all(SeekerRow(id=n, surface="web", chat_id=str(n)) for n in (1, 2, 3))
        session.commit()
    for number in (1, 2, 3):
        report_post(office.parts.sessions, number, "P1", ReportReason.FEE, today=date(2026, 11, 22))
    ada, path = office.person("ada"), "/posts/reports"
    assert "fee × 3" in ada.opens(path).text
    values = {"post_id": "P1", "decision": decision}
    assert ada.sends(path, values, from_page=path).status_code == 422
    assert ada.sends(path, values | {"because": "asked"}, from_page=path).status_code == 303
    assert suspended_posts(office.parts.sessions) == away
    assert "No report waits" in ada.opens(path).text
    assert ada.sends(path, values | {"because": "again"}, from_page=path).status_code == 409


def test_a_list_of_a_job_fair_is_previewed_and_then_taken_in(office: Office) -> None:
    ada = office.person("ada")
    rows = "单位名称,岗位,薪资待遇,工作地点\n山城电子有限公司,装配工,4-6K,渝中区解放碑\n"

    def send(act: str) -> str:
        ada.client.post(
            "/console/posts/import",
            data={
                "csrf_token": token_on(ada.opens("/posts")),
                "feed": "fair",
                "kind": "enterprise",
                "district": "南岸区",
                "posted_on": "2026-11-20",
                "act": act,
            },
            files={"file": ("fair.csv", rows.encode(), "text/csv")},
        )
        while (job := office.parts.workshop.jobs.latest(JobKind.IMPORT)) and job.ending is None:
            time.sleep(0.01)
        return ada.opens("/posts/import").text

    shown = send("preview")
    assert "Preview, nothing was written. 1 rows: 1 would be added" in shown
    assert "装配工 · 山城电子有限公司 · 渝中区 · 4,000-6,000元/月" in shown
    with office.parts.sessions() as session:
        assert session.exec(select(PostImportRow)).all() == []
    assert logged(office, "feed.imported") == []
    assert "1 rows: 1 added" in send("import")
