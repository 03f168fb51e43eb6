"""Why a post is offered to a person and what stands against it, each true of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.language import Lang
from knowledge.people.certificates import NO_CERTIFICATES
from knowledge.posts.asker import Asker
from knowledge.posts.gate import is_part_time, pays_below_minimum
from knowledge.posts.minimum_wage import MinimumWages
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.posts.wording import BOARD_LODGING, EDUCATION, KIND, SHIFT, money, wage_words
from knowledge.sentence import Sentence
from knowledge.vocabulary import BoardLodging, PostKind

_SOON_DAYS = 7
_FEWEST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about a post for a person, for it or against it."""

    sentence: Sentence
    is_caution: bool = False


def _for(zh: str, en: str) -> Remark:
    return Remark(Sentence(zh, en))


def _against(zh: str, en: str) -> Remark:
    return Remark(Sentence(zh, en), is_caution=True)


def remarks(post: Post, asker: Asker, trades: tuple[Sentence, ...]) -> list[Remark]:
    """
    Everything worth saying, the most telling first.

    :param trades: trades of the wish that the post's title names.
    """
    first = [
        _for(f"岗位正是你要找的{trade.zh}", f"it is the work that you asked for: {trade.en}")
        for trade in trades[:1]
    ]
    said = [*first, *(remark for speak in _SPEAKERS for remark in speak(post, asker))]
    lacking = _FEWEST_REASONS - sum(not remark.is_caution for remark in said)
    return [*said, *list(_plainly(post))[: max(0, lacking)]]


def _plainly(post: Post) -> Iterator[Remark]:
    """What can be said for any post, where little else speaks for it."""
    yield _for(f"{post.posted_on}发布", f"posted on {post.posted_on}")
    yield _for(
        f"是{KIND[post.kind].zh}，现在还在招", f"it is {KIND[post.kind].en} that is still open"
    )


def _place(post: Post, asker: Asker) -> Iterator[Remark]:
    profile, here = asker.profile, asker.places.name(post.district, Lang.EN)
    if post.district in profile.districts:
        yield _for(f"在你要的{post.district}", f"in {here}, which you named")
    elif post.district == profile.home_district:
        yield _for(f"就在你住的{post.district}", f"in {here}, where you live")
    elif touched := _touched(post, asker):
        there = asker.places.name(touched, Lang.EN)
        yield _for(f"在{post.district}，挨着{touched}", f"in {here}, next to {there}")
    elif profile.districts:
        named = "、".join(profile.districts[:3])
        names = ", ".join(asker.places.name(name, Lang.EN) for name in profile.districts[:3])
        yield _against(f"在{post.district}，不在你说的{named}", f"in {here}, not in {names}")
    else:
        yield _for(f"在{post.district}", f"in {here}")


def _touched(post: Post, asker: Asker) -> str | None:
    home = asker.profile.home_district
    wanted = asker.profile.districts or ((home,) if home else ())
    return next((name for name in wanted if asker.places.are_neighbours(post.district, name)), None)


def _pay(post: Post, asker: Asker) -> Iterator[Remark]:
    pay, least = wage_words(post), asker.profile.wage_min_month
    if post.wage_unit is None:
        yield _against("没有写工资，要问单位", "the pay is not stated; ask the employer")
    elif least is None:
        yield _for(f"工资{pay.zh}", f"pays {pay.en}")
    elif post.wage_unit is not WageUnit.MONTH:
        yield _against(
            f"工资{pay.zh}，不能和你说的每月{money(least)}元直接比",
            f"pays {pay.en}, which cannot be held against your {money(least)} a month",
        )
    elif (post.wage_min or 0) >= least:
        yield _for(
            f"工资{pay.zh}，不低于你要的{money(least)}元",
            f"pays {pay.en}, not below the {money(least)} you want",
        )
    else:
        yield _against(
            f"工资{pay.zh}，起薪可能低于你要的{money(least)}元",
            f"pays {pay.en}; the lower end is under the {money(least)} you want",
        )


def _minimum_wage(post: Post, asker: Asker) -> Iterator[Remark]:
    wages = MinimumWages.load()
    bound = pays_below_minimum(post, asker.today, wages)
    rate = wages.on(post.district, asker.today)
    if bound is not None and rate is not None:
        yield _against(
            f"最低一档低于{post.district}自{rate.since}起的最低工资{money(bound)}元",
            f"its lowest pay is under the district's minimum wage of {money(bound)} "
            f"(since {rate.since})",
        )


