"""The page of figures: charts as images of our own, files by role, warnings on the first page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.figures.tables import DailyFigureRow
from tests.bot.console.office import Office

TODAY = date(2026, 11, 22)


@pytest.fixture
def busy(office: Office) -> Office:
    """An office with four quiet weeks and one topic that surges today."""
    with office.parts.sessions() as session:
        for back in range(29):
            counts = {("turns", ""): 100, ("status", "answered"): 90}
            counts |= {
                ("status", "declined_no_source"): 10,
                ("topic", "房补"): 80 if not back else 9,
            }
            counts |= {("district", "城口县"): 3, ("district", "万州区"): 20}
            for (measure, key), count in counts.items():
                day = TODAY - timedelta(days=back)
                session.add(DailyFigureRow(day=day, measure=measure, key=key, count=count))
        session.commit()
    return office


def test_the_page_shows_a_chart_and_a_table_of_each_and_loads_nothing_from_elsewhere(
    busy: Office,
) -> None:
    page = busy.person("rui").opens("/figures").text
    assert page.count('<img src="/console/figures/charts/') >= 7
    assert page.count("<table>") == 14
    assert "<style" not in page
    assert "<strong>10 %</strong><span>declined</span>" in page
    assert "城口县" in page


def test_a_chart_is_an_image_that_may_load_nothing(busy: Office) -> None:
    answer = busy.person("rui").opens("/figures/charts/turns.svg?by=week")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert answer.text.startswith("<svg")


def test_what_is_unusual_stands_on_the_first_page_and_on_that_of_figures(busy: Office) -> None:
    for path in ("/", "/figures"):
        page = busy.person("chen").opens(path).text
        assert "“房补” was asked about 80 times, usually about 9." in page


def test_a_quiet_office_has_no_warning(office: Office) -> None:
    assert "Early warning" not in office.person("chen").opens("/").text


def test_a_file_for_the_public_hides_what_staff_may_see(busy: Office) -> None:
    omar = busy.person("omar")
    day = f"since={TODAY}&until={TODAY}"
    staff = omar.opens(f"/figures/files/district.csv?{day}&readers=staff")
    assert staff.text == "\ufeffdistrict,count\r\n万州区,20\r\n城口县,3\r\n"
    assert "attachment" in staff.headers["content-disposition"]
    public = omar.opens(f"/figures/files/district.json?{day}").json()
    assert [row["count"] for row in public["rows"]] == [None, None]


def test_a_reviewer_takes_no_file_away(busy: Office) -> None:
    assert busy.person("rui").opens("/figures/files/district.csv").status_code == 403
    assert "Download" not in busy.person("rui").opens("/figures").text


@pytest.mark.parametrize(
    "query",
    [
        "since=2026-11-22&until=2026-11-01",
        "since=2020-01-01&until=2026-01-01",
        "by=year",
        "since=x",
    ],
)
def test_a_period_of_nonsense_is_refused(office: Office, query: str) -> None:
    assert office.person("rui").opens(f"/figures?{query}").status_code == 400


@pytest.mark.parametrize("path", ["charts/nothing.svg", "files/turns.exe", "files/nothing.csv"])
def test_what_there_is_no_figure_of_is_not_found(office: Office, path: str) -> None:
    assert office.person("ada").opens(f"/figures/{path}").status_code == 404
