"""What the words of a post may not say, and whose rule it is: refusals.toml, as it is used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.posts.hold import Hold, HoldReason, shown
from knowledge.posts.post import Post
from knowledge.sentence import Sentence
from knowledge.terms import folded
from knowledge.vocabulary import PostKind

_TABLE = Path(__file__).parent / "refusals.toml"

TEXT_COLUMNS = ("title", "title_en", "employer", "address", "description", "description_en",
                "contact")  # fmt: skip
"""Columns whose words are read; the rest of a post is values."""

# What stands before or behind a finding is looked at within its clause only.
_CLAUSE_END = re.compile(r"[。！？；;!?\n|]|\.(?=\s|$)")
_LONGEST_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that may not be said, in folded text, and where saying it is no fault."""

    name: str
    reason: HoldReason
    pattern: re.Pattern[str]
    detail: Sentence
    sign_letters: frozenset[str]
    sign_words: re.Pattern[str] | None
    """A letter or word of these stands in every text that the pattern finds, if there are any."""
    columns: frozenset[str]
    not_for: frozenset[PostKind]
    unless_before: re.Pattern[str] | None
    unless_behind: re.Pattern[str] | None
    unless_text: re.Pattern[str] | None
    """Found anywhere in the words of the post, it allows what is refused elsewhere."""

    def may_be_in(self, text: str, letters: frozenset[str]) -> bool:
        """Whether the pattern is worth trying on a text of these letters."""
        if not self.sign_letters and self.sign_words is None:
            return True
        has_letter = not self.sign_letters.isdisjoint(letters)
        return has_letter or (
            self.sign_words is not None and self.sign_words.search(text) is not None
        )

    def found_in(self, text: str) -> str | None:
        """The first piece of the folded text that is refused, or None."""
        for match in self.pattern.finditer(text):
            if not self._is_allowed(text, match):
                return match.group()
        return None

    def _is_allowed(self, text: str, match: re.Match[str]) -> bool:
        before = _CLAUSE_END.split(text[max(0, match.start() - _LONGEST_CLAUSE) : match.start()])
        behind = _CLAUSE_END.split(text[match.end() : match.end() + _LONGEST_CLAUSE], maxsplit=1)
        return (self.unless_before is not None and bool(self.unless_before.search(before[-1]))) or (
            self.unless_behind is not None and bool(self.unless_behind.search(behind[0]))
        )


@cache
def load_refusals(path: Path = _TABLE) -> tuple[Refusal, ...]:
    """
    The table, in its order.

    :raises re.error, KeyError, ValueError: if a pattern, a reason or a column is none.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_refusal(entry) for entry in table["refusal"])


def refused_words(post: Post) -> Iterator[Hold]:
    """A hold for each thing that the words of the post may not say."""
    texts = {name: getattr(post, name) for name in TEXT_COLUMNS if getattr(post, name)}
    for column, text in texts.items():
        for refusal, said in _findings(column, text):
            if post.kind in refusal.not_for or _has_ground(refusal, texts):
                continue
            detail = Sentence(
                refusal.detail.zh.format(column=column, said=shown(said)),
                refusal.detail.en.format(column=column, said=shown(said)),
            )
            yield Hold(refusal.reason, column, shown(said), detail)


@cache
def _refusals_of(column: str) -> tuple[Refusal, ...]:
    return tuple(refusal for refusal in load_refusals() if column in refusal.columns)


# The same advertisement comes again and again: branches, districts, tomorrow's feed.
@lru_cache(maxsize=40_000)
def _findings(column: str, text: str) -> tuple[tuple[Refusal, str], ...]:
    low = folded(text)
    letters = frozenset(low)
    found = (
        (refusal, refusal.found_in(low))
        for refusal in _refusals_of(column)
        if refusal.may_be_in(low, letters)
    )
    return tuple((refusal, said) for refusal, said in found if said is not None)


def _has_ground(refusal: Refusal, texts: dict[str, str]) -> bool:
    if refusal.unless_text is None:
        return False
    return any(refusal.unless_text.search(folded(text)) for text in texts.values())


def _refusal(entry: dict[str, Any]) -> Refusal:
    columns = frozenset(entry.get("columns", TEXT_COLUMNS))
    if not columns <= set(TEXT_COLUMNS):
        raise ValueError(f"{entry['name']}: columns {columns}, known are {TEXT_COLUMNS}")
    return Refusal(
        name=entry["name"],
        reason=HoldReason(entry["reason"]),
        pattern=_compiled(entry["pattern"]),
        detail=Sentence(entry["zh"], entry["en"]),
        sign_letters=frozenset(sign for sign in entry.get("signs", ()) if len(sign) == 1),
        sign_words=_any_of([sign for sign in entry.get("signs", ()) if len(sign) > 1]),
        columns=columns,
        not_for=frozenset(PostKind(kind) for kind in entry.get("not_for", ())),
        unless_before=_compiled_if_any(entry.get("unless_before")),
        unless_behind=_compiled_if_any(entry.get("unless_behind")),
        unless_text=_compiled_if_any(entry.get("unless_text")),
    )


def _any_of(words: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, words))) if words else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


def _compiled_if_any(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else _compiled(pattern)
