"""A typed answer to the question which of several things was meant: "the second", "for firms"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

from knowledge.answering.dialogue.choice import Choice
from knowledge.answering.dialogue.topics import tables
from knowledge.answering.reading.bare import alternatives, has_words
from knowledge.glossary import Glossary
from knowledge.terms import folded

_LONGEST = 40
"""Characters; who writes more says something new."""
_LATIN = re.compile(r"[a-z0-9-]+")


def picked(text: str, choices: Sequence[Choice], glossary: Glossary) -> Choice | None:
    """The choice that the words name by number, title or audience; None where they name none."""
    low = folded(text).strip()
    if not choices or not low or len(low) > _LONGEST:
        return None
    for choice in choices:
        if low in {choice.zh.lower(), choice.en.lower()}:
            return choice
    number = number_alone(low, len(choices))
    if number is not None:
        return choices[number]
    return _by_words(low, choices, glossary)


def number_in(text: str, count: int) -> int | None:
    """The place among so many that the words count to ("第二个", "the last"), from 0, or None."""
    low = folded(text)
    if re.search(tables()["ordinals"]["last"], low):
        return count - 1
    for number, (chinese, english) in enumerate(_ordinals(count)):
        counted = (
            rf"第[{chinese}]|(?<![a-z])(?:{english.partition('|')[0]}|number {number + 1})(?![a-z])"
        )
        if re.search(counted, low):
            return number
    return None


def number_alone(text: str, count: int) -> int | None:
    """The same where the words say nothing else, so that a bare 2 counts as well."""
    low = folded(text).strip()
    without_last = re.sub(tables()["ordinals"]["last"], " ", low)
    if without_last != low and not has_words(_without_filler(without_last)):
        return count - 1
    left = _without_filler(low)
    for number, (chinese, english) in enumerate(_ordinals(count)):
        if re.fullmatch(rf"[{chinese}]|{english}", left):
            return number
    return None


def _ordinals(count: int) -> Iterable[tuple[str, str]]:
    ordinals = tables()["ordinals"]
    return islice(zip(ordinals["zh"], ordinals["en"], strict=True), count)


def _by_words(low: str, choices: Sequence[Choice], glossary: Glossary) -> Choice | None:
    """The first choice with all that the message names in its title or among its audience."""
    wanted: list[tuple[str, ...]] = []
    left = low
    for mention in reversed(glossary.find(low)):
        entry = mention.entry
        wanted.append(tuple(form.lower() for form in (mention.said, *entry.forms())))
        left = f"{left[: mention.start]} {left[mention.end :]}"
    left = _without_filler(left)
    wanted += [(word, word.removesuffix("s")) for word in _LATIN.findall(left)]
    wanted += [(run,) for run in re.findall(r"[一-鿿]+", left)]
    if not wanted:
        return None
    for choice in choices:
        words = _words_of(choice)
        if all(any(form in words for form in forms) for forms in wanted):
            return choice
    return None


def _words_of(choice: Choice) -> str:
    title = f"{choice.zh} {choice.en}".lower()
    said = [one["said"] for one in tables()["audience"] if re.search(one["shown"], title)]
    return " ".join([title, *said])


def _without_filler(low: str) -> str:
    """The words but for those around them and the marks; single spaces between."""
    left = _filler().sub(" ", low)
    return " ".join(re.findall(r"[\w①-⑥-]+", left))


@cache
def _filler() -> re.Pattern[str]:
    words = tables()["picking"]
    return alternatives(words["zh"], words["en"])
