"""Finds personal data in a message, so that logs, models and the search never see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers
from stdnum import luhn
from stdnum.cn import ric

# Chinese characters count as word characters, so \b never stands between them and a digit;
# every pattern here bounds itself by what must not stand beside it.
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MESSENGER = re.compile(
    r"(?:微信号?|[Ww]e[Cc]hat(?: id)?|QQ号?|qq号?)(?:是|为|is|[:： ])*([A-Za-z0-9_-]{5,20})"
)
_NAME_ZH = re.compile(
    r"(?:我叫(?![他她它你您做])|我的名字(?:是|叫)|本人姓名|姓名[是:：])\s*([一-鿿·]{2,4})"
)
_NAME_EN = re.compile(r"(?:[Mm]y name is|I am called)\s+([A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})")
_ADDRESS = re.compile(
    r"(?:我?(?:家)?住(?:在|址[是:：]?)?|地址[是:：]?)?"
    r"[一-鿿]{2,12}(?:路|街|巷|大道|村|小区|花园|苑)[0-9一二三四五六七八九十]+"
    r"(?:号|栋|幢|单元|楼|组|社)[0-9A-Za-z号栋幢单元楼层室组-]*"
)
# After a name, the sentence goes on without a space: 我叫张三想找工作.
_AFTER_NAME = re.compile(r"[想要在是有今来找的能可和跟，。]")
_FIRST_BIRTH_YEAR = 1900
_OWN_NUMBERS = frozenset({"02312333", "12333", "12356", "110", "120"})


class PersonalKind(StrEnum):
    """What was found; the mask names it."""

    IDENTITY = "identity"
    PHONE = "phone"
    CARD = "card"
    EMAIL = "email"
    ACCOUNT = "account"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One find, by its place in the text."""

    kind: PersonalKind
    start: int
    end: int


def find_personal_data(text: str) -> list[PersonalData]:
    """Every find in the order of the text, none overlapping another."""
    taken: list[PersonalData] = []
    for found in _candidates(text):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def masked(text: str) -> str:
    """The text with each find replaced by a bracketed name of its kind."""
    for found in reversed(find_personal_data(text)):
        text = f"{text[: found.start]}[{found.kind}]{text[found.end :]}"
    return text


def _candidates(text: str) -> Iterator[PersonalData]:
    # The surest kinds first: what they take, a later pattern leaves.
    yield from (
        PersonalData(PersonalKind.IDENTITY, *match.span())
        for match in _IDENTITY.finditer(text)
        # A slip in the last digits leaves it somebody's number, so the day of birth decides.
        if ric.is_valid(match[0].upper()) or _is_day(match[0][6:14])
    )
    yield from _spans(PersonalKind.EMAIL, _EMAIL, text)
    yield from (
        PersonalData(PersonalKind.CARD, *match.span())
        for match in _CARD.finditer(text)
        if luhn.is_valid(re.sub(r"\D", "", match[0]))
    )
    yield from _phones(text)
    yield from _spans(PersonalKind.ACCOUNT, _MESSENGER, text, group=1)
    yield from _names(text)
    yield from _spans(PersonalKind.ADDRESS, _ADDRESS, text)


def _spans(
    kind: PersonalKind, pattern: re.Pattern[str], text: str, *, group: int = 0
) -> Iterator[PersonalData]:
    for match in pattern.finditer(text):
        yield PersonalData(kind, *match.span(group))


def _names(text: str) -> Iterator[PersonalData]:
    for pattern in (_NAME_ZH, _NAME_EN):
        for match in pattern.finditer(text):
            name = _AFTER_NAME.split(match[1], maxsplit=1)[0]
            if len(name) > 1:
                yield PersonalData(PersonalKind.NAME, match.start(1), match.start(1) + len(name))


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= _FIRST_BIRTH_YEAR


def _phones(text: str) -> Iterator[PersonalData]:
    for match in phonenumbers.PhoneNumberMatcher(
        text, "CN", leniency=phonenumbers.Leniency.VALID, max_tries=200
    ):
        digits = re.sub(r"\D", "", match.raw_string)
        if digits not in _OWN_NUMBERS and len(digits) >= 10:
            yield PersonalData(PersonalKind.PHONE, match.start, match.end)
    # The library looks for word boundaries that Chinese text does not have.
    for run in re.finditer(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?[2-8]\d{6,7})(?!\d)", text):
        if re.sub(r"\D", "", run[0]) not in _OWN_NUMBERS:
            yield PersonalData(PersonalKind.PHONE, *run.span())
