"""The text of a quoted answer: short, each source once, each Chinese term once in English."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.composing.quoting import quoted_parts
from knowledge.answering.draft import Draft
from knowledge.answering.part import AnswerPart
from knowledge.answering.wording import ANSWER_TEXTS, Wording
from knowledge.language import Lang
from tests.builders import TODAY


@pytest.fixture
def parts(tiny: Services) -> tuple[AnswerPart, ...]:
    """Two clauses of one document and one of another."""
    tiny.refresher.refresh(tiny.settings.documents_dir)
    release = tiny.release_shelf.current()
    ids = ("meal-allowance.amount", "meal-allowance.who", "boat-allowance.amount")
    clauses = [release.clauses[clause_id, Lang.EN] for clause_id in ids]
    draft = Draft("allowance?", Lang.EN, TODAY, release, asked="allowance?")
    return quoted_parts(clauses, draft, Wording.load(ANSWER_TEXTS))


def test_the_chinese_term_stands_at_its_first_mention_only(parts: tuple[AnswerPart, ...]) -> None:
    meal, boat, _ = parts
    assert all("(饭补)" in clause.text for clause in meal.clauses)
    assert meal.text.count("(饭补)") == 1
    assert "(船补)" in boat.text


def test_clauses_of_one_document_share_their_validity_and_source(
    parts: tuple[AnswerPart, ...],
) -> None:
    meal = parts[0]
    assert len(meal.clauses) == 2
    assert meal.text.count("Source:") == 1
    assert meal.text.count("Validity:") == 1


def test_a_part_without_its_quotes_keeps_what_code_has_put_beside_them(
    parts: tuple[AnswerPart, ...],
) -> None:
    rest = parts[0].without_quotes
    assert "230" not in rest
    assert "Source:" in rest


def test_the_last_part_is_about_no_clause_and_says_who_decides(
    parts: tuple[AnswerPart, ...],
) -> None:
    assert parts[-1].clauses == ()
    assert "12333" in parts[-1].text


def test_a_standard_for_all_has_no_line_on_who_decides(real: Services) -> None:
    release = real.release_shelf.current()
    ids = ("minimum-wage-2022.tier-one", "minimum-wage-2022.tier-two")
    clauses = [release.clauses[clause_id, Lang.ZH] for clause_id in ids]
    draft = Draft("重庆最低工资是多少", Lang.ZH, TODAY, release, asked="重庆最低工资是多少")
    told = [part.text for part in quoted_parts(clauses, draft, Wording.load(ANSWER_TEXTS))]
    assert not any("审核决定" in text for text in told)
    assert sum(text.count("出处") for text in told) == 1
