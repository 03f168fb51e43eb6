"""The districts of Chongqing: which one a text names, and which ones touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.city_map import load_city_map
from knowledge.language import Lang
from knowledge.sentence import Sentence
from knowledge.terms import Entry, Mention, TermScanner, folded

# What the English names of districts end in; "Fuling" is understood like "Fuling District".
_ENGLISH_TAIL = re.compile(r" (?:(?:\w+ (?:and \w+ )?Autonomous )?County|District|Economic Zone)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A district named in a text: `text[start:end]`."""

    official: str
    """The official Chinese name, as feeds and profiles hold it."""
    said: str
    start: int
    end: int
    note: Sentence | None = None
    """What to tell somebody who used an old name."""


class Places:
    """The districts among the glossary's entries, on the map of `places.toml`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._map = load_city_map()
        known = tuple(entries)
        self._names = {entry.zh: entry for entry in known}
        self._scanner = TermScanner(self._with_short_names(entry) for entry in known)
        merged = self._map.merged
        self.districts = frozenset(self._names) - {self._map.whole, self._map.central, *merged}

    @property
    def central_districts(self) -> tuple[str, ...]:
        """The districts that people mean by 主城."""
        return self._map.central_districts

    def find(self, text: str) -> list[Place]:
        """The districts that the text names, in reading order; the central ones one by one."""
        low = folded(text)
        towns = list(self._towns(text, low))
        taken = [(town.start, town.end) for town in towns]
        named = [
            place
            for mention in self._scanner.find(text)
            if not any(start < mention.end and mention.start < end for start, end in taken)
            and self._is_ours(mention, low)
            for place in self._meant(mention)
        ]
        return sorted(towns + named, key=lambda place: place.start)

    def districts_in(self, text: str) -> tuple[str, ...]:
        """Official names of the districts that the text names, each once, in reading order."""
        return tuple(dict.fromkeys(place.official for place in self.find(text)))

    def district_of(self, text: str) -> str | None:
        """The official Chinese name of the first district that the text names, or None."""
        return next(
            (place.official for place in self.find(text) if not self._is_central(place)), None
        )

    def district_of_cell(self, cell: str) -> str | None:
        """
        The district that a feed's cell names, or None for another city's, even a namesake's.

        Before the district only the city's own name may stand: 宁波江北区 is not ours.
        """
        place = next(iter(self.find(cell)), None)
        if place is None or self._is_central(place):
            return None
        before = re.sub(r"重庆市?|chongqing|中国|china|[\s,·/\-]", "", folded(cell[: place.start]))
        return place.official if not before else None

    def district_of_address(self, district: str, address: str) -> str | None:
        """
        The district of today for a cell with a district and one with an address beside it.

        A town that went to another district (渝北区 | 统景镇) is where it is today. Without a
        district the address alone is asked.
        """
        stated = self.district_of_cell(district) if district else None
        if not district or (stated is not None and address):
            moved = self._moved_town(district, stated, address)
            if moved is not None:
                return moved
        return stated if district else self.district_of_cell(address)

    def _moved_town(self, district: str, stated: str | None, address: str) -> str | None:
        """The new district of a town that the address begins with, after a district at most."""
        old = next((place.said for place in self.find(district)), "") if district else ""
        bare = re.sub(r"^\s*(?:中国)?重庆市?[\s·/,，\-]*", "", address)
        for text in (f"{old}{bare}", bare):
            town = next(iter(self._towns(text, folded(text))), None)
            if town is None or town.start > len(old):
                continue
            former = self._map.former_districts(town.official)
            if stated is None or stated == town.official or stated in former:
                return town.official
        return None

    def name(self, official: str, lang: Lang) -> str:
        """The district's name in that language; a name that is not known stays as it is."""
        entry = self._names.get(official)
        return entry.official(lang) if entry else official

    def are_neighbours(self, one: str, other: str) -> bool:
        """Whether the two districts touch."""
        return other in self._map.neighbours.get(one, frozenset())

    def _with_short_names(self, entry: Entry) -> Entry:
        aliases = (re.sub(r"\s*\(.*?\)", "", alias) for alias in entry.aliases_en)
        short = _ENGLISH_TAIL.sub("", entry.en)
        keep_short = short.lower() not in self._map.not_short
        return replace(entry, aliases_en=(*aliases, *((short,) if keep_short else ())))

    def _towns(self, text: str, low: str) -> Iterator[Place]:
        for town in self._map.towns:
            for match in town.pattern.finditer(low):
                start, end = match.span()
                note = _moved_note(text[start:end], self._names[town.official])
                yield Place(town.official, text[start:end], start, end, note)

    def _is_ours(self, mention: Mention, low: str) -> bool:
        before, behind = low[: mention.start], low[mention.end :]
        not_before, not_behind = self._map.not_when.get(folded(mention.said), ((), ()))
        if behind.startswith(not_behind) or before.endswith(not_before):
            return False
        return not before.rstrip(" 市省").endswith(self._map.elsewhere)

    def _meant(self, mention: Mention) -> Iterator[Place]:
        # 中心城区 first: "central Chongqing" is an alias of Yuzhong as well.
        names = {entry.zh for entry in mention.entries}
        here = (mention.said, mention.start, mention.end)
        if self._map.central in names:
            yield from (Place(district, *here) for district in self._map.central_districts)
        elif self._map.whole not in names:
            old = mention.entry.zh
            official = self._map.merged.get(old, old)
            note = None if official == old else _merged_note(mention.entry, self._names[official])
            yield Place(official, *here, note)

    def _is_central(self, place: Place) -> bool:
        entry = self._names.get(self._map.central)
        return entry is not None and folded(place.said) in {folded(form) for form in entry.forms()}


def _merged_note(old: Entry, new: Entry) -> Sentence:
    return Sentence(
        f"{old.zh}现在是{new.zh}的一部分，按{new.zh}办理。",
        f"{old.en} is now a part of {new.en} ({new.zh}).",
    )


def _moved_note(said: str, new: Entry) -> Sentence:
    return Sentence(f"{said}现在属于{new.zh}。", f"{said} now belongs to {new.en} ({new.zh}).")
