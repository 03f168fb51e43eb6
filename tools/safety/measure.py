"""Measures the alarm detector on unseen texts: `python -m tools.safety.measure`."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from rich.console import Console

from index.bundled import open_bundled
from index.joint_encoder import JointEncoder, open_e5
from index.remembering import RememberingEncoder
from knowledge.language.sentences import sentences_of
from knowledge.safety.classifier import ORDINARY
from knowledge.safety.detecting import AlarmDetector
from tools.safety.fit import TODAY
from tools.safety.texts import GOLDEN, LabelledText, lines_of, read_labelled, read_texts

TESTS = Path("tests/data")


def test_sets() -> dict[str, list[LabelledText]]:
    """The texts kept apart, those that other people might have written, and ordinary ones."""
    data = TESTS / "safety"
    ordinary = {
        "golden": _golden(),
        "neighbours": [row["question"] for row in _rows(TESTS / "neighbours.jsonl")],
        "near alarms": lines_of(data / "unseen_ordinary.txt"),
        "hard": [*lines_of(data / "ordinary.txt"), *lines_of(data / "harmless.txt")],
    }
    return {
        "unseen": read_labelled(data / "unseen.tsv"),
        "told": read_labelled(data / "told.tsv"),
        "oblique": read_labelled(data / "alarms.tsv"),
        "kept apart": [text for text in read_texts() if text.is_apart],
        **{name: [LabelledText(ORDINARY, line) for line in ordinary[name]] for name in ordinary},
    }


def _golden() -> list[str]:
    """The questions and wishes of the golden sets' halves that no text was taken from."""
    rows = [row for path in sorted(GOLDEN.glob("*.jsonl")) for row in _rows(path)]
    return [row.get("question") or row["text"] for row in rows if row["half"] != "dev"]


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in lines_of(path)]


def main() -> None:
    """Prints for each set and kind what is found, and with --show every miss and false alarm."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sets", nargs="*", help="names of sets; all by default")
    arguments.add_argument("--show", action="store_true")
    asked = arguments.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    first = RememberingEncoder(open_bundled(Path("var")))
    detector = AlarmDetector.load(first, RememberingEncoder(JointEncoder(first, open_e5())))
    for name, texts in test_sets().items():
        if not asked.sets or name in asked.sets:
            console.print(f"[bold]{name}[/bold]: {len(texts)}")
            _table(console, detector, texts, show=asked.show)


def _table(
    console: Console, detector: AlarmDetector, texts: list[LabelledText], *, show: bool
) -> None:
    count, found, right, cautioned = (Counter[str]() for _ in range(4))
    started = time.perf_counter()
    for text in texts:
        sentences = [one.text for one in sentences_of(text.text)]
        alarm = detector.detect(text.text, TODAY, sentences)
        is_acted_on = alarm is not None and not alarm.is_doubtful
        count[text.label] += 1
        found[text.label] += is_acted_on
        right[text.label] += is_acted_on and alarm is not None and alarm.kind == text.label
        cautioned[text.label] += alarm is not None and alarm.is_doubtful
        if show and is_acted_on == (text.label == ORDINARY):
            said = "missed" if alarm is None else f"{alarm.kind} {alarm.probability:.2f}"
            console.print(f"  {text.label}: {text.text} ({said})", markup=False)
    took = (time.perf_counter() - started) / len(texts) * 1000
    for label, number in sorted(count.items()):
        shares = (found[label] / number, right[label] / number, cautioned[label] / number)
        console.print(
            f"  {label:15} {number:5} found {shares[0]:6.1%}"
            f" as this kind {shares[1]:6.1%} cautioned {shares[2]:6.1%}"
        )
    console.print(f"  {sum(found.values()) / len(texts):.1%} found, {took:.1f} ms a text")


if __name__ == "__main__":
    main()
