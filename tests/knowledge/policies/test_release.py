"""The published state: looked up, cited, and taken up by a bot that runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bot.wiring import Services
from index.snapshot import activate
from knowledge.language import Lang
from knowledge.policies.release import Release
from tests.builders import CLAUSES, CLAUSES_EN, write_document, write_pair

MEALS = "meal-allowance.amount"


def published(tiny: Services) -> Release:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    return tiny.release_shelf.current()


def raise_the_amount(folder: Path) -> None:
    write_pair(folder, CLAUSES.replace("230", "260"), CLAUSES_EN.replace("230", "260"))


def test_a_clause_without_a_twin_is_given_in_the_language_it_has(tiny: Services) -> None:
    write_document(tiny.settings.documents_dir, id="only-chinese")
    release = published(tiny)
    clause = release.clause("only-chinese.amount", Lang.EN)
    assert clause is not None
    assert clause.lang is Lang.ZH
    assert release.document_of(clause).lang is Lang.ZH
    assert release.clause("only-chinese.nothing", Lang.EN) is None


def test_a_later_document_replaces_from_the_day_it_begins(tiny: Services) -> None:
    write_pair(
        tiny.settings.documents_dir,
        id="new-meals",
        supersedes="[meal-allowance]",
        effective_from="'2026-07'",
    )
    release = published(tiny)
    assert release.superseded_by("meal-allowance", Lang.ZH, date(2026, 6, 30)) is None
    newer = release.superseded_by("meal-allowance", Lang.EN, date(2026, 7, 1))
    assert newer is not None
    assert (newer.document_id, newer.lang) == ("new-meals", Lang.EN)
    assert release.superseded_by("new-meals", Lang.ZH, date(2030, 1, 1)) is None


def test_a_citation_names_its_source_and_quotes_literally(tiny: Services) -> None:
    release = published(tiny)
    clause = release.clauses[MEALS, Lang.ZH]
    citation = release.cite(clause, "每月230元")
    assert citation.quote == "每月230元"
    assert citation.document_number == "渝人社发〔2025〕9号"
    assert (citation.effective_from, citation.effective_to) == ("2025-04-01", None)
    assert release.cite(clause).quote == clause.text
    with pytest.raises(ValueError, match="260"):
        release.cite(clause, "每月260元")


def test_a_running_bot_takes_up_a_new_release_and_finishes_on_the_old_one(tiny: Services) -> None:
    held = published(tiny)
    raise_the_amount(tiny.settings.documents_dir)
    tiny.refresher.refresh(tiny.settings.documents_dir)
    now = tiny.release_shelf.current()
    assert now.release_id != held.release_id
    assert "260" in now.clauses[MEALS, Lang.ZH].text
    assert "230" in held.clauses[MEALS, Lang.ZH].text
    assert held.retriever.search("饭补好多钱", k=1)[0].key == MEALS


def test_going_back_is_taken_up_as_well(tiny: Services) -> None:
    first = published(tiny)
    raise_the_amount(tiny.settings.documents_dir)
    tiny.refresher.refresh(tiny.settings.documents_dir)
    assert tiny.release_shelf.current().release_id != first.release_id
    activate(tiny.settings.data_dir / "releases", first.release_id)
    assert tiny.release_shelf.current().release_id == first.release_id


def test_readers_never_see_half_a_release(tiny: Services) -> None:
    published(tiny)
    folder = tiny.settings.documents_dir
    seen: set[tuple[str, str]] = set()
    done: list[bool] = []

    def read() -> None:
        while not done:
            release = tiny.release_shelf.current()
            texts = {release.clauses[MEALS, lang].text for lang in Lang}
            seen.update((release.release_id, text) for text in texts)
            assert release.retriever.search("meal allowance", k=3)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for amount in (240, 250, 260):
            write_pair(
                folder,
                CLAUSES.replace("230", str(amount)),
                CLAUSES_EN.replace("230", str(amount)),
            )
            tiny.refresher.refresh(folder)
        done.append(True)
        for reader in readers:
            reader.result(timeout=30)
    amounts = {id_: set() for id_, _ in seen}
    for id_, text in seen:
        amounts[id_].add(next(a for a in ("230", "240", "250", "260") if a in text))
    assert all(len(found) == 1 for found in amounts.values())
