"""In a real browser: what is forged, expired, too large, nonsense, somebody else's, or cut off."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, expect

from bot.telegram.documents import MAX_BYTES
from knowledge.policies.uploading import LARGEST_FILE
from tests.stories.bureau import Bureau
from tests.stories.relay import relayed
from tests.stories.screens import (
    DESK,
    PHONE,
    asks,
    at_the_console,
    chatting,
    in_a_browser,
    looks_well,
    presses,
    quoted,
    screen,
    signs_in,
)

pytestmark = in_a_browser
EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


def opens(desk: Page, bureau: Bureau, path: str) -> int:
    """The status with which a page of the console comes."""
    answer = desk.goto(f"{bureau.address}/console{path}")
    assert answer is not None
    return answer.status


def sends(page: Page, act: str) -> Response:
    """What comes back to the form that ends in that act."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as caught:
        presses(page, act)
    return caught.value


def test_an_expired_session_signs_in_again_and_comes_back_to_the_case(
    bureau: Bureau, browser: Browser
) -> None:
    with chatting(bureau, browser) as seeker, at_the_console(bureau, browser, "chen") as desk:
        asks(seeker, "转人工")
        case = f"/handoffs/{bureau.case_of(seeker)}"
        opens(desk, bureau, case)
        presses(desk, "claim")
        desk.locator("#text").fill("您好")
        with bureau.later(timedelta(hours=13)):
            presses(desk, "answer")
            expect(desk.get_by_role("alert")).to_contain_text("刚才的表单没有提交")
            looks_well(desk)
            signs_in(desk, "chen")
            expect(desk).to_have_url(f"{bureau.address}/console{case}")
        assert [turn.masked_text for turn in bureau.turns_of(seeker)] == ["转人工"]
        expect(seeker.get_by_text("您好", exact=True)).to_have_count(0)


def test_a_seeker_whose_cookie_is_gone_is_told_so_and_nothing_is_taken(
    bureau: Bureau, browser: Browser
) -> None:
    with chatting(bureau, browser) as seeker:
        seeker.context.clear_cookies()
        seeker.locator("#text").fill("转人工")
        seeker.keyboard.press("Enter")
        expect(seeker.locator(".not-sent")).to_contain_text("这个页面打开太久")
        looks_well(seeker)


def test_a_forged_form_changes_nothing_and_says_so(bureau: Bureau, browser: Browser) -> None:
    with chatting(bureau, browser) as seeker, at_the_console(bureau, browser, "chen") as desk:
        asks(seeker, "转人工")
        opens(desk, bureau, f"/handoffs/{bureau.case_of(seeker)}")
        desk.locator("main [name=csrf_token]").first.evaluate("field => { field.value = 'x' }")
        assert sends(desk, "claim").status == 403
        expect(desk.get_by_text("什么都没有改动")).to_be_visible()
        looks_well(desk)
        # Another site has the browser send the form: it comes without the session.
        action = f"{bureau.address}/console/handoffs/{bureau.case_of(seeker)}/claim"
        desk.route(
            "http://evil.example/",
            lambda route: route.fulfill(content_type="text/html", body=_forged(action)),
        )
        desk.goto("http://evil.example/")
        desk.get_by_role("button", name="win").click()
        expect(desk).not_to_have_url("http://evil.example/")
        opens(desk, bureau, f"/handoffs/{bureau.case_of(seeker)}")
        expect(desk.locator("form[action$='/claim']")).to_be_visible()


def _forged(action: str) -> str:
    return (
        f'<form method="post" action="{action}"><input name="version" value="1">'
        '<input name="csrf_token" value="x"><button>win</button></form>'
    )


def test_a_case_of_another_office_is_not_there(bureau: Bureau, browser: Browser) -> None:
    with chatting(bureau, browser) as seeker, at_the_console(bureau, browser, "dora") as desk:
        asks(seeker, "我52岁，住在渝中区，重庆户口")
        asks(seeker, "转人工")
        number = bureau.case_of(seeker)
        opens(desk, bureau, "/handoffs")
        expect(desk.locator(f"a[href$='/handoffs/{number}']")).to_have_count(0)
        for path in (f"/handoffs/{number}", f"/conversations/{bureau.seeker_number(seeker)}"):
            assert opens(desk, bureau, path) == 404
            expect(desk.get_by_text("52岁")).to_have_count(0)
        looks_well(desk)


