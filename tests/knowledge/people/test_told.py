"""How much of what people say in many ways is understood, and how little of it wrongly."""

from __future__ import annotations

from pathlib import Path

from knowledge.language import Lang, detect
from tests.knowledge.people.told import score_of

HERE = Path(__file__).parent


def test_of_150_wishes_most_facts_are_found_and_few_are_wrong(glossary):
    score = score_of(HERE / "wishes_told.jsonl", glossary)
    assert score.stated > 450
    assert score.found_share >= 0.87, score.faults
    assert score.wrong_share <= 0.05, score.faults


def test_of_120_sentences_on_hours_and_places_nearly_all_facts_are_found(glossary):
    score = score_of(HERE / "terms_told.jsonl", glossary)
    assert score.stated >= 115
    assert score.found_share >= 0.95, score.faults
    assert score.wrong_share <= 0.03, score.faults


def test_both_languages_have_their_share():
    for name in ("wishes_told.jsonl", "terms_told.jsonl"):
        lines = (HERE / name).read_text(encoding="utf-8").splitlines()
        english = sum(detect(line.split('"')[3], Lang.ZH) is Lang.EN for line in lines)
        assert 0.3 < english / len(lines) < 0.6
