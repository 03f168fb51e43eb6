"""Every alarm has its words in both languages, with the numbers to call and the law behind it."""

from __future__ import annotations

import re

import pytest

from knowledge.language import Lang
from knowledge.safety.advice import ANY_DANGER, advice_for, advice_of
from knowledge.safety.alarm import TO_LIFE, Alarm, AlarmKind
from tests.builders import CHECKOUT

DOCUMENTS = CHECKOUT / "knowledge" / "policies" / "documents"
NUMBERS = {
    AlarmKind.EMERGENCY: ("120", "119"),
    AlarmKind.VIOLENCE: ("110", "120", "12110", "12338", "12356"),
    AlarmKind.THREAT: ("110", "12356", "12333"),
    AlarmKind.SELF_HARM: ("12356", "120", "110"),
    AlarmKind.HELD: ("110", "120", "12110", "12308", "12333"),
    AlarmKind.LURE: ("96110", "110", "12308", "12333"),
    AlarmKind.SCAM: ("96110", "110", "12333"),
    AlarmKind.MINOR: ("12333", "110", "12355"),
    AlarmKind.DISCRIMINATION: ("12333", "12345"),
    AlarmKind.ILLEGAL_PAY: ("12333", "12345"),
    AlarmKind.WEARY: ("12356",),
}


@pytest.mark.parametrize("kind", AlarmKind)
@pytest.mark.parametrize("lang", Lang)
def test_the_numbers_to_call_stand_in_both_languages(kind: AlarmKind, lang: Lang) -> None:
    text = advice_of(kind).texts[lang]
    assert [number for number in NUMBERS[kind] if number not in text] == []
    assert set(re.findall(r"\d{5}", text)) <= set(NUMBERS[kind])


@pytest.mark.parametrize("kind", AlarmKind)
def test_both_languages_name_the_law_or_neither(kind: AlarmKind) -> None:
    texts = advice_of(kind).texts
    assert bool(re.search(r"第[一二三四五六七八九十]+条", texts[Lang.ZH])) == bool(
        re.search(r"articles? \d", texts[Lang.EN])
    )


@pytest.mark.parametrize("kind", [AlarmKind.EMERGENCY, AlarmKind.SELF_HARM, AlarmKind.THREAT])
def test_where_minutes_count_nothing_else_is_answered(kind: AlarmKind) -> None:
    assert not advice_of(kind).answers_too


@pytest.mark.parametrize("kind", [*sorted(TO_LIFE), AlarmKind.SCAM, AlarmKind.LURE])
@pytest.mark.parametrize("lang", Lang)
def test_a_caution_is_one_line_with_a_number_to_call(kind: AlarmKind, lang: Lang) -> None:
    caution = advice_of(kind).cautions[lang]
    assert re.search(r"1[12]0|12356|96110", caution)
    assert len(caution) <= 160
    assert "\n" not in caution


@pytest.mark.parametrize(
    "clause_id",
    sorted({clause_id for kind in AlarmKind for clause_id in advice_of(kind).clause_ids}),
)
def test_the_clauses_behind_it_are_held(clause_id: str) -> None:
    document, _, clause = clause_id.partition(".")
    path = DOCUMENTS / f"{document}.zh.md"
    if not path.is_file():
        pytest.skip(f"{document} is not part of this knowledge base")
    assert f"{{#{clause} " in path.read_text("utf-8")


def test_where_two_dangers_are_as_likely_all_numbers_are_given() -> None:
    unsure = Alarm(AlarmKind.THREAT, 0.9, share=0.4)
    assert advice_for(unsure) == advice_of(ANY_DANGER)
    assert advice_for(Alarm(AlarmKind.THREAT, 0.9, share=0.8)) == advice_of(AlarmKind.THREAT)
    assert advice_for(Alarm(AlarmKind.SCAM, 0.9, share=0.4)) == advice_of(AlarmKind.SCAM)
    for number in ("110", "120", "12356"):
        assert all(number in text for text in advice_of(ANY_DANGER).texts.values())
