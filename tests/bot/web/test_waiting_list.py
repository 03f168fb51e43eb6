"""One sender with many browsers cannot fill the list of those who wait for a person."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from bot.web.limits import Limits, PeopleAsked, network_of
from bot.web.wiring import web_parts
from bot.wiring import Services
from tests.bot.web.running import Visitor, served, texts

ASKED = {"zh": "我要找人工", "en": "I want to talk to a person"}


def test_new_browsers_of_one_address_fill_no_list_and_danger_is_always_heard(
    real: Services,
) -> None:
    limits = Limits(people_burst=2, people_per_s=1e-6)
    with served(replace(web_parts(real), limits=limits)) as address:

        def says(text: str, lang: str) -> str:
            with httpx.Client(base_url=address, headers={"accept-language": lang}) as client:
                return texts(Visitor(client).says(text))

        for lang in ASKED:
            assert "023-12333" in says(ASKED[lang], lang)
        for lang, word in (("zh", "这一条没有登记"), ("en", "not put on the list")):
            assert word in says(ASKED[lang], lang)
        assert "没有登记" not in says("我不想活了", "zh")


def test_who_asks_again_and_again_counts_once() -> None:
    asked = PeopleAsked(Limits(people_burst=2, people_per_s=1e-6))
    for _ in range(9):
        asked.note("192.0.2.1", "one")
    assert asked.may_queue("192.0.2.1")
    asked.note("192.0.2.1", "another")
    assert not asked.may_queue("192.0.2.1")
    assert asked.may_queue("192.0.2.2")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_long_address_counts_by_the_half_that_was_given_out(address: str, network: str) -> None:
    assert network_of(address) == network
