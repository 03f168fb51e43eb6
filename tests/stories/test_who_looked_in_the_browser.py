"""In a real browser: a look at somebody's own words is told to them and stands in the audit log."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from bot.__main__ import app
from tests.stories.bureau import Bureau
from tests.stories.screens import (
    PHONE,
    asks,
    at_the_console,
    chatting,
    in_a_browser,
    looks_well,
    presses,
)

pytestmark = in_a_browser
NUMBER = "13812345678"
REASON = "要回电话核实材料"


def test_a_look_at_the_original_words_is_told_and_logged_and_the_log_holds(
    bureau: Bureau, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chatting(bureau, browser) as seeker:
        asks(seeker, f"我52岁，在渝中区，电话{NUMBER}")
        with at_the_console(bureau, browser, "chen", size=PHONE) as desk:
            desk.goto(f"{bureau.address}/console/conversations")
            looks_well(desk)
            desk.goto(f"{bureau.address}/console/conversations/{bureau.seeker_number(seeker)}")
            expect(desk.get_by_text(NUMBER)).to_have_count(0)
            looks_well(desk)
            desk.locator("#reason").fill(REASON)
            presses(desk, "reveal")
            expect(desk.get_by_text(NUMBER).first).to_be_visible()
            looks_well(desk)
        asks(seeker, "我的数据")
        expect(seeker.locator(".reply").last).to_contain_text(REASON)

    with at_the_console(bureau, browser, "omar", "en") as auditor:
        auditor.locator("nav a[href$='/audit']").click()
        looked = auditor.locator("tbody tr", has_text="Original words shown")
        expect(looked).to_contain_text("chen")
        expect(looked).to_contain_text(REASON)
        expect(auditor.get_by_text(NUMBER)).to_have_count(0)
        presses(auditor, "verify")
        expect(auditor.get_by_text("the chain is whole")).to_be_visible()
        looks_well(auditor)

    monkeypatch.setenv("CHUNFENG_DATA_DIR", str(bureau.services.settings.data_dir))
    checked = CliRunner().invoke(app, ["audit", "verify"])
    assert (checked.exit_code, "the chain is whole" in checked.output) == (0, True), checked.output
