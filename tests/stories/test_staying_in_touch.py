"""Somebody wants to hear of new posts, is reminded, and is asked what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.conversation.news import News
from bot.conversation.reply import Incoming, Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.following.groups import LedgerGroup
from knowledge.following.ledger import for_the_public, ledger
from knowledge.following.tables import NoticeRow, OutcomeRow
from knowledge.language import Lang
from knowledge.posts.store import import_feed
from knowledge.posts.tables import PostRow
from tests.builders import TODAY, Chat, buttons_of

HEADER = (
    "post_id,kind,title,title_en,employer,district,wage_min,wage_max,wage_unit,education_min,"
    "description,posted_on,closes_on,contact\n"
)
WISH = {Lang.ZH: "想在南岸区找保洁的工作", Lang.EN: "I look for cleaning work in Nan'an"}
MORNING = datetime.combine(TODAY, time(10))


def row(post_id: str, title: str = "商场保洁员", english: str = "Mall cleaner") -> str:
    # Each has its own employer and text, so that none is held as another's double.
    return (
        f"{post_id},enterprise,{title},{english},第{post_id}物业公司,南岸区,3200,3500,month,none,"
        f"{title}，负责第{post_id}号楼的日常工作和{post_id}号仓库,2026-11-20,2027-03-01,023-6280{post_id[1:]}\n"
    )


def take_in(services: Services, folder: Path, *rows: str, feed: str = "new") -> None:
    """Imports a further feed beside the samples and has the posts found."""
    file = folder / f"{feed}.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    report = import_feed(
        services.sessions, file, today=TODAY, feed=feed, glossary=services.glossary
    )
    assert not report.held, report.held
    services.post_shelf.rebuild(TODAY)


@pytest.fixture
def apart(services: Services) -> Services:
    """Services whose index of posts is their own, so that a rebuild touches no other test's."""
    posts = services.settings.data_dir / "posts"
    shared = posts.resolve()
    posts.unlink()
    posts.mkdir()
    for part in shared.iterdir():
        if part.is_file():
            (posts / part.name).write_bytes(part.read_bytes())
        else:
            (posts / part.name).symlink_to(part)
    return services


@dataclass
class Later(Chat):
    """A chat on a later day."""

    today: date = TODAY

    def _sends(self, message_id: str | None, **what: object) -> Reply:
        self.sent += 1
        incoming = Incoming(
            self.surface, self.chat_id, message_id or f"m{self.sent}", today=self.today, **what
        )
        return self.conversation.take(incoming)


def news_at(services: Services, moment: datetime) -> News:
    services.now = lambda: moment
    services.__dict__.pop("news", None)
    return services.news


@pytest.mark.parametrize("lang", list(Lang))
def test_new_posts_are_shown_at_the_next_turn_and_once(
    apart: Services, tmp_path: Path, lang: Lang
) -> None:
    chat = Chat(apart.conversation)
    found = chat.says(WISH[lang])
    assert any(button.action == "alerts:on" for button in buttons_of(found))
    chat.presses("alerts:on")
    take_in(apart, tmp_path, row("N1"), row("N2"), row("N3", "焊工", "Welder"))
    told = chat.says("谢谢" if lang is Lang.ZH else "thanks")
    title = "商场保洁员" if lang is Lang.ZH else "Mall cleaner"
    assert title in told.text
    assert ("焊工" if lang is Lang.ZH else "Welder") not in told.text
    see = next(b.action for b in buttons_of(told) if b.action.startswith("news:"))
    shown = chat.presses(see)
    assert {match.post.post_id for match in shown.posts} == {"N1", "N2"}
    assert any(button.action == "alerts:stop" for button in buttons_of(told))
    assert title not in chat.says("谢谢" if lang is Lang.ZH else "thanks").text


@pytest.mark.parametrize("stop", ["alerts:stop", "command:stop", None])
def test_after_a_stop_nothing_is_told(apart: Services, tmp_path: Path, stop: str | None) -> None:
    chat = Chat(apart.conversation)
    chat.says(WISH[Lang.ZH])
    chat.says("有新的告诉我")
    _ = chat.presses(stop) if stop else chat.says("停止提醒")
    take_in(apart, tmp_path, row("N1"))
    assert "商场保洁员" not in chat.says("谢谢").text


