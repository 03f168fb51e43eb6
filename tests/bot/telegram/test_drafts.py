"""Other forms of a message that Telegram has refused."""

from __future__ import annotations

import pytest

from bot.conversation.reply import Button, Incoming
from bot.telegram.drafts import Draft, drafts_of, instead_of
from tests.fakes_conversation import a_reply

DRAFT = Draft("7", "<b>甲</b>", "甲" * 300, reply_to=5)


def test_unreadable_markup_is_given_up_once():
    (plain,) = instead_of(DRAFT, "Can't parse entities: unsupported start tag")
    assert plain == Draft("7", None, "甲" * 300, reply_to=5)
    assert instead_of(plain, "Can't parse entities: unsupported start tag") == []


@pytest.mark.parametrize("said", ["Message to be replied not found", "Reply message not found"])
def test_a_question_that_was_deleted_is_not_pointed_to(said: str):
    (draft,) = instead_of(DRAFT, said)
    assert draft.reply_to is None
    assert instead_of(draft, said) == []


def test_a_long_message_is_halved_until_it_is_short():
    pieces = instead_of(DRAFT, "Message is too long")
    assert "".join(piece.plain for piece in pieces) == DRAFT.plain
    assert [piece.reply_to for piece in pieces] == [5, None]
    assert instead_of(Draft("7", None, "短"), "Message is too long") == []


def test_a_refusal_that_no_form_mends_ends_it():
    assert instead_of(DRAFT, "Chat not found") == []


def test_a_group_sees_which_question_is_answered():
    (group,) = drafts_of(Incoming("telegram", "-5", "42", text="?"), a_reply("甲"))
    (private,) = drafts_of(Incoming("telegram", "5", "42", text="?"), a_reply("甲"))
    (pressed,) = drafts_of(Incoming("telegram", "-5", "cb-42", action="a"), a_reply("甲"))
    assert (group.reply_to, private.reply_to, pressed.reply_to) == (42, None, None)


def test_a_fault_in_a_button_does_not_keep_the_answer_back(caplog):
    reply = a_reply("甲", buttons=((Button("长", "x" * 65),),))
    (draft,) = drafts_of(Incoming("telegram", "7", "1", text="?"), reply)
    assert (draft.plain, draft.keyboard) == ("甲", None)
    assert "65 bytes" in caplog.text
