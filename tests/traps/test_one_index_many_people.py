"""What broke elsewhere with more than one user or upload: the index is built once and holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import bm25s
import pytest

from bot.wiring import Services
from index.snapshot_folder import SnapshotBusy
from knowledge.answering.answer import Status
from tests.builders import CLAUSES, CLAUSES_EN, Chat, write_pair

QUESTIONS = {"饭补好多钱": "230", "船补好多钱": "410", "靴补好多钱": "85"}
PEOPLE, UPLOADS = 12, 6


def test_the_word_index_is_not_built_again_for_a_question(
    tiny: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.prepare()
    chat = Chat(tiny.conversation)
    chat.says("饭补好多钱")
    built: list[object] = []
    monkeypatch.setattr(bm25s.BM25, "index", lambda *args, **kwargs: built.append(args))
    assert {chat.says(question).status for question in QUESTIONS} == {Status.ANSWERED}
    assert built == []


def test_many_people_at_once_each_get_their_own_answer(tiny: Services) -> None:
    tiny.prepare()

    def asks(number: int) -> list[tuple[str, str]]:
        chat = Chat(tiny.conversation, chat_id=f"person {number}")
        return [(figure, chat.says(question).text) for question, figure in QUESTIONS.items()]

    with ThreadPoolExecutor(PEOPLE) as pool:
        said = [pair for pairs in pool.map(asks, range(PEOPLE)) for pair in pairs]
    assert [text for figure, text in said if figure not in text] == []


def test_six_refreshes_at_once_leave_a_whole_release(tiny: Services) -> None:
    folder = tiny.settings.documents_dir
    tiny.prepare()
    write_pair(folder, CLAUSES.replace("230", "260"), CLAUSES_EN.replace("230", "260"))

    def refreshes(_: int) -> str:
        try:
            return tiny.refresher.refresh(folder).release_id or ""
        except SnapshotBusy:
            return "busy"

    with ThreadPoolExecutor(UPLOADS) as pool:
        ended = list(pool.map(refreshes, range(UPLOADS)))
    assert set(ended) != {"busy"}
    tiny.refresher.refresh(folder)
    reply = Chat(tiny.conversation).says("饭补好多钱")
    assert reply.status is Status.ANSWERED
    assert "260" in reply.text
