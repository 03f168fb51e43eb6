"""E-mail addresses, accounts of messengers, passwords and codes, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from knowledge.people.privacy.recognizer import Span

_PROVIDERS = (
    "qq|vip[.]qq|foxmail|163|126|yeah|139|189|wo|sina|sohu|aliyun|tom|21cn|gmail|googlemail|outlook"
    "|hotmail|live|msn|yahoo|icloud|me|proton|protonmail|yandex|mail"
)
_LOCAL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*"
_DOT = r"(?:\s?[.。]\s?|\s*[\[({【<]\s*(?:dot|点|點)\s*[\])}】>]\s*|\s+dot\s+|\s?[点點]\s?)"
_IN_BRACKETS = r"\s*[\[({【<]\s*(?:at|@|艾特|圈a)\s*[\])}】>]\s*"
_EMAIL = re.compile(
    rf"{_LOCAL}(?:\s?@\s?|{_IN_BRACKETS}|\s?(?:艾特|圈a)\s?)"
    rf"[A-Za-z0-9-]+(?:{_DOT}[A-Za-z0-9-]+){{0,3}}{_DOT}[A-Za-z]{{2,6}}(?![A-Za-z0-9])"
    # "at" and "#" in place of @ stand in much else; the provider's name says that it is one.
    rf"|{_LOCAL}(?:\s+at\s+|\s?#\s?)(?:{_PROVIDERS}){_DOT}(?:com|net|cn|org)(?:{_DOT}cn)?"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
_NOT_BEFORE_AT = re.compile(r"[a-z]+\s+at\s", re.IGNORECASE | re.ASCII)
_EMAIL_WORD = re.compile(r"邮[箱件]|e-?mail|\bmail|contact|reach|write", re.IGNORECASE | re.ASCII)


def emails(text: str) -> Iterator[Span]:
    """Addresses with @, and with what people write in its place."""
    for match in _EMAIL.finditer(text):
        is_a_sentence = _NOT_BEFORE_AT.match(match[0]) is not None
        if not is_a_sentence or _EMAIL_WORD.search(
            text[max(0, match.start() - 20) : match.start()]
        ):
            yield match.span()


# Names of services that mean nothing else, and slang that also means something else: that needs a
# word that announces an account.
_SERVICE = (
    r"微\s?信|薇信|威信|维信|[Vv]信|QQ|扣扣|抠抠|企鹅号|球球|支付宝|抖音|快手|小红书|微博|陌陌|钉钉"
    r"|纸飞机|(?<![A-Za-z])(?:we\s?chat|weixin|vx|wx|telegram|tg|whats\s?app|skype|signal|alipay"
    r"|instagram|facebook|twitter|tiktok|douyin)"
)
_SLANG_WORD = "卫星|电报|飞机|企鹅"
_SLANG = rf"{_SLANG_WORD}|(?<![A-Za-z])(?:line|ins|fb|[vq])|[加+➕]\s?[vq薇微]|微|薇|➕"
_ANNOUNCED = (
    r"(?:\s?号码?|账[号户]|帐[号户]|\s?\b(?:id|user(?:name)?|account|handle)\b|[:@]|同号)"
    r"(?:\s|[:@是为叫]|号码?|\b(?:is|id)\b)*"
)
_LINKED = rf"(?:(?:\s|[是为叫加搜]|\bme\b|\bis\b|\bat\b|\bon\b)*(?:{_ANNOUNCED})?)"
_NO_UNIT = r"(?![A-Za-z0-9_]|[.,]\d|\s*(?:元|块|万|人|个|年|月|次|[/每]|yuan|rmb|%))"
_WITH_DIGIT = r"(?=[A-Za-z_.-]*\d)(?=[\d.-]*[A-Za-z_])[A-Za-z0-9_][A-Za-z0-9_.-]{4,29}"
_WITH_MARK = r"(?=[A-Za-z.-]*_)[A-Za-z][A-Za-z0-9_.-]{4,29}"
_DIGITS = r"\d(?:\s?\d){5,14}"
_LETTERS = r"[A-Za-z][A-Za-z_.-]{4,19}"
_VALUE = rf"{_WITH_DIGIT}|{_WITH_MARK}|{_DIGITS}"
_ACCOUNTS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"(?:{_SERVICE}){_LINKED}({_VALUE}){_NO_UNIT}",
        rf"(?:{_SLANG})(?:{_ANNOUNCED}|\s)({_VALUE}){_NO_UNIT}",
        rf"[加+➕]\s?[vq薇微]\s?({_VALUE}){_NO_UNIT}",
        rf"(?:{_SLANG_WORD})(?:是|\s)*({_WITH_DIGIT}|{_WITH_MARK}){_NO_UNIT}",
        rf"(?:{_SERVICE}|{_SLANG}){_ANNOUNCED}({_LETTERS}|\d{{5}}){_NO_UNIT}",
        r"(?<![\w.@])(@[A-Za-z]\w{4,31})\b(?!\.\w)",
    )
)
# An account of letters alone, without a word that announces it.
_BARE = re.compile(
    rf"(?:{_SERVICE})(?:\s+(?:is|as|me))?\s+({_LETTERS}){_NO_UNIT}", re.IGNORECASE | re.ASCII
)
_NOT_AN_ACCOUNT = frozenset(
    "account number login official public group groups service mini program programme payment"
    " wallet number channel"
    .split()
)  # fmt: skip


_BEHIND = ".-"
_SIGN = re.compile(r"[:@号是]\s*$")


def accounts(text: str) -> Iterator[Span]:
    """Accounts of messengers and of payment services; a word of the language is none."""
    for pattern in _ACCOUNTS:
        for match in pattern.finditer(text):
            is_announced = _SIGN.search(text[: match.start(1)]) is not None
            if not _is_said_in(_NOT_AN_ACCOUNT if is_announced else _english(), match[1]):
                yield match.start(1), match.start(1) + len(match[1].rstrip(_BEHIND))
    for match in _BARE.finditer(text):
        if not _is_said_in(_english(), match[1]):
            yield match.start(1), match.start(1) + len(match[1].rstrip(_BEHIND))


def _is_said_in(words: frozenset[str], value: str) -> bool:
    """Whether every part of it is a word ("mini-program")."""
    return all(part in words for part in re.split("[._-]+", value.lower().rstrip(_BEHIND)))


@cache
def _english() -> frozenset[str]:
    words = (FREQUENCY_LISTS["english_wikipedia"], FREQUENCY_LISTS["us_tv_and_film"])
    return frozenset(word for some in words for word in some) | _NOT_AN_ACCOUNT


_IN_A_LINK = re.compile(r"(?:https?://|www\.)[!-~]*$")
_CODES = (
    re.compile(
        r"(?<![A-Za-z0-9])((?:(?:sk|pk|ghp|gho|xox[bp])[-_]|AKIA)(?=[\w-]*\d)[\w-]{16,})(?![\w-])"
    ),
    # Coded text, keys, tokens: nobody reads so long a run of letters and digits.
    re.compile(r"(?<![A-Za-z0-9+/])((?=[A-Za-z+/]*\d)(?=[\d+/]*[A-Za-z])[A-Za-z0-9+/]{20,}={0,2})"),
    re.compile(
        r"(?:密码|口令|\b(?:password|passwd|passcode|pwd|pin)\b)(?:[是为:\s]|\bis\b)*"
        r"(?![\d\- ]+(?:位|个|次|字|天|char|digit))((?=[!-~]*\d)[!-~]{4,32})",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        r"(?:验证码|校验码|动态码|\b(?:verification|security|sms|otp|one-time)\s+code)(?:[是为:\s]|\bis\b)*"
        r"(\d{4,8})(?!\d|\s*(?:秒|位|次|分|元))",
        re.IGNORECASE | re.ASCII,
    ),
)


def codes(text: str) -> Iterator[Span]:
    """Passwords, codes that were sent to somebody, keys."""
    for pattern in _CODES:
        for match in pattern.finditer(text):
            if not _IN_A_LINK.search(text[: match.start(1)]):
                yield match.span(1)
