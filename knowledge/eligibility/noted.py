"""What an enterprise said, shown back in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.eligibility.facts import FactKind, catalogue, field_of
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang
from knowledge.people.profile import Fact
from knowledge.rules.bilingual import number


def noted(facts: Iterable[Fact], lang: Lang) -> list[str]:
    """Each fact that the catalogue has, by its noun and value: 参保职工人数：28人."""
    found = (_noted(fact, lang) for fact in facts)
    return [text for text in found if text is not None]


def _noted(fact: Fact, lang: Lang) -> str | None:
    name = next((one for one in catalogue() if field_of(one) == fact.name), None)
    if name is None:
        return None
    entry = catalogue()[name]
    value = str(fact.value)
    if entry.kind is FactKind.FLAG:
        value = phrase("noted_yes" if fact.value else "noted_no", lang)
    elif entry.kind is FactKind.NUMBER and isinstance(fact.value, int | float):
        unit = "" if entry.unit is None else entry.unit.in_(lang)
        space = " " if lang is Lang.EN and unit.isalpha() else ""
        value = f"{number(fact.value)}{space}{unit}"
    else:
        value = next((c.text.in_(lang) for c in entry.answers if c.value == fact.value), value)
    return phrase("noted", lang, noun=entry.noun.in_(lang), value=value)
