"""The weights belong to the encoders and the features, and give probabilities."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.encoder import TextRole
from knowledge.safety.alarm import AlarmKind
from knowledge.safety.classifier import (
    CARD_FILE,
    MODEL_FILE,
    ORDINARY,
    AlarmClassifier,
    Message,
    WeightsStale,
)
from knowledge.safety.features import EXACT_NAMES, exact_features, word_grams
from tests.builders import alarm_detector
from tools.safety.fit import encoders_digest

TODAY = date(2026, 11, 22)
PLAIN = ["留岗红包每人多少钱？", "想在南岸区找保洁的活", "hello", "失业金去哪里领"]


def test_the_weights_were_fitted_on_these_encoders() -> None:
    card = tomllib.loads(CARD_FILE.read_text("utf-8"))
    assert card["encoders"] == encoders_digest(), "run python -m tools.safety.fit"


def test_every_kind_has_weights() -> None:
    assert set(AlarmClassifier.load().classes) == {*AlarmKind, ORDINARY}


@pytest.mark.parametrize("text", ["", "?", "我15岁，想打工", "help he is bleeding", "啊" * 4_000])
def test_probabilities_add_up_for_any_text(text: str) -> None:
    detector = alarm_detector()
    vector = detector.first.encode([text], TextRole.QUERY)[0]
    message = Message.of(text, vector, lambda: vector, TODAY)
    likely = detector.classifier.probabilities(message)
    assert sum(likely.values()) == pytest.approx(1.0, abs=1e-4)


def test_the_gate_stops_plain_messages() -> None:
    """The costly vector is made only behind it."""
    detector = alarm_detector()
    vectors = detector.first.encode(PLAIN, TextRole.QUERY)
    for text, vector in zip(PLAIN, vectors, strict=True):
        message = Message.of(text, vector, vector.copy, TODAY)
        assert not detector.classifier.may_be_alarm(message)


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    with np.load(MODEL_FILE) as data:
        parts = {name: data[name] for name in data.files}
    parts["exact"] = parts["exact"][:-1]
    np.savez(tmp_path / "other.npz", **parts)
    with pytest.raises(WeightsStale, match=r"tools\.safety\.fit"):
        AlarmClassifier.load(tmp_path / "other.npz")


def test_the_same_text_has_the_same_features_in_any_writing() -> None:
    assert np.array_equal(word_grams("我15歲，想打工"), word_grams("我１５岁,想打工"))
    assert np.array_equal(exact_features("月薪2,000", TODAY), exact_features("月薪2000", TODAY))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("low_pay", "招个保洁，月薪1500"),
        ("low_pay", "part-timers at 15 an hour"),
        ("high_pay", "缅甸客服月薪三万"),
        ("abroad", "go to Cambodia"),
        ("money_asked", "先交500押金"),
        ("employer_with_low_pay", "我们店招服务员，一个月1800"),
        ("worker_with_low_pay", "老板只给我1800一个月"),
        ("excludes_trait", "只招男的"),
        ("is_16_or_17", "我17岁"),
        ("unconscious", "喊他喊不答应了"),
        ("weapon", "there is a man with a knife"),
        ("confined", "门口有人守着，出不去"),
        ("law_question", "被打了算工伤吗"),
    ],
)
def test_what_stands_there_is_read_exactly(name: str, text: str) -> None:
    assert exact_features(text, TODAY)[EXACT_NAMES.index(name)] == 1.0
