"""Questions about the posts on the table: "第二个工资多少", "details of 2", 那个包吃住的."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.conversation.context import TurnContext
from bot.conversation.menus import Menus
from bot.conversation.reply import Reply
from bot.dialogue.focus import Focus
from bot.dialogue.post_filters import meant
from knowledge.answering.answer import Status
from knowledge.answering.reading.bare import has_words, without_bare_words
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.language.intent import Intent
from knowledge.language.message import ParsedMessage
from knowledge.language.reference import LAST
from knowledge.posts.match import Match
from knowledge.posts.post import Post
from knowledge.posts.shelf import PostShelf
from knowledge.posts.wording import BOARD_LODGING, EDUCATION, SHIFT, wage_words
from knowledge.terms import TermKind

_FILE = Path(__file__).with_name("post_details.toml")
_SURE = 0.35
"""A wrong card costs a turn; a wrong answer from the clauses costs more."""
_LONGEST = 60
"""Characters of a question that is about what stands on the screen."""
_OTHER_SUBJECTS = frozenset({TermKind.POLICY, TermKind.GROUP, TermKind.INSTITUTION})


class PostDetails:
    """Says of posts on the table what their feed says."""

    def __init__(self, menus: Menus, shelf: PostShelf, glossary: Glossary) -> None:
        self._menus, self._shelf, self._glossary = menus, shelf, glossary

    def takes(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether the message points to one of the posts, or asks only for what a post has."""
        if not focus.posts or len(parsed.masked) > _LONGEST:
            return False
        points = self._points(parsed, focus)
        if _names_other_subject(parsed):
            return False
        if points and parsed.reference is not None and parsed.reference.number is not None:
            return True
        asked = _asked(parsed.masked)
        if focus.is_fresh and _asks_only_for(parsed.masked, asked):
            return True
        about = parsed.intents.share(Intent.POST_REF)
        return (points or bool(asked)) and about >= _SURE and bool(focus.is_fresh or points)

    def chosen(self, turn: TurnContext, focus: Focus) -> list[Match]:
        """The posts that the message means: by number or words, the one spoken of last, or all."""
        matches = self.on_table(turn, focus)
        reference = turn.parsed.reference
        found = [] if reference is None else meant(reference, matches, self._glossary)
        if found:
            return found
        last = [match for match in matches if match.post.post_id == focus.post]
        return last or matches

    def on_table(self, turn: TurnContext, focus: Focus) -> list[Match]:
        """The posts of the list that are still held, in its order."""
        matcher = self._shelf.matcher()
        found = (
            matcher.judge(turn.profile, id_, today=turn.today, lang=turn.lang)
            for id_ in focus.posts
        )
        return [match for match in found if match is not None]

    def reply(self, turn: TurnContext, focus: Focus) -> Reply:
        """What was asked of the posts meant; of one post without a question all that is known."""
        matches = self.chosen(turn, focus)
        if not matches:
            return self._menus.say(turn, "no_more_posts")
        asked = _asked(turn.masked) or list(_table())
        lines = [self._line(match, asked, turn.lang) for match in matches]
        more = self._menus.button("more", "jobs:more", turn.lang)
        may = self._menus.button("may", "menu:may", turn.lang)
        return Reply(
            status=Status.MATCHED,
            lang=turn.lang,
            text="\n".join(lines),
            posts=tuple(matches),
            buttons=((more, may),),
        )

    def asks_side(self, text: str) -> bool:
        """Whether something that a post has is asked for by its name."""
        return bool(_asked(text))

    def _points(self, parsed: ParsedMessage, focus: Focus) -> bool:
        """Whether a number, words or "this" point to a post of the list."""
        reference = parsed.reference
        if reference is None:
            return False
        if reference.number is not None:
            return reference.number == LAST or 0 < reference.number <= len(focus.posts)
        if reference.words and not reference.is_this:
            return True
        return bool(focus.post) or len(focus.posts) == 1

    def _line(self, match: Match, asked: Sequence[str], lang: Lang) -> str:
        said = [_said(name, match.post, lang, self._glossary) for name in asked]
        separator = "；" if lang is Lang.ZH else "; "
        colon = "：" if lang is Lang.ZH else ": "
        return f"• {match.title}{colon}{separator.join(said)}"


def _names_other_subject(parsed: ParsedMessage) -> bool:
    entries = [mention.entry for mention in parsed.mentions]
    return any(e.kind in _OTHER_SUBJECTS and e.zh not in {"企业"} for e in entries)


def _asked(text: str) -> list[str]:
    return [name for name, entry in _table().items() if entry["asked"].search(text)]


def _asks_only_for(text: str, asked: Sequence[str]) -> bool:
    """Whether nothing is named but what a post has."""
    left = text
    for name in asked:
        left = _table()[name]["asked"].sub(" ", left)
    return bool(asked) and not has_words(without_bare_words(left))


def _said(name: str, post: Post, lang: Lang, glossary: Glossary) -> str:
    value = _VALUES[name](post, lang, glossary)
    return str(_table()[name][lang.value].format(value=value or _word("unsaid", lang)))


def _requirements(post: Post, lang: Lang, _: Glossary) -> str:
    parts = [EDUCATION[post.education_min].in_lang(lang)] if post.education_min.rank else []
    if post.age_min or post.age_max:
        key = "age" if post.age_min and post.age_max else "age_up_to"
        key = key if post.age_max else "age_from"
        parts.append(_word(key, lang, low=post.age_min, high=post.age_max))
    if post.experience_years:
        parts.append(_word("experience", lang, years=f"{post.experience_years:g}"))
    return ("、" if lang is Lang.ZH else ", ").join([*parts, *post.certificates])


def _place(post: Post, lang: Lang, glossary: Glossary) -> str:
    return f"{glossary.places.name(post.district, lang)} {post.address}".strip()


def _insurance(post: Post, lang: Lang, _: Glossary) -> str:
    if post.social_insurance is None:
        return ""
    return _word("paid" if post.social_insurance else "not_paid", lang)


_VALUES: dict[str, Callable[[Post, Lang, Glossary], str]] = {
    "wage": lambda post, lang, _: wage_words(post).in_lang(lang),
    "social_insurance": _insurance,
    "board_lodging": lambda post, lang, _: (
        BOARD_LODGING[post.board_lodging].in_lang(lang) if post.board_lodging else ""
    ),
    "place": _place,
    "contact": lambda post, *_: post.contact,
    "closing": lambda post, *_: str(post.closes_on or ""),
    "requirements": _requirements,
    "shift": lambda post, lang, _: SHIFT[post.shift].in_lang(lang) if post.shift else "",
    "employer": lambda post, *_: post.employer,
}


def _word(key: str, lang: Lang, **values: object) -> str:
    return str(_data()["words"][key][lang.value].format(**values))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _table() -> dict[str, dict[str, Any]]:
    return {
        name: {**entry, "asked": re.compile(entry["asked"], re.IGNORECASE)}
        for name, entry in _data().items()
        if "asked" in entry
    }
