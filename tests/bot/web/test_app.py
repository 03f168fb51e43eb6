"""What every response has, and whether the process can serve."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from bot.web.parts import WebParts
from bot.web.wiring import web_parts
from bot.wiring import Services
from tests.bot.web.running import Visitor, served
from tests.fakes_conversation import FakeConversation, slow_for


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/nothing", 404), ("/static/chat.css", 200)]
)
def test_every_response_forbids_scripts_from_elsewhere_and_frames(
    site: str, path: str, status: int
):
    answer = httpx.get(site + path)
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == status
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_pages_are_not_kept_and_static_files_are(site: str):
    assert httpx.get(f"{site}/").headers["cache-control"] == "no-store"
    assert "max-age" in httpx.get(f"{site}/static/chat.js").headers["cache-control"]


def test_a_path_that_is_none_says_so_in_both_languages(site: str):
    page = httpx.get(f"{site}/nothing").text
    assert "没有这个页面" in page
    assert "no such page" in page


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/static/../app.py"])
def test_nothing_of_the_inside_is_shown(site: str, path: str):
    assert httpx.get(site + path).status_code == 404


def test_a_process_that_lives_and_can_serve_says_so(site: str):
    assert httpx.get(f"{site}/health/live").json() == {"status": "live"}
    ready = httpx.get(f"{site}/health/ready")
    assert ready.status_code == 200
    assert ready.json()["checks"] == {"database": "ok", "release": "ok", "posts": "ok"}


def test_what_keeps_it_from_serving_is_named(real: Services):
    checks = {**web_parts(real).checks, "release": lambda: "cannot be opened"}
    with served(replace(web_parts(real), checks=checks)) as address:
        answer = httpx.get(f"{address}/health/ready")
        alive = httpx.get(f"{address}/health/live")
    assert answer.status_code == 503
    assert answer.json()["checks"]["release"] == "cannot be opened"
    assert answer.json()["checks"]["database"] == "ok"
    assert alive.status_code == 200


def test_a_turn_under_way_is_ended_before_the_stop(bare: WebParts):
    conversation = FakeConversation(slow_for("慢", 0.6))
    with ThreadPoolExecutor(1) as pool:
        with served(replace(bare, conversation=conversation)) as address:
            visitor = Visitor(httpx.Client(base_url=address))
            visitor.opens()
            answer = pool.submit(visitor.lines, {"text": "慢"})
            while conversation.under_way == 0:
                time.sleep(0.01)
        assert "你说：慢" in answer.result(5).text
        visitor.client.close()
