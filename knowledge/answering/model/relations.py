"""Whether each part of a sentence stands in its clauses in the same relation, part by part."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.answering.model.claims import measures, per, pieces, rules
from knowledge.answering.model.wordshare import word_share
from knowledge.language.figures import figures
from knowledge.policies.document import Clause

RELATIONS_FILE = Path(__file__).with_name("relations.toml")

_SENTENCE = re.compile(r"(?<=[。！？；;])|(?<=[.!?])(?<!Art\.)(?<!No\.)\s+")
# In English a condition or a contrast follows without a comma.
_CONDITION = re.compile(
    r"(?<![a-z])(?=(?:even )?(?:if|unless|when|while|after|because|but) )", re.I
)
# Within a part, what a list puts side by side; a comma within a figure parts nothing.
_ITEM = re.compile(r"[、；;，]|(?<!\d),|,(?!\d)|(?<![a-z])and(?![a-z])|[和及或]", re.IGNORECASE)
_FORBIDS = (
    r"不(?!足|满|少于|低于|超过|高于|短于|晚于|早于|同|论|管|仅|但|限)|禁止|除外|无需|无须"
    r"|(?<![a-z])(?:not|no|never|cannot|neither|nor|without|excluded)(?![a-z])"
    r"(?! (?:more|less|later) than)"
)
_FORBID = re.compile(_FORBIDS, re.IGNORECASE)
_NOT = re.compile(rf"{_FORBIDS}|没有|没(?!收)", re.IGNORECASE)
# To whom something is done; who does it may stand in another part.
_TOWARDS = re.compile(
    r"[向给与对为][㐀-鿿]{2,4}|(?<![a-z])(?:to|from|with|for) (?:the |an? |your )?[a-z]+", re.I
)
_MAY = re.compile(r"可以|可(?=[㐀-鿿])|能够|(?<![a-z])(?:may|can)(?![a-z])(?! not)")
_DOER = re.compile(r"\s*(?:the |your |an? |由)?(?:[a-z]+|[㐀-鿿]{2,5})")
_DONE = re.compile(r"已经?([㐀-鿿]{2})")
_NEGATED = re.compile(
    r"(?:未(?!来|满)|非|无(?!忧|论))([㐀-鿿]{2})|\bun(?!employ|der|til|less|ion|it|ique)([a-z]{4})"
)
_SAME = 0.8
_WITH_FIGURES = 0.35
"""How much of the words a place may lack that holds the figures."""
_BOUNDS = frozenset({"least", "most"})
_NOBODY = "nobody"
"""Words that only look like a name of somebody."""
_MOST_TOGETHER = 4
"""How many neighbouring parts of a clause one part of a sentence may draw together."""
_LEAST = 0.5
"""Of the words of a part that one place of its clauses must hold."""
_MOSTLY = 0.6
"""From here on a part says the same as that of the clause."""


@dataclass(frozen=True, slots=True)
class Place:
    """Some neighbouring parts of a clause, and the sentence that they stand in."""

    text: str
    sentence: str


def relation_fault(said: str, cited: Sequence[Clause], topic: str = "") -> str | None:
    """
    What a part of the sentence claims that no place of its clauses says so, or None.

    Each part between commas must find a place that holds its words, its musts and nots, whom it
    speaks of, and each figure beside what it counts there. A true head carries no false tail.

    :param topic: title and heading, which may be named anywhere.
    """
    places = [place for clause in cited for place in _places(clause)]
    before: Place | None = None
    for piece in parts_of(said):
        near = _nearest(piece, places, topic)
        if near is None:
            return f"nothing in its clause says “{piece.strip()}”"
        if before is not None and _is_of_another_case(piece, before):
            return f"“{piece.strip()}” is said of another case in its clause"
        elsewhere = {f for place in places for f in figures(place.text)} - figures(near.sentence)
        if figures(piece) & elsewhere:
            return f"a figure of “{piece.strip()}” stands with something else in its clause"
        before = near
        fault = _strangers(piece, near, topic) or _turned_round(piece, said, near)
        fault = fault or _miscounted(piece, places)
        if fault is not None:
            return fault
    return None


def parts_of(text: str) -> list[str]:
    """The text between its commas, stops and conditions."""
    found = (part for piece in pieces(text) for part in _CONDITION.split(piece))
    return [part for part in found if part.strip()]


def _places(clause: Clause) -> Iterator[Place]:
    yield Place(clause.heading, clause.heading)
    for sentence in _SENTENCE.split(clause.text):
        parts = parts_of(sentence)
        for first in range(len(parts)):
            for after in range(first + 1, min(len(parts), first + _MOST_TOGETHER) + 1):
                yield Place("，".join(parts[first:after]), sentence)


def _nearest(piece: str, places: Sequence[Place], topic: str) -> Place | None:
    """The place that holds most of the part's words and its figures, the shortest of several."""
    shares = [word_share(piece, place.text, topic) for place in places]
    counted = figures(piece)
    fits = [
        (share + _WITH_FIGURES * (counted <= figures(place.text)), -len(place.text))
        for share, place in zip(shares, places, strict=True)
    ]
    best = max(range(len(places)), key=lambda at: fits[at], default=None)
    return None if best is None or shares[best] < _LEAST else places[best]


def _is_of_another_case(piece: str, before: Place) -> bool:
    """Whether the sentence begun with gives the same thing another figure."""
    if figures(piece) <= figures(before.sentence):
        return False
    return any(
        word_share(piece, part) >= _SAME and measures(part) for part in parts_of(before.sentence)
    )


