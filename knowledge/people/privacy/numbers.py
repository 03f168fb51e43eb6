"""Telephones, bank cards and accounts, number plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import luhn

from knowledge.people.privacy.recognizer import GAP, PersonalKind, Recognizer, Span

_NO_UNIT = (
    r"(?!\d|[.,]\d|\s*(?:元|块|万|亿|人|个|名|项|岁|平|公里|次|份|年|[/每]|%|yuan|rmb|cny|people"
    r"|per\b))"
)
# The prefixes of hotlines behind an area code; they are everybody's.
_HOTLINE = re.compile(r"(?:0\d{2,3})?(?:12\d{3}|9[56]\d{3,4}|1[01]\d{3}|1[12]\d)$|[48]00\d{7}$")

_CARD_WORD = re.compile(
    r"卡号|账[号户]|帐[号户]|存折|银行|储蓄|工资卡|[农建工中招]行|信用卡|card|account|iban",
    re.IGNORECASE | re.ASCII,
)
_FIRST_OF_CARDS = frozenset("123456789")


def _is_card(number: str) -> bool:
    # Nearly every Chinese card begins with 62; there a slip in the check digit is a slip.
    is_union_pay = number.startswith("62") and number[2:3] != "0"
    return is_union_pay or (number[0] in _FIRST_OF_CARDS and luhn.is_valid(number))


CARDS = (
    Recognizer(
        PersonalKind.CARD,
        re.compile(rf"(?<![0-9A-Za-z.])(?=(\d(?:{GAP}\d){{15,18}})(?!{GAP}\d|[A-Za-z]))"),
        is_valid=_is_card,
        context=_CARD_WORD,
        is_certain=_is_card,
    ),
    # What is called a card or an account may have any length and no check digit.
    Recognizer(
        PersonalKind.CARD,
        re.compile(
            r"(?:卡号|银行卡|储蓄卡|工资卡|信用卡|社保卡|卡号?后面|[账帐][号户]|存折号?|公积金号|card"
            r"|account)(?:\s*(?:number|no\.?|num))?"
            rf"[^\d,;。]{{0,8}}(\d(?:{GAP}\d){{10,22}}){_NO_UNIT}",
            re.IGNORECASE | re.ASCII,
        ),
        may_be_things=True,
    ),
)

_MAINLAND = rf"(?:\(?(?:\+|00)?86\)?{GAP})?"
_MOBILE_WORD = re.compile(
    r"电话|手机|号码|短信|微信|联系|致电|打给|打我|找我|加我|拨"
    r"|\b(?:tel|phone|mobile|cell|call|text|reach|number|contact|whatsapp)\b",
    re.IGNORECASE | re.ASCII,
)
_USUAL_GROUPS = frozenset(
    tuple(map(int, groups.split()))
    for groups in ("11", "3 4 4", "3 8", "3 3 5", "7 4", "4 4 3", "5 6", "1 3 3 4", "1 10",
                   "1 1 1 1 1 1 1 1 1 1 1")
)  # fmt: skip


class _Mobiles(Recognizer):
    """Numbers of eleven digits, in the groups that people write unless a word announces one."""

    def _belongs(self, text: str, start: int, end: int, value: str) -> bool:
        if not super()._belongs(text, start, end, value):
            return False
        near = text[max(0, start - 20) : start] + "\0" + text[end : end + 8]
        number = re.sub(rf"^{_MAINLAND}(?=1)", "", text[start:end])
        groups = tuple(len(group) for group in re.findall(r"\d+", number))
        return groups in _USUAL_GROUPS or _MOBILE_WORD.search(near) is not None


def _is_nobodys(number: str) -> bool:
    return _HOTLINE.match(number) is not None


def _is_line(number: str) -> bool:
    return not _is_nobodys(number)


PHONES = (
    _Mobiles(
        PersonalKind.PHONE,
        re.compile(
            rf"(?<![\dA-Za-z.=])(?=({_MAINLAND}1{GAP}[3-9](?:{GAP}\d){{9}})(?![A-Za-z]){_NO_UNIT})"
        ),
    ),
    Recognizer(
        PersonalKind.PHONE,
        re.compile(
            rf"(?<![\dA-Za-z.=])(\(?0\d{{2,3}}\)?{GAP}[2-8]\d{{2,3}}{GAP}\d{{4}}"
            r"(?:\s?(?:转|-|分机|ext\.?\s?)\s?\d{1,5})?)(?!\d)"
        ),
    ),
    # A number that is called one: without an area code, or with a digit too few or too many.
    Recognizer(
        PersonalKind.PHONE,
        re.compile(
            r"(?:电话|手机|座机|话机|热线|固话|联系方式|家电|宅电"
            r"|\b(?:tel|phone|landline|mobile|cell)(?:\s*(?:number|no\.?))?)"
            r"[号码是为:\s]*(?:\bis\b)?[\s:]*(?<!\d)"
            rf"(\d(?:[\s\-_.]?\d){{6,12}}){_NO_UNIT}",
            re.IGNORECASE | re.ASCII,
        ),
        is_valid=_is_line,
        may_be_things=True,
    ),
)


def phones_abroad(text: str) -> Iterator[Span]:
    """Numbers with a country's code, by the plans of all countries."""
    if "+" not in text:
        return
    for found in phonenumbers.PhoneNumberMatcher(
        text, None, leniency=phonenumbers.Leniency.POSSIBLE, max_tries=50
    ):
        yield found.start, found.end


VEHICLES = (
    Recognizer(
        PersonalKind.VEHICLE,
        re.compile(
            r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.\s\-]?"
            r"(?=[A-Z\s]*\d)[A-HJ-NP-Z0-9](?:\s?[A-HJ-NP-Z0-9]){4,5})(?![A-Za-z0-9])"
        ),
        may_be_things=True,
    ),
)