def test_nonsense_in_an_address_is_refused_with_a_word(bureau: Bureau, browser: Browser) -> None:
    with at_the_console(bureau, browser, "omar", "en", PHONE) as desk:
        for path in (
            "/conversations?since=gestern",
            "/conversations?group=%3Cscript%3E&slow=-1",
            "/conversations?before=99999999999999999999",
            "/audit?since=31.2.2026",
            "/handoffs?show=everything",
            "/figures?since=2026-13-13",
        ):
            assert opens(desk, bureau, path) == 400, path
            expect(desk.get_by_text("Something in it is not as it should be")).to_be_visible()
        assert opens(desk, bureau, "/conversations?since=2026-11-22&until=2026-11-01") == 422
        expect(desk.get_by_role("alert")).to_be_visible()
        assert opens(desk, bureau, "/handoffs/abc") in (400, 404)
        assert opens(desk, bureau, "/conversations/2147483646") == 404
        looks_well(desk)


def test_files_over_the_limit_are_refused_with_a_word(
    bureau: Bureau, browser: Browser, tmp_path: Path
) -> None:
    document, cv = tmp_path / "big.zh.md", tmp_path / "cv.txt"
    for file, size in ((document, LARGEST_FILE), (cv, MAX_BYTES)):
        with file.open("wb") as opened:
            opened.truncate(size + 1)
    with chatting(bureau, browser) as seeker, at_the_console(bureau, browser, "ada") as desk:
        opens(desk, bureau, "/knowledge/upload")
        desk.locator("#files").set_input_files([document])
        assert sends(desk, "upload").status == 422
        expect(desk.get_by_role("alert")).to_contain_text("1,000,000")
        looks_well(desk)
        seeker.locator(".attach summary").click()
        seeker.locator("#document").set_input_files([cv])
        seeker.get_by_role("button", name="发送").click()
        expect(seeker.get_by_role("status")).to_contain_text("10 MB")
        looks_well(seeker)


def test_a_connection_lost_in_the_middle_of_a_reply_costs_nothing(
    bureau: Bureau, browser: Browser
) -> None:
    question = "重庆最低工资标准是多少"
    with relayed(bureau.address) as relay, screen(browser) as seeker:
        seeker.goto(relay.address)
        bureau.conversation.hold(question)
        seeker.locator("#text").fill(question)
        seeker.keyboard.press("Enter")
        assert bureau.conversation.has_begun.wait(20)
        relay.cut()
        expect(seeker.get_by_role("status")).to_contain_text("连接断了")
        bureau.conversation.may_end.set()
        relay.mend()
        seeker.clock.fast_forward(10_000)
        expect(quoted(seeker)).to_contain_text("元")
        expect(seeker.locator(".turn:not(.pending)")).to_have_count(2)
        (turn,) = bureau.turns_of(seeker)
        assert turn.masked_text == question


def test_a_connection_that_stays_lost_leaves_the_words_and_a_button_to_send_them(
    bureau: Bureau, browser: Browser
) -> None:
    with chatting(bureau, browser, "en", DESK) as seeker:
        seeker.context.set_offline(True)
        seeker.locator("#text").fill("thank you")
        seeker.keyboard.press("Enter")
        again = seeker.get_by_role("button", name="Send again")
        for _ in range(4):
            seeker.clock.run_for(10_000)
        expect(again).to_be_visible()
        looks_well(seeker)
        seeker.context.set_offline(False)
        again.click()
        expect(seeker.locator(".turn:not(.pending)")).to_have_count(2)
        expect(seeker.locator(".not-sent")).to_have_count(0)
        assert len(bureau.turns_of(seeker)) == 1
