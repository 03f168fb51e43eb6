"""Programme files are taken whole, or refused with line and reason; their figures are sourced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import knowledge.eligibility
from knowledge.eligibility.condition import Group, Leaf, Node
from knowledge.eligibility.programme import Programme, load_programmes
from knowledge.language import Lang
from knowledge.rules.bilingual import Bilingual
from knowledge.rules.files import RuleFileInvalid

PROGRAMMES = Path(knowledge.eligibility.__file__).parent / "programmes"
CLAUSES = {"rule.who", "rule.amount", "rule.where"}
VALID = """\
id: grant
title: {zh: 补贴, en: Grant}
for: person
document_id: rule
effective_from: null
effective_to: null
conditions:
  all:
    - {fact: residence, is: chongqing, clause: rule.who, text: {zh: 户籍, en: register}}
    - fact: age
      at_least: 16
      clause: rule.who
      text: {zh: 年满, en: old enough}
amount:
  text: {zh: 一笔钱, en: a sum}
  clause: rule.amount
  lines:
    - {yuan: 800}
where: {zh: 窗口, en: counter, clause: rule.where}
"""
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def load(folder: Path, text: str) -> list[Programme]:
    (folder / "grant.yaml").write_text(text, encoding="utf-8")
    return load_programmes(folder, CLAUSES)


def test_valid_file_becomes_a_programme(tmp_path):
    (programme,) = load(tmp_path, VALID)

    assert programme.programme_id == "grant"
    assert programme.facts == {"residence", "age"}


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("for: person", "for: person\ncolour: red", 4, "colour"),
        ("      clause: rule.who\n", "", 10, "clause"),
        (
            "      clause: rule.who",
            "      clause: rule.withdrawn",
            12,
            "no clause 'rule.withdrawn'",
        ),
        ("clause: rule.amount", "clause: rule.gone", 16, "no clause 'rule.gone'"),
        ("clause: rule.where", "clause: other.where", 19, "no clause 'other.where'"),
        ("document_id: rule", "document_id: nothing", 4, "no document 'nothing'"),
        ("fact: age", "fact: shoe_size", 10, "unknown fact 'shoe_size'"),
        ("fact: age", "fact: insured_staff", 10, "fact of the enterprise"),
        ("at_least: 16", "around: 16", 11, "around"),
        ("at_least: 16", "at_least: 16\n      at_most: 20", 10, "exactly one operator"),
        ("at_least: 16", "at_least: old", 10, "not a number"),
        ("is: chongqing", "at_least: chongqing", 9, "does not fit 'residence'"),
        ("is: chongqing", "is: chengdu", 9, "'chengdu' is no value of 'residence'"),
        ("- {yuan: 800}", "- {yuan: 800, times: [residence]}", 18, "'residence' is not a number"),
        ("effective_to: null", "effective_to: soon", 6, "effective_to"),
        ("id: grant", "id: loan", 1, "wants the name loan.yaml"),
        ("title: {", "title: [", 2, "not YAML"),
    ],
)
def test_broken_file_is_refused_with_line_and_reason(tmp_path, old, new, line, reason):
    assert old in VALID

    with pytest.raises(RuleFileInvalid) as caught:
        load(tmp_path, VALID.replace(old, new, 1))

    assert (caught.value.line, caught.value.path.name) == (line, "grant.yaml")
    assert reason in caught.value.reason


def test_shared_condition_is_taken_in_by_name(tmp_path):
    shared = (
        "local: {fact: residence, is: chongqing, clause: rule.who, text: {zh: 户籍, en: register}}"
    )
    (tmp_path / "conditions.yaml").write_text(shared, encoding="utf-8")
    text = re.sub(r"    - \{fact: residence.*\n", "    - use: local\n", VALID)

    assert "residence" in load(tmp_path, text)[0].facts


def test_shared_condition_that_cites_a_withdrawn_clause_is_refused(tmp_path):
    shared = (
        "local: {fact: residence, is: chongqing, clause: rule.gone, text: {zh: 户籍, en: register}}"
    )
    (tmp_path / "conditions.yaml").write_text(shared, encoding="utf-8")
    text = re.sub(r"    - \{fact: residence.*\n", "    - use: local\n", VALID)

    with pytest.raises(RuleFileInvalid, match=r"shared condition 'local': no clause 'rule\.gone'"):
        load(tmp_path, text)


def test_at_least_twenty_five_programmes_load_against_the_documents(programmes):
    assert len(programmes) >= 25


def test_withdrawing_any_clause_that_a_programme_cites_is_noticed(clause_ids):
    with pytest.raises(RuleFileInvalid, match=r"retention-red-envelope-enterprises\.closed"):
        load_programmes(PROGRAMMES, clause_ids - {"retention-red-envelope-enterprises.closed"})


def test_last_day_still_counts(programmes):
    programme = programmes["retention-red-envelope-enterprise"]

    assert not programme.is_closed(date(2021, 4, 30))
    assert programme.is_closed(date(2021, 5, 1))


def sourced_texts(programme: Programme) -> Iterator[tuple[Bilingual, tuple[str, ...]]]:
    """Every text of a programme with the clauses that it rests on."""
    yield from _texts_of(programme.conditions)
    if programme.amount is not None:
        yield programme.amount.text, programme.amount.clauses
    for source in (*programme.documents_to_bring, programme.where, *programme.notes):
        yield source.text, (source.clause,)


def _texts_of(node: Node) -> Iterator[tuple[Bilingual, tuple[str, ...]]]:
    if isinstance(node, Leaf):
        yield node.text, (node.clause,)
        return
    assert isinstance(node, Group)
    if node.text is not None and node.clause is not None:
        yield node.text, (node.clause,)
    for child in node.children:
        yield from _texts_of(child)


def figures(text: str) -> set[str]:
    return {match.rstrip(",.").replace(",", "") for match in FIGURE.findall(text)}


@pytest.mark.parametrize("lang", list(Lang))
def test_every_figure_stands_in_the_clause_that_is_cited(programmes, release, lang):
    for programme in programmes.values():
        for text, clauses in sourced_texts(programme):
            # The Chinese names of groups (4050) carry digits in both languages.
            quoted = " ".join(release.clause(clause, lang).text for clause in clauses)
            missing = figures(text.in_(lang)) - figures(quoted)
            assert not missing, (programme.programme_id, text.in_(lang), quoted)


def test_every_yuan_of_a_formula_stands_in_the_amount_clause(programmes, release):
    derived = {"spring-festival-stay-training": {"500"}}
    for programme in programmes.values():
        if programme.amount is None:
            continue
        lines = programme.amount.lines
        yuan = {line.yuan for line in lines} | {line.cap for line in lines} | {programme.amount.cap}
        wanted = {str(one) for one in yuan - {None}} - derived.get(programme.programme_id, set())
        for lang in Lang:
            quoted = " ".join(release.clause(one, lang).text for one in programme.amount.clauses)
            assert wanted <= figures(quoted), (programme.programme_id, wanted, quoted)


def test_every_clause_is_there_in_both_languages(programmes, release):
    for programme in programmes.values():
        for _, clauses in sourced_texts(programme):
            for clause in clauses:
                assert all((clause, lang) in release.clauses for lang in Lang)
