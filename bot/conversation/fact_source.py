"""Where a fact came from, in words: the message, the CV or the button, and the day."""

from __future__ import annotations

from datetime import date

from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.people.storing import StoredFact

_LONGEST_QUOTE = 60


def source_of(fact: StoredFact, lang: Lang, *, today: date, wording: Wording) -> str:
    """A short line such as "from your message of 12 November: …"; empty where nothing is known."""
    if fact.told_on is None:
        return f"“{_short(fact.said)}”" if fact.said else ""
    day = day_in_words(fact.told_on, lang, today)
    if fact.action is not None and fact.action.startswith("document:"):
        return wording.text("said_document", lang, day=day, said=_short(fact.said))
    if fact.action is not None:
        return wording.text("said_button", lang, day=day)
    return wording.text("said_message", lang, day=day, said=_short(fact.said))


def day_in_words(day: date, lang: Lang, today: date) -> str:
    """11月12日, "12 November"; with the year where it is another one."""
    if lang is Lang.ZH:
        year = "" if day.year == today.year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST_QUOTE else said[: _LONGEST_QUOTE - 1].rstrip() + "…"
