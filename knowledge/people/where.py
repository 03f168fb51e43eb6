"""Where a person lives and where the household register is, as a person says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact, Residence
from knowledge.places import Place

_REGISTER = (
    r"(?:户籍|户口|身份证(?:上|地址)|hukou|household (?:regist(?:er|ration|ry)|book)"
    r"|id(?: card)? (?:says|is from))"
)
# 垫江本地人 lives there and is registered there.
_LOCAL = r"(?:本地人|本地的$|土生土长|当地人)"
_REGISTER_CLAUSE = re.compile(rf"{_REGISTER}|{_LOCAL}")
_REGISTER_ASKED = re.compile(
    r"(?:需要|必须|非得|要求|一定要|是不是要|限)[^，。]{0,8}(?:户籍|户口)|(?:户籍|户口)(?:"
    r"(?:本|簿)?(?:要|怎么|哪|复印|原件|带)|迁|要求|限制)"
    r"|要(?:有|是)?[^，。]{0,6}(?:户籍|户口)(?:吗|么|才)|迁户口|落户|(?:need"
    r"|require)\w*[^.,]{0,20}(?:hukou|household)"
)
_ELSEWHERE = re.compile(
    r"外地|外省|外市|外来|市外|非重庆|不在(?:重庆|这边|本地|这里)|elsewhere"
    r"|another (?:province|city)|outside chongqing"
)


def residence(heard: Heard) -> Iterator[Fact]:
    """`residence`, where the household register is, and with a district's name `home_district`."""
    for clause in heard.clauses:
        match = _REGISTER_CLAUSE.search(clause.low)
        if match is None or _REGISTER_ASKED.search(clause.low):
            continue
        if clause.is_question and not re.search(heard.subject, clause.low):
            continue
        value, district = _register_in(heard, clause)
        if value is not None:
            yield Fact("residence", value, heard.said(clause))
        if district is not None and value is Residence.CHONGQING:
            yield Fact("home_district", district, heard.said(clause))


def _register_in(heard: Heard, clause: Clause) -> tuple[Residence | None, str | None]:
    low = clause.low
    if re.search(r"(?<![a-z])(?:there|too|as well)(?![a-z])|那边的?$|也在那|老家|家乡", low):
        # "from Guizhou, hukou there": the place stands in a clause before.
        low = heard.low[: clause.end]
    district = heard.glossary.district_of(low)
    is_here = (
        district is not None
        or re.search(r"重庆|本地|本市|渝|chongqing|(?<![a-z])local(?![a-z])", low) is not None
    )
    denied = (
        re.search(r"不是|没有|没得|非|(?<![a-z])(?:not|no|don't|without)(?![a-z])", low) is not None
    )
    if denied and re.search(r"这边|这里|这儿|(?<![a-z])here(?![a-z])", clause.low):
        return Residence.ELSEWHERE, None
    if _ELSEWHERE.search(low) or (is_here and denied):
        return Residence.ELSEWHERE, None
    if is_here:
        return Residence.CHONGQING, district
    if _SICHUAN.search(low):
        return Residence.SICHUAN, None
    # "in Bijie, Guizhou": the province stands behind the comma.
    with_next = heard.low[clause.start : clause.end + _NEXT_WORDS]
    return (Residence.ELSEWHERE if _OTHER_PROVINCE.search(f"{low} {with_next}") else None), None


_NEXT_WORDS = 12
"""Characters behind the clause in which a province may follow."""


_SICHUAN = re.compile(
    "四川|川籍|成都|达州|广安|邻水|泸州|宜宾|南充|遂宁|内江|自贡|绵阳|德阳|巴中|资阳"
    "|sichuan|chengdu|dazhou|guang'?an|luzhou|yibin|nanchong|suining|neijiang|zigong|mianyang"
)
# With the cities over the border from which most people come.
_OTHER_PROVINCE = re.compile(
    "遵义|毕节|铜仁|贵阳|恩施|宜昌|昭通|安康|怀化|张家界|湘西|利川"
    r"|(?<![a-z])(?:zunyi|bijie|tongren|guiyang|enshi|yichang|zhaotong|ankang|huaihua)(?![a-z])|"
    "贵州|湖北|湖南|陕西|云南|河南|河北|广东|广西|江西|安徽|福建|浙江|江苏|山东|山西|甘肃|青海"
    "|宁夏|新疆|西藏|海南|"
    "辽宁|吉林|黑龙江|内蒙|北京|上海|天津|"
    r"(?<![a-z])(?:guizhou|hubei|hunan|shaanxi|yunnan|henan|hebei|guangdong|guangxi|jiangxi"
    r"|anhui|fujian|zhejiang|"
    r"jiangsu|shandong|shanxi|gansu|qinghai|ningxia|xinjiang|tibet|hainan|liaoning|jilin"
    r"|heilongjiang|beijing|"
    r"shanghai|tianjin)(?![a-z])"
)


_HOME = re.compile(
    r"(?:家住|住在|家在|住|租(?:房)?在|(?:我|人)(?:现在|目前|人)?在|我们?家在)\s*$"
    r"|(?:^|[^a-z])(?:live|living|based|home is|rent|renting|(?:flat|house|home|place)) (?:in|at"
    r"|near)\s*$"
    r"|i am in\s*$|i'm in\s*$|(?<![a-z])(?:i am|i'm|we are|family) from\s*$"
)


_FROM_THERE = re.compile(
    rf"(?:区|县|镇)?(?:的)?(?:人$|{_LOCAL}|(?:乡下|农村|村里)(?![^，。]{{0,6}}(?:做|干|摘|种|找))"
    rf"|大?山里)|\s+(?:village|countryside)(?![a-z])"
)


LIVES_BEHIND = re.compile(
    r"^[^，。去找做干]{0,6}?(?:这边|那边|附近)?(?:租房)?住(?![院宿家房])(?:着|$|的)?"
)


def _lives_there(clause: Clause, place: Place) -> bool:
    """Whether the clause says that the person lives in the place, and not works there."""
    before = re.sub(r"重庆市?的?$", "", clause.low[: place.start])
    after = clause.low[place.end :]
    works_there = re.match(r"[^，。]{0,6}(?:上班|工作|找|打工|做|干)", after)
    lives = _HOME.search(before) or _FROM_THERE.match(after) or LIVES_BEHIND.match(after)
    return lives is not None and works_there is None and not clause.is_question


def home(heard: Heard) -> Iterator[Fact]:
    """`home_district`: where the person lives."""
    for clause in heard.clauses:
        for place in heard.glossary.places.find(heard.text[clause.start : clause.end]):
            if _lives_there(clause, place):
                yield Fact("home_district", place.official, heard.said(clause))
                return
