"""Trades by words that are terms only where somebody speaks of work; see spoken_trades.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from knowledge.glossary import Glossary
from knowledge.terms import Mention, TermKind, TermScanner

_FILE = Path(__file__).with_name("spoken_trades.toml")
_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)
_FIRM = (*_TRADES, TermKind.LICENCE, TermKind.POLICY, TermKind.BENEFIT)
"""Kinds of term that keep their words to themselves; 公司 may stand inside a trade."""
_ATTENDED = re.compile(r"(?:上|读|念|开了?(?:一?个|家)?|attends?|goes to) ?(?:the |a )?$")
# "social security" is no guard's work, and 行政部门 no clerk's.
_NOT_BEFORE = re.compile(r"(?:social|job|food|work|public) $|(?:公益|失业|社会|养老|医疗)$")
_NOT_AFTER = re.compile(
    r"(?:部门|机关|处罚|复议|区划|公司法|费用?|证(?!在)|上班族|贷款)| (?:card|number|deposit|tax"
    r"|act|fund)s?(?![a-z])"
)
_scanners: WeakKeyDictionary[Glossary, dict[str, TermScanner]] = WeakKeyDictionary()


def spoken_trades(text: str, known: Sequence[Mention], glossary: Glossary) -> list[Mention]:
    """
    Trades in the text by words of the table, none of them part of a longer term.

    A place of work stands for its trade only in a text that names no trade.
    """
    trades = _found("trade", text, known, glossary)
    if trades or any(mention.of_kind(*_TRADES) for mention in known):
        return trades
    return [
        place
        for place in _found("workplace", text, known, glossary)
        # 孩子上幼儿园 is nobody's work.
        if not _ATTENDED.search(text[: place.start])
    ]


def official_trades(text: str, glossary: Glossary) -> tuple[str, ...]:
    """Official Chinese names of the trades that the words stand for, each once."""
    known = glossary.find(text)
    mentions = [*known, *spoken_trades(text, known, glossary)]
    entries = (mention.of_kind(*_TRADES) for mention in mentions)
    return tuple(dict.fromkeys(entry.zh for entry in entries if entry))


def _found(table: str, text: str, known: Iterable[Mention], glossary: Glossary) -> list[Mention]:
    taken = [(mention.start, mention.end) for mention in known if mention.of_kind(*_FIRM)]
    low = text.lower()
    return [
        found
        for found in _scanner(table, glossary).find(text)
        if not any(_cuts(found, span) for span in taken)
        and not _NOT_BEFORE.search(low[: found.start])
        and not _NOT_AFTER.match(low[found.end :])
    ]


def _cuts(found: Mention, span: tuple[int, int]) -> bool:
    """Whether the words are only a part of a term, or of half of it."""
    start, end = span
    overlap = start < found.end and found.start < end
    return overlap and (start < found.start or found.end < end)


def _scanner(table: str, glossary: Glossary) -> TermScanner:
    scanners = _scanners.setdefault(glossary, {})
    if table not in scanners:
        official = {entry.zh: entry for entry in glossary.entries if entry.kind in _TRADES}
        scanners[table] = TermScanner(
            replace(official[name], aliases_zh=tuple(words), aliases_en=())
            for name, words in _tables()[table].items()
            if name in official
        )
    return scanners[table]


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
