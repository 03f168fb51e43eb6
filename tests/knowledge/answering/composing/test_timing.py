"""Whether something still holds is said by the day of the question, first where it does not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.wiring import Services
from knowledge.language import Lang
from tests.builders import CLAUSES, CLAUSES_EN, TODAY, write_pair

WHERE = (
    '\n## 哪里办 {#where kind=how_to_apply for=anyone evidence="T1"}\n\n饭补在工地项目部申请。\n'
)
WHERE_EN = (
    '\n## Where {#where kind=how_to_apply for=anyone evidence="T1"}\n\n'
    "The meal allowance (饭补) is applied for at the site office.\n"
)
QUESTION = {Lang.ZH: "饭补每人每月多少钱", Lang.EN: "how much is the meal allowance"}


def lines(tiny: Services, today: date, lang: Lang = Lang.ZH) -> list[str]:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    answer = tiny.answering.ask(QUESTION[lang], lang, today).answer
    assert answer is not None
    return answer.text.splitlines()


@pytest.fixture
def folder(tiny: Services) -> Path:
    return tiny.settings.documents_dir


def write(folder: Path, **front: str | None) -> None:
    write_pair(folder, CLAUSES + WHERE, CLAUSES_EN + WHERE_EN, **front)


@pytest.mark.parametrize(
    ("end", "last_day"),
    [
        ("2026-06-30", date(2026, 6, 30)),
        ("2026-06", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
    ],
)
@pytest.mark.parametrize("lang", list(Lang))
def test_closed_are_the_first_words_from_the_day_after_the_end(
    tiny: Services, folder: Path, *, lang: Lang, end: str, last_day: date
) -> None:
    write(folder, effective_to=f"'{end}'")
    closed = {Lang.ZH: f"已于{end}结束", Lang.EN: f"Closed since {end};"}
    assert lines(tiny, last_day + timedelta(days=1), lang)[0].startswith(closed[lang])
    still_open = lines(tiny, last_day, lang)
    assert "230" in still_open[0]
    assert any(end in line for line in still_open[1:])


def test_a_standard_that_nobody_applies_for_is_called_past_instead_of_closed(
    tiny: Services, folder: Path
) -> None:
    write_pair(folder, effective_to="'2026-06-30'")
    first = lines(tiny, TODAY)[0]
    assert "2026-06-30" in first
    assert "再办" not in first


def test_inside_the_year_that_is_named_as_the_end_the_day_is_said_to_be_unknown(
    tiny: Services, folder: Path
) -> None:
    write(folder, effective_to="'2026'")
    assert any("没有写明哪一天" in line for line in lines(tiny, TODAY))
    assert not any("没有写明哪一天" in line for line in lines(tiny, date(2025, 12, 31)))


def test_not_yet_in_force_are_the_first_words(tiny: Services, folder: Path) -> None:
    write(folder, effective_from="'2027-01'")
    assert "2027-01" in lines(tiny, date(2026, 12, 31))[0]
    assert "230" in lines(tiny, date(2027, 1, 1))[0]


def test_what_lapsed_at_an_unknown_day_is_never_shown_as_in_force(
    tiny: Services, folder: Path
) -> None:
    lapsed = ' kind=amount for=worker lapsed=yes evidence="T1"'
    write_pair(
        folder,
        CLAUSES.replace(' kind=amount for=worker evidence="T1"', lapsed),
        CLAUSES_EN.replace(' kind=amount for=worker evidence="T1"', lapsed),
    )
    shown = lines(tiny, TODAY)
    assert "不再执行" in shown[0]
    own = shown[: shown.index("")]
    assert not any("最近一次核对" in line for line in own)


def test_a_report_tells_of_its_day_and_a_plan_not_of_the_day_it_ends(
    tiny: Services, folder: Path
) -> None:
    report = {"document_number": "null", "published": "'2025-04-01'"}
    write_pair(folder, **report)
    assert any("截至2025-04-01" in line for line in lines(tiny, TODAY))
    write_pair(folder, **report, effective_to="'2028'")
    assert any("截至2025-04-01" in line for line in lines(tiny, TODAY))
