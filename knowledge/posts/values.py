"""The cells of a feed, as the form has them and as people write them; None where not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from knowledge.language.numerals import AMOUNT, amount
from knowledge.posts.post import ANY_OF_CITY_LIST, Category, Channel, Shift, WageUnit
from knowledge.schooling import lowest_level_in
from knowledge.terms import folded
from knowledge.vocabulary import BoardLodging, Education, PersonStatus, PostKind

Value = TypeVar("Value", bound=StrEnum)

_KIND = {
    PostKind.PUBLIC_WELFARE: r"公益|公岗|public[- ]welfare|pwp",
    PostKind.POLICY: r"政策|policy",
    PostKind.ENTERPRISE: r"企业|市场|enterprise|company|market",
}
_CHANNEL = {
    Channel.CIVIL_SERVICE: r"公务员|civil serv",
    Channel.PUBLIC_INSTITUTION: r"事业单位|public institution",
    Channel.GRASSROOTS_PROJECT: r"基层(?:服务)?项目|三支一扶|西部计划|特岗|grassroots",
    Channel.RESEARCH_ASSISTANT: r"科研助理|research assistant",
    Channel.ENLISTMENT: r"征兵|入伍|enlist",
    Channel.FURTHER_STUDY: r"升学|专升本|further study",
    Channel.COMMUNITY: r"社区|community",
    Channel.ENTERPRISE_RECRUITMENT: r"企业|国企|enterprise",
}
_CATEGORY = {
    Category.CLEANING: r"保洁|清洁|环卫|清扫|clean",
    Category.GREENING: r"绿化|保绿|园林|green",
    Category.SECURITY: r"保安|治安|巡逻|安保|secur",
    Category.FOREST: r"护林|森林|林地|forest",
    Category.WATER: r"护水|护河|河道|巡河|护渔|水资源|water|river",
    Category.ROAD: r"道路|公路|村道|护路|养护|road",
    Category.RURAL: r"乡村|农村|rural",
    Category.GRASSROOTS: r"基层|协管|协理|社区|grassroots",
    Category.OTHER: r"其他|其它|other",
}
_UNIT = {
    WageUnit.HOUR: r"时|hour",
    WageUnit.DAY: r"天|日|day|daily",
    WageUnit.PIECE: r"件|piece",
    WageUnit.MONTH: r"月|month",
}
_SHIFT = {
    Shift.FLEXIBLE: r"弹性|灵活|自由|不定时|flexible",
    Shift.ROTATING: r"倒班|轮班|翻班|轮岗|轮休班|[两三四二]班|rotat|shifts",
    Shift.NIGHT: r"夜班|晚班|night",
    Shift.DAY: r"白班|长白|常白|日班|早班|行政班|正常班|朝九晚五|day",
}
_BOARD_LODGING = {
    BoardLodging.BOTH: r"(?<!不)(?:包|管|提供)(?:吃住|食宿|吃包住|吃管住)|食宿全包|both"
    r"|board and lodging|room and board",
    BoardLodging.NONE: r"^(?:不包|不提供|无|没有|自理|食宿自理|no|none)",
    BoardLodging.LODGING: r"(?<!不)包住|管住|(?<!不)提供(?:住宿|宿舍)|有宿舍|lodging"
    r"|housing|accommodation",
    BoardLodging.BOARD: r"(?<!不)(?:包|管)(?:吃|饭|餐|伙食|[一二两三]餐)|提供(?:餐|午餐|工作餐)"
    r"|meals|board",
}
_STATUS = {
    PersonStatus.GRADUATE_2Y: r"离校|毕业生|graduate",
    PersonStatus.AGE_4050: r"4050|四零五零|大龄",
    PersonStatus.LIFTED_OUT_OF_POVERTY: r"脱贫|贫困|建档立卡|poverty",
    PersonStatus.MINIMUM_LIVING_ALLOWANCE: r"低保|最低生活保障|living allowance|dibao",
    PersonStatus.ZERO_EMPLOYMENT_FAMILY: r"零就业|zero[- ]employment",
    PersonStatus.DISABLED: r"残疾|disab",
    PersonStatus.VETERAN: r"退役|退伍|复员|veteran",
    PersonStatus.RELEASED: r"刑满|刑释|released",
    PersonStatus.RECOVERED: r"戒毒|康复人员|recovered",
    PersonStatus.CAPACITY_CUT: r"去产能|过剩产能|落后产能|capacity",
    PersonStatus.WITHDRAWN_FISHERMAN: r"退捕|渔民|fisherm",
}
_ANY_STATUS = re.compile(r"就业困难人员|困难人员|任一|任意|any of")
_NOT_ASKED = re.compile(
    r"^(?:(?:学历|经验|年龄|性别|户籍|时间|工作经验)?(?:不限|无要求|不要求|不限制|均可)|无|没有|不详"
    r"|长期(?:有效|招聘)?|招满(?:即止|为止)|none|no|any|n/?a|open|until filled|-+|—+|/)$"
)
_NO_EXPERIENCE = re.compile(
    r"^(?:不限|无|无需经验|无经验|不要求|经验不限|应届|在校|none|no |0$)|应届|无需经验"
    r"|优先|经验不限|无要求|不限经验|可接受(?:无|小白)|零经验|[1一]年(?:以下|以内)|实习"
    r"|no experience|not (?:required|necessary|needed)|entry[- ]level|preferred|fresh graduate"
)
_MONTHS_OF_WORK = re.compile(r"(\d{1,2})\s*(?:个月|months?)")
_BELOW = re.compile(r"及?以下$|or (?:below|lower)$")
_BEFORE_LEVEL = re.compile(r"^(?:最低)?(?:学历|文化程度)?(?:要求)?\s*[:：为]?\s*")
_A_DEGREE = re.compile(r"大学|(?:a )?degree(?: or equivalent| level| educated)?")
_RANGE = r"\s*(?:岁|周岁)?\s*(?:-|–|—|~|～|至|到|to)\s*"


def is_not_asked(cell: str) -> bool:
    """Whether a cell says that nothing is asked (不限, 无, none)."""
    return _NOT_ASKED.match(folded(cell).strip()) is not None


def _read(cell: str, values: type[Value], wordings: Mapping[Value, str]) -> Value | None:
    low = folded(cell).strip()
    if low in set(values):
        return values(low)
    return next((value for value, words in wordings.items() if re.search(words, low)), None)


def read_kind(cell: str) -> PostKind | None:
    """公益性岗位, enterprise, ..."""
    return _read(cell, PostKind, _KIND)


def read_channel(cell: str) -> Channel | None:
    """One of the eight channels of policy posts."""
    return _read(cell, Channel, _CHANNEL)


def read_category(cell: str) -> Category | None:
    """The work of a public-welfare post."""
    return _read(cell, Category, _CATEGORY)


def read_unit(cell: str) -> WageUnit | None:
    """元/月, per hour, ..."""
    return _read(cell, WageUnit, _UNIT)


def read_shift(cell: str) -> Shift | None:
    """长白班, 两班倒, night, ..."""
    return _read(cell, Shift, _SHIFT)


def read_board_lodging(cell: str) -> BoardLodging | None:
    """包吃住, lodging, ..."""
    return _read(cell, BoardLodging, _BOARD_LODGING)


def read_insurance(cell: str) -> bool | None:
    """Whether social insurance is paid: 五险一金, yes, 不交社保."""
    low = folded(cell).strip()
    if re.search(r"^(?:no|none|false|0|无|否|没有)$|不(?:交|买|缴|购)|无社保|没有社保", low):
        return False
    return True if re.search(r"险|社保|公积金|^(?:yes|true|1|是|有|y)$|insur", low) else None


def read_number(cell: str) -> float | None:
    """A number, a minus sign kept; 3千 and 1.2万 are understood."""
    low = folded(cell).strip()
    match = re.fullmatch(rf"(-?)({AMOUNT})\s*(?:元|yuan|rmb)?", low)
    value = amount(match[2]) if match else None
    return None if match is None or value is None else (-value if match[1] else value)


def read_whole(cell: str) -> int | None:
    """A count such as 3 or 3人."""
    match = re.fullmatch(r"(-?\d{1,6})(?:\.0+)?\s*(?:人|名|个|岁|周岁)?", folded(cell).strip())
    return int(match[1]) if match else None


def read_years(cell: str) -> float | None:
    """Years of experience asked: 3-4年 is 3, 半年 0.5, 无需经验 0."""
    low = folded(cell).strip()
    if _NO_EXPERIENCE.search(low):
        return 0.0
    if re.search(r"半年|half a year", low):
        return 0.5
    months = _MONTHS_OF_WORK.search(low)
    if months:
        return round(int(months[1]) / 12, 2)
    match = re.search(AMOUNT, low)
    years = amount(match.group()) if match else None
    return years if years is not None and years <= 60 else None


def read_level(cell: str) -> Education | None:
    """The lowest level of schooling asked: 本科及以上, 大专/中专, 初中及以下, 学历不限."""
    low = _BEFORE_LEVEL.sub("", folded(cell).strip())
    if _A_DEGREE.fullmatch(low):
        return Education.BACHELOR
    level = lowest_level_in(low)
    # Whoever has no more than junior high is meant, and less is no bar.
    return Education.NONE if level is not None and _BELOW.search(low) else level


def read_ages(cell: str) -> tuple[int | None, int | None] | None:
    """Lowest and highest age: 18-45岁, 45岁以下, 18周岁以上, 16, 不限."""
    low = folded(cell).strip()
    if is_not_asked(low) or low == "年龄不限":
        return None, None
    span = re.search(rf"(?<!\d)(\d{{2}}){_RANGE}(\d{{2}})(?!\d)", low)
    if span:
        return int(span[1]), int(span[2])
    one = re.search(r"(?<!\d)(\d{2})(?!\d)", low)
    if one is None:
        return None
    if re.search(r"以下|以内|不超过|未满|under|below|up to|at most|max", low):
        return None, int(one[1])
    return int(one[1]), None


def read_list(cell: str) -> tuple[str, ...]:
    """The parts of a list joined by | or by Chinese or English commas, each once."""
    parts = (part.strip() for part in re.split(r"[|｜、;；，,]", cell))
    return tuple(dict.fromkeys(part for part in parts if part and not is_not_asked(part)))


def read_statuses(cell: str) -> tuple[str, ...] | None:
    """Ids of the statuses asked, or the one value for any of the city's list."""
    if is_not_asked(cell):
        return ()
    if _ANY_STATUS.search(folded(cell)) or cell.strip() == ANY_OF_CITY_LIST:
        return (ANY_OF_CITY_LIST,)
    read = [_read(part, PersonStatus, _STATUS) for part in read_list(cell)]
    return None if None in read else tuple(status.value for status in read if status)
