"""Fixed texts: in both languages, with the same places to fill."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from bot.conversation.asking import ASKING_TEXTS
from bot.wiring import CONVERSATION_TEXTS
from knowledge.answering.dialogue.clarifying import CLARIFYING_TEXTS
from knowledge.answering.wording import ANSWER_TEXTS, Wording, WordingIncomplete
from knowledge.language import Lang

TEXTS = [
    (f"{path.parent.name}-{path.stem}", key, by_lang)
    for path in (ANSWER_TEXTS, ASKING_TEXTS, CLARIFYING_TEXTS, CONVERSATION_TEXTS)
    for key, by_lang in Wording.load(path).texts.items()
]


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


@pytest.mark.parametrize(("where", "key", "by_lang"), TEXTS, ids=[f"{w}-{k}" for w, k, _ in TEXTS])
def test_both_languages_fill_the_same_places(
    where: str, key: str, by_lang: dict[Lang, str]
) -> None:
    assert all(text for text in by_lang.values())
    assert places(by_lang[Lang.ZH]) == places(by_lang[Lang.EN])
    assert re.search(r"[一-鿿]", by_lang[Lang.ZH])


def test_a_text_in_one_language_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "texts.toml"
    path.write_text('[hello]\nzh = "你好"\n', encoding="utf-8")
    with pytest.raises(WordingIncomplete, match="hello"):
        Wording.load(path)
