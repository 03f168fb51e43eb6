"""Finds personal data in a message, so that logs, models and the search never see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from knowledge.people.privacy.addresses import addresses
from knowledge.people.privacy.identity_numbers import IDENTITY_NUMBERS, split_identities
from knowledge.people.privacy.names import names_in
from knowledge.people.privacy.numbers import CARDS, PHONES, VEHICLES, phones_abroad
from knowledge.people.privacy.online import accounts, codes, emails
from knowledge.people.privacy.recognizer import PersonalKind, Span, plain_text

__all__ = ["PersonalData", "PersonalKind", "find_personal_data", "masked", "without_masks"]

# What somebody writes around a find, once it is masked: "身份证号[identity]，".
_LABELLED = re.compile(
    r"(?:我叫|我是|本人|我的|姓名|名字|名叫|身份证|号码|号|电话|手机|座机|联系|方式|微信|QQ|邮箱"
    r"|地址|住在|住址|家住|银行卡|卡号|卡|账号|护照|加|[Mm]y|[Nn]ame|[Ii]\s?[Dd]|number|phone"
    r"|mobile"
    r"|call|me|at|card|email|is|I'm|I am|WeChat|address|[是为:：\s])*"
    r"\[(?:identity|phone|card|email|account|name|address|vehicle|code)\][，,、。；;\s]*"
)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One find, by its place in the text."""

    kind: PersonalKind
    start: int
    end: int


def find_personal_data(text: str) -> list[PersonalData]:
    """Every find in the order of the text, none overlapping another."""
    taken: list[PersonalData] = []
    for found in _candidates(plain_text(text)):
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


# The surest kinds first: what they take, a later one leaves.
_KINDS: tuple[tuple[PersonalKind, Callable[[str], Iterable[Span]]], ...] = (
    *((one.kind, one.find) for one in IDENTITY_NUMBERS),
    (PersonalKind.IDENTITY, split_identities),
    (PersonalKind.EMAIL, emails),
    (PersonalKind.CODE, codes),
    *((one.kind, one.find) for one in CARDS),
    (PersonalKind.PHONE, phones_abroad),
    *((one.kind, one.find) for one in PHONES),
    *((one.kind, one.find) for one in VEHICLES),
    (PersonalKind.ACCOUNT, accounts),
    (PersonalKind.NAME, names_in),
    (PersonalKind.ADDRESS, addresses),
)


def _candidates(text: str) -> Iterator[PersonalData]:
    for kind, finds in _KINDS:
        for start, end in finds(text):
            yield PersonalData(kind, start, end)
