"""What Telegram messages say to us; real Update objects, no network."""

from __future__ import annotations

import pytest
from telegram import Update, User

from bot.conversation.reply import Incoming
from bot.telegram.incoming import SentFile, read_message, read_press
from knowledge.language import Lang

ME = User(id=123456, is_bot=True, first_name="春风", username="ChunfengBot")


def a_message(*, chat: int = 7, kind: str = "message", **content: object):
    update = Update.de_json(
        {
            "update_id": 1,
            kind: {
                "message_id": 42,
                "date": 1_790_000_000,
                "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
                "from": {"id": 9, "is_bot": False, "first_name": "A"},
                **content,
            },
        },
        None,
    )
    return update.effective_message


def mention(text: str, of: str) -> dict:
    offset = len(text[: text.index(of)].encode("utf-16-le")) // 2
    return {"text": text, "entities": [{"type": "mention", "offset": offset, "length": len(of)}]}


def test_a_private_text_is_a_question_as_it_stands():
    said = read_message(a_message(text=" <b>失业</b> 了 "), ME)
    assert said == Incoming("telegram", "7", "42", text=" <b>失业</b> 了 ")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("/help", "command:help"),
        ("/Help@chunfengbot", "command:help"),
        ("/language en", "command:language:en"),
        ("/language  EN ", "command:language:en"),
        ("/start ref_123", "command:start"),
        ("/forget 全部", "command:forget"),
    ],
)
def test_a_command_is_an_action(text: str, action: str):
    said = read_message(a_message(text=text), ME)
    assert (said.action, said.text) == (action, None)


def test_what_follows_a_command_that_asks_is_the_text():
    said = read_message(a_message(text="/jobs@ChunfengBot  渝中 保洁\n兼职"), ME)
    assert (said.action, said.text) == (None, "渝中 保洁\n兼职")


@pytest.mark.parametrize("text", ["/unknown", "/help@OtherBot", "/", "/求职", "1/2 help", "/help!"])
def test_what_is_no_command_of_ours_is_a_text(text: str):
    said = read_message(a_message(text=text), ME)
    assert (said.action, said.text) == (None, text)


@pytest.mark.parametrize(("code", "lang"), [("zh-hans", Lang.ZH), ("en", Lang.EN), ("fr", Lang.EN)])
def test_a_greeting_is_in_the_language_of_the_persons_client(code: str, lang: Lang):
    sender = {"id": 9, "is_bot": False, "first_name": "A", "language_code": code}
    assert read_message(a_message(text="/start", **{"from": sender}), ME).lang is lang
    assert read_message(a_message(text="/help", **{"from": sender}), ME).lang is None


def test_an_edited_text_is_a_new_question():
    message = a_message(kind="edited_message", text="改过", edit_date=1_790_000_050)
    assert read_message(message, ME, is_edit=True).message_id == "42-e1790000050"


def test_an_edit_without_text_is_nothing_new():
    where = {"latitude": 29.5, "longitude": 106.5}
    message = a_message(kind="edited_message", location=where, edit_date=1_790_000_050)
    assert read_message(message, ME, is_edit=True) is None


def test_a_group_is_answered_only_when_it_speaks_to_us():
    asked = mention("😀 @chunfengbot 补贴？", "@chunfengbot")
    reply_to = {
        "message_id": 3,
        "date": 1,
        "chat": {"id": -5, "type": "supergroup"},
        "from": ME.to_dict(),
        "text": "问我",
    }
    assert read_message(a_message(chat=-5, text="大家好"), ME) is None
    assert read_message(a_message(chat=-5, **mention("@OtherBot 你好", "@OtherBot")), ME) is None
    assert read_message(a_message(chat=-5, text="/help@OtherBot"), ME) is None
    assert read_message(a_message(chat=-5, **asked), ME).text == "😀   补贴？"
    assert read_message(a_message(chat=-5, text="好", reply_to_message=reply_to), ME).text == "好"
    assert read_message(a_message(chat=-5, text="/help"), ME).action == "command:help"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}, "photo"),
        ({"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, "voice"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "location"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "dice"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "contact"),
    ],
)
def test_what_is_not_text_is_named(content: dict, kind: str):
    assert read_message(a_message(**content), ME).action == f"unsupported:{kind}"
    assert read_message(a_message(chat=-5, **content), ME) is None


def test_an_album_is_answered_once():
    photo = {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}
    first, second = (
        a_message(message_id=number, media_group_id="77", **photo) for number in (1, 2)
    )
    assert read_message(first, ME) == read_message(second, ME)


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_title": "新名字"},
        {"text": "我也是机器人", "from": {"id": 3, "is_bot": True, "first_name": "B"}},
    ],
)
def test_service_messages_and_other_bots_are_not_answered(content: dict):
    assert read_message(a_message(**content), ME) is None


def test_a_document_is_to_be_fetched():
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "简历.pdf", "file_size": 9}
    said = read_message(a_message(document=document, caption="看看"), ME)
    assert said == SentFile(Incoming("telegram", "7", "42"), "f", "简历.pdf", 9)


def test_a_press_is_the_action_of_its_button():
    query = {
        "id": "99",
        "from": {"id": 9, "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "data": "command:jobs",
    }
    bare = Update.de_json({"update_id": 1, "callback_query": query}, None).callback_query
    assert read_press(bare) == Incoming("telegram", "9", "cb-99", action="command:jobs")
    game = Update.de_json(
        {"update_id": 1, "callback_query": {**query, "data": None}}, None
    ).callback_query
    assert read_press(game) is None
