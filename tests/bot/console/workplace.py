"""What the pages on knowledge and posts work with in tests: three documents, no model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.console.workshop import Workshop
from bot.settings import Settings
from bot.web.workshop import workshop_of
from bot.wiring import Services
from index.tokens import Tokenizer
from knowledge.database import SessionFactory
from knowledge.glossary import DEFAULT_GLOSSARY, Glossary
from tests.builders import FixedDayServices
from tests.fakes import HashedNgramsEncoder


@cache
def lexicon() -> tuple[Glossary, Tokenizer]:
    """The project's terms and the tokenizer, which take a moment to load and never change."""
    glossary = Glossary.load(DEFAULT_GLOSSARY)
    return glossary, Tokenizer(glossary.extra_words)


def services_in(settings: Settings, sessions: SessionFactory) -> Services:
    """Services on the office's own database, made as far as a page asks for them."""
    made = _Unmodelled(settings)
    made.encoder, made.sessions = HashedNgramsEncoder(), sessions
    return made


def workplace(settings: Settings, sessions: SessionFactory) -> Workshop:
    """The workshop of an office; nothing is published in it, and no folder made."""
    return workshop_of(services_in(settings, sessions))


def documents_folder(folder: Path) -> Path:
    """Where the office keeps its documents."""
    (folder / "documents").mkdir(exist_ok=True)
    return folder / "documents"


class _Unmodelled(FixedDayServices):
    """Loads the lexicon once for all tests, and only where one asks for it."""

    def __getattribute__(self, name: str) -> object:
        if name == "glossary":
            return lexicon()[0]
        return lexicon()[1] if name == "tokenizer" else super().__getattribute__(name)
