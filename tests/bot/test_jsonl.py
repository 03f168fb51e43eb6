"""The machine interface, driven as another program drives it."""

from __future__ import annotations

import io
import json
import os
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.reply import Button, Incoming, Reply
from bot.jsonl import MAX_LINE_BYTES, reply_as_json, serve_jsonl
from tests.fakes_conversation import (
    FakeConversation,
    a_citation,
    a_finding,
    a_match,
    a_reply,
    echo,
    slow_for,
)

KEYS = [
    "chat_id",
    "message_id",
    "lang",
    "status",
    "text",
    "citations",
    "findings",
    "calculations",
    "posts",
    "buttons",
    "timings_ms",
]


def served(raw: bytes, conversation: FakeConversation | None = None) -> list[dict]:
    """What comes out for these bytes, every line an object with exactly the agreed keys."""
    source = io.TextIOWrapper(io.BytesIO(raw), encoding="ascii")
    sink = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    serve_jsonl(conversation or FakeConversation(), source, sink)
    lines = sink.buffer.getvalue().decode("utf-8").splitlines()
    answers = [json.loads(line) for line in lines]
    assert all(list(answer) == KEYS for answer in answers)
    return answers


def lines(*objects: object) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def test_a_text_an_action_and_a_document_are_answered():
    conversation = FakeConversation()
    answers = served(
        lines(
            {"chat_id": "c1", "text": "补贴？", "lang": "en", "today": "2026-11-22"},
            {"chat_id": "c2", "action": "command:jobs", "message_id": "m1", "unknown": 1},
            {"chat_id": "c3", "document": "path/to/简历.pdf", "text": None},
        ),
        conversation,
    )
    texts = {answer["chat_id"]: answer["text"] for answer in answers}
    assert texts == {
        "c1": "你说：补贴？",
        "c2": "你说：command:jobs",
        "c3": "文件：path/to/简历.pdf",
    }
    first = next(taken for taken in conversation.taken if taken.chat_id == "c1")
    assert (first.surface, first.lang, str(first.today)) == ("jsonl", "en", "2026-11-22")
    assert conversation.undelivered("jsonl") == []


def test_ids_are_returned_as_given_and_made_where_there_are_none():
    answers = served(
        lines(
            {"chat_id": 7, "message_id": 1, "text": "a"},
            {"chat_id": 7, "text": "b"},
            {"chat_id": 7, "text": "c"},
        )
    )
    assert [answer["chat_id"] for answer in answers] == [7, 7, 7]
    given_id, *made = [answer["message_id"] for answer in answers]
    assert given_id == 1
    assert len(set(made)) == 2
    assert all(isinstance(message_id, str) and message_id for message_id in made)


