"""Which updates are confirmed, and when."""

from __future__ import annotations

import json

from bot.telegram.receiving import FETCHED_AT_ONCE, ReadableUpdates, Unconfirmed


def test_the_offset_stays_at_the_oldest_unanswered_update():
    unconfirmed = Unconfirmed()
    assert unconfirmed.next_offset() == 0
    assert [unconfirmed.admit(update_id) for update_id in (10, 11, 12)] == [True] * 3
    unconfirmed.settle(11)
    assert unconfirmed.next_offset() == 10
    unconfirmed.settle(10)
    assert unconfirmed.next_offset() == 12
    unconfirmed.settle(12)
    assert unconfirmed.next_offset() == 13


def test_an_update_fetched_again_is_no_new_one():
    unconfirmed = Unconfirmed()
    unconfirmed.admit(10)
    assert not unconfirmed.admit(10)
    unconfirmed.next_offset()
    unconfirmed.settle(10)
    # The answer to the fetch from before the settling still brings it.
    assert not unconfirmed.admit(10)


def test_only_what_was_there_at_the_start_may_be_answered_already():
    unconfirmed = Unconfirmed()
    for update_id in range(FETCHED_AT_ONCE):
        unconfirmed.admit(update_id)
    unconfirmed.note_fetch(FETCHED_AT_ONCE)
    unconfirmed.admit(100)
    assert unconfirmed.is_backlog(100)
    unconfirmed.note_fetch(1)
    unconfirmed.admit(101)
    unconfirmed.note_fetch(1)
    assert unconfirmed.is_backlog(100)
    assert not unconfirmed.is_backlog(101)


def test_an_update_that_cannot_be_read_becomes_an_empty_one():
    good = {
        "update_id": 2,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}},
    }
    result = [{"update_id": 1, "message": {"date": "?"}}, good, {"no": "id"}, None]
    answer = ReadableUpdates.parse_json_payload(json.dumps({"ok": True, "result": result}).encode())
    assert answer["result"] == [{"update_id": 1}, good]
