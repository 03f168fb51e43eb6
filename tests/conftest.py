"""What several tests share: the real knowledge base, prepared once, and small worlds."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.wiring import Services
from knowledge.glossary import Glossary
from tests.builders import (
    CHECKOUT,
    Chat,
    closed,
    copied_world,
    services_on,
    write_three,
)
from tests.fakes import HashedNgramsEncoder

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# The first run on a machine exports the encoder and embeds every document and sample post.
_FIRST_RUN_S = 1200
_LONG = ("tests/stories/", "tests/bot/commands/", "tests/bot/web/", "tests/bot/console/")
_REAL = {"prepared", "services", "real"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Gives tests on the real knowledge base the time that preparing it takes; puts journeys first.

    A file goes to one worker whole, so that a long one at the end would leave the other idle.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))
    for item in items:
        if _REAL & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.timeout(_FIRST_RUN_S), append=False)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A data folder with the real documents, the sample posts and the bundled encoder.

    The encoder and the vectors of the last run lie in the checkout's `var`, so that a second run
    embeds only what changed since.
    """
    data_dir = tmp_path_factory.mktemp("prepared") / "data"
    data_dir.mkdir()
    shared, kept = CHECKOUT / "var" / "encoder", CHECKOUT / "var" / "test-indexes"
    shared.mkdir(parents=True, exist_ok=True)
    (data_dir / "encoder").symlink_to(shared)
    # One worker embeds with both cores; the others find what it kept.
    with (shared / ".prepared-by-one").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _prepare(data_dir, kept)
    return data_dir


def _prepare(data_dir: Path, kept: Path) -> None:
    if kept.is_dir():
        shutil.copytree(kept, data_dir, dirs_exist_ok=True)
    services = services_on(data_dir)
    report = services.refresher.refresh(services.settings.documents_dir)
    assert report.skipped == ()
    services.prepare()
    services.post_shelf.rebuild(services.today())
    closed(services)
    _keep(data_dir, kept)


def _keep(data_dir: Path, kept: Path) -> None:
    """Leaves the indexes for the next run; another run at the same moment may win the rename."""
    draft = kept.with_name(f".{kept.name}-{data_dir.parent.name}-{id(data_dir)}")
    for name in ("releases", "posts"):
        shutil.copytree(data_dir / name, draft / name)
    old = draft.with_suffix(".old")
    if kept.is_dir():
        kept.rename(old)
    draft.rename(kept)
    shutil.rmtree(old, ignore_errors=True)


@pytest.fixture(scope="session")
def real(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services on the real knowledge base; their database is common to many tests."""
    services = services_on(copied_world(prepared, tmp_path_factory.mktemp("common") / "data"))
    # The first question loads both encoders and the judge, and that is no part of any test's wait.
    Chat(services.conversation, chat_id="warm-up").says("失业登记去哪里办")
    yield services
    closed(services)


@pytest.fixture
def services(real: Services, prepared: Path, tmp_path: Path) -> Iterator[Services]:
    """Services on the real knowledge base with a database of their own."""
    made = services_on(copied_world(prepared, tmp_path / "data"), like=real)
    made.release_shelf = real.release_shelf
    yield made
    closed(made)


@pytest.fixture
def chat(request: pytest.FixtureRequest, real: Services) -> Chat:
    """
    A person who has never written before, on the real knowledge base.

    In a test that also takes `services` they share its database; in any other the person is one of
    many on a common one, which saves making a database.
    """
    if "services" in request.fixturenames:
        return Chat(request.getfixturevalue("services").conversation)
    return Chat(real.conversation, chat_id=request.node.nodeid)


@pytest.fixture(scope="session")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Glossary and tokenizer, loaded once, with an encoder that needs no model."""
    services = services_on(tmp_path_factory.mktemp("lexicon"))
    services.encoder = HashedNgramsEncoder()
    return services


@pytest.fixture(scope="session")
def glossary(lexicon: Services) -> Glossary:
    """The project's terms."""
    return lexicon.glossary


@pytest.fixture
def tiny(lexicon: Services, tmp_path: Path) -> Iterator[Services]:
    """
    Services on three small documents with no model; nothing is published yet.

    Its encoder is its own, so that a test sees what this test encoded.
    """
    documents = write_three(tmp_path / "documents")
    made = services_on(tmp_path / "data", like=lexicon, documents_dir=documents)
    made.encoder = made.clause_encoder = HashedNgramsEncoder()
    yield made
    closed(made)
