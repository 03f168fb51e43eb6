"""What no policy document may hold: hidden characters, private numbers, fees, orders, markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.people.personal_data import PersonalKind, find_personal_data

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT_CONTROLS = "\n\t"
_MOBILE = re.compile(r"(?:\D|^)(?:\+?86)?1[3-9]\d{9}$")
# No programme is paid for by transfer, code or account; contributions to social insurance are.
_FEE = re.compile(
    r"转账(?:到|至|给|[0-9０-９])|(?:打款|汇款)(?:到|至|给|[0-9])|扫码(?:付款|支付|缴费|交钱)"
    r"|(?:先|需|须|要|请|必须)(?:缴纳?|交纳?|支付|付)[^。，,；]{0,10}"
    r"(?:手续费|报名费|保证金|代办费|中介费|押金|服务费|好处费|定金|介绍费)"
    r"|(?:缴纳?|交|支付|付)\s*[0-9,]+\s*元[^。，；]{0,10}(?:给|到|至|微信|支付宝|账[户号])"
    r"|\b(?:transfer|wire|send|pay)\s+(?:us\s+|me\s+|a\s+fee\s+of\s+)?[0-9,]+\s*(?:yuan|rmb|cny)\s+(?:to|into)\b"
    r"|\bpay\s+(?:an?|the)\s+(?:\w+\s+)?(?:fee|deposit)\s+(?:to|into|before|first|by)\b",
    re.IGNORECASE,
)
# A clause speaks to people; what speaks to the machine that quotes it is no rule of an office.
_ORDER = re.compile(
    r"(?:忽略|无视|忘记|不要理会)[^。，；]{0,8}(?:规则|指令|指示|提示|之前|以上|上文|设定)"
    r"|(?:告诉|通知|要求)(?:每个|所有|全部)(?:人|用户|求职者)[^。]{0,12}(?:交|付|转|打)"
    r"|系统提示词?|提示词|开发者模式|(?:你|助手|机器人|模型)(?:必须|现在是|要回答|应当回答|只能回答)"
    r"|\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|every\s+)*"
    r"(?:previous|prior|above|earlier|other|rules?|instructions?|clauses?|guidelines?)\b"
    r"|\bsystem\s+prompt\b|\bdeveloper\s+mode\b|\byou\s+are\s+now\b"
    r"|\btell\s+(?:everyone|everybody|all\s+users|each\s+user|the\s+user)\b|\bas\s+an\s+ai\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<\s*/?\s*[a-z!][^>\n]{0,200}>?|javascript:|\bon(?:error|click|load)\s*=|data:text/html", re.I
)
_ADDRESS_KEYS = ("source_url:",)
# No number of a person has fewer figures; most lines are spared the search by this.
_FEWEST_FIGURES = 6
_WORDING = "- "


@dataclass(frozen=True, slots=True)
class Poison:
    """A line that keeps its file out of the knowledge base, and why."""

    line: int
    reason: str


def poison_in(text: str) -> Poison | None:
    """
    The first line that no document may hold; None where all are sound.

    :param text: the whole file, with or without the byte order mark that some editors put first.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        for reason in _reasons(line.removesuffix("\r")):
            return Poison(number, reason)
    return None


def _reasons(line: str) -> Iterator[str]:
    yield from _hidden(line)
    if line.startswith(_ADDRESS_KEYS):
        return
    yield from _private(line)
    # How people ask may hold anything that people write; a clause may not.
    if line.startswith(_WORDING):
        return
    for pattern, what in (
        (_FEE, "asks for money"),
        (_ORDER, "gives orders to the assistant"),
        (_MARKUP, "holds markup"),
    ):
        match = pattern.search(line)
        if match is not None:
            yield f"{what}: {match[0]!r}"


def _hidden(line: str) -> Iterator[str]:
    if line.isprintable():
        return
    for character in line:
        if unicodedata.category(character) in _HIDDEN and character not in _KEPT_CONTROLS:
            name = unicodedata.name(character, "control character")
            yield f"hidden character U+{ord(character):04X} ({name})"


def _private(line: str) -> Iterator[str]:
    if sum(map(str.isnumeric, line)) < _FEWEST_FIGURES:
        return
    for found in find_personal_data(line):
        digits = re.sub(r"[^\dXx]", "", line[found.start : found.end])
        # The landline of an office is public.
        if found.kind is PersonalKind.PHONE and _MOBILE.search(f" {digits}"):
            yield "holds a private mobile number"
        if found.kind in {PersonalKind.IDENTITY, PersonalKind.CARD}:
            yield f"holds a private number ({found.kind})"
