"""The command `chunfeng posts`: a feed in, held rows looked at and decided on."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.commands import posts, quarantine
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.store import latest_import
from tests.knowledge.posts.builders import cells, write_feed


@pytest.fixture
def run(tiny, monkeypatch):
    for module in (posts, quarantine):
        monkeypatch.setattr(module, "services", lambda _context: tiny)
    return lambda *words: CliRunner().invoke(posts.app, [str(word) for word in words])


@pytest.fixture
def feed(tmp_path):
    rows = [
        cells(),
        cells(post_id="P-2", title="送水工", description="押金200元"),
        cells(post_id="P-3", title="切配工", wage_min="看能力", wage_max=""),
    ]
    return write_feed(tmp_path / "feed.csv", rows)


def _ids(tiny) -> set[str]:
    """The posts that a person who asks for nothing in particular is shown."""
    matcher = tiny.post_shelf.matcher()
    report = matcher.match(Profile(), "工", today=tiny.today(), lang=Lang.ZH)
    return {match.post.post_id for match in report.matches}


def test_an_import_tells_what_it_did_and_why_rows_are_held(run, feed):
    result = run("import", feed)
    assert result.exit_code == 0
    assert "3 rows: 1 added, 0 updated, 0 unchanged, 0 posts closed, 2 held" in result.stdout
    assert "line 3, P-2: description says '押金200'" in result.stdout


def test_plain_quarantine_lists_held_rows(run, feed):
    run("import", feed)
    result = run("quarantine")
    assert result.exit_code == 0
    assert "P-2: 送水工 · 某物业公司" in result.stdout
    assert "fee_asked" in result.stdout
    assert result.stdout.endswith("2 rows held\n")
    listed = json.loads(run("quarantine", "list", "--reason", "fee_asked", "--json").stdout)
    assert [row["post_id"] for row in listed] == ["P-2"]
    assert json.loads(run("quarantine", "--reason", "fee_asked", "--json").stdout) == listed


def test_a_released_row_can_be_found(run, feed, tiny):
    run("import", feed)
    [row] = json.loads(run("quarantine", "--reason", "fee_asked", "--json").stdout)
    result = run("quarantine", "release", row["id"], "--because", "已核实", "--by", "Li")
    assert result.exit_code == 0, result.output
    assert "released" in result.stdout
    assert _ids(tiny) == {"P-1", "P-2"}
    shown = run("quarantine", "show", row["id"]).stdout
    assert "released by Li" in shown
    assert "已核实" in shown


def test_a_release_without_a_reason_is_a_wrong_use(run, feed):
    run("import", feed)
    [row] = json.loads(run("quarantine", "--reason", "fee_asked", "--json").stdout)
    assert run("quarantine", "release", row["id"]).exit_code == 2
    assert run("quarantine", "release", row["id"], "--because", "").exit_code == 1


def test_a_correction_says_whether_the_row_passes(run, feed, tiny):
    run("import", feed)
    [row] = json.loads(run("quarantine", "--reason", "bad_value", "--json").stdout)
    held = run("quarantine", "correct", row["id"], "wage_min=1000元/月")
    assert held.exit_code == 1
    assert "minimum wage" in held.stdout
    passed = run("quarantine", "correct", row["id"], "wage_min=4000元/月", "--json")
    assert json.loads(passed.stdout)["state"] == "released"
    assert _ids(tiny) == {"P-1", "P-3"}


def test_a_rejected_row_leaves_the_list(run, feed):
    run("import", feed)
    [row] = json.loads(run("quarantine", "--reason", "fee_asked", "--json").stdout)
    assert run("quarantine", "reject", row["id"], "--because", "骗子").exit_code == 0
    assert run("quarantine").stdout.endswith("1 rows held\n")
    assert "骗子" in run("quarantine", "list", "--state", "rejected").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["show", "99"], 1, "no row 99"),
        (["correct", "99", "title"], 2, "COLUMN=VALUE"),
        (["reject", "99", "--because", "x"], 1, "no row 99"),
        (["list", "--reason", "ugly"], 2, "ugly"),
    ],
)
def test_a_wrong_word_is_answered_with_what_is_wrong(run, words, code, said):
    result = run("quarantine", *words)
    assert result.exit_code == code
    assert said in result.output


def test_held_rows_are_exported(run, feed, tmp_path):
    run("import", feed)
    result = run("quarantine", "export", tmp_path / "held.csv")
    assert result.exit_code == 0
    assert "2 rows written" in result.stdout
    assert "押金200元" in (tmp_path / "held.csv").read_text(encoding="utf-8-sig")


def test_a_file_that_is_no_feed_ends_with_its_reason(run, tmp_path):
    path = tmp_path / "feed.csv"
    path.write_bytes(b"%PDF-1.7")
    result = run("import", path)
    assert result.exit_code == 1
    assert "is a PDF" in result.output


@pytest.fixture
def fair(tmp_path):
    """A list as job fairs keep it: no ids, no kind, no district, no day."""
    path = tmp_path / "fair.csv"
    path.write_text(
        "单位名称,岗位,薪资待遇\n某物业公司,保洁员,2800-3200元/月，8小时双休\n".replace("，", "；")
    )
    return path


def test_a_list_of_a_job_fair_comes_in_with_defaults_after_a_preview(run, fair, tiny):
    refused = run("import", fair)
    assert refused.exit_code == 1
    defaults = ["--default", "kind=enterprise", "--default", "district=南岸区"]
    defaults += ["--default", "posted_on=2026-11-20"]
    shown = run("import", fair, "--feed", "fair", *defaults, "--preview")
    assert shown.exit_code == 0
    assert "nothing was written" in shown.stdout
    assert "1 rows: 1 added" in shown.stdout
    assert "保洁员 · 某物业公司 · 南岸区 · 2,800-3,200元/月" in shown.stdout
    with tiny.sessions() as session:
        assert latest_import(session) is None
    assert run("import", fair, "--feed", "fair", *defaults).exit_code == 0
    assert len(_ids(tiny)) == 1


@pytest.mark.parametrize("words", ["kind", "kind=火星", "title=保洁员", "district=成都"])
def test_a_default_that_is_none_is_wrong_usage(run, fair, words):
    assert run("import", fair, "--default", words).exit_code == 2


def test_a_row_left_out_is_told_with_its_line(run, tmp_path):
    path = write_feed(tmp_path / "feed.csv", [cells()])
    path.write_text(path.read_text(encoding="utf-8") + "备注：以现场公布为准\n", encoding="utf-8")
    assert "left out, 1 (line 3): a note" in run("import", path).stdout
