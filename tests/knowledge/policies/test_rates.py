"""Rates as data: read from a heading, held to the clause's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.policies.rates import Per, Rate, parse_rates, rate_problem
from knowledge.policies.reading import DocumentInvalid, read_document
from tests.builders import CLAUSES, write_document

TEXT = "每人300元，每家最多30万元（300,000元）；硕士每月2,000元。"


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("", ()),
        ("300/person", (Rate(300, (Per.PERSON,)),)),
        ("300/person max 300000", (Rate(300, (Per.PERSON,), 300_000),)),
        ("1300/person/month", (Rate(1300, (Per.PERSON, Per.MONTH)),)),
        (
            "1/month: 本科; 2/month: 硕士",
            (Rate(1, (Per.MONTH,), case="本科"), Rate(2, (Per.MONTH,), case="硕士")),
        ),
    ],
)
def test_rates_are_read(text: str, rates: tuple[Rate, ...]) -> None:
    assert parse_rates(text) == rates


@pytest.mark.parametrize("text", ["300", "300/head", "300 yuan/person", "3/person max many", ";"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"rate|Per"):
        parse_rates(text)


@pytest.mark.parametrize(
    ("rates", "problem"),
    [
        ("300/person max 300000", None),
        ("2000/month: 硕士", None),
        ("400/person", "'400'"),
        ("30/person", "'30'"),
        ("300/person max 30000", "'30,000'"),
        ("2000/month: 博士", "'博士'"),
        ("300/person; 2000/month: 硕士", "a case each"),
    ],
)
def test_every_figure_and_case_stands_in_the_text(rates: str, problem: str | None) -> None:
    found = rate_problem(parse_rates(rates), TEXT)
    assert (found is None) if problem is None else (found is not None and problem in found)


@pytest.mark.parametrize(
    ("attribute", "says"),
    [
        ('rates="999/person"', "999"),
        ('rates="230/head"', "head"),
        ("lapsed=maybe", "maybe"),
        ("rate=230", "rate"),
    ],
)
def test_a_bad_attribute_is_reported_with_its_line(
    tmp_path: Path, attribute: str, says: str
) -> None:
    path = write_document(tmp_path, CLAUSES.replace("kind=amount", f"kind=amount {attribute}"))
    with pytest.raises(DocumentInvalid) as caught:
        read_document(path)
    assert says in caught.value.reason
    line = path.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
    assert line.startswith("## 补多少")