def _schooling(post: Post, asker: Asker) -> Iterator[Remark]:
    asked, own = post.education_min, asker.profile.education
    if asked.rank == 0:
        yield _for("不限学历", "asks for no schooling")
    elif own is not None and own.rank >= asked.rank:
        yield _for(
            f"要求{EDUCATION[asked].zh}，你的{EDUCATION[own].zh}够了",
            f"asks for {EDUCATION[asked].en}; yours is enough",
        )


def _certificates(post: Post, asker: Asker) -> Iterator[Remark]:
    own = asker.profile.certificates
    held = [name for name in post.certificates if name in own]
    if held:
        names = asker.certificate_names(held)
        yield _for(f"要求的{names.zh}你有", f"you hold what it requires: {names.en}")
    elif not post.certificates and own == NO_CERTIFICATES:
        yield _for("不要求证书", "requires no certificate")


def _experience(post: Post, asker: Asker) -> Iterator[Remark]:
    asked, own = post.experience_years, asker.profile.experience_years
    if asked == 0:
        yield _for("不要求经验", "asks for no experience")
    elif asked and own is not None and own >= asked:
        yield _for(
            f"要求{asked:g}年经验，你有{own:g}年", f"asks for {asked:g} years; you have {own:g}"
        )
    elif asked:
        yield _against(
            f"要求{asked:g}年经验" + ("" if own is None else f"，你有{own:g}年"),
            f"asks for {asked:g} years of experience"
            + ("" if own is None else f"; you have {own:g}"),
        )


def _hours(post: Post, asker: Asker) -> Iterator[Remark]:
    if post.shift is None:
        yield _against("没有写班次", "the shift is not stated")
    elif post.shift is Shift.DAY and asker.profile.no_night_shift:
        yield _for("白班，不上夜班", "day shift, no nights")
    elif post.shift in {Shift.NIGHT, Shift.ROTATING}:
        yield _against(SHIFT[post.shift].zh, SHIFT[post.shift].en)
    else:
        yield _for(SHIFT[post.shift].zh, SHIFT[post.shift].en)
    wanted = asker.profile.part_time
    if is_part_time(post):
        say = _for if wanted else _against
        yield say("非全日制，工时少", "part-time, few hours")
    elif wanted:
        yield _against("看来是全日制", "it seems to be full-time")


def _living(post: Post, asker: Asker) -> Iterator[Remark]:
    offer, must = post.board_lodging, asker.profile.board_lodging
    if offer is None and must not in {None, BoardLodging.NONE}:
        yield _against("没有写包不包吃住", "board and lodging are not stated")
    elif offer not in {None, BoardLodging.NONE}:
        assert offer is not None
        yield _for(BOARD_LODGING[offer].zh, f"gives {BOARD_LODGING[offer].en}")
    if post.social_insurance:
        yield _for("单位交社会保险", "the employer pays social insurance")
    elif post.social_insurance is False:
        yield _against("写明不交社会保险", "says that no social insurance is paid")


def _kind(post: Post, asker: Asker) -> Iterator[Remark]:
    if post.kind is PostKind.PUBLIC_WELFARE:
        yield _against(
            "公益性岗位，能不能安置由镇街审定", "a public-welfare post: the township decides"
        )
    elif post.kind is PostKind.POLICY and not asker.is_graduate:
        yield _against(
            "政策性岗位，主要面向高校毕业生", "a policy post, mainly for college graduates"
        )
    elif post.kind in asker.kinds:
        yield _for(f"是{KIND[post.kind].zh}", f"it is {KIND[post.kind].en}")


def _dates(post: Post, asker: Asker) -> Iterator[Remark]:
    if post.closes_on is None:
        yield _against("没有写截止日期", "no closing date is given")
        return
    days = (post.closes_on - asker.today).days
    zh, en = f"{post.closes_on}截止报名", f"applications close on {post.closes_on}"
    if days <= _SOON_DAYS:
        yield _against(f"{zh}，只剩{days}天", f"{en}, {days} days from now")
    else:
        yield _for(zh, en)


_Speaker = Callable[[Post, Asker], Iterator[Remark]]
_SPEAKERS: tuple[_Speaker, ...] = (
    _place, _pay, _certificates, _schooling, _experience, _hours, _living, _kind, _minimum_wage,
    _dates,
)  # fmt: skip
