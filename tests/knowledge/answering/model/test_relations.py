"""A sentence is held to its clause part by part: no tail, no swap, no turned word goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.answering.model.citing import Carried
from knowledge.answering.model.opaque import Marks
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.policies.release import Release, ReleaseShelf

DATA = Path(__file__).parents[3] / "data" / "grounding"
CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "clauses.yaml").read_text(encoding="utf-8"))
TAILS = (DATA / "tails.txt").read_text(encoding="utf-8").splitlines()
LEAST_SURVIVING = 0.9


@pytest.fixture(scope="module")
def release(model_shelf: ReleaseShelf) -> Release:
    return model_shelf.current()


def is_carried(release: Release, glossary: Glossary, sentence: str, text: str) -> bool:
    like = release.clauses["meal-allowance.amount", _lang(text)]
    marks = Marks.of([replace(like, text=text, heading="")], release)
    return Carried(glossary).fault(f"{sentence}[[C1]]", marks, release) is None


def _lang(text: str) -> Lang:
    return Lang.EN if text.isascii() else Lang.ZH


def _tailed() -> Iterator[tuple[str, str]]:
    for case in CASES:
        for sentence in case["faithful"]:
            for tail in TAILS:
                if tail.isascii() == sentence.isascii():
                    yield f"{sentence[:-1]}{tail}{sentence[-1]}", case["text"]


def test_no_true_head_carries_a_false_tail(release: Release, glossary: Glossary) -> None:
    tailed = list(_tailed())
    assert len(tailed) >= 500
    passed = [said for said, text in tailed if is_carried(release, glossary, said, text)]
    assert not passed


def test_no_swapped_or_turned_word_goes_out(release: Release, glossary: Glossary) -> None:
    lies = [(lie, case["text"]) for case in CASES for lie in case["lies"]]
    assert len(lies) >= 110
    assert not [lie for lie, text in lies if is_carried(release, glossary, lie, text)]


@pytest.mark.parametrize("half", ["tuned", "apart", "later", "last"])
def test_faithful_rephrasings_survive(release: Release, glossary: Glossary, half: str) -> None:
    told = [
        (one, case["text"]) for case in CASES if case["half"] == half for one in case["faithful"]
    ]
    lost = [one for one, text in told if not is_carried(release, glossary, one, text)]
    assert len(lost) <= len(told) * (1 - LEAST_SURVIVING), lost
