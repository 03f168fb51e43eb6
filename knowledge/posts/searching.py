"""From what a person said to the posts that are shown, for the chat and for measuring it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.personal_data import masked
from knowledge.people.profile import Profile
from knowledge.people.understanding import understand, wish_text
from knowledge.posts.matching import Matcher
from knowledge.posts.report import MatchReport

SHOWN_AT_ONCE = 5
_SEARCHED = 20
"""Posts of one search, through which a person can page."""


@dataclass(frozen=True, slots=True)
class WordsSearched:
    """What one message was understood to say, and the posts that came of it."""

    profile: Profile
    wish: str
    report: MatchReport


def search_posts(
    matcher: Matcher, profile: Profile, wish: str, *, today: date, lang: Lang
) -> MatchReport:
    """All that a person can page through for this wish, best first."""
    return matcher.match(profile, wish, today=today, lang=lang, limit=_SEARCHED)


def search_from_words(
    matcher: Matcher, text: str, lang: Lang, *, today: date, glossary: Glossary
) -> WordsSearched:
    """What a person finds who was never here before and says only this."""
    said = masked(text)
    facts = understand(said, lang, today=today, glossary=glossary)
    profile = Profile().with_facts(facts)
    wish = wish_text(said, lang, today=today, glossary=glossary)
    report = search_posts(matcher, profile, wish, today=today, lang=lang)
    return WordsSearched(profile, wish, report)
