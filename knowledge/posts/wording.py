"""How levels, statuses, wages and kinds are called in sentences."""

from __future__ import annotations

from knowledge.posts.post import PayPart, PayPartKind, Post, Shift, WageUnit
from knowledge.sentence import Sentence
from knowledge.vocabulary import BoardLodging, Education, PersonStatus, PostKind

EDUCATION = {
    Education.NONE: Sentence("没上过学", "no schooling"),
    Education.PRIMARY: Sentence("小学", "primary school"),
    Education.JUNIOR_HIGH: Sentence("初中", "junior middle school"),
    Education.SENIOR_HIGH: Sentence("高中", "senior middle school"),
    Education.VOCATIONAL: Sentence("中职", "secondary vocational school"),
    Education.JUNIOR_COLLEGE: Sentence("大专", "junior college"),
    Education.BACHELOR: Sentence("本科", "a bachelor's degree"),
    Education.MASTER: Sentence("硕士", "a master's degree"),
    Education.DOCTOR: Sentence("博士", "a doctoral degree"),
}
STATUS = {
    PersonStatus.GRADUATE_2Y: Sentence("离校两年内的高校毕业生", "graduate within two years"),
    PersonStatus.AGE_4050: Sentence("“4050”人员", "4050 person"),
    PersonStatus.LIFTED_OUT_OF_POVERTY: Sentence("脱贫人口", "person lifted out of poverty"),
    PersonStatus.MINIMUM_LIVING_ALLOWANCE: Sentence(
        "低保家庭成员", "member of a minimum-living-allowance family"
    ),
    PersonStatus.ZERO_EMPLOYMENT_FAMILY: Sentence(
        "零就业家庭成员", "member of a zero-employment family"
    ),
    PersonStatus.DISABLED: Sentence("残疾人", "disabled person"),
    PersonStatus.VETERAN: Sentence("退役军人", "veteran"),
    PersonStatus.RELEASED: Sentence("刑满释放人员", "released prisoner"),
    PersonStatus.RECOVERED: Sentence("戒毒康复人员", "recovered drug user"),
    PersonStatus.CAPACITY_CUT: Sentence("去产能企业职工", "worker of a capacity-cut enterprise"),
    PersonStatus.WITHDRAWN_FISHERMAN: Sentence("退捕渔民", "withdrawn fisherman"),
}
KIND = {
    PostKind.PUBLIC_WELFARE: Sentence("公益性岗位", "a public-welfare post"),
    PostKind.ENTERPRISE: Sentence("企业岗位", "an enterprise post"),
    PostKind.POLICY: Sentence("政策性岗位", "a policy post"),
}
BOARD_LODGING = {
    BoardLodging.NONE: Sentence("不包吃住", "neither board nor lodging"),
    BoardLodging.BOARD: Sentence("包吃", "meals"),
    BoardLodging.LODGING: Sentence("包住", "lodging"),
    BoardLodging.BOTH: Sentence("包吃住", "board and lodging"),
}
SHIFT = {
    Shift.DAY: Sentence("白班", "day shift"),
    Shift.NIGHT: Sentence("夜班", "night work"),
    Shift.ROTATING: Sentence("倒班", "works in shifts"),
    Shift.FLEXIBLE: Sentence("时间灵活", "flexible hours"),
}
_PER = {
    WageUnit.MONTH: Sentence("元/月", "yuan a month"),
    WageUnit.DAY: Sentence("元/天", "yuan a day"),
    WageUnit.HOUR: Sentence("元/小时", "yuan an hour"),
    WageUnit.PIECE: Sentence("元/件", "yuan a piece"),
}


_WITHOUT_FIGURE = {
    PayPartKind.BASE: Sentence("底薪", "base pay"),
    PayPartKind.COMMISSION: Sentence("另有提成", "plus commission"),
    PayPartKind.PIECEWORK: Sentence("计件", "piecework"),
    PayPartKind.BONUS: Sentence("另有奖金", "plus bonus"),
    PayPartKind.ALLOWANCE: Sentence("另有补贴", "plus allowance"),
    PayPartKind.OVERTIME: Sentence("另有加班费", "plus overtime"),
    PayPartKind.TRIAL: Sentence("有试用期", "probation applies"),
    PayPartKind.NET: Sentence("税后", "after tax"),
}
_WITH_FIGURE = {
    PayPartKind.BASE: Sentence("底薪", "base pay"),
    PayPartKind.COMMISSION: Sentence("提成", "commission"),
    PayPartKind.PIECEWORK: Sentence("计件", "piecework"),
    PayPartKind.BONUS: Sentence("奖金", "bonus"),
    PayPartKind.ALLOWANCE: Sentence("补贴", "allowance"),
    PayPartKind.OVERTIME: Sentence("加班", "overtime"),
    PayPartKind.TRIAL: Sentence("试用期", "probation"),
    PayPartKind.YEAR: Sentence("年薪", "by the year"),
}


def money(yuan: float) -> str:
    """2,330 or 23.5."""
    return f"{yuan:,.0f}" if yuan == int(yuan) else f"{yuan:,.2f}".rstrip("0")


def wage_words(post: Post) -> Sentence:
    """What the post pays, as a card shows it, with what stands beside the wage."""
    pay = _sum_words(post.wage_min, post.wage_max, post.wage_unit)
    if not post.pay_parts:
        return pay
    parts = [_part_words(part) for part in post.pay_parts]
    zh, en = "，".join(part.zh for part in parts), ", ".join(part.en for part in parts)
    return Sentence(f"{pay.zh}（{zh}）", f"{pay.en} ({en})")


def _sum_words(low: float | None, high: float | None, unit: WageUnit | None) -> Sentence:
    if unit is None or (low is None and high is None):
        return Sentence("工资面议", "pay to be agreed")
    per = _PER[unit]
    if low is None:
        return Sentence(f"最高{money(high or 0)}{per.zh}", f"up to {money(high or 0)} {per.en}")
    if high is None:
        return Sentence(f"{money(low)}{per.zh}起", f"from {money(low)} {per.en}")
    span = money(low) if low == high else f"{money(low)}-{money(high)}"
    return Sentence(f"{span}{per.zh}", f"{span} {per.en}")


def _part_words(part: PayPart) -> Sentence:
    if part.kind is PayPartKind.MONTHS:
        return Sentence(f"{part.low:g}薪", f"{part.low:g} months' pay a year")
    if part.low is None and part.high is None:
        return _WITHOUT_FIGURE[part.kind]
    name = _WITH_FIGURE[part.kind]
    if part.unit is None:
        low = part.low if part.low is not None else part.high or 0
        high = part.high if part.high is not None else low
        span = money(low) if low == high else f"{money(low)}-{money(high)}"
        return Sentence(f"{name.zh}{span}元", f"{name.en} {span} yuan")
    said = _sum_words(part.low, part.high, part.unit)
    return Sentence(f"{name.zh}{said.zh}", f"{name.en} {said.en}")


def either_of(statuses: tuple[PersonStatus, ...]) -> Sentence:
    """The statuses as a list of alternatives."""
    return Sentence(
        "、".join(STATUS[status].zh for status in statuses),
        ", ".join(STATUS[status].en for status in statuses),
    )
