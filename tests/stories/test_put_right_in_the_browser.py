"""In a real browser: a document published and answering, a wrong figure found and put right."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from knowledge.database import now
from knowledge.staff.accounts import disable_staff
from tests.builders import CLAUSES, CLAUSES_EN, write_pair
from tests.stories.bureau import Bureau
from tests.stories.screens import (
    DESK,
    PHONE,
    asks,
    at_the_console,
    chatting,
    in_a_browser,
    looks_for_news,
    looks_well,
    presses,
    quoted,
)

pytestmark = in_a_browser
_REFRESH_MS = 120_000


def allowance(folder: Path, word: str, english: str, yuan: int) -> list[Path]:
    """The two files of an allowance that the knowledge base does not have."""
    folder.mkdir(exist_ok=True)
    write_pair(
        folder,
        CLAUSES.replace("饭补", word).replace("230", str(yuan)).replace("吃饭", word[0]),
        CLAUSES_EN.replace("meal allowance", english)
        .replace("饭补", word)
        .replace("230", str(yuan)),
        id=english.replace(" ", "-"),
        title=word,
    )
    return sorted(folder.glob("*.md"))


def publishes(desk: Page, bureau: Bureau, files: list[Path]) -> None:
    """Hands the files in, over those of the same name, and follows the refresh on its page."""
    desk.goto(f"{bureau.address}/console/knowledge/upload")
    looks_well(desk)
    desk.locator("#files").set_input_files(files)
    desk.locator("#replace").check()
    presses(desk, "upload")
    expect(desk.locator(".notice").first).to_be_visible()
    presses(desk, "refresh")
    # The page follows the work by itself; nobody opens it again.
    published = desk.locator("#progress .notice")
    # All documents are checked and indexed; beside other tests that takes its time.
    expect(published).to_contain_text(f"{documents_in(bureau)} ", timeout=_REFRESH_MS)
    looks_well(desk)


def documents_in(bureau: Bureau) -> int:
    """How many documents the folder holds, each in two files."""
    return len(list(bureau.services.settings.documents_dir.glob("*.zh.md")))


def until_next_noon(bureau: Bureau, moment: datetime) -> timedelta:
    """From now to noon of the day after that moment, by the bureau's calendar."""
    zone = bureau.services.settings.zone
    day = moment.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(12), zone) - now()


def test_a_document_answers_once_refreshed_and_its_wrong_figure_is_put_right_the_next_day(
    bureau: Bureau, browser: Browser, tmp_path: Path
) -> None:
    question = "帽补每月多少钱"
    # The day decides which of two reviewers a turn is drawn for; here there is one.
    with bureau.services.sessions() as session:
        disable_staff(session, "all", "test")
        session.commit()
    with (
        chatting(bureau, browser) as seeker,
        at_the_console(bureau, browser, "ada", "en", PHONE) as desk,
    ):
        asks(seeker, "How much is the hat allowance?")
        expect(seeker.locator(".reply").last).not_to_contain_text("960 yuan")
        publishes(desk, bureau, allowance(tmp_path, "帽补", "hat allowance", 960))
        asks(seeker, "How much is the hat allowance?")
        expect(quoted(seeker)).to_contain_text("960 yuan")
        asks(seeker, question)
        expect(quoted(seeker)).to_contain_text("960元")

        publishes(desk, bureau, allowance(tmp_path, "帽补", "hat allowance", 96))
        wrong = bureau.turns_of(seeker)[-1]
        assert wrong.id is not None
        with (
            bureau.later(until_next_noon(bureau, wrong.received_at)),
            at_the_console(bureau, browser, "rui", size=DESK) as reviewer,
        ):
            _corrects(reviewer, bureau, wrong.id)
        looks_for_news(seeker)
        put_right = seeker.locator(".turn").last
        expect(put_right).to_contain_text("更正")
        expect(put_right).to_contain_text("帽补每人每月96元，昨天说的数字不对。")
        looks_well(seeker)
        looks_for_news(seeker)
        expect(seeker.get_by_text("昨天说的数字不对")).to_have_count(1)
        asks(seeker, question)
        expect(quoted(seeker)).to_contain_text("96元")


def _corrects(reviewer: Page, bureau: Bureau, turn: int) -> None:
    reviewer.goto(f"{bureau.address}/console/reviews")
    looks_well(reviewer)
    reviewer.locator(f"a[href$='/reviews/turns/{turn}']").first.click()
    expect(reviewer.get_by_text("960元").first).to_be_visible()
    looks_well(reviewer)
    reviewer.locator("#verdict").select_option("wrong_figure")
    presses(reviewer, "verdict")
    reviewer.locator("#text_zh").fill("帽补每人每月98765元。")
    presses(reviewer, "corrections")
    expect(reviewer.get_by_role("alert")).to_contain_text("98765")
    looks_well(reviewer)
    reviewer.locator("#text_zh").fill("帽补每人每月96元，昨天说的数字不对。")
    presses(reviewer, "corrections")
    expect(reviewer.locator(".notice[role=status]")).to_be_visible()
    looks_well(reviewer)
    presses(reviewer, "person")
    expect(reviewer.locator(".notice[role=status]")).to_be_visible()
