"""The posts that somebody means who names one by its title, its employer or its place."""

from __future__ import annotations

import re
from datetime import date

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.people.spoken_trades import official_trades
from knowledge.posts.match import Match
from knowledge.posts.matches import Matches
from knowledge.terms import folded

_SEARCHED = 30
_WHOLE, _TRADE, _SHARED = 3.0, 2.0, 1.5
_THERE, _WANTED, _TOUCHING = 1.0, 0.5, 0.25
_LEAST_SHARED = 0.6
_WORD = re.compile(r"[a-z]{3,}")


def meant_posts(
    matcher: Matches, name: str, profile: Profile, *, today: date, lang: Lang, glossary: Glossary
) -> tuple[Match, ...]:
    """
    The open posts that the name fits, the likeliest first; empty where it fits none.

    Of several the one in a district that the name says comes first, then one where the person
    wants to work. What the person may or may not take plays no part.
    """
    # Held against nobody: a post that is barred is asked about most.
    trades = official_trades(name, glossary)
    wish = " ".join((name, *trades))
    found = matcher.match(Profile(), wish, today=today, lang=lang, limit=_SEARCHED, kinds=())
    named = frozenset(glossary.places.districts_in(name))
    fits = []
    for place, match in enumerate(found.matches):
        fit = _fit(name, frozenset(trades), match, glossary)
        if fit and not (named and fit < _WHOLE and match.post.district not in named):
            near = _THERE * (match.post.district in named)
            near += _near(match.post.district, profile, glossary)
            fits.append((-(fit + near), place, match))
    return tuple(match for _, _, match in sorted(fits, key=lambda one: one[:2]))


def _fit(name: str, trades: frozenset[str], match: Match, glossary: Glossary) -> float:
    post, low = match.post, folded(name).replace(" ", "")
    for text in (post.title, post.title_en, post.employer):
        plain = folded(text).replace(" ", "")
        if low and plain and (low in plain or plain in low):
            return _WHOLE
    shared = max(
        _shared(low, folded(post.title + post.employer)), _words_shared(name, post.title_en)
    )
    if trades & set(official_trades(post.title, glossary)):
        return _TRADE + shared
    return _SHARED if shared >= _LEAST_SHARED else 0.0


def _near(district: str, profile: Profile, glossary: Glossary) -> float:
    if district in profile.districts:
        return _WANTED
    touches = glossary.places.are_neighbours
    return _TOUCHING * any(touches(district, wanted) for wanted in profile.districts)


def _shared(name: str, text: str) -> float:
    """The share of the name's pairs of characters that the text has."""
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    plain = text.replace(" ", "")
    return sum(pair in plain for pair in pairs) / len(pairs) if pairs else 0.0


def _words_shared(name: str, text: str) -> float:
    """The share of the name's English words that the text has."""
    words = set(_WORD.findall(folded(name)))
    return len(words & set(_WORD.findall(folded(text)))) / len(words) if words else 0.0
