"""The cells of a feed, as the form has them and as people write them; None where not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from knowledge.posts.post import ANY_OF_CITY_LIST, Category, Channel, WageUnit
from knowledge.terms import folded
from knowledge.vocabulary import BoardLodging, PersonStatus, PostKind

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


def read_board_lodging(cell: str) -> BoardLodging | None:
    """包吃住, lodging, ..."""
    return _read(cell, BoardLodging, _BOARD_LODGING)


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
