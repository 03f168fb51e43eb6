"""Questions about the posts just shown: "第二个工资多少", "do they pay insurance?"."""

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
from knowledge.answering.answer import Status
from knowledge.answering.dialogue.picking import number_in
from knowledge.answering.reading.bare import has_words, without_bare_words
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.posts.match import Match
from knowledge.posts.post import Post
from knowledge.posts.shelf import PostShelf
from knowledge.posts.wording import BOARD_LODGING, EDUCATION, SHIFT, wage_words
from knowledge.terms import TermKind

_FILE = Path(__file__).with_name("shown_posts.toml")
_LONGEST = 40
"""Characters of a question that is about what stands on the screen."""
_OTHER_SUBJECTS = frozenset({TermKind.POLICY, TermKind.GROUP, TermKind.INSTITUTION})


class ShownPosts:
    """Says of posts on the screen what their feed says."""

    def __init__(self, menus: Menus, shelf: PostShelf, glossary: Glossary) -> None:
        self._menus, self._shelf, self._glossary = menus, shelf, glossary

    def reply(self, turn: TurnContext) -> Reply | None:
        """What was asked of one post or of all; None where the message is about something else."""
        ids, text = turn.state.posts_on_screen, turn.masked
        if not ids or len(text) > _LONGEST or self._names_other_subject(text):
            return None
        asked = [name for name, entry in _table().items() if entry["asked"].search(text)]
        number = number_in(text, len(ids))
        if not _is_about_posts(text, asked, number):
            return None
        focus = turn.state.post_in_focus
        chosen = [ids[number]] if number is not None else [focus] if focus else ids
        matches = [match for id_ in chosen if (match := self._match(turn, id_)) is not None]
        if not matches:
            return None
        text = "\n".join(self._line(match, asked or list(_table()), turn.lang) for match in matches)
        more = self._menus.button("more", "jobs:more", turn.lang)
        may = self._menus.button("may", "menu:may", turn.lang)
        return Reply(
            status=Status.MATCHED,
            lang=turn.lang,
            text=text,
            posts=tuple(matches),
            buttons=((more, may),),
        )

    def _names_other_subject(self, text: str) -> bool:
        entries = [m.entry for m in self._glossary.find(text)]
        return any(e.kind in _OTHER_SUBJECTS and e.zh not in {"企业"} for e in entries)

    def _match(self, turn: TurnContext, post_id: str) -> Match | None:
        matcher = self._shelf.matcher()
        return matcher.judge(turn.profile, post_id, today=turn.today, lang=turn.lang)

    def _line(self, match: Match, asked: Sequence[str], lang: Lang) -> str:
        said = [_said(name, match.post, lang, self._glossary) for name in asked]
        separator = "；" if lang is Lang.ZH else "; "
        colon = "：" if lang is Lang.ZH else ": "
        return f"• {match.title}{colon}{separator.join(said)}"


def _is_about_posts(text: str, asked: Sequence[str], number: int | None) -> bool:
    """Whether the message names one of the posts, or asks only for what a post has."""
    if number is not None:
        return True
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
