"""One document file: what is read from it, and in which line it cannot be taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.dates import PartialDate
from knowledge.language import Lang
from knowledge.policies.document import Audience, ClauseKind, Confidence, Level, SourceKind
from knowledge.policies.reading import DocumentInvalid, read_document
from tests.builders import CLAUSES, CLAUSES_EN, document_text, write_document

HEADING = '## 补多少 {#amount kind=amount for=worker evidence="T1"}'
LAWS = """
meal-law:
  title_zh: 饭补法
  title_en: Meal Law
  issuer_zh: 全国人大常委会
  issuer_en: Standing Committee
  document_number: 主席令第9号
  level: national
  effective_from: '2008-01-01'
  source_url: null
  source_kind: repost
"""


def test_every_key_of_the_front_matter_is_read(tmp_path: Path) -> None:
    document = read_document(write_document(tmp_path, supersedes="[old-rule]"))
    assert (document.document_id, document.lang, document.level) == (
        "meal-allowance",
        Lang.ZH,
        Level.MUNICIPAL,
    )
    assert document.document_number == "渝人社发〔2025〕9号"
    assert document.published == PartialDate(2025, 3, 1)
    assert document.effective_to is None
    assert document.checked_on == date(2026, 11, 22)
    assert document.supersedes == ("old-rule",)
    assert document.confidence is Confidence.HIGH
    assert document.source_kind is SourceKind.OFFICIAL
    assert document.review_by == date(2027, 5, 22)


def test_a_clause_has_its_words_its_kind_and_how_people_ask(tmp_path: Path) -> None:
    amount, who = read_document(write_document(tmp_path)).clauses
    assert amount.clause_id == "meal-allowance.amount"
    assert amount.text == "饭补每人每月230元。"
    assert amount.kind is ClauseKind.AMOUNT
    assert amount.asked_as == ("饭补好多钱", "吃饭补贴多少")
    assert amount.evidence == ("T1",)
    assert who.asked_as == ()
    assert amount.audience is Audience.WORKER


@pytest.mark.parametrize(
    ("lang", "title", "articles"),
    [("zh", "饭补法", "第2条、第7条之1"), ("en", "Meal Law", "arts. 2, 7-1")],
)
def test_a_clause_that_rests_on_a_law_names_it_and_begins_with_it(
    tmp_path: Path, lang: str, title: str, articles: str
) -> None:
    (tmp_path / "laws.yaml").write_text(LAWS, encoding="utf-8")
    clauses = CLAUSES.replace("kind=amount", 'kind=amount law="meal-law 2, 7-1"')
    amount, who = read_document(write_document(tmp_path, clauses, lang=lang)).clauses
    (provision,) = amount.provisions
    assert (provision.title, provision.articles) == (title, articles)
    assert provision.document_number == "主席令第9号"
    assert amount.effective_from == PartialDate(2008, 1, 1)
    assert who.provisions == ()
    assert who.effective_from == PartialDate(2025, 4, 1)


def test_a_document_that_only_says_what_is_not_held_has_no_source(tmp_path: Path) -> None:
    gaps = CLAUSES.replace("kind=amount for=worker", "kind=gap").replace(
        "kind=eligibility for=worker", "kind=outside"
    )
    document = read_document(write_document(tmp_path, gaps, source_kind=None, review_by=None))
    assert document.source_kind is None
    assert {clause.audience for clause in document.clauses} == {Audience.ANYONE}


def test_a_clause_takes_dates_and_confidence_of_its_document_or_its_own(tmp_path: Path) -> None:
    ended = HEADING.replace("}", ' effective_to="2025-12" confidence=low}')
    amount, who = read_document(write_document(tmp_path, CLAUSES.replace(HEADING, ended))).clauses
    assert amount.effective_to == PartialDate(2025, 12)
    assert amount.confidence is Confidence.LOW
    assert who.effective_from == PartialDate(2025, 4, 1)
    assert who.effective_to is None
    assert who.confidence is Confidence.HIGH


def test_broken_lines_join_with_a_space_in_english_and_without_in_chinese(tmp_path: Path) -> None:
    english = read_document(write_document(tmp_path, CLAUSES_EN, lang="en"))
    assert "claim the meal allowance" in english.clauses[1].text
    broken = CLAUSES.replace("每人每月", "每人\n每月")
    chinese = read_document(write_document(tmp_path, broken))
    assert chinese.clauses[0].text == "饭补每人每月230元。"


def test_line_ends_and_the_mark_of_another_system_change_nothing(tmp_path: Path) -> None:
    path = write_document(tmp_path)
    before = read_document(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_document(path) == before


@pytest.mark.parametrize(
    ("written", "read"),
    [("2021-06-17", (2021, 6, 17)), ("'2021-06'", (2021, 6, None)), ("2021", (2021, None, None))],
)
def test_a_date_is_as_precise_as_it_was_written(
    tmp_path: Path, written: str, read: tuple[int, int | None, int | None]
) -> None:
    document = read_document(write_document(tmp_path, effective_from=written))
    assert document.effective_from == PartialDate(*read)


@pytest.mark.parametrize(
    ("front", "line_of", "says"),
    [
        ({"isuer": "x"}, "isuer", "isuer"),
        ({"issuer": None}, None, "issuer"),
        ({"published": "'2025-02-30'"}, "published", "published"),
        ({"effective_from": "'spring 2025'"}, "effective_from", "2021-06"),
        ({"checked_on": "yesterday"}, "checked_on", "checked_on"),
        ({"level": "planetary"}, "level", "municipal"),
        ({"confidence": "quite"}, "confidence", "confidence"),
        ({"source_kind": "hearsay"}, "source_kind", "official"),
        ({"source_kind": None}, None, "source_kind"),
        ({"review_by": None}, None, "review_by"),
        ({"review_by": "soon"}, "review_by", "review_by"),
        ({"id": "meal allowance"}, "id", "hyphens"),
        ({"id": "other-id"}, "id", "other-id.zh.md"),
        ({"lang": "fr"}, "lang", "lang"),
        ({"title": "[unclosed"}, None, "YAML"),
    ],
)
def test_a_bad_key_is_named_with_its_line(
    tmp_path: Path, front: dict[str, str | None], line_of: str | None, says: str
) -> None:
    path = write_document(tmp_path, name="meal-allowance.zh.md", **front)
    with pytest.raises(DocumentInvalid) as caught:
        read_document(path)
    assert says in caught.value.reason
    if line_of is not None:
        line = path.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
        assert line.startswith(f"{line_of}:")


@pytest.mark.parametrize(
    ("clauses", "says", "at"),
    [
        (CLAUSES + CLAUSES, "amount", "## 补多少"),
        (CLAUSES.replace("kind=amount", "kind=gift"), "gift", "## 补多少"),
        (CLAUSES.replace(' evidence="T1"}', "}", 1), "evidence", "## 补多少"),
        (CLAUSES.replace("kind=amount", "sort=amount"), "sort", "## 补多少"),
        (CLAUSES.replace("kind=amount for=worker", "kind=amount"), "whom", "## 补多少"),
        (CLAUSES.replace("kind=amount for=worker", "kind=amount for=cats"), "cats", "## 补多少"),
        (CLAUSES.replace("kind=amount", 'kind=amount law="no-law 3"'), "no-law", "## 补多少"),
        (CLAUSES.replace("{#amount", "{amount"), "heading", "## 补多少"),
        (CLAUSES.replace("饭补每人每月230元。", ""), "no text", "## 补多少"),
        (HEADING.replace("}", ' effective_to="2025-13"}') + "\n\n饭补没有了。\n", "month", "## 补"),
        ("没有条款，只有一句话。", "no clause", ""),
    ],
)
def test_a_bad_clause_is_named_with_its_line(
    tmp_path: Path, clauses: str, says: str, at: str
) -> None:
    path = write_document(tmp_path, clauses)
    with pytest.raises(DocumentInvalid) as caught:
        read_document(path)
    assert says in caught.value.reason
    line = path.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
    assert line.startswith(at)


def test_a_clause_id_used_twice_is_reported_where_it_comes_again(tmp_path: Path) -> None:
    path = write_document(tmp_path, CLAUSES + CLAUSES)
    with pytest.raises(DocumentInvalid, match="twice") as caught:
        read_document(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [i for i, line in enumerate(lines, start=1) if line == HEADING][1] == caught.value.line


@pytest.mark.parametrize("content", ["", "\n", "# 没有头\n", "---\nid: x\n", document_text()[4:]])
def test_a_file_without_front_matter_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "meal-allowance.zh.md"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentInvalid, match="front matter") as caught:
        read_document(path)
    assert caught.value.line == 1


@pytest.mark.parametrize("front", ["- a list\n", "words\n", "1\n"])
def test_front_matter_must_have_keys(tmp_path: Path, front: str) -> None:
    path = tmp_path / "meal-allowance.zh.md"
    path.write_text(f"---\n{front}---\n{CLAUSES}", encoding="utf-8")
    with pytest.raises(DocumentInvalid, match="keys"):
        read_document(path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "meal-allowance.zh.md"
    path.write_bytes(document_text().encode(encoding))
    with pytest.raises(DocumentInvalid, match="UTF-8"):
        read_document(path)
