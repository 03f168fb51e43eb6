"""From what a person said to the posts that are shown, for the chat and for measuring it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.personal_data import masked
from knowledge.people.profile import Profile
from knowledge.people.understanding import understand, wish_text
from knowledge.posts.matches import Matches
from knowledge.posts.report import MatchReport
from knowledge.posts.spreading import spread
from knowledge.posts.weights import Weights

SHOWN_AT_ONCE = 5
_SEARCHED = 20
"""Posts of one search, through which a person can page."""
_ROTATED_IN, _MOST_LEFT_OUT = 20, 200
"""Posts that are looked at besides: to take turns, and in place of those left out."""


@dataclass(frozen=True, slots=True)
class WordsSearched:
    """What one message was understood to say, and the posts that came of it."""

    profile: Profile
    wish: str
    report: MatchReport


@dataclass(frozen=True, slots=True)
class Viewer:
    """
    For whom posts are shown.

    seeker: tells one person from another, so that equally good posts take turns among them; empty
    leaves the order as it was scored. without: ids of posts that are not to be shown.
    """

    seeker: str = ""
    without: frozenset[str] = frozenset()


ANYBODY = Viewer()


def search_posts(
    matcher: Matches,
    profile: Profile,
    wish: str,
    *,
    today: date,
    lang: Lang,
    viewer: Viewer = ANYBODY,
) -> MatchReport:
    """All that a person can page through for this wish, best first."""
    # More than are shown: a post just behind the last page may be as good as those on it.
    besides = min(len(viewer.without), _MOST_LEFT_OUT) + (_ROTATED_IN if viewer.seeker else 0)
    report = matcher.match(profile, wish, today=today, lang=lang, limit=_SEARCHED + besides)
    kept = tuple(match for match in report.matches if match.post.post_id not in viewer.without)
    if viewer.seeker:
        kept = spread(kept, viewer.seeker, today, band=Weights.load().equal_within)
    return replace(report, matches=kept[:_SEARCHED])


def search_from_words(
    matcher: Matches, text: str, lang: Lang, *, today: date, glossary: Glossary
) -> WordsSearched:
    """What a person finds who was never here before and says only this."""
    said = masked(text)
    facts = understand(said, lang, today=today, glossary=glossary)
    profile = Profile().with_facts(facts)
    wish = wish_text(said, lang, today=today, glossary=glossary)
    report = search_posts(matcher, profile, wish, today=today, lang=lang)
    return WordsSearched(profile, wish, report)
