"""The texts that the alarm classifier is fitted on and measured with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.policies.reading import read_document
from knowledge.safety.classifier import ORDINARY
from tools.safety.wishes import generated_wishes

DATA = Path(__file__).parent / "data"
TOOLS = Path(__file__).parents[1]
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
GOLDEN = KNOWLEDGE / "evaluation" / "golden"
_APART = 5
# Clauses on what alarms are about: people ask for them in words that may be an alarm or none.
_CLAUSES_ON_ALARMS = frozenset(
    {
        "agencies-and-job-scams.agy-scam",
        "agencies-and-job-scams.agy-license",
        "agencies-and-job-scams.agy-refund",
        "agencies-and-job-scams.agy-abroad",
        "deposits-and-penalties.con-deposit",
        "deposits-and-penalties.con-id",
        "equal-treatment.wom-harass",
        "minors-and-students.min-child",
        "out-of-scope.crime-police",
        "out-of-scope.in-danger",
        "out-of-scope.mental-questions",
        "out-of-scope.unlawful-acts",
        "resigning.end-quit-forced",
        "unpaid-wages-on-building-sites.wage-migrant",
        "work-injury-who-is-liable.inj-illegal",
    }
)
_INTENTS_NEAR_ALARMS = frozenset({"distress", "scam"})


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with the class that whoever wrote it gave it."""

    label: str
    """An AlarmKind, or ORDINARY."""
    text: str
    weight: float = 1.0
    is_checked: bool = True
    """Whether somebody has looked whether it is an alarm; else it was written for something else"""

    @property
    def checksum(self) -> int:
        """The same for the same text on every machine."""
        return int.from_bytes(hashlib.sha256(self.text.encode()).digest()[:8], "big")

    @property
    def is_apart(self) -> bool:
        """Whether it is kept out of fitting and used to measure: every fifth, by checksum."""
        return self.checksum % _APART == 0


def read_texts(folder: Path = DATA) -> list[LabelledText]:
    """All texts of `<class>.<language>.txt`, one a line, sorted by class."""
    texts = [
        LabelledText(path.name.split(".")[0], line)
        for path in sorted(folder.glob("*.txt"))
        for line in lines_of(path)
    ]
    return sorted(texts, key=lambda text: text.label)


def borrowed_texts() -> list[LabelledText]:
    """Ordinary texts that were written for something else, each once."""
    own = {text.text.lower() for text in read_texts()}
    found: dict[str, LabelledText] = {}
    for text in (*_wordings(), *_questions(), *_of_intents()):
        if text.text.lower() not in own:
            found.setdefault(text.text, text)
    for wish in generated_wishes():
        found.setdefault(wish, LabelledText(ORDINARY, wish, weight=0.5))
    return list(found.values())


def _wordings() -> Iterator[LabelledText]:
    for path in sorted((KNOWLEDGE / "policies" / "documents").glob("*.md")):
        for clause in read_document(path).clauses:
            if clause.clause_id not in _CLAUSES_ON_ALARMS:
                yield from (LabelledText(ORDINARY, wording) for wording in clause.asked_as)


def _questions() -> Iterator[LabelledText]:
    """The golden sets' development halves, and questions near what is held."""
    for path in sorted(GOLDEN.glob("*.jsonl")):
        for row in _rows(path):
            if row["half"] == "dev":
                text = row.get("question") or row["text"]
                yield LabelledText(ORDINARY, text, is_checked=False)
    for row in _rows(TOOLS / "judge" / "data" / "near_field.jsonl"):
        yield LabelledText(ORDINARY, row["question"], is_checked=False)


def _of_intents() -> Iterator[LabelledText]:
    for path in sorted((TOOLS / "intent" / "data").glob("examples_*.jsonl")):
        for row in _rows(path):
            if row["intent"] not in _INTENTS_NEAR_ALARMS:
                is_checked = row["intent"] != "complaint"
                yield LabelledText(ORDINARY, row["text"], is_checked=is_checked)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, lines_of(path))


def read_labelled(path: Path) -> list[LabelledText]:
    """The texts of a file of lines `class<TAB>text`."""
    pairs = (line.split("\t", 1) for line in lines_of(path))
    return [LabelledText(label, text) for label, text in pairs]


def lines_of(path: Path) -> Iterable[str]:
    """The lines of a file that hold something."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]
