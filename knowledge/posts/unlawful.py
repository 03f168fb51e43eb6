"""Limits in the columns of a post that the law leaves to no employer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.posts.hold import Hold, HoldReason
from knowledge.posts.post import Post
from knowledge.rules.retirement import RetirementKind, age_reached_on
from knowledge.sentence import Sentence
from knowledge.vocabulary import PostKind

# Source: Labour Law of the PRC, article 15.
_WORKING_AGE = 16

# Some licences ask for 20 or 22 years; no rule for an enterprise asks for more.
_OLDEST_LOWEST_AGE = 22


def unlawful_limits(post: Post, today: date) -> Iterator[Hold]:
    """
    Ages and residence that may not be asked.

    In public-welfare and policy posts a rule of the state or the city sets them.
    """
    if post.age_min is not None and post.age_min < _WORKING_AGE:
        detail = Sentence(
            f"age_min 是 {post.age_min}，未满16周岁不得招用（劳动法第十五条）。",
            f"age_min is {post.age_min}; nobody under 16 may be employed (Labour Law, article 15).",
        )
        yield Hold(HoldReason.AGE_LIMIT, "age_min", str(post.age_min), detail)
    if post.kind is PostKind.ENTERPRISE:
        yield from _age_of_enterprise(post, today)
        yield from _residence_of_enterprise(post)


def _age_of_enterprise(post: Post, today: date) -> Iterator[Hold]:
    ages = {
        "age_min": post.age_min,
        "age_max": post.age_max,
        "age_max_woman": post.age_max_woman,
    }
    # A highest age is lawful where it is retirement. One for everybody goes by the women of 55,
    # one for each sex by the men and by the women of 50.
    of_all = RetirementKind.WOMAN_55 if post.age_max_woman is None else RetirementKind.MAN
    least = {"age_max": of_all, "age_max_woman": RetirementKind.WOMAN_50}
    wrong = ["age_min"] if (post.age_min or 0) > _OLDEST_LOWEST_AGE else []
    for column, kind in least.items():
        limit = ages[column]
        if limit is not None and limit < age_reached_on(kind, today).years:
            wrong.append(column)
    for column in wrong:
        detail = Sentence(
            f"{column} 是 {ages[column]}，企业岗位不得设年龄门槛（就业促进法第二十六条）；"
            "法定的16、18周岁和退休年龄除外。",
            f"{column} is {ages[column]}; an enterprise may set no age beyond 16, 18 and "
            "retirement (Employment Promotion Law, article 26).",
        )
        yield Hold(HoldReason.AGE_LIMIT, column, str(ages[column]), detail)


def _residence_of_enterprise(post: Post) -> Iterator[Hold]:
    if not post.residence_required:
        return
    detail = Sentence(
        f"residence_required 写的是“{post.residence_required}”，企业岗位不得限定户籍"
        "（就业促进法第三、三十一条）。",
        f"residence_required is '{post.residence_required}'; an enterprise may not ask for a "
        "household register (Employment Promotion Law, articles 3, 31).",
    )
    yield Hold(HoldReason.ORIGIN_LIMIT, "residence_required", post.residence_required, detail)
