"""Replies as Telegram messages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.reply import Button
from bot.telegram.rendering import UnsendableButton, render, split_plain
from bot.telegram.splitting import LIMIT, cut_position, units
from knowledge.eligibility.finding import FindingResult
from knowledge.language import Lang
from tests.bot.telegram.telegram_html import parsed
from tests.fakes_conversation import a_citation, a_finding, a_match, a_reply

NASTY = st.lists(
    st.sampled_from(
        ["<", ">", "&", "&amp;", "</b>", "😀", "\u200d", "。", ". ", "\n", "\n\n", "字"]
    )
    | st.characters()
    | st.just("\ud800"),
    max_size=300,
).map("".join)


@settings(max_examples=150)
@given(text=NASTY, title=NASTY, quote=NASTY, times=st.integers(1, 40))
def test_any_reply_becomes_messages_that_telegram_takes(text, title, quote, times):
    citation = a_citation(title=title, quote=quote * times, document_number=text[:50])
    match = a_match(title=title, reasons=(quote, text), wage=title)
    reply = a_reply(text * times, citations=(citation,), posts=(match,), findings=(a_finding(),))
    for part in render(reply):
        assert units(part.html) <= LIMIT
        assert parsed(part.html).strip() == part.plain
        assert part.plain
        part.html.encode()


@settings(max_examples=150)
@given(text=NASTY, limit=st.integers(300, 500))
def test_splitting_loses_and_adds_nothing_but_white_space(text, limit):
    printable = "".join(c for c in text if c.isprintable())
    pieces = split_plain(printable * 5, limit)
    assert "".join("".join(pieces).split()) == "".join((printable * 5).split())
    assert all(units(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("text", "most", "first"),
    [
        ("一二三。四五六。七八", 9, "一二三。四五六。"),
        ("他说：“可以。”然后走了好远好远", 9, "他说：“可以。”"),
        ("It costs 3.5 yuan. Then more.", 26, "It costs 3.5 yuan."),
        ("Is it 3.5? Yes", 11, "Is it 3.5?"),
        ("first second third", 14, "first second "),
        ("没有句号的一长串文字", 5, "没有句号的"),
        ("一段。\n\n二段。三段。四", 9, "一段。"),
        ("字字字字👨‍👩‍👧", 7, "字字字字"),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text, most, first):
    assert text[: cut_position(text, most)] == first


def test_a_card_is_not_torn_apart_where_it_fits_into_the_next_message():
    posts = tuple(a_match(title=f"岗位{n}", reasons=("理由" * 600,)) for n in range(20))
    parts = render(a_reply("为你找到：", posts=posts))
    assert len(parts) > 1
    for part in parts:
        assert part.plain.count("岗位") == part.plain.count("需要认定为就业困难人员")


def test_a_source_is_quoted_with_number_issuer_and_dates_in_the_readers_language():
    (zh,) = render(a_reply("甲", citations=(a_citation(),)))
    (en,) = render(a_reply("A", citations=(a_citation(effective_to=None),), lang=Lang.EN))
    assert "<b>留岗红包 &lt;试行&gt;</b>" in zh.html
    assert "渝人社发〔2021〕1号 · 重庆市人力社保局 · 2021-01-20 至 2021-03-31" in zh.html
    assert "<blockquote>对春节期间留岗的职工，企业可发放留岗红包。</blockquote>" in zh.html
    assert '<a href="https://rlsbj.cq.gov.cn/a?b=1&amp;c=2">查看原文</a>' in zh.html
    assert "from 2021-01-20" in en.html
    assert ">Open the source</a>" in en.html


def test_a_quote_of_nothing_visible_is_left_out():
    (part,) = render(a_reply("甲", citations=(a_citation(quote="\x1f"),)))
    assert "blockquote" not in part.html


def test_an_emoji_counts_twice_and_an_escaped_character_in_full():
    parts = render(a_reply("😀" * 5000)) + render(a_reply("<" * 5000))
    assert all(len(part.html.encode("utf-16-le")) // 2 <= LIMIT for part in parts)
    assert [len(part.plain) for part in parts] == [2048, 2048, 904, *[1024] * 4, 904]


def test_a_long_quote_can_be_folded():
    (part,) = render(a_reply("甲", citations=(a_citation(quote="条" * 400),)))
    assert "<blockquote expandable>" in part.html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "tg://user?id=1", "https://" + "&" * 900])
def test_only_short_web_addresses_become_links(url: str):
    (part,) = render(a_reply("甲", citations=(a_citation(url=url),)))
    assert "<a " not in part.html


def test_a_clause_that_the_text_quotes_is_set_apart_there_and_not_repeated():
    citation = a_citation()
    text = f"前言。\n\n{citation.quote}\n时效：已结束。\n出处：《{citation.title}》（文号，机关）"
    (part,) = render(a_reply(text, citations=(citation,)))
    assert part.html.count(citation.quote) == 1
    assert f"前言。\n\n<blockquote>{citation.quote}</blockquote>\n时效" in part.html
    assert part.html.count("渝人社发") == 0
    assert ">查看原文</a>" in part.html
    (bare,) = render(a_reply(text, citations=(replace(citation, url=None),)))
    assert bare.plain == text


def test_two_clauses_of_one_document_stand_under_one_heading():
    first, second = a_citation(clause_id="1"), a_citation(clause_id="2", quote="另一条。")
    (part,) = render(a_reply("甲", citations=(first, second, first)))
    assert part.html.count("<b>") == 1
    assert f"\n<blockquote>{first.quote}\n另一条。</blockquote>\n<a " in part.html
    later = replace(second, effective_from="2022-01-01")
    (apart,) = render(a_reply("甲", citations=(first, later)))
    assert apart.html.count("<b>") == 2


def test_amounts_that_a_person_may_claim_come_with_their_clauses():
    may = a_finding(
        title="甲补贴", result=FindingResult.MAY_QUALIFY, citations=(a_citation(clause_id="1"),)
    )
    more = a_finding(title="乙补贴", citations=(a_citation(document_id="乙", title="乙办法"),))
    (both,) = render(a_reply("甲补贴：每月300元。乙补贴：还差年龄。", findings=(may, may, more)))
    (one,) = render(a_reply("乙补贴：还差年龄。", findings=(more,)))
    assert both.html.count("<blockquote>") == 1
    assert "乙办法" not in both.plain
    assert "乙办法" in one.plain


def test_the_buttons_are_under_the_last_message():
    reply = a_reply("字。" * 4000, buttons=((Button("找工作", "command:jobs"),),))
    *first, last = render(reply)
    assert first
    assert all(part.keyboard is None for part in first)
    assert last.keyboard.inline_keyboard[0][0].callback_data == "command:jobs"


def test_an_action_of_64_bytes_is_sent():
    (part,) = render(a_reply("甲", buttons=((Button("甲", "岗" * 21 + "x"),),)))
    assert len(part.keyboard.inline_keyboard[0][0].callback_data.encode()) == 64


@pytest.mark.parametrize("button", [Button("甲", "岗" * 22), Button("甲", ""), Button(" ", "a")])
def test_a_button_that_telegram_would_refuse_is_a_fault(button: Button):
    with pytest.raises(UnsendableButton, match="1 to 64"):
        render(a_reply("甲", buttons=((button,),)))


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\ufeff", "\x00\x1b"])
def test_nothing_visible_is_not_sent(text: str):
    assert render(a_reply(text)) == []
    (part,) = render(replace(a_reply(text), buttons=((Button("找工作", "command:jobs"),),)))
    assert part.plain == "…"
