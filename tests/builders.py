"""Worlds, documents and chats for tests: valid by default, changed where the test is about it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.conversation.reply import Button, Conversation, Incoming, Reply
from bot.settings import Settings
from bot.wiring import Services
from index.bundled import open_bundled
from index.encoder import Encoder
from index.joint_encoder import JointEncoder, open_e5
from index.remembering import RememberingEncoder
from knowledge.language import Lang
from knowledge.safety.detecting import AlarmDetector

TODAY = date(2026, 11, 22)
SURFACE = "test"
CHECKOUT = Path(__file__).parent.parent


class GivenSettings(Settings):
    """Settings that read neither the environment nor a `.env` of whoever runs the tests."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **more: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def settings_on(data_dir: Path, **values: object) -> Settings:
    """Settings by the names of their fields, the rest as they are without an environment."""
    by_alias = {
        str(Settings.model_fields[name].validation_alias): value for name, value in values.items()
    }
    return GivenSettings(CHUNFENG_DATA_DIR=data_dir, **by_alias)


@cache
def intent_encoder() -> Encoder:
    """The bundled encoder, which intents are read with whatever encoder a test searches with."""
    return RememberingEncoder(open_bundled(CHECKOUT / "var"))


@cache
def joint_encoder() -> Encoder:
    """Both encoders side by side; alarms are told by them in every test."""
    return RememberingEncoder(JointEncoder(intent_encoder(), open_e5()))


@cache
def alarm_detector() -> AlarmDetector:
    """The detector as the product has it."""
    return AlarmDetector.load(intent_encoder(), joint_encoder())


class FixedDayServices(Services):
    """Services for which it is always the day of the tests, so that no sample post runs out."""

    @property
    def intent_encoder(self) -> Encoder:
        """Prepared once for all worlds."""
        return intent_encoder()

    @property
    def joint_encoder(self) -> Encoder:
        """Prepared once for all worlds."""
        return joint_encoder()

    def today(self) -> date:
        return TODAY


def services_on(data_dir: Path, like: Services | None = None, **values: object) -> Services:
    """
    Services on a data folder, as a new process makes them.

    :param like: services whose encoder, glossary and tokenizer are used again; loading them takes
        a second, and they never change.
    """
    made = FixedDayServices(settings_on(data_dir, **values))
    if like is not None:
        made.encoder, made.glossary, made.tokenizer = like.encoder, like.glossary, like.tokenizer
        made.clause_encoder = like.clause_encoder
    return made


def closed(services: Services) -> None:
    """Ends the connections to the database, which also folds its log into the one file."""
    services.sessions().get_bind().dispose()


def copied_world(prepared: Path, data_dir: Path) -> Path:
    """The prepared data folder with a database of its own; the indexes are only read."""
    data_dir.mkdir(parents=True)
    for name in ("encoder", "releases", "posts"):
        (data_dir / name).symlink_to(prepared / name)
    shutil.copy(prepared / "chunfeng.db", data_dir / "chunfeng.db")
    return data_dir


@dataclass
class Chat:
    """One person on one surface; every message has its own id unless one is given."""

    conversation: Conversation
    chat_id: str = "c1"
    surface: str = SURFACE
    sent: int = field(default=0)

    def says(self, text: str, message_id: str | None = None, lang: Lang | None = None) -> Reply:
        """The reply to a text."""
        return self._sends(message_id, text=text, lang=lang)

    def presses(self, action: str, message_id: str | None = None) -> Reply:
        """The reply to a button or command."""
        return self._sends(message_id, action=action)

    def presses_button(self, reply: Reply, text: str) -> Reply:
        """The reply to the button of that text under an earlier reply."""
        found = [button.action for button in buttons_of(reply) if button.text == text]
        assert found, f"no button {text!r} among {[b.text for b in buttons_of(reply)]}"
        return self.presses(found[0])

    def sends_file(self, path: Path) -> Reply:
        """The reply to a document."""
        return self._sends(None, document=path)

    def _sends(self, message_id: str | None, **what: object) -> Reply:
        self.sent += 1
        incoming = Incoming(
            self.surface, self.chat_id, message_id or f"m{self.sent}", today=TODAY, **what
        )
        return self.conversation.take(incoming)


def buttons_of(reply: Reply) -> list[Button]:
    """All buttons, row by row."""
    return [button for row in reply.buttons for button in row]


def evidence_of(reply: Reply) -> set[str]:
    """The evidence under all citations."""
    return {id_ for citation in reply.citations for id_ in citation.evidence}


FRONT = {
    "id": "meal-allowance",
    "title": "饭补办法",
    "lang": "zh",
    "issuer": "重庆市人力资源和社会保障局",
    "document_number": "渝人社发〔2025〕9号",
    "level": "municipal",
    "district": "null",
    "published": "'2025-03-01'",
    "effective_from": "'2025-04-01'",
    "effective_to": "null",
    "supersedes": "null",
    "source_url": "https://example.org/a.html",
    "source_kind": "official",
    "checked_on": "'2026-11-22'",
    "review_by": "'2027-05-22'",
    "confidence": "high",
    "evidence": "[T1]",
}

CLAUSES = """
## 补多少 {#amount kind=amount for=worker evidence="T1"}

饭补每人每月230元。

Asked as:
- 饭补好多钱
- 吃饭补贴多少

## 谁能领 {#who kind=eligibility for=worker evidence="T1"}

在建筑工地连续工作满三个月的人可以领饭补。
"""

CLAUSES_EN = """
## How much {#amount kind=amount for=worker evidence="T1"}

The meal allowance (饭补) is 230 yuan per person per month.

Asked as:
- how much is the meal allowance

## Who {#who kind=eligibility for=worker evidence="T1"}

People who have worked on a building site for three months without a break may claim the meal
allowance (饭补).
"""


def document_text(clauses: str = CLAUSES, front: Mapping[str, str | None] | None = None) -> str:
    """A policy document as a file holds it; a front matter key with None is left out."""
    keys = {**FRONT, **(front or {})}
    lines = [f"{key}: {value}" for key, value in keys.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", f"# {keys['title']}", clauses])


def write_document(
    folder: Path, clauses: str = CLAUSES, name: str | None = None, **front: str | None
) -> Path:
    """Writes a document under the name that its id and language want, or another."""
    keys = {**FRONT, **front}
    path = folder / (name or f"{keys['id']}.{keys['lang']}.md")
    path.write_text(document_text(clauses, front), encoding="utf-8")
    return path


def write_pair(folder: Path, clauses: str = CLAUSES, clauses_en: str = CLAUSES_EN, **front: str):
    """Writes both languages of a document."""
    write_document(folder, clauses, **front)
    english = {"title": "Meal allowance rules", "issuer": "Chongqing HRSS Bureau", **front}
    write_document(folder, clauses_en, **{**english, "lang": "en"})


def write_three(folder: Path) -> Path:
    """A folder with three documents in both languages: meals, boats, boots."""
    folder.mkdir(parents=True, exist_ok=True)
    write_pair(folder)
    others = (("船补", "boat allowance", 410, "T2"), ("靴补", "boot allowance", 85, "T3"))
    for word, english, number, item in others:
        write_pair(
            folder,
            CLAUSES.replace("饭补", word)
            .replace("230", str(number))
            .replace("吃饭", word[0])
            .replace("T1", item),
            CLAUSES_EN.replace("meal allowance", english)
            .replace("饭补", word)
            .replace("230", str(number))
            .replace("T1", item),
            evidence=f"[{item}]",
            id=english.replace(" ", "-"),
            title=word,
        )
    return folder
