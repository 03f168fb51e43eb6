"""The ages that bar a person from a post, and the many that do not."""

from __future__ import annotations

from knowledge.people.profile import Sex
from knowledge.posts.asker import Asker
from knowledge.posts.post import Channel, Post
from knowledge.posts.rule import Verdict, ask, not_met
from knowledge.sentence import Sentence
from knowledge.vocabulary import PostKind

# Source: Labour Law of the PRC, article 15.
_WORKING_AGE = 16
_GROWN = 18
# Channels whose age limits are set by rules of the state, not by an employer's wish.
_CHANNELS_WITH_AGES = frozenset(
    {
        Channel.CIVIL_SERVICE,
        Channel.PUBLIC_INSTITUTION,
        Channel.GRASSROOTS_PROJECT,
        Channel.ENLISTMENT,
    }
)


def working_age(_post: Post, asker: Asker) -> Verdict | None:
    """Nobody under 16 may be employed."""
    low, high = asker.ages or (_WORKING_AGE, _WORKING_AGE)
    if low >= _WORKING_AGE:
        return None
    if high >= _WORKING_AGE:
        return ask(
            "未满16周岁不能就业，要看你的生日",
            "nobody under 16 may be employed: your birthday decides",
            "birth_year",
        )
    return not_met("未满16周岁不能就业", "nobody under 16 may be employed")


def grown_up(post: Post, asker: Asker) -> Verdict | None:
    """From 16 to 18 only work that the law does not keep from minors."""
    low, high = asker.ages or (_GROWN, _GROWN)
    if not post.is_kept_from_minors or low >= _GROWN:
        return None
    if high >= _GROWN:
        return ask(
            "未满18周岁不能做这样的工作，要看你的生日",
            "this work is not open to anybody under 18: your birthday decides",
            "birth_year",
        )
    return not_met("未满18周岁不能做这样的工作", "this work is not open to anybody under 18")


def stated_age(post: Post, asker: Asker) -> Verdict | None:
    """An age that the post states, where a rule allows one; an employer's wish never counts."""
    if post.kind is PostKind.ENTERPRISE:
        return None
    if post.kind is PostKind.POLICY and post.channel not in _CHANNELS_WITH_AGES:
        return None
    low, high = post.age_min or 0, _oldest(post, asker)
    within = {_is_within(low, high, age) for age in asker.ages or ()}
    if (low <= _WORKING_AGE + 2 and high is None) or within == {True}:
        return None
    limit = Sentence(
        f"{low}至{high}岁" if high else f"{low}岁以上",
        f"{low} to {high}" if high else f"{low} or older",
    )
    if asker.ages is None:
        return ask(
            f"写明年龄{limit.zh}，你还没有说年龄",
            f"states an age of {limit.en}; you have not said yours",
            "birth_year",
        )
    if post.age_max_woman is not None and asker.profile.sex is None and high == post.age_max_woman:
        return ask(
            f"写明女性{post.age_max_woman}岁以下、男性{post.age_max}岁以下，要看性别",
            f"states women up to {post.age_max_woman}, men up to {post.age_max}: your sex decides",
            "sex",
        )
    if len(within) > 1:
        return ask(
            f"写明年龄{limit.zh}，你{asker.age}岁，要看几月几日出生",
            f"states an age of {limit.en}; you are {asker.age}: the day of birth decides",
            "birth_year",
        )
    return not_met(
        f"写明年龄{limit.zh}，你{asker.age}岁", f"states an age of {limit.en}; you are {asker.age}"
    )


def _is_within(low: int, high: int | None, age: int) -> bool:
    return low <= age and (high is None or age <= high)


def _oldest(post: Post, asker: Asker) -> int | None:
    """The upper limit for this person; while the sex is not known, the one that surely holds."""
    sex, of_women = asker.profile.sex, post.age_max_woman
    if of_women is None or sex is Sex.MAN:
        return post.age_max
    if sex is None and asker.ages is not None and post.age_max and asker.ages[0] > post.age_max:
        return post.age_max
    return of_women
