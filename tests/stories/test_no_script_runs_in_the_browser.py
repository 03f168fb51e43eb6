"""In a real browser: scripts in a seeker's words and in every text field are text wherever read."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from knowledge.posts.store import import_feed
from tests.builders import TODAY
from tests.stories.bureau import Bureau
from tests.stories.screens import (
    asks,
    at_the_console,
    chatting,
    in_a_browser,
    looks_well,
    presses,
    screen,
)

pytestmark = in_a_browser
EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>\'"}}{{111*1009}}'
FIELDS = "input[type=text], input[type=search], input[type=email], input:not([type]), textarea"
# What a browser checks first, and what it shows folded, protects nobody who attacks.
SEND = """(form, [fields, evil]) => {
    form.noValidate = true;
    for (const field of form.querySelectorAll(fields)) field.value = evil;
    form.requestSubmit([...form.querySelectorAll("button:not([type=button])")].pop());
}"""


def writes_everywhere(page: Page, address: str) -> int:
    """Sends each form of the page with the script in all its text fields; how many there were."""
    page.goto(address)
    forms = page.locator(f"form:has({FIELDS})")
    count = forms.count()
    for number in range(count):
        if number:
            page.goto(address)
        with page.expect_navigation() as answered:
            forms.nth(number).evaluate(SEND, [FIELDS, EVIL])
        assert answered.value is not None
        assert answered.value.status < 500, (answered.value.url, number)
        nothing_of_it_is_markup(page)
    return count


def nothing_of_it_is_markup(page: Page) -> None:
    assert page.locator("img[src=x], body script").count() == 0, page.url
    expect(page.locator("body")).not_to_contain_text("111999")


def evil_feed(bureau: Bureau, folder: Path) -> None:
    """A feed with one row that is held back, the script in every cell."""
    columns = ("post_id", "kind", "title", "employer", "district", "description", "posted_on")
    file = folder / "evil.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([columns, [EVIL] * len(columns)])
    services = bureau.services
    import_feed(services.sessions, file, today=TODAY, feed="evil", glossary=services.glossary)


def test_a_script_in_any_text_field_is_shown_as_text(
    bureau: Bureau, browser: Browser, tmp_path: Path
) -> None:
    with chatting(bureau, browser, "en") as seeker:
        asks(seeker, EVIL)
        asks(seeker, f"How much is the minimum wage in Chongqing? {EVIL}")
        asks(seeker, "I want to talk to a person")
        turn, person = bureau.turns_of(seeker)[1], bureau.seeker_number(seeker)
        case = f"/handoffs/{bureau.case_of(seeker)}"
        evil_feed(bureau, tmp_path)
        pages = (
            *(case, f"/conversations/{person}", "/conversations", "/handoffs/replies", "/audit"),
            *(f"/reviews/turns/{turn.id}", "/knowledge/declined", "/knowledge/glossary"),
            *("/knowledge/search", "/posts/quarantine", "/posts/quarantine/1"),
            *("/staff", "/staff/chen", "/figures"),
        )
        with at_the_console(bureau, browser, "all", "en") as desk:
            desk.goto(f"{bureau.address}/console{case}")
            presses(desk, "claim")
            sent = sum(writes_everywhere(desk, f"{bureau.address}/console{path}") for path in pages)
        assert sent >= 18
        with screen(browser, "en") as stranger:
            assert writes_everywhere(stranger, f"{bureau.address}/console/sign-in") == 1
        asks(seeker, "My data")
        expect(seeker.locator(".reply").last).to_contain_text("<script>alert(2)</script>")
        seeker.reload()
        nothing_of_it_is_markup(seeker)
        looks_well(seeker)
