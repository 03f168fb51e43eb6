"""Telegram's HTML, read as strictly as Telegram reads it."""

from __future__ import annotations

import re
from html import unescape

# Source: Telegram Bot API, "HTML style".
_TAGS = frozenset(
    "b strong i em u ins s strike del span tg-spoiler a code pre blockquote tg-emoji".split()
)
_NAMED = ("&lt;", "&gt;", "&amp;", "&quot;")
_TOKEN = re.compile(r"<(/?)([^<>\s/]*)((?:\s[^<>]*)?)>|(&(?:#\d+|#x[0-9a-fA-F]+|\w+);)")


class UnreadableEntities(ValueError):
    """What Telegram answers with 400 "can't parse entities"."""


def parsed(html: str) -> str:
    """
    The text that a reader sees.

    :raises UnreadableEntities: for unknown, unbalanced or wrongly nested tags and a bare `<`.
    """
    open_tags: list[str] = []
    position, text = 0, ""
    for token in _TOKEN.finditer(html):
        text += _plain(html[position : token.start()], position)
        position = token.end()
        closing, name, attributes, entity = token.groups()
        if entity:
            # Other named entities stay as they are.
            text += unescape(entity) if entity.startswith("&#") or entity in _NAMED else entity
        elif closing:
            expected = open_tags.pop() if open_tags else None
            if name != expected:
                raise UnreadableEntities(
                    f'Unmatched end tag, expected "{expected}", found "{name}"'
                )
        else:
            _check_start(name, attributes, open_tags)
            open_tags.append(name)
    text += _plain(html[position:], position)
    if open_tags:
        raise UnreadableEntities(
            f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"'
        )
    return text


def _check_start(name: str, attributes: str, open_tags: list[str]) -> None:
    if name not in _TAGS:
        raise UnreadableEntities(f'Unsupported start tag "{name}"')
    if name == "blockquote" and "blockquote" in open_tags:
        raise UnreadableEntities("blockquote entities can't be nested")
    if attributes.strip() and not re.fullmatch(
        r'\s+(expandable|href="[^"]*"|class="[^"]*")', attributes
    ):
        raise UnreadableEntities(f"Unexpected attributes {attributes!r}")


def _plain(text: str, offset: int) -> str:
    if "<" in text:
        raise UnreadableEntities(f"Unsupported start tag at byte offset {offset + text.index('<')}")
    return text