def _strangers(piece: str, near: Place, topic: str) -> str | None:
    """Somebody of whom the place and its sentence do not speak, or two who have changed places."""
    named, there = actors(piece), actors(near.sentence)
    here = actors(near.text) or [*there, *actors(topic)]
    strange = set(named) - set(here)
    if strange:
        return f"speaks of {min(strange)} where its clause does not"
    part = actors(_TOWARDS.sub("", _likest_part(piece, near)))
    doer = _DOER.match(_plain(piece))
    first = actors(doer[0])[:1] if doer else []
    is_other_doer = bool(first) and first[:1] != part[:1]
    if part and (is_other_doer or (named and not set(named) & set(part))):
        return f"speaks of {named[0]} where its clause speaks of {part[0]}"
    if len(set(named)) > 1 and not _is_in_order(named, there):
        return f"puts {' before '.join(named)}, its clause does not"
    return None


def _likest_part(piece: str, near: Place) -> str:
    """The one part of the sentence that says nearly the same; empty if none does."""
    parts = parts_of(near.sentence)
    shares = [word_share(piece, part) for part in parts]
    best = max(shares, default=0.0)
    return parts[shares.index(best)] if best >= _LEAST else ""


def _is_in_order(named: Sequence[str], there: Sequence[str]) -> bool:
    rest = iter(there)
    return all(one in rest for one in named)


def _turned_round(piece: str, said: str, near: Place) -> str | None:
    """A must, only, least, most or count that the place lacks, or a not on one side alone."""
    strange = (rules(piece) - {"not"}) - rules(near.sentence)
    if strange:
        return f"states a condition ({min(strange)}) where its clause does not"
    if _FORBID.search(_plain(piece)) and not has_not(near.sentence):
        return "says not where its clause does not"
    denied = negated(near.sentence)
    likest = _likest_part(piece, near)
    if has_not(piece) and likest and not has_not(likest) and not negated(likest):
        return "says not where its clause does not"
    if has_not(piece) and not has_not(near.sentence) and not denied:
        return "says not where its clause does not"
    if _MAY.search(_plain(piece)) and "must" in rules(likest) and not _MAY.search(_plain(likest)):
        return "says may where its clause says must"
    opposite = _opposite(piece, near.sentence)
    if opposite is not None:
        return f"says {opposite}, its clause the opposite"
    if not has_not(said) and _shares_the_not(piece, near):
        return "leaves out the not of its clause"
    turned = (negated(piece) - denied) | (denied & frozenset(_DONE.findall(piece)))
    if turned:
        return f"turns round {min(turned)} of its clause"
    if per(piece) - per(near.sentence):
        return f"counts per {min(per(piece) - per(near.sentence))}, its clause does not"
    return None


def _opposite(piece: str, sentence: str) -> str | None:
    """A word of the part whose opposite stands in the sentence, and itself does not."""
    here, there = _plain(piece), _plain(sentence)
    for one, other in _opposites():
        for said, held in ((one, other), (other, one)):
            if said.search(here) and held.search(there) and not said.search(there):
                return said.pattern
    return None


def _shares_the_not(piece: str, near: Place) -> bool:
    """Whether the part says, without the not, what a part of the sentence says with it."""
    with_not = [part for part in parts_of(near.sentence) if has_not(part)]
    rest = [part for part in parts_of(near.sentence) if not has_not(part)]
    covered = max((word_share(piece, part) for part in rest), default=0.0)
    return any(
        word_share(piece, part) >= max(_MOSTLY, covered) or word_share(part, piece) >= _SAME
        for part in with_not
    )


def _miscounted(piece: str, places: Sequence[Place]) -> str | None:
    """A figure that is counted by something else, or stands beside another thing, than there."""
    for item in _ITEM.split(piece):
        for measure in measures(item):
            there = [
                one
                for place in places
                if measure in measures(place.text)
                for one in _ITEM.split(place.text)
                if measure in measures(one)
            ]
            if there and all(per(item) - per(one) for one in there) and per(item):
                return f"{measure[0]:f} is not per {min(per(item))} in its clause"
            if there and all(_is_bounded_otherwise(item, one) for one in there):
                return f"{measure[0]:f} is bounded the other way in its clause"
    return None


def _is_bounded_otherwise(item: str, there: str) -> bool:
    """Whether a least became a most, or the reverse."""
    here, held = rules(item) & _BOUNDS, rules(there) & _BOUNDS
    return bool(here) and bool(held) and not here & held


def actors(text: str) -> list[str]:
    """The kinds of people and bodies that the text names, in its order."""
    found = (_table()[one[0]] for one in _names().finditer(_plain(text)))
    return [kind for kind in found if kind != _NOBODY]


def has_not(text: str) -> bool:
    """Whether the text denies or forbids; "no more than" and 不足 bound a figure instead."""
    return _NOT.search(_plain(text)) is not None


def negated(text: str) -> frozenset[str]:
    """What the text negates by a prefix: 未登记 and "unregistered"."""
    return frozenset(one or other for one, other in _NEGATED.findall(_plain(text)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    data = tomllib.loads(RELATIONS_FILE.read_text(encoding="utf-8"))
    return tuple((re.compile(one), re.compile(other)) for one, other in data["opposites"])


@cache
def _table() -> dict[str, str]:
    data = tomllib.loads(RELATIONS_FILE.read_text(encoding="utf-8"))
    return {name: kind for kind, names in data["actor"].items() for name in names}


@cache
def _names() -> re.Pattern[str]:
    names = sorted(_table(), key=len, reverse=True)
    bounded = (rf"(?<![a-z]){name}(?![a-z])" if name.isascii() else name for name in names)
    return re.compile("|".join(bounded))
