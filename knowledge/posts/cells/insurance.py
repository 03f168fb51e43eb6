"""Whether social insurance and the housing fund are paid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.posts.cells.unread import Span, Unread
from knowledge.sentence import Sentence
from knowledge.terms import folded


@dataclass(frozen=True, slots=True)
class Insurance:
    """None where the cell does not say."""

    is_social: bool | None = None
    has_fund: bool | None = None
    """Whether the housing provident fund is paid."""
    span: Span = (0, 0)

    def __str__(self) -> str:
        """The insurance as a cell that says the same."""
        if self.is_social is None:
            return "有公积金" if self.has_fund else "未说明"
        if not self.is_social:
            return "不买社保"
        return {True: "五险一金", False: "五险，无公积金", None: "五险"}[self.has_fund]


_YES = re.compile(r"^(?:yes|true|1|是|有|y|购买|缴纳|交|买|齐全)$")
_NO = re.compile(r"^(?:no|none|false|0|无|否|没有|n|不购买|不缴纳)$")
_NOT_PAID = re.compile(
    r"(?:不|未|没有?|暂不|无)(?:交|买|缴|购|办|参|提供|帮)?(?:纳|买|保)?(?:五险|社保"
    r"|社会保险|保险)|无社保|(?:社保|五险|保险)(?:自理|自缴|自己(?:交|买|缴)|自行)"
    r"|^不(?:交|买|缴|购)"
)
_OPTIONAL = re.compile(r"可选|自愿|可买可不买|协商|二选一|可不|面议")
_SOCIAL = re.compile(
    r"[三四五六七八]险|社保|社会保险|社会保障|养老保险|职工保险|城镇职工|insur|(?<![a-z])social"
)
# Insurance that the employer buys for itself or by the day is no social insurance.
_OTHER = re.compile(r"意外|雇主|商业|责任险|团体险|重疾|补充医疗|保险|险")
_FUND = re.compile(r"公积金|[三四五六七八]险[一二两]金|housing fund|provident fund")
_NO_FUND = re.compile(r"(?:无|没有|不(?:交|缴|含|买)?|暂无)(?:住房)?公积金")
_NOT_SAID = re.compile(r"未说明|按(?:国家|公司|规定|法)|详谈|面谈|-+|/|n/?a")

_UNCLEAR = Sentence("看不出是否缴纳社保", "whether social insurance is paid is not clear")


@lru_cache(maxsize=5_000)
def read_insurance_cell(cell: str) -> Insurance | Unread:
    """五险一金, yes, 不交社保; insurance against accidents alone says nothing of the social one."""
    low = folded(cell).strip()
    fund = False if _NO_FUND.search(low) else (True if _FUND.search(low) else None)
    said = (0, len(cell))
    if _NO.match(low) or _NOT_PAID.search(low):
        return Insurance(False, fund, said)
    if _OPTIONAL.search(low):
        return Unread(_UNCLEAR)
    if _YES.match(low) or _SOCIAL.search(low):
        return Insurance(True, fund, said)
    if fund is not None or _OTHER.search(low) or _NOT_SAID.search(low):
        return Insurance(None, fund, said)
    return Unread(_UNCLEAR)
