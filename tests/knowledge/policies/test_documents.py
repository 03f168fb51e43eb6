"""The documents as they are: every item is written down, in both languages, with its figures."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from knowledge.answering.composing.figures import figures
from knowledge.language import Lang
from knowledge.policies.checking import read_folder
from knowledge.policies.document import Clause, PolicyDocument
from tests.builders import CHECKOUT

ITEMS = (CHECKOUT / "tests" / "data" / "evidence_ids.txt").read_text(encoding="utf-8").split()
FOLDER = CHECKOUT / "knowledge" / "policies" / "documents"

_NAMED = {
    name: Decimal(number)
    for names in (
        "January February March April May June July August September October November December",
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    )
    for number, name in enumerate(names.split(), start=1)
}


@pytest.fixture(scope="module")
def documents() -> list[PolicyDocument]:
    taken, skipped = read_folder(FOLDER)
    assert skipped == []
    return taken


@pytest.fixture(scope="module")
def clauses(documents: list[PolicyDocument]) -> list[Clause]:
    return [clause for document in documents for clause in document.clauses]


@pytest.fixture(scope="module")
def twins(clauses: list[Clause]) -> dict[str, dict[Lang, Clause]]:
    pairs: dict[str, dict[Lang, Clause]] = {}
    for clause in clauses:
        pairs.setdefault(clause.clause_id, {})[clause.lang] = clause
    return pairs


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_has_its_clause_in_both_languages(item: str, clauses: list[Clause]) -> None:
    written = {clause.lang: clause.clause_id for clause in clauses if item in clause.evidence}
    assert set(written) == set(Lang)


def test_no_clause_names_an_item_that_there_is_not(clauses: list[Clause]) -> None:
    named = {item for clause in clauses for item in clause.evidence}
    assert named <= set(ITEMS)


def test_a_document_names_every_item_that_its_clauses_name(
    documents: list[PolicyDocument],
) -> None:
    for document in documents:
        named = {item for clause in document.clauses for item in clause.evidence}
        assert named <= set(document.evidence), document.document_id


def test_every_clause_stands_in_both_languages(twins: dict[str, dict[Lang, Clause]]) -> None:
    assert [id_ for id_, pair in twins.items() if set(pair) != set(Lang)] == []


def test_both_languages_give_the_same_figures(twins: dict[str, dict[Lang, Clause]]) -> None:
    unlike = {}
    for clause_id, pair in twins.items():
        chinese = figures(_rounded_as_exact(pair[Lang.ZH].text))
        english = figures(pair[Lang.EN].text)
        lacking = chinese - english - _figures_in_words(pair[Lang.EN].text)
        if lacking or english - chinese:
            unlike[clause_id] = (sorted(map(str, lacking)), sorted(map(str, english - chinese)))
    assert unlike == {}


def test_both_languages_give_the_same_dates_numbers_and_level(
    documents: list[PolicyDocument],
) -> None:
    by_id: dict[str, list[PolicyDocument]] = {}
    for document in documents:
        by_id.setdefault(document.document_id, []).append(document)
    for document_id, pair in by_id.items():
        facts = {
            (
                one.document_number,
                one.level,
                one.district,
                one.published,
                one.effective_from,
                one.effective_to,
                one.supersedes,
                one.confidence,
            )
            for one in pair
        }
        assert len(facts) == 1, document_id


def test_what_a_document_replaces_is_a_document(documents: list[PolicyDocument]) -> None:
    known = {document.document_id for document in documents}
    named = {old for document in documents for old in document.supersedes}
    assert named <= known


def _rounded_as_exact(text: str) -> str:
    """400余万 as 400万: what is over a figure is written beside it as that figure."""
    return re.sub(r"(?<=\d)[余多](?=[万亿人名个])", "", text)


def _figures_in_words(text: str) -> frozenset[Decimal]:
    """Months and the numbers up to twelve, which English writes as words."""
    words = re.findall(r"[A-Za-z]+", text)
    found = {_NAMED[form] for word in words for form in (word, word.lower()) if form in _NAMED}
    return frozenset(number.normalize() for number in found)
