"""The fitted intents: right on messages kept apart, calibrated, and nothing but numbers to load."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.wiring import Services
from knowledge.language import Lang
from knowledge.language.intent import FocusKind, Intent, IntentClassifier, Intents
from knowledge.language.intent.classifier import WEIGHTS, WeightsStale
from knowledge.language.message import Said
from tests.builders import CHECKOUT, TODAY

FILE = CHECKOUT / "tests" / "data" / "intent_test.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
DATA = CHECKOUT / "tools" / "intent" / "data"
_ANSWERED = {Intent.QUESTION, Intent.COMPLAINT, Intent.SCAM, Intent.FOLLOW_UP, Intent.ELIGIBILITY}
_ANSWERED |= {Intent.OUTSIDE}


@pytest.fixture(scope="module")
def read(real: Services) -> list[tuple[dict[str, str], Intents]]:
    """Every row with its intents."""
    found = []
    for row in ROWS:
        said = Said(Lang(row["lang"]), TODAY, focus=FocusKind(row["context"]))
        found.append((row, real.parser.parse(row["text"], row["text"], said).intents))
    return found


def test_intents_are_right_on_messages_of_another_writer(read) -> None:
    # One point under the figure of INTENTS.md; the card says it by intent and language.
    right = [intents.best == row["intent"] for row, intents in read]
    assert np.mean(right) >= 0.74


def test_who_wants_an_answer_is_told_from_who_does_not(read) -> None:
    wants = [intents.share(*_ANSWERED) >= 0.5 for _, intents in read]
    truth = [Intent(row["intent"]) in _ANSWERED for row, _ in read]
    assert np.mean(np.array(wants) == truth) >= 0.85


def test_the_probabilities_say_how_often_they_are_right(read) -> None:
    sure = np.array([intents.of[intents.best] for _, intents in read])
    right = np.array([intents.best == row["intent"] for row, intents in read])
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        (bins == at).mean() * abs(sure[bins == at].mean() - right[bins == at].mean())
        for at in set(bins.tolist())
    )
    assert error <= 0.06


def test_a_question_is_seldom_sent_to_jobs(read) -> None:
    jobs = (Intent.JOB_WISH, Intent.REFINE, Intent.POST_REF)
    questions = [intents for row, intents in read if Intent(row["intent"]) in _ANSWERED]
    assert np.mean([intents.share(*jobs) >= 0.5 for intents in questions]) <= 0.05


def test_no_example_of_the_fit_is_tested_on() -> None:
    tested = {row["text"].strip().lower() for row in ROWS}
    fitted = {
        json.loads(line)["text"].strip().lower()
        for path in DATA.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert tested.isdisjoint(fitted)


def test_the_probabilities_of_any_text_sum_to_one(real: Services) -> None:
    for text in ("", "…", "a" * 5_000, "想" * 3_000, "\x00", "2"):
        intents = real.parser.parse(text, text, Said(Lang.ZH, TODAY)).intents
        assert sum(intents.of.values()) == pytest.approx(1, abs=1e-4)


def test_loading_needs_no_tool_of_the_fit() -> None:
    IntentClassifier()
    assert "sklearn" not in sys.modules or not any(
        name.startswith("knowledge") and "sklearn" in vars(module)
        for name, module in sys.modules.items()
    )


def test_weights_of_other_columns_are_refused(tmp_path: Path) -> None:
    with np.load(WEIGHTS) as kept:
        arrays = {name: kept[name] for name in kept.files}
    arrays["columns"] = arrays["columns"][1:]
    np.savez(tmp_path / "old.npz", **arrays)
    with pytest.raises(WeightsStale, match=r"fit\.py"):
        IntentClassifier(tmp_path / "old.npz")
