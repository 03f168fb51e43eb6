"""How much is found and how often it cries wolf, on texts that nothing was fitted on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.language.sentences import sentences_of
from knowledge.safety.alarm import TO_LIFE, AlarmKind
from knowledge.safety.classifier import ORDINARY
from knowledge.safety.detecting import AlarmDetector
from tests.builders import CHECKOUT, alarm_detector
from tools.safety.texts import LabelledText, lines_of, read_labelled, read_texts

TODAY = date(2026, 11, 22)
DATA = CHECKOUT / "tests" / "data" / "safety"
GOLDEN = CHECKOUT / "knowledge" / "evaluation" / "golden"
APART = [text for text in read_texts() if text.is_apart]
FITTED = {text.text for text in read_texts() if not text.is_apart}
UNSEEN = read_labelled(DATA / "unseen.tsv")
TOLD = [text for text in read_labelled(DATA / "told.tsv") if text.text not in FITTED]
OBLIQUE = read_labelled(DATA / "alarms.tsv")


@pytest.fixture(scope="module")
def detector() -> AlarmDetector:
    return alarm_detector()


def is_found(detector: AlarmDetector, text: str) -> bool:
    """Whether the text raises an alarm that is acted on."""
    alarm = detector.detect(text, TODAY, [one.text for one in sentences_of(text)])
    return alarm is not None and not alarm.is_doubtful


def share(detector: AlarmDetector, texts: list[str]) -> float:
    return sum(is_found(detector, text) for text in texts) / len(texts)


def of(texts: list[LabelledText], *kinds: str) -> list[str]:
    return [text.text for text in texts if text.label in kinds]


def test_what_is_measured_with_was_not_fitted_on() -> None:
    assert len(UNSEEN) >= 270
    for texts in (UNSEEN, TOLD, OBLIQUE, APART):
        assert not FITTED & {text.text for text in texts}


@pytest.mark.parametrize("kind", [kind for kind in AlarmKind if kind is not AlarmKind.WEARY])
def test_each_kind_is_found_on_texts_kept_apart(detector: AlarmDetector, kind: AlarmKind) -> None:
    assert share(detector, of(UNSEEN, kind)) >= 0.9


def test_nineteen_of_twenty_are_found(detector: AlarmDetector) -> None:
    assert share(detector, [text.text for text in UNSEEN]) >= 0.95
    assert share(detector, [text.text for text in TOLD]) >= 0.95


def test_of_hints_most_are_found_or_get_a_caution(detector: AlarmDetector) -> None:
    """Written to be hard: nothing is called by its name."""
    alarms = [detector.detect(text.text, TODAY) for text in OBLIQUE]
    assert sum(alarm is not None for alarm in alarms) / len(alarms) >= 0.75


def test_no_child_is_missed(detector: AlarmDetector) -> None:
    assert share(detector, of(UNSEEN, AlarmKind.MINOR)) == 1.0
    # Here a child is also hinted at without an age, or children are spoken of in general.
    assert share(detector, of([*APART, *OBLIQUE], AlarmKind.MINOR)) >= 0.97


def test_danger_to_life_is_told_as_such(detector: AlarmDetector) -> None:
    texts = of([*UNSEEN, *TOLD], *TO_LIFE)
    alarms = [detector.detect(text, TODAY) for text in texts]
    told = [alarm for alarm in alarms if alarm is not None]
    assert sum(alarm.is_to_life for alarm in told) / len(told) >= 0.97


def questions(path: Path) -> list[str]:
    rows = [json.loads(line) for line in lines_of(path)]
    return [row.get("question") or row["text"] for row in rows if row.get("half") != "dev"]


def test_ordinary_questions_and_wishes_raise_no_alarm(detector: AlarmDetector) -> None:
    """But those that are alarms by right, in golden_alarms.txt: whoever is 15 and wants work."""
    by_right = set(lines_of(DATA / "golden_alarms.txt"))
    paths = [*sorted(GOLDEN.glob("*.jsonl")), CHECKOUT / "tests" / "data" / "neighbours.jsonl"]
    texts = [text for path in paths for text in questions(path) if text not in by_right]
    assert len(texts) >= 2_000
    assert share(detector, texts) <= 0.01
    cautions = sum(detector.detect(text, TODAY) is not None for text in texts) / len(texts)
    assert cautions <= 0.025


def test_words_near_an_alarm_seldom_raise_one(detector: AlarmDetector) -> None:
    """Written to be mistaken for alarms; what is allowed here is no measure of daily use."""
    texts = [
        *lines_of(DATA / "unseen_ordinary.txt"),
        *lines_of(DATA / "ordinary.txt"),
        *lines_of(DATA / "harmless.txt"),
        *of(APART, ORDINARY),
    ]
    assert len(texts) >= 800
    assert share(detector, texts) <= 0.09


@pytest.mark.parametrize(
    "text",
    [
        "你好，请问失业金怎么领？我老公昨天又打我了，我好怕。",
        "想找保洁的工作，南岸区。对了，我站在天台上，不想活了。",
        "Where do I register? My coworker just collapsed and won't wake up.",
    ],
)
def test_one_sentence_among_others_is_enough(detector: AlarmDetector, text: str) -> None:
    alarm = detector.detect(text, TODAY, [one.text for one in sentences_of(text)])
    assert alarm is not None
    assert alarm.is_to_life


def test_very_long_text_is_read_in_part(detector: AlarmDetector) -> None:
    detector.detect("失业金怎么领。" * 5_000, TODAY)
