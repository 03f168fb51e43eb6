"""Finds personal data in a message, so that logs, models and the search never see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.people.addresses import addresses
from knowledge.people.names import names_in
from knowledge.people.personal_numbers import cards, identities, phones, plain_digits

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# An account is a word of its own; without "id" or a colon before it only digits tell it from one.
_MESSENGER = re.compile(
    r"(?:微信|薇信|威信|[VvＶ]信|(?<![A-Za-z])(?:[Ww]e\s?[Cc]hat|[Vv][Xx]|[Ww][Xx]|QQ|qq"
    r"|[Tt]elegram))"
    r"(?:(?:号码?|账号|是|为|加|\s?\bis\b|\s?\b(?:id|ID)\b|[:： ])*@?"
    r"((?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{5,20})"
    r"|(?:号码?|账号|\s?\b(?:id|ID)\b|[:：])(?:是|为|is|[:： ])*@?([A-Za-z][A-Za-z0-9_-]{4,19}))"
    r"(?![A-Za-z0-9_-])"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9+/])(?=[A-Za-z+/]*\d)(?=[\d+/]*[A-Za-z])[A-Za-z0-9+/]{20,}={0,2}"
)
# What somebody writes around a find, once it is masked: "身份证号[identity]，".
_LABELLED = re.compile(
    r"(?:我叫|我是|本人|我的|姓名|名字|名叫|身份证|号码|号|电话|手机|座机|联系|方式|微信|QQ|邮箱"
    r"|地址|住在|住址|家住|银行卡|卡号|卡|账号|护照|加|[Mm]y|[Nn]ame|[Ii]\s?[Dd]|number|phone"
    r"|mobile"
    r"|call|me|at|card|email|is|I'm|I am|WeChat|address|[是为:：\s])*"
    r"\[(?:identity|phone|card|email|account|name|address|code)\][，,、。；;\s]*"
)


class PersonalKind(StrEnum):
    """What was found; the mask names it."""

    IDENTITY = "identity"
    PHONE = "phone"
    CARD = "card"
    EMAIL = "email"
    ACCOUNT = "account"
    NAME = "name"
    ADDRESS = "address"
    CODE = "code"
    """A long run of letters and digits that nobody reads: a key, a token, coded text."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One find, by its place in the text."""

    kind: PersonalKind
    start: int
    end: int


def find_personal_data(text: str) -> list[PersonalData]:
    """Every find in the order of the text, none overlapping another."""
    taken: list[PersonalData] = []
    for found in _candidates(plain_digits(text)):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def masked(text: str) -> str:
    """The text with each find replaced by a bracketed name of its kind."""
    for found in reversed(find_personal_data(text)):
        text = f"{text[: found.start]}[{found.kind}]{text[found.end :]}"
    return text


def without_masks(masked_text: str) -> str:
    """
    A masked text as it is searched for: without the masks and the words that announce them.

    A message that is nothing else stays as it is, and so does one that holds no mask.
    """
    if _LABELLED.search(masked_text) is None:
        return masked_text
    rest = " ".join(_LABELLED.sub(" ", masked_text).split())
    return rest if any(c.isalnum() for c in rest) else masked_text


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _EMAIL.finditer(text))


def _codes(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _CODE.finditer(text))


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    return (match.span(match.lastindex or 0) for match in _MESSENGER.finditer(text))


# The surest kinds first: what they take, a later one leaves.
_KINDS: tuple[tuple[PersonalKind, Callable[[str], Iterable[tuple[int, int]]]], ...] = (
    (PersonalKind.IDENTITY, identities),
    (PersonalKind.EMAIL, _emails),
    (PersonalKind.CODE, _codes),
    (PersonalKind.CARD, cards),
    (PersonalKind.PHONE, phones),
    (PersonalKind.ACCOUNT, _accounts),
    (PersonalKind.NAME, names_in),
    (PersonalKind.ADDRESS, addresses),
)


def _candidates(text: str) -> Iterator[PersonalData]:
    for kind, finds in _KINDS:
        for start, end in finds(text):
            yield PersonalData(kind, start, end)
