"""A CV sent in the chat."""

from __future__ import annotations

import pytest
from sqlmodel import select

from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.records.tables import ProfileFactRow, TurnRow
from tests.builders import buttons_of
from tests.knowledge.people.cv.cvs import all_cvs

CVS = {cv.name.split()[0]: cv for cv in all_cvs()}


@pytest.mark.parametrize(
    ("name", "words"),
    [("zh01", ["货车司机", "南岸区", "6000", "B2"]), ("en07", ["accountant", "Nan'an", "7000"])],
)
def test_a_cv_is_shown_back_as_facts_with_buttons(chat, tmp_path, name, words):
    chat.says("你好" if name.startswith("zh") else "hello")
    reply = chat.sends_file(CVS[name].write(tmp_path))
    assert reply.status is Status.PROFILE
    assert [word for word in words if word not in reply.text] == []
    assert any(button.action.startswith("fact_edit:") for button in buttons_of(reply))
    found = chat.presses("menu:work")
    assert found.status is Status.MATCHED


def test_what_a_cv_taught_says_so_and_nothing_else_of_it_is_kept(chat, services, tmp_path):
    chat.sends_file(CVS["zh01"].write(tmp_path))
    assert "来自你11月22日发的简历" in chat.presses("command:mydata").text
    with services.sessions() as session:
        turns = session.exec(select(TurnRow)).all()
        facts = session.exec(select(ProfileFactRow)).all()
    kept = " ".join(
        [
            *(f"{t.masked_text}{t.reply}{t.trace}" for t in turns),
            *(f"{f.value}{f.said}" for f in facts),
        ]
    )
    assert [
        word for word in ("张大伟", "13800138000", "身体健康", "吃苦耐劳") if word in kept
    ] == []


def test_a_cv_goes_to_the_one_spoken_of(chat, tmp_path):
    chat.says("帮我儿子找工作")
    reply = chat.sends_file(CVS["zh05"].write(tmp_path))
    assert "你儿子" in reply.text.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        ("cv.pdf", b"", "空的", "empty"),
        ("cv.pdf", b"<html>cv</html>", "对不上", "does not match"),
        ("cv.docx", b"PK\x03\x04broken", "损坏", "damaged"),
        ("cv.zip", b"PK\x03\x04broken", "损坏", "damaged"),
        (
            "notes.txt",
            "今天天气不错，我们去公园玩，下午再去看电影。".encode(),
            "什么都没记",
            "nothing",
        ),
    ],
)
def test_a_file_that_is_no_cv_is_told_so_and_makes_no_profile(
    chat, tmp_path, name, content, zh, en
):
    path = tmp_path / name
    path.write_bytes(content)
    reply = chat.sends_file(path)
    assert (reply.status, reply.lang) == (Status.NOTICE, Lang.ZH)
    assert zh in reply.text
    chat.says("hello")
    assert en in chat.sends_file(path).text
    assert "•" not in chat.presses("command:mydata").text


@pytest.mark.parametrize("trouble", ["document_too_large", "document_not_fetched"])
def test_a_file_that_never_arrived_is_told_so(chat, trouble):
    assert "MB" in chat.presses(f"unsupported:{trouble}").text
