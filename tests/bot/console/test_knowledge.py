"""The pages on knowledge: documents handed in, published, looked up, edited."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from httpx2 import Response

from bot.console.jobs import JobKind
from bot.wiring import Services
from knowledge.records.tables import SeekerRow, TurnRow
from tests.bot.console.office import Office, token_on
from tests.builders import CLAUSES, document_text, write_pair, write_three

ENGLISH = {"lang": "en", "title": "Meal allowance rules", "issuer": "Chongqing HRSS Bureau"}


@pytest.fixture
def published(office: Office) -> Office:
    """An office that has published three documents."""
    write_three(office.parts.workshop.documents)
    office.parts.workshop.refresh(lambda _done, _total: None)
    return office


def uploads(office: Office, files: dict[str, str], *, replace: bool = False) -> Response:
    """The upload form, sent by the administrator."""
    ada = office.person("ada")
    token = token_on(ada.opens("/knowledge/upload"))
    data = {"csrf_token": token} | ({"replace": "true"} if replace else {})
    sent = [("files", (name, text.encode(), "text/markdown")) for name, text in files.items()]
    return ada.client.post("/console/knowledge/upload", data=data, files=sent)


def refreshes(office: Office) -> Response:
    """The refresh asked for and waited for."""
    ada = office.person("ada")
    assert ada.sends("/knowledge/refresh", from_page="/knowledge/refresh").status_code == 303
    while (job := office.parts.workshop.jobs.latest(JobKind.REFRESH)) and job.ending is None:
        time.sleep(0.01)
    return ada.opens("/knowledge/refresh")


def kept(office: Office) -> set[str]:
    return {path.name for path in office.parts.workshop.documents.glob("*.md")}


def test_before_anything_is_published_the_pages_say_so(office: Office) -> None:
    assert "Nothing has been published" in office.person("rui").opens("/knowledge").text
    asked = office.person("rui").opens("/knowledge/search?q=meal")
    assert asked.status_code == 409
    assert "Nothing has been published" in asked.text


def test_documents_to_look_at_again_are_marked_counted_and_found(published: Office) -> None:
    write_pair(published.parts.workshop.documents, review_by="'2026-01-31'", source_kind="repost")
    published.parts.workshop.refresh(lambda _done, _total: None)
    rui = published.person("rui")
    page = rui.opens("/knowledge?concern=overdue").text
    assert "overdue for review (1)" in page
    assert "/knowledge/documents/meal-allowance" in page
    assert "/knowledge/documents/boat-allowance" not in page
    assert "Review by" in rui.opens("/knowledge/documents/meal-allowance").text
    assert "/knowledge/documents/" not in rui.opens("/knowledge?concern=superseded").text
    assert rui.opens("/knowledge?concern=nonsense").status_code in {400, 422}


def test_an_uploaded_pair_answers_a_question_after_the_refresh(office: Office) -> None:
    write_three(office.parts.workshop.documents)
    zh = document_text(CLAUSES.replace("230", "777"), {"id": "shoes", "title": "鞋补"})
    pair = {
        "shoes.zh.md": zh.replace("饭补", "鞋补"),
        "shoes.en.md": zh.replace("lang: zh", "lang: en").replace("饭补", "shoe allowance"),
    }
    answer = uploads(office, pair)
    assert answer.headers["location"] == "/console/knowledge/refresh"
    report = refreshes(office).text
    assert "4 documents" in report
    assert "+ shoes.amount" in report
    found = office.person("rui").opens("/knowledge/search?q=鞋补多少").text
    assert "777" in found
    assert "carries the answer" in found
    assert "shoes.amount" in found


def test_a_file_with_a_fault_is_not_kept_and_its_line_is_named(office: Office) -> None:
    broken = document_text("\n## No id here\n\ntext\n", {"id": "boots"})
    answer = uploads(office, {"boots.zh.md": broken})
    assert answer.status_code == 422
    assert "boots.zh.md:23: a clause heading must read" in answer.text.replace("&#39;", "'")
    assert kept(office) == set()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.zh.md",
        "Boots.zh.md",
        "boots.fr.md",
        "boots.md",
        "boots.zh.md.exe",
        f"{'a' * 300}.zh.md",
    ],
)
def test_a_name_that_no_document_can_have_never_reaches_the_folder(
    office: Office, name: str
) -> None:
    before = set(Path(office.parts.workshop.documents).parent.rglob("*.md"))
    assert uploads(office, {name: document_text()}).status_code == 422
    assert set(Path(office.parts.workshop.documents).parent.rglob("*.md")) == before


def test_a_twin_that_differs_is_refused_with_the_clause(office: Office) -> None:
    assert uploads(office, {"meal-allowance.zh.md": document_text()}).status_code == 303
    twin = document_text(
        '\n## Other {#other kind=amount for=anyone evidence="T1"}\n\nText.\n', ENGLISH
    )
    answer = uploads(office, {"meal-allowance.en.md": twin})
    assert answer.status_code == 422
    assert "missing in one of the two languages" in answer.text


def test_a_file_is_written_over_only_when_it_is_asked_for(office: Office) -> None:
    name = "meal-allowance.zh.md"
    assert uploads(office, {name: document_text()}).status_code == 303
    changed = document_text(CLAUSES.replace("230", "250"))
    refused = uploads(office, {name: changed})
    assert refused.status_code == 409
    assert name in refused.text
    path = office.parts.workshop.documents / name
    assert "230" in path.read_text(encoding="utf-8")
    assert uploads(office, {name: changed}, replace=True).status_code == 303
    assert "250" in path.read_text(encoding="utf-8")


def test_brackets_without_end_are_a_fault_of_the_file(office: Office) -> None:
    nested = f"---\nid: {'[' * 5000}{']' * 5000}\n---\n"
    answer = uploads(office, {"boots.zh.md": nested})
    assert answer.status_code == 422
    assert "nested too deeply" in answer.text


def test_no_room_to_try_the_files_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert uploads(office, {"boots.zh.md": document_text()}).status_code == 507


def test_too_large_a_file_is_refused(office: Office) -> None:
    answer = uploads(office, {"boots.zh.md": "x" * 1_000_001})
    assert answer.status_code == 422
    assert "1,000,001 bytes" in answer.text


def test_a_document_shows_both_languages_and_a_changed_clause_its_history(
    published: Office,
) -> None:
    workshop = published.parts.workshop
    for path in workshop.documents.glob("meal-allowance.*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("230", "240"), encoding="utf-8")
    workshop.refresh(lambda _done, _total: None)
    page = published.person("rui").opens("/knowledge/documents/meal-allowance").text
    assert "饭补每人每月240元" in page
    assert "The meal allowance (饭补) is 240 yuan" in page
    history = published.person("rui").opens("/knowledge/clauses/meal-allowance.amount").text
    assert history.index("240元") < history.index("230元")


def test_a_removed_document_leaves_tombstones_that_can_be_read(published: Office) -> None:
    workshop = published.parts.workshop
    for path in workshop.documents.glob("meal-allowance.*"):
        path.unlink()
    workshop.refresh(lambda _done, _total: None)
    rui = published.person("rui")
    assert "Withdrawn documents" in rui.opens("/knowledge").text
    page = rui.opens("/knowledge/documents/meal-allowance").text
    assert "饭补每人每月230元" in page
    assert "withdrawn" in rui.opens("/knowledge/clauses/meal-allowance.amount").text


def test_what_does_not_exist_is_not_found(published: Office) -> None:
    for path in ("/knowledge/documents/nothing", "/knowledge/clauses/nothing.at-all"):
        assert published.person("rui").opens(path).status_code == 404


def test_declined_questions_stand_together_when_their_words_are_alike(office: Office) -> None:
    with office.parts.sessions() as session:
        session.add(SeekerRow(id=1, surface="web", chat_id="c"))
        asked = [
            "万州的房租补贴多少",
            "万州的房租补贴多少？",
            "请问万州的房租补贴多少",
            "<b>x</b> y z",
        ]
        for number, text in enumerate(asked):
            session.add(declined(office, number, text))
        session.commit()
    page = office.person("rui").opens("/knowledge/declined").text
    assert "4 questions in 2 groups" in page
    assert '<td data-label="Times">3</td>' in page
    assert "万州区 (3)" in page
    assert "<b>x</b>" not in page
    narrowed = office.person("rui").opens("/knowledge/declined?district=万州区").text
    assert "3 questions in 1 groups" in narrowed


def declined(office: Office, number: int, text: str) -> TurnRow:
    at = office.clock.moment - timedelta(days=1)
    hits = [{"clause_id": "rent.amount", "score": 1.0}]
    return TurnRow(
        seeker_id=1, message_id=str(number), text="secret", masked_text=text, lang="zh",
        today=at.date(), route="question", status="declined_no_source", reply="{}",
        trace={"hits": hits}, took_ms=3, received_at=at,
    )  # fmt: skip


def edits_glossary(office: Office, text: str) -> Response:
    ada = office.person("ada")
    page = ada.opens("/knowledge/glossary").text
    version = page.split('name="version" value="')[1].split('"')[0]
    return ada.sends(
        "/knowledge/glossary", {"text": text, "version": version}, from_page="/knowledge/glossary"
    )


def test_a_bad_row_of_the_glossary_is_refused_with_its_line(office: Office) -> None:
    rows = "en,zh,aliases_en,aliases_zh,kind\nhot pot aid,火锅补,,,policy\nno chinese,,,,policy\n"
    answer = edits_glossary(office, rows)
    assert answer.status_code == 422
    assert "Line 3" in answer.text
    assert "hot pot aid" in answer.text
    assert not office.parts.workshop.staff_glossary.exists()


def test_good_rows_are_kept_and_known_at_the_next_start(office: Office) -> None:
    rows = "en,zh,aliases_en,aliases_zh,kind\r\nhot pot aid,火锅补,,锅补,policy\r\n"
    assert edits_glossary(office, rows).status_code == 303
    kept_rows = office.parts.workshop.staff_glossary.read_text(encoding="utf-8")
    assert kept_rows == rows.replace("\r\n", "\n")
    assert "take effect at the next start" in office.person("ada").opens("/knowledge/glossary").text
    (found,) = Services(office.parts.settings).glossary.find("我想领锅补")
    assert found.entry.zh == "火锅补"


def test_a_glossary_that_somebody_else_changed_is_not_written_over(office: Office) -> None:
    ada = office.person("ada")
    ada.opens("/knowledge/glossary")
    header = "en,zh,aliases_en,aliases_zh,kind\n"
    office.parts.workshop.staff_glossary.write_text(header + "a,甲,,,policy\n", encoding="utf-8")
    values = {"text": header, "version": "stale"}
    assert ada.sends("/knowledge/glossary", values).status_code == 409
    assert "甲" in office.parts.workshop.staff_glossary.read_text(encoding="utf-8")
