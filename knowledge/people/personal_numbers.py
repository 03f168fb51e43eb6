"""Numbers that belong to somebody: identity numbers, telephones, bank cards, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import phonenumbers
from stdnum import luhn

Span = tuple[int, int]

# Chinese characters count as word characters, so \b never stands between them and a digit;
# every pattern here bounds itself by what must not stand beside it.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?(\d{4}[ -]?\d{2}[ -]?\d{2})[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])"
)
# Identity numbers of fifteen digits were given out until 1999: the year has two, no check digit.
_IDENTITY_OLD = re.compile(r"(?<![0-9A-Za-z.,])[1-8]\d{5}(\d{6})\d{3}(?![0-9A-Za-z.,]\d)(?!\d)")
_PASSPORT = re.compile(
    r"(?:护照|[Pp]assport)[^0-9A-Za-z]{0,12}(?:no\.?|number)?\W{0,3}([A-Z]{1,2}\d{7,8})"
)
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
_CARD_NAMED = re.compile(
    r"(?:卡号|银行卡|储蓄卡|账号|帐号|账户|card(?:\s+(?:number|no\.?))?|account(?:\s+(?:number"
    r"|no\.?))?)"
    r"[^0-9]{0,8}((?:\d[ -]?){11,18}\d)(?!\d)",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ .-]?\d{4}){2}(?!\d)"
    r"|(?<![\d.])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ .-]?\d{3}[ .-]?\d{5}(?!\d)"
)
_LANDLINE = re.compile(
    r"(?<!\d)[(（]?0\d{2,3}[)）]?[ -]?[2-8]\d{2,3}[ -]?\d{4}(?:(?:转|-|ext\.?\s?)\d{1,5})?(?!\d)"
    r"|(?:(?<=[话机线l])|(?<=hone))[:：]?\s?(?<!\d)[2-8]\d{3}[ -]?\d{4}(?!\d)"
    r"(?!\s*(?:元|块|万|[/每]|yuan|rmb|per\b))"
)
_FIRST_BIRTH_YEAR = 1900
_SHORTEST_PHONE = 10
_HAN_DIGITS = str.maketrans(
    "零〇幺一二两三四五六七八九０１２３４５６７８９Ｘｘ", "00112234567890123456789Xx"
)
_HAN_RUN = re.compile("[零〇幺一二三四五六七八九]{11,18}")


def plain_digits(text: str) -> str:
    """The text with full-width digits, and long runs of Chinese ones, as plain digits in place."""
    text = "".join(c.translate(_HAN_DIGITS) if "０" <= c <= "ｘ" else c for c in text)
    return _HAN_RUN.sub(lambda run: run[0].translate(_HAN_DIGITS), text)


def identities(text: str) -> Iterator[Span]:
    """Identity numbers of eighteen or fifteen digits, and passports that are named as such."""
    for match in _IDENTITY.finditer(text):
        # A slip in the check digit leaves it somebody's number, so the day of birth decides.
        if _is_day(re.sub(r"\D", "", match[1])):
            yield match.span()
    for match in _IDENTITY_OLD.finditer(text):
        if _is_day(f"19{match[1]}"):
            yield match.span()
    for match in _PASSPORT.finditer(text):
        yield match.span(1)


def cards(text: str) -> Iterator[Span]:
    """Bank cards by their check digit, and any long number that is called a card or an account."""
    for match in _CARD.finditer(text):
        if luhn.is_valid(re.sub(r"\D", "", match[0])):
            yield match.span()
    for match in _CARD_NAMED.finditer(text):
        yield match.span(1)


def phones(text: str) -> Iterator[Span]:
    """Mobile and landline numbers; hotlines are shorter, and nobody's."""
    for number in phonenumbers.PhoneNumberMatcher(
        text, "CN", leniency=phonenumbers.Leniency.VALID, max_tries=200
    ):
        if len(re.sub(r"\D", "", number.raw_string)) >= _SHORTEST_PHONE:
            yield number.start, number.end
    # The library looks for word boundaries that Chinese text does not have.
    for pattern in (_MOBILE, _LANDLINE):
        for match in pattern.finditer(text):
            yield match.span()


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= _FIRST_BIRTH_YEAR