def test_the_same_message_twice_is_answered_once_with_the_same_reply():
    conversation = FakeConversation()
    first, second = served(
        lines(*[{"chat_id": "c", "message_id": "m", "text": "x"}] * 2), conversation
    )
    assert first == second
    assert len(conversation.taken) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "x"}', "chat_id"),
        (b'{"chat_id": null, "text": "x"}', "chat_id"),
        (b'{"chat_id": true, "text": "x"}', "chat_id: must be a string or a whole number"),
        (b'{"chat_id": 1.5, "text": "x"}', "chat_id: must be a string or a whole number"),
        (b'{"chat_id": "", "text": "x"}', "chat_id: must have 1 to 200"),
        (b'{"chat_id": "' + b"c" * 201 + b'", "text": "x"}', "chat_id: must have 1 to 200"),
        (b'{"chat_id": ' + b"9" * 4400 + b', "text": "x"}', "not JSON"),
        (b'{"chat_id": "c", "message_id": [], "text": "x"}', "message_id"),
        (b'{"chat_id": "c"}', "given: none"),
        (b'{"chat_id": "c", "text": "x", "action": "y"}', "given: text, action"),
        (b'{"chat_id": "c", "text": 5}', "text: must be a string"),
        (b'{"chat_id": "c", "text": "x", "lang": "fr"}', "lang"),
        (b'{"chat_id": "c", "text": "x", "today": "22.11.2026"}', "today: must be a date"),
        (b'{"chat_id": "c", "text": "x", "today": "2026-02-30"}', "today"),
        (b'{"chat_id": "c", "text": "x", "today": 20261122}', "today: must be a date"),
        (b'{"chat_id": "c", "text": "a\\u0000b"}', "NUL"),
        (b'{"chat_id": "c", "text": "a\0b"}', "not JSON"),
        (b'{"chat_id": "c", "text": "\\ud800"}', "not JSON"),
        (b'{"chat_id": "c", "text": "\xff\xfe"}', "not JSON"),
        (b'{"chat_id": "c", "text": "' + b"x" * 10_000_000 + b'"}', "longer than"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_served(line: bytes, reason: str):
    bad, good = served(line + b"\n" + lines({"chat_id": "c", "message_id": "m", "text": "好"}))
    assert (bad["status"], bad["citations"], bad["buttons"]) == ("error", [], [])
    assert reason in bad["text"]
    assert good["text"] == "你说：好"


def test_an_error_names_its_message_as_far_as_that_is_known():
    assert MAX_LINE_BYTES < 10_000_000
    known, unknown = served(lines({"chat_id": 3, "message_id": "m"}, {"chat_id": [1]}))
    assert (known["chat_id"], known["message_id"]) == (3, "m")
    assert (unknown["chat_id"], unknown["message_id"]) == (None, None)


def test_an_empty_text_is_for_the_conversation_to_answer():
    (answer,) = served(lines({"chat_id": "c", "text": ""}))
    assert answer["status"] == "answered"


def test_a_byte_order_mark_and_a_missing_last_line_end_do_no_harm():
    raw = b"\xef\xbb\xbf" + lines({"chat_id": "c", "text": "x"}).rstrip() + b"\r\n"
    raw += lines({"chat_id": "c", "text": "y"}).rstrip()
    assert [answer["text"] for answer in served(raw)] == ["你说：x", "你说：y"]


def test_a_plain_text_stream_is_served_as_well():
    sink = io.StringIO()
    serve_jsonl(FakeConversation(), io.StringIO('{"chat_id": "c", "text": "😀\ud800"}\n{}'), sink)
    assert [json.loads(line)["status"] for line in sink.getvalue().splitlines()] == ["error"] * 2


@settings(max_examples=60)
@given(
    messages=st.lists(
        st.tuples(st.sampled_from("abcdefghijkl"), st.text(max_size=30)), min_size=1, max_size=40
    ),
    noise=st.lists(st.binary(max_size=40).filter(lambda raw: b"\n" not in raw), max_size=5),
)
def test_any_texts_are_answered_one_by_one_in_the_order_of_their_chat(messages, noise):
    sent = [
        {"chat_id": chat, "message_id": number, "text": text.replace("\0", "")}
        for number, (chat, text) in enumerate(messages)
    ]
    raw = b"".join(line + b"\n" for line in noise) + b"".join(lines(one) for one in _sendable(sent))
    answers = [one for one in served(raw) if one["status"] == "answered"]
    for chat in {one["chat_id"] for one in sent}:
        asked = [
            (one["message_id"], f"你说：{one['text']}") for one in sent if one["chat_id"] == chat
        ]
        got = [(one["message_id"], one["text"]) for one in answers if one["chat_id"] == chat]
        assert got == asked


def test_chats_are_served_side_by_side():
    conversation = FakeConversation(slow_for("慢", 0.4))
    slow = [{"chat_id": "s", "text": text} for text in ("慢", "二")]
    quick = [{"chat_id": f"q{number}", "text": "快"} for number in range(20)]
    answers = served(lines(*slow, *quick), conversation)
    assert [answer["chat_id"] for answer in answers][-2:] == ["s", "s"]
    assert [answer["text"] for answer in answers][-2:] == ["你说：慢", "你说：二"]


def test_an_answer_comes_before_the_next_line_is_written():
    (source_fd, ask_fd), (answer_fd, sink_fd) = os.pipe(), os.pipe()
    with (
        open(source_fd, encoding="utf-8") as source,
        open(sink_fd, "w", encoding="utf-8") as sink,
        open(answer_fd, encoding="utf-8") as answers,
        open(ask_fd, "w", encoding="utf-8") as ask,
    ):
        serving = threading.Thread(target=serve_jsonl, args=(FakeConversation(), source, sink))
        serving.start()
        for text in ("一", "二"):
            ask.write(json.dumps({"chat_id": "c", "text": text}) + "\n")
            ask.flush()
            assert json.loads(answers.readline())["text"] == f"你说：{text}"
        ask.close()
        serving.join(5)
        assert not serving.is_alive()


def test_a_fault_in_one_chat_is_an_error_there_and_nowhere_else(caplog):
    def broken(incoming: Incoming) -> Reply:
        if incoming.chat_id == "bad":
            raise RuntimeError("no such table")
        return echo(incoming)

    raw = lines(
        {"chat_id": "bad", "message_id": "m", "text": "x"}, {"chat_id": "good", "text": "y"}
    )
    answers = {one["chat_id"]: one for one in served(raw, FakeConversation(broken))}
    assert (answers["bad"]["status"], answers["bad"]["message_id"]) == ("error", "m")
    assert answers["good"]["text"] == "你说：y"
    assert "RuntimeError: no such table" in caplog.text


def test_a_closed_output_ends_it_quietly(caplog):
    answer_fd, sink_fd = os.pipe()
    os.close(answer_fd)
    conversation = FakeConversation()
    with open(sink_fd, "w", encoding="utf-8") as sink:
        source = io.StringIO('{"chat_id": "c", "text": "x"}\n' * 5000)
        serve_jsonl(conversation, source, sink)
    assert len(conversation.taken) < 5000
    assert caplog.text == ""
    assert conversation.undelivered("jsonl")


def test_a_reply_is_written_with_the_agreed_keys():
    reply = a_reply(
        "好\u2028的",
        citations=(a_citation(),),
        findings=(a_finding(citations=(a_citation(),)),),
        posts=(a_match(), a_match(score=float("nan"))),
        buttons=((Button("找工作", "command:jobs"),),),
        timings_ms={"retrieve": 1.23456},
    )
    as_json = json.loads(json.dumps(reply_as_json(reply, "c", 5)))
    assert list(as_json) == KEYS
    assert (
        list(as_json["citations"][0])
        == (
            "clause_id document_id title issuer document_number level effective_from effective_to"
            " quote url evidence"
        ).split()
    )
    assert (
        list(as_json["findings"][0])
        == ("programme_id title result met not_met not_known amount would_change citations").split()
    )
    assert list(as_json["findings"][0]["citations"][0]) == list(as_json["citations"][0])
    assert (
        list(as_json["posts"][0])
        == (
            "post_id kind title employer district wage score reasons cautions result failed_rules"
        ).split()
    )
    assert [post["score"] for post in as_json["posts"]] == [0.8123, None]
    assert as_json["buttons"] == [[{"text": "找工作", "action": "command:jobs"}]]
    assert as_json["timings_ms"] == {"retrieve": 1.23}
    assert (as_json["posts"][0]["kind"], as_json["findings"][0]["result"]) == (
        "public_welfare",
        "need_more",
    )


def test_a_text_with_exotic_line_ends_stays_one_line():
    odd = "a\u2028b\x85c\u2029d"
    (answer,) = served(lines({"chat_id": "c", "text": odd}))
    assert answer["text"] == f"你说：{odd}"


def _sendable(sent: list[dict]) -> list[dict]:
    for one in sent:
        one["text"] = one["text"].encode("utf-8", "replace").decode()
    return sent


def test_the_reply_text_is_sent_whole():
    conversation = FakeConversation(lambda _: replace(a_reply("字" * 20_000)))
    (answer,) = served(lines({"chat_id": "c", "text": "x" * 100_000}), conversation)
    assert answer["text"] == "字" * 20_000
