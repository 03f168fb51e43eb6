"""The topics and words of clarifying.toml: which messages are too short to know what is meant."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.answering.reading.bare import alternatives, has_words, without_bare_words
from knowledge.glossary import Glossary
from knowledge.terms import Entry, Mention, TermKind, folded

TOPICS_FILE = Path(__file__).with_name("clarifying.toml")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that several documents are about."""

    name: str
    said: re.Pattern[str]
    titles: re.Pattern[str]
    """Found in the Chinese titles of the documents that are about it."""
    first: tuple[str, ...]
    """Ids of the documents, or clauses, that people mean most."""
    has_sides: bool
    """Whether the clauses of one document are offered where only one is in force."""
    is_general: bool
    """Whether it names money from the state as such and no kind of it."""
    only_bare: bool
    """Whether a question for a side of it has one answer, so that only its name is unclear."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message names, where it names nothing more: a topic, a group, or both."""

    topic: Topic | None
    group: Entry | None
    said: str
    """The words by which the message names it; empty where it names nothing at all."""


@cache
def tables() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(TOPICS_FILE.read_text(encoding="utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """The topics, the more special first."""
    return tuple(
        Topic(
            name=entry["name"],
            said=alternatives(entry["said_zh"], entry["said_en"]),
            titles=re.compile(entry["titles"]),
            first=tuple(entry["first"]),
            has_sides=entry.get("sides", False),
            is_general=entry.get("is_general", False),
            only_bare=entry.get("only_bare", False),
        )
        for entry in tables()["topic"]
    )


def general_topic() -> Topic:
    """Money from the state as such."""
    return next(topic for topic in topics() if topic.is_general)


def bare_subject(text: str, glossary: Glossary) -> Subject | None:
    """
    What the message names, if it names a topic or a group, or nothing, and no more than that.

    None where any further word says what is meant.
    """
    low = folded(text)
    topic = next((one for one in topics() if one.said.search(low)), None)
    group = _group_in(low, glossary)
    left = low if group is None else f"{low[: group.start]} {low[group.end :]}"
    if _names_more(left, topic, glossary):
        return None
    # Words around it would be cut out of the names, so the names are taken out first.
    for one in topics() if topic is not None else ():
        if one is topic or one.is_general:
            left = one.said.sub(" ", left)
    left = without_bare_words(_words_around().sub(" ", left))
    if has_words(left) or any(character.isdigit() for character in left):
        return None
    said = group.said if group is not None else _said(topic, text)
    return Subject(topic, None if group is None else group.entry, said)


def asks_what_it_is(text: str) -> bool:
    """Whether the words ask who or what is meant by a name; that has one answer."""
    return _defining_words().search(folded(text)) is not None


def _said(topic: Topic | None, text: str) -> str:
    found = topic.said.search(text) if topic is not None else None
    return found[0] if found is not None else ""


def _group_in(text: str, glossary: Glossary) -> Mention | None:
    return next((m for m in glossary.find(text) if m.entry.kind is TermKind.GROUP), None)


def _names_more(text: str, topic: Topic | None, glossary: Glossary) -> bool:
    """Whether a further group is named, or a programme by more than the topic's own words."""
    for mention in glossary.find(text):
        is_topic = topic is not None and topic.said.fullmatch(mention.said) is not None
        if mention.entry.kind in (TermKind.GROUP, TermKind.POLICY) and not is_topic:
            return True
    return False


@cache
def _words_around() -> re.Pattern[str]:
    around = tables()["around"]
    return alternatives(around["zh"], around["en"])


@cache
def _defining_words() -> re.Pattern[str]:
    defines = tables()["defines"]
    return alternatives(defines["zh"], defines["en"])