def test_nobody_is_told_who_did_not_ask(apart: Services, tmp_path: Path) -> None:
    chat = Chat(apart.conversation)
    chat.says(WISH[Lang.ZH])
    chat.says("收藏第一个")
    take_in(apart, tmp_path, row("N1"))
    assert "商场保洁员" not in chat.says("谢谢").text


def on_telegram(services: Services) -> Chat:
    chat = Chat(services.conversation, chat_id="7", surface="telegram")
    chat.says(WISH[Lang.ZH])
    chat.presses("alerts:on")
    return chat


def test_an_alert_is_pushed_once_a_day_with_five_posts_and_a_stop(
    apart: Services, tmp_path: Path
) -> None:
    on_telegram(apart)
    take_in(apart, tmp_path, *(row(f"N{n}") for n in range(1, 8)))
    news = news_at(apart, MORNING)
    (notice,) = news.due("telegram")
    reply = news.taken(notice)
    assert reply is not None
    assert "7" in reply.text
    assert len(reply.posts) == 5
    assert {"alerts:stop", "command:alerts"} <= {button.action for button in buttons_of(reply)}
    news.sent(notice)
    take_in(apart, tmp_path, row("N9"), feed="newer")
    assert news.due("telegram") == []
    (tomorrow,) = news_at(apart, MORNING + timedelta(days=1)).due("telegram")
    assert tomorrow.detail["post_ids"] == ["N9"]


def test_a_hidden_or_suspended_post_is_no_news(apart: Services, tmp_path: Path) -> None:
    chat = on_telegram(apart)
    take_in(apart, tmp_path, row("N1"), row("N2"))
    chat.presses("post:hide:N1")
    for name in ("11", "12", "13"):
        Chat(apart.conversation, name).presses("post:reported:scam:N2")
    assert news_at(apart, MORNING).due("telegram") == []


@pytest.mark.parametrize(
    ("clock", "choice", "is_told"),
    [
        (time(20, 59), None, True),
        (time(21, 0), None, False),
        (time(3, 0), None, False),
        (time(8, 0), None, True),
        (time(21, 30), "alerts:quiet:22-7", True),
        (time(7, 30), "alerts:quiet:20-9", False),
        (time(2, 0), "alerts:quiet:0-0", True),
    ],
)
def test_quiet_hours_are_kept(
    apart: Services, tmp_path: Path, clock: time, choice: str | None, *, is_told: bool
) -> None:
    chat = on_telegram(apart)
    if choice:
        chat.presses(choice)
    take_in(apart, tmp_path, row("N1"))
    due = news_at(apart, datetime.combine(TODAY, clock)).due("telegram")
    assert (len(due) == 1) is is_told


def test_what_a_kill_left_claimed_is_not_sent_again(apart: Services, tmp_path: Path) -> None:
    on_telegram(apart)
    take_in(apart, tmp_path, row("N1"))
    news = news_at(apart, MORNING)
    (notice,) = news.due("telegram")
    assert news.taken(notice) is not None
    # A second process that read the same notice, and the same one after a restart, get nothing.
    assert news.taken(notice) is None
    assert news_at(apart, MORNING).due("telegram") == []


def test_what_certainly_did_not_arrive_is_tried_again(apart: Services, tmp_path: Path) -> None:
    on_telegram(apart)
    take_in(apart, tmp_path, row("N1"))
    news = news_at(apart, MORNING)
    (notice,) = news.due("telegram")
    news.taken(notice)
    news.not_sent(notice)
    assert [one.notice_id for one in news.due("telegram")] == [notice.notice_id]


def test_who_blocked_the_bot_gets_nothing_until_they_ask_again(
    apart: Services, tmp_path: Path
) -> None:
    chat = on_telegram(apart)
    take_in(apart, tmp_path, row("N1"))
    news = news_at(apart, MORNING)
    (notice,) = news.due("telegram")
    news.taken(notice)
    news.refused(notice)
    take_in(apart, tmp_path, row("N2"), feed="newer")
    news = news_at(apart, MORNING + timedelta(days=1))
    assert news.due("telegram") == []
    chat.says("我回来了")
    assert news.due("telegram") == []
    assert "关" in chat.presses("command:alerts").text
    chat.presses("alerts:on")
    take_in(apart, tmp_path, row("N3"), feed="newest")
    assert len(news.due("telegram")) == 1


