"""The table of retirement ages as a file: what is refused, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.language import Lang
from knowledge.language.figures import figures
from knowledge.rules.files import RuleFileInvalid
from knowledge.rules.retirement.table import TABLE, load_table, retirement_table


def changed(folder: Path, old: str, new: str) -> Path:
    text = TABLE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "table.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("pen-age-w55", "pen-age-w56", 7, "no clause 'retirement-age.pen-age-w56'"),
        (", clause: retirement-age.pen-late", "", 11, "Field required"),
        ("former_age: 50", "former_age: fifty", 8, "valid integer"),
        ("former_age: 50, ", "", 8, "Field required"),
        ("delayed_from: 1965-01", "delayed_from: 1965-13", 6, "month must be in 1..12"),
        ("most_months: 240", "most_months: 240, more: 1", 13, "Extra inputs"),
        ("early: {", "late: {", 11, "stands here twice"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path, clause_ids, old, new, line, reason):
    path = changed(tmp_path, old, new)
    with pytest.raises(RuleFileInvalid) as refused:
        load_table(path, clause_ids)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert reason in refused.value.reason


def test_the_table_rests_on_clauses_in_force_that_state_its_figures(clause_ids, release):
    table = load_table(TABLE, clause_ids)
    assert table == retirement_table()
    for rule in table.kinds.values():
        clause = release.clause(rule.clause, Lang.ZH)
        stated = figures(clause.text)
        assert {rule.former_age, rule.births_a_month, rule.delayed_from.year} <= stated
