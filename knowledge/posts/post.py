"""A post of work, as the feed form of the bureau describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.vocabulary import BoardLodging, Education, PostKind

_DAY_SHIFTS = re.compile(r"两头班|早中班|早晚班|早班\s*\d|[Aa]\s*[、/和]\s*[Bb]\s*班")
# Source: Minors Protection Law, article 61 (places of entertainment, bars, internet cafes, what is
# dangerous, poisonous or too heavy); Labour Law, article 64 (mines, grade 4 labour); Regulations on
# security services, article 16 (guards), and the rules on special operations and driving licences
# of lorries and ride-hailing ask for 18 years or more.
_NOT_BELOW_18 = re.compile(
    r"酒吧|酒水|夜总会|夜场|KTV|歌厅|会所|舞厅|网吧|网咖|电竞馆|棋牌|足浴|洗浴|桑拿|按摩|彩票"
    r"|矿|井下|爆破|烟花|炸药|危化|危险品|有毒|农药|油漆|喷漆|除锈|高空|高处|蜘蛛人|架子工|塔吊|起重|潜水"
    r"|电工|焊|锅炉|叉车|电梯维修|保安|押运|安保|司机|驾驶|代驾|搬运|装卸"
)
_NIGHT = re.compile(r"夜|通宵|三班|四班|十二小时|晚班到?\s*23|night")


class Channel(StrEnum):
    """The eight expansion channels of policy posts for graduates."""

    CIVIL_SERVICE = "civil_service"
    PUBLIC_INSTITUTION = "public_institution"
    GRASSROOTS_PROJECT = "grassroots_project"
    ENTERPRISE_RECRUITMENT = "enterprise_recruitment"
    ENLISTMENT = "enlistment"
    FURTHER_STUDY = "further_study"
    RESEARCH_ASSISTANT = "research_assistant"
    COMMUNITY = "community"


class Category(StrEnum):
    """The work of a public-welfare post."""

    CLEANING = "cleaning"
    GREENING = "greening"
    SECURITY = "security"
    FOREST = "forest"
    WATER = "water"
    ROAD = "road"
    GRASSROOTS = "grassroots"
    RURAL = "rural"
    OTHER = "other"


class WageUnit(StrEnum):
    """What a wage is paid for."""

    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    PIECE = "piece"


class PayPartKind(StrEnum):
    """What stands beside the wage."""

    BASE = "base"
    COMMISSION = "commission"
    PIECEWORK = "piecework"
    BONUS = "bonus"
    ALLOWANCE = "allowance"
    OVERTIME = "overtime"
    TRIAL = "trial"
    MONTHS = "months"
    """`low` is how many months of pay a year brings."""
    YEAR = "year"
    """The wage as it was written, by the year."""
    NET = "net"


@dataclass(frozen=True, slots=True)
class PayPart:
    """A part of the pay that is said beside the wage; without figures where only its name is."""

    kind: PayPartKind
    low: float | None = None
    high: float | None = None
    unit: WageUnit | None = None


class Rest(StrEnum):
    """How often the work stops for a day."""

    TWO_DAYS = "two_days"
    ONE_DAY = "one_day"
    ALTERNATE = "alternate"
    """One day and two days a week in turn."""
    FOUR_A_MONTH = "four_a_month"
    SOME_A_MONTH = "some_a_month"
    """Fewer or more than four days a month."""
    EVERY_OTHER_DAY = "every_other_day"


class Shift(StrEnum):
    """When the work is done."""

    DAY = "day"
    NIGHT = "night"
    ROTATING = "rotating"
    FLEXIBLE = "flexible"


ANY_OF_CITY_LIST = "any_of_city_list"
"""The value of `statuses_required` for a post that takes any status of the city's list."""


@dataclass(frozen=True, slots=True)
class Post:
    """One vacancy; None where the feed does not say."""

    post_id: str
    kind: PostKind
    title: str
    employer: str
    district: str
    posted_on: date
    closes_on: date | None = None
    channel: Channel | None = None
    category: Category | None = None
    title_en: str = ""
    address: str = ""
    wage_min: float | None = None
    wage_max: float | None = None
    wage_unit: WageUnit | None = None
    pay_parts: tuple[PayPart, ...] = ()
    """What is said beside the wage: base pay, commission, allowances, ..."""
    headcount: int | None = None
    headcount_max: int | None = None
    """Where the feed gives a range."""
    education_min: Education = Education.NONE
    age_min: int | None = None
    age_max: int | None = None
    age_max_woman: int | None = None
    """Where the post sets another upper age for women."""
    unemployed_months_min: int | None = None
    """Months out of work that the text of the post asks of a 4050 person."""
    experience_years: float | None = None
    skills: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    shift: Shift | None = None
    hours_a_day: float | None = None
    rest: Rest | None = None
    board_lodging: BoardLodging | None = None
    social_insurance: bool | None = None
    housing_fund: bool | None = None
    statuses_required: tuple[str, ...] = ()
    residence_required: str = ""
    description: str = ""
    description_en: str = ""
    contact: str = ""
    source_url: str = ""
    is_sample: bool = False

    @property
    def lives_in(self) -> bool:
        """Whether the title says that the nights are spent in the employer's home."""
        names = f"{self.title} {self.title_en}".lower()
        return re.search(r"(?<!不)住家|live-in", names) is not None

    @property
    def rotates_by_day(self) -> bool:
        """Whether the text says that the shifts in turn are early and late ones, none at night."""
        is_by_day = _DAY_SHIFTS.search(self.description) is not None
        return is_by_day and _NIGHT.search(self.description) is None

    @property
    def is_kept_from_minors(self) -> bool:
        """Whether the law keeps the work from people of 16 and 17, by title and certificates."""
        return _NOT_BELOW_18.search(" ".join((self.title, *self.certificates))) is not None

    def is_open_on(self, day: date) -> bool:
        """Whether an application can still be made; the closing day itself counts."""
        return self.closes_on is None or self.closes_on >= day
