"""A document is withdrawn that programmes rest on: those are left out, the others are told."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Status
from tests.builders import Chat, closed, services_on

WITHDRAWN = "one-off-start-up-subsidy"


def test_a_withdrawn_document_silences_only_the_programmes_that_rest_on_it(
    real: Services, prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    documents = shutil.copytree(real.settings.documents_dir, tmp_path / "documents")
    for path in documents.glob(f"{WITHDRAWN}.*.md"):
        path.unlink()
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    shutil.copytree(prepared / "releases", data_dir / "releases")
    (data_dir / "posts").symlink_to(prepared / "posts")
    services = services_on(data_dir, like=real, documents_dir=documents)
    report = services.refresher.refresh(documents)
    assert all(clause_id.startswith(WITHDRAWN) for clause_id in report.removed)

    with caplog.at_level(logging.ERROR):
        reply = Chat(services.conversation).says("我52岁，失业半年，重庆户口，能领什么补贴？")
    closed(services)
    assert reply.status is Status.ELIGIBILITY
    told = {finding.programme_id for finding in reply.findings}
    assert "flexible-employment-social-insurance-subsidy" in told
    assert WITHDRAWN not in told
    assert any(WITHDRAWN in record.getMessage() for record in caplog.records)
