"""What can be asked of posts in a word, looked up in their feed; and which post the words mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from knowledge.glossary import Glossary
from knowledge.language.reference import LAST, Reference
from knowledge.language.refinements import Refinement, refinements_in
from knowledge.people.spoken_trades import official_trades
from knowledge.posts.match import Match
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.vocabulary import BoardLodging, Education, PostKind

_PART_TIME = re.compile(r"兼职|半天|小时工|钟点|part[- ]?time|half[- ]day", re.IGNORECASE)
_WEEKENDS = re.compile(r"双休|周末休|做五休二|weekends? off|five[- ]day", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[a-z]{3,}")


def _text(post: Post) -> str:
    parts = (post.title, post.title_en, post.employer, post.description, post.description_en)
    return " ".join(parts).lower()


FILTERS: dict[Refinement, Callable[[Post], bool]] = {
    Refinement.DAY_SHIFT: lambda post: post.shift is Shift.DAY,
    Refinement.BOARDED: lambda post: post.board_lodging not in (None, BoardLodging.NONE),
    Refinement.INSURED: lambda post: post.social_insurance is True,
    Refinement.PART_TIME: lambda post: _PART_TIME.search(_text(post)) is not None,
    Refinement.FULL_TIME: lambda post: _PART_TIME.search(_text(post)) is None,
    Refinement.WEEKENDS_OFF: lambda post: _WEEKENDS.search(_text(post)) is not None,
    Refinement.NO_EXPERIENCE: lambda post: not post.experience_years,
    Refinement.NO_DEGREE: lambda post: post.education_min is Education.NONE,
    Refinement.NO_WELFARE: lambda post: post.kind is not PostKind.PUBLIC_WELFARE,
    Refinement.ONLY_WELFARE: lambda post: post.kind is PostKind.PUBLIC_WELFARE,
}
"""By what a post is kept; only what its feed says counts."""


def monthly_pay(post: Post) -> float | None:
    """The most that a post pays a month; None where it is paid otherwise or the feed is silent."""
    return (post.wage_max or post.wage_min) if post.wage_unit is WageUnit.MONTH else None


def meant(reference: Reference, matches: Sequence[Match], glossary: Glossary) -> list[Match]:
    """The posts that a number or words mean; empty where the list has none such."""
    if reference.number is not None:
        at = len(matches) - 1 if reference.number == LAST else reference.number - 1
        return [matches[at]] if 0 <= at < len(matches) else []
    if not reference.words:
        return []
    kept = [match for match in matches if _is_called(reference.words, match.post, glossary)]
    return kept if len(kept) < len(matches) or len(matches) == 1 else []


def _is_called(words: str, post: Post, glossary: Glossary) -> bool:
    """Whether the words name the post's trade, district or employer, or what it offers."""
    trades = set(official_trades(words, glossary))
    if trades and trades & set(official_trades(f"{post.title} {post.title_en}", glossary)):
        return True
    if post.district in glossary.places.districts_in(words):
        return True
    asked = [FILTERS[one] for one in refinements_in(words) if one in FILTERS]
    if asked:
        return all(has(post) for has in asked)
    return _shares_words(words, _text(post) + " " + post.address)


def _shares_words(words: str, text: str) -> bool:
    latin = [word.rstrip("s") for word in _LATIN_WORD.findall(words) if word not in _IDLE]
    if latin:
        return all(word in text for word in latin)
    pairs = _pairs(words)
    return any(pair in text for pair in pairs)


_IDLE = frozenset({"the", "that", "one", "with", "and", "for", "job", "post", "near"})
_IDLE_ZH = re.compile("[的了吗呢是在那这个家份条有没几多少什么怎样工资好钱要]")


def _pairs(words: str) -> Iterable[str]:
    runs = re.findall(r"[一-鿿]{2,}", _IDLE_ZH.sub(" ", words))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
