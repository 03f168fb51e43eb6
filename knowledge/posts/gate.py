"""The gate of the feed: what holds a post back although its row can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.posts.hold import Hold, HoldReason
from knowledge.posts.minimum_wage import MinimumWages
from knowledge.posts.post import PayPartKind, Post, WageUnit
from knowledge.posts.refusals import refused_words
from knowledge.posts.unlawful import unlawful_limits
from knowledge.sentence import Sentence
from knowledge.terms import folded

_PART_TIME = re.compile(r"非全日制|兼职|小时工|钟点|半天|半日|part[- ]?time|hourly")
# A post may be announced before its first day; a day further off is a slip of the pen.
_ANNOUNCED_AHEAD = timedelta(days=31)
# What comes on top of base pay may bring it over the minimum; a bonus at the year's end may not.
_ON_TOP = frozenset({PayPartKind.COMMISSION, PayPartKind.PIECEWORK, PayPartKind.BONUS})
_TRAINEE = re.compile(r"见习|实习|志愿|intern|trainee|volunteer")


def is_part_time(post: Post) -> bool:
    """Whether the post is paid by the hour or calls itself part-time."""
    if post.wage_unit is WageUnit.HOUR:
        return True
    text = folded(f"{post.title} {post.title_en} {post.description}")
    return _PART_TIME.search(text) is not None


def pays_below_minimum(post: Post, day: date, minimum_wage: MinimumWages) -> float | None:
    """
    The district's minimum wage on that day if the post's lowest stated pay is under it, else None.

    Part-time work by the month, piece and day wages and traineeships have no such bound here.
    """
    rate = minimum_wage.on(post.district, day)
    lowest = post.wage_min if post.wage_min is not None else post.wage_max
    if rate is None or lowest is None or post.wage_unit not in (WageUnit.HOUR, WageUnit.MONTH):
        return None
    bound = rate.hour if post.wage_unit is WageUnit.HOUR else rate.month
    if lowest >= bound or _TRAINEE.search(folded(post.title + post.title_en)):
        return None
    return None if post.wage_unit is WageUnit.MONTH and is_part_time(post) else bound


def hold_reasons(post: Post, *, today: date, minimum_wage: MinimumWages) -> list[Hold]:
    """Every reason to hold the post back, empty if it may be shown."""
    return [
        *_wage_faults(post),
        *_under_minimum(post, today, minimum_wage),
        *_impossible_days(post, today),
        *_impossible_numbers(post),
        *unlawful_limits(post, today),
        *refused_words(post),
    ]


def _wage_faults(post: Post) -> Iterator[Hold]:
    for column, value in (("wage_min", post.wage_min), ("wage_max", post.wage_max)):
        if value is not None and value <= 0:
            detail = Sentence(
                f"{column} 是 {value:g}，工资必须大于零。",
                f"{column} is {value:g}; a wage is more than zero.",
            )
            yield Hold(HoldReason.BAD_WAGE, column, f"{value:g}", detail)
    low, high = post.wage_min, post.wage_max
    if low is not None and high is not None and low > high:
        detail = Sentence(
            f"wage_min {low:g} 高于 wage_max {high:g}。",
            f"wage_min {low:g} is above wage_max {high:g}.",
        )
        yield Hold(HoldReason.BAD_WAGE, "wage_min", f"{low:g}", detail)
    if post.wage_unit is None and (low is not None or high is not None):
        detail = Sentence(
            "写了工资，却没有写 wage_unit（月、天、小时或件）。",
            "a wage is given, but wage_unit (month, day, hour, piece) is empty.",
        )
        yield Hold(HoldReason.BAD_WAGE, "wage_unit", "", detail)


def _under_minimum(post: Post, today: date, minimum_wage: MinimumWages) -> Iterator[Hold]:
    """Only where even the highest pay stated is too low; a low lower end is told, not held."""
    bound = pays_below_minimum(post, today, minimum_wage)
    highest = post.wage_max if post.wage_max is not None else post.wage_min
    rate = minimum_wage.on(post.district, today)
    if bound is None or highest is None or rate is None or not 0 < highest < bound:
        return
    if post.wage_max is None and any(part.kind in _ON_TOP for part in post.pay_parts):
        return
    per = (
        Sentence("每小时", "an hour")
        if post.wage_unit is WageUnit.HOUR
        else Sentence("每月", "a month")
    )
    detail = Sentence(
        f"工资{per.zh}{highest:g}元，低于{post.district}自{rate.since}起的最低工资{bound:g}元。",
        f"pay is {highest:g} yuan {per.en}, below the minimum wage of {bound:g} in "
        f"{post.district} since {rate.since}.",
    )
    yield Hold(HoldReason.BELOW_MINIMUM_WAGE, "wage_max", f"{highest:g}", detail)


def _impossible_days(post: Post, today: date) -> Iterator[Hold]:
    if post.closes_on is not None and post.closes_on < post.posted_on:
        detail = Sentence(
            f"closes_on {post.closes_on} 早于 posted_on {post.posted_on}。",
            f"closes_on {post.closes_on} is before posted_on {post.posted_on}.",
        )
        yield Hold(HoldReason.BAD_DATES, "closes_on", str(post.closes_on), detail)
    if post.posted_on > today + _ANNOUNCED_AHEAD:
        detail = Sentence(
            f"posted_on {post.posted_on} 还在以后，今天是{today}。",
            f"posted_on {post.posted_on} is still to come; today is {today}.",
        )
        yield Hold(HoldReason.BAD_DATES, "posted_on", str(post.posted_on), detail)
    if not post.is_open_on(today):
        detail = Sentence(
            f"截止日 {post.closes_on} 已过，今天是{today}。",
            f"closed on {post.closes_on}; today is {today}.",
        )
        yield Hold(HoldReason.EXPIRED, "closes_on", str(post.closes_on), detail)


def _impossible_numbers(post: Post) -> Iterator[Hold]:
    if post.age_min is not None and post.age_max is not None and post.age_min > post.age_max:
        detail = Sentence(
            f"age_min {post.age_min} 大于 age_max {post.age_max}。",
            f"age_min {post.age_min} is above age_max {post.age_max}.",
        )
        yield Hold(HoldReason.BAD_AGES, "age_min", str(post.age_min), detail)
    if post.age_max_woman is not None and (post.age_min or 0) > post.age_max_woman:
        detail = Sentence(
            f"age_min {post.age_min} 大于女性的最高年龄 {post.age_max_woman}。",
            f"age_min {post.age_min} is above the highest age of women, {post.age_max_woman}.",
        )
        yield Hold(HoldReason.BAD_AGES, "age_min", str(post.age_min), detail)
    if post.headcount is not None and post.headcount < 1:
        detail = Sentence(
            f"headcount 是 {post.headcount}，至少要招一人。",
            f"headcount is {post.headcount}; a post takes one person at least.",
        )
        yield Hold(HoldReason.BAD_VALUE, "headcount", str(post.headcount), detail)