@pytest.mark.parametrize("reminded", [True, False])
def test_three_days_before_a_saved_post_closes_there_is_one_word(
    services: Services, *, reminded: bool
) -> None:
    chat = Later(services.conversation)
    post_id = chat.says(WISH[Lang.ZH]).posts[0].post.post_id
    chat.presses(f"post:save:{post_id}")
    with services.sessions() as session:
        session.get_one(PostRow, post_id).closes_on = TODAY + timedelta(days=10)
        session.commit()
    if not reminded:
        chat.presses("alerts:deadlines_off")
    for days, is_told in ((6, False), (7, reminded), (8, False)):
        chat.today = TODAY + timedelta(days=days)
        assert ("截止" in chat.says("谢谢").text) is is_told, days


def asked(reply: Reply) -> bool:
    return any(button.action == "outcome:placed" for button in buttons_of(reply))


def test_after_fourteen_days_it_is_asked_once_and_reminded_once(services: Services) -> None:
    chat = Later(services.conversation)
    found = chat.says(WISH[Lang.ZH])
    for match in found.posts[:2]:
        chat.presses(f"post:save:{match.post.post_id}")
    told = []
    for days in range(10, 40):
        chat.today = TODAY + timedelta(days=days)
        told += [days] if asked(chat.says("谢谢")) else []
    assert told == [14, 21]


def test_the_question_can_be_stopped(services: Services) -> None:
    chat = Later(services.conversation)
    chat.presses(f"post:save:{chat.says(WISH[Lang.ZH]).posts[0].post.post_id}")
    chat.presses("alerts:outcomes_off")
    chat.today = TODAY + timedelta(days=15)
    assert not asked(chat.says("谢谢"))


def test_the_answers_feed_the_ledger_and_few_people_are_not_shown(services: Services) -> None:
    for number in range(6):
        chat = Later(services.conversation, chat_id=f"f{number}")
        chat.says("我是退捕渔民，52岁，想在涪陵区找保洁的工作")
        post_id = chat.says("想找保洁的工作").posts[0].post.post_id
        chat.presses(f"post:apply:{post_id}")
        chat.presses(f"post:save:{post_id}")
        chat.today = TODAY + timedelta(days=14)
        assert asked(chat.says("谢谢"))
        chat.presses("outcome:placed" if number < 2 else "outcome:waiting")
        if number == 0:
            chat.presses("outcome:kind:enterprise")
    line = ledger(services.sessions, TODAY)[LedgerGroup.WITHDRAWN_FISHERMEN]
    assert (line.interested, line.applying, line.asked, line.answered) == (6, 6, 6, 6)
    assert (line.placed, line.waiting, line.nothing) == (2, 4, 0)
    assert line.placed_by_kind == {"enterprise": 1}
    public = for_the_public(line)
    assert (public.interested, public.placed) == (6, None)
    assert ledger(services.sessions, TODAY)[LedgerGroup.GRADUATES].interested == 0
    assert (
        ledger(services.sessions, TODAY + timedelta(days=1))[
            LedgerGroup.WITHDRAWN_FISHERMEN
        ].interested
        == 0
    )


def test_all_of_it_is_shown_and_forgotten(services: Services) -> None:
    chat = Chat(services.conversation)
    chat.says(WISH[Lang.ZH])
    chat.says("收藏第一个")
    chat.presses("alerts:on")
    shown = chat.presses("command:mydata")
    assert "收藏1个" in shown.text
    chat.presses("data:forget_yes")
    with services.sessions() as session:
        assert session.exec(select(OutcomeRow)).all() == []
        assert session.exec(select(NoticeRow)).all() == []


def test_an_answer_to_no_question_does_nothing(chat: Chat) -> None:
    assert chat.presses("outcome:placed").status is Status.NOTICE
