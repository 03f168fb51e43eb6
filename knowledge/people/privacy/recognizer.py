"""What a recogniser of personal data is: a shape, a check, and the words that stand near it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]

GAP = r"[\s\-_.·/\u2010-\u2015\u200b]{0,2}"
"""What people put between the digits of one number; a line break and an invisible one too."""
_BEFORE, _AFTER = 60, 14
# Numbers of things. Right before a number they say that it is nobody's, unless the words for
# somebody's number stand there too.
_OF_A_THING = re.compile(
    r"(?:订单|快递|运单|物流|单号|流水|受理|业务|合同|发票|备案|许可证|营业执照|信用代码|税号"
    r"|准考证|报名序|学号|学籍|工号|员工号|员工编号|岗位|职位|编号|序号|批次|批号|版本|型号|案号|文号"
    r"|会议|房间号|注册资本|营业额|产值"
    r"|\b(?:orders?|tracking|invoice|contract|posts?|jobs?|vacancy|student|employee|staff|ticket"
    r"|case|meeting|version|model|item|batch)"
    r"(?:\s(?:number|no\.?|id|code))?)"
    r"(?:号码?|代码|[Ii][Dd]|number|[是为:：#\s])*$",
    re.IGNORECASE | re.ASCII,
)


class PersonalKind(StrEnum):
    """What was found; the mask names it."""

    IDENTITY = "identity"
    """The number of an identity card, a passport, a permit or a certificate."""
    PHONE = "phone"
    CARD = "card"
    EMAIL = "email"
    ACCOUNT = "account"
    NAME = "name"
    ADDRESS = "address"
    VEHICLE = "vehicle"
    CODE = "code"
    """A password, a code that was sent to somebody, a key, a token, coded text."""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """
    Finds one kind of number.

    kind: what it finds.
    shape: its value, in group 1 where there is one; it may match within a lookahead.
    is_valid: whether the value, without gaps, can be one at all.
    is_certain: whether it is one whatever stands around it: its check digit is right.
    context: words of which one must stand near, unless the value is certain.
    may_be_things: whether a word for a thing's number right before it says nothing.
    """

    kind: PersonalKind
    shape: re.Pattern[str]
    is_valid: Callable[[str], bool] = bool
    is_certain: Callable[[str], bool] = bool
    context: re.Pattern[str] | None = None
    may_be_things: bool = False

    def find(self, text: str) -> Iterator[Span]:
        """Start and end of each value in a text that `plain_text` has made plain."""
        for match in self.shape.finditer(text):
            start, end = match.span(match.lastindex or 0)
            value = compact(text[start:end])
            if self.is_valid(value) and self._belongs(text, start, end, value):
                yield start, end

    def _belongs(self, text: str, start: int, end: int, value: str) -> bool:
        before = text[max(0, start - _BEFORE) : start]
        if self.context is not None and self.context.search(before + "\0" + text[end:][:_AFTER]):
            return True
        is_a_thing = not self.may_be_things and _OF_A_THING.search(before) is not None
        return not is_a_thing and (self.context is None or self.is_certain(value))


def compact(value: str) -> str:
    """The letters and digits of a value, in capitals."""
    return "".join(c for c in value if c.isalnum()).upper()


def never(_value: str) -> bool:
    """For a value that nothing but the words around it tells from others."""
    return False


_WIDE = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
_HAN_DIGIT = "零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_HAN_DIGITS = str.maketrans(_HAN_DIGIT, "001123456789123456789")
_HAN_RUN = re.compile(rf"[{_HAN_DIGIT}](?:[ \-]?[{_HAN_DIGIT}]){{6,24}}")


def plain_text(text: str) -> str:
    """The text, as long as before, with full-width forms and long runs of Chinese digits plain."""
    return _HAN_RUN.sub(lambda run: run[0].translate(_HAN_DIGITS), text.translate(_WIDE))
