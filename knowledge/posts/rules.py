"""The hard rules of a post, in three values: what bars a person, and what is not known yet."""

from __future__ import annotations

from knowledge.language import Lang
from knowledge.people.certificates import NO_CERTIFICATES
from knowledge.posts.age_rules import grown_up, stated_age, working_age
from knowledge.posts.asker import Asker
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.posts.rule import Rule, Verdict, ask, not_met
from knowledge.posts.wording import BOARD_LODGING, EDUCATION, KIND, money, wage_words
from knowledge.sentence import Sentence
from knowledge.vocabulary import BoardLodging

LONGEST_MONTH = {WageUnit.MONTH: 1, WageUnit.DAY: 31, WageUnit.HOUR: 31 * 8}
# Source: 机动车驾驶证申领和使用规定, annex 1: the classes that a higher class may drive too.
_COVERED_BY = {
    "C1驾驶证": ("B2驾驶证", "A1驾驶证", "A2驾驶证", "B1驾驶证"),
    "B2驾驶证": ("A1驾驶证", "A2驾驶证"),
}


def closed(post: Post, asker: Asker) -> Verdict | None:
    """A post past its closing day; the day itself is open."""
    if post.is_open_on(asker.today):
        return None
    return not_met(f"{post.closes_on}已截止报名", f"applications closed on {post.closes_on}")


def kind(post: Post, asker: Asker) -> Verdict | None:
    """Another kind than the person asked for."""
    if not asker.kinds or post.kind in asker.kinds:
        return None
    wanted = Sentence(
        "、".join(KIND[wanted].zh for wanted in asker.kinds),
        " or ".join(KIND[wanted].en for wanted in asker.kinds),
    )
    return not_met(
        f"这是{KIND[post.kind].zh}，你要找的是{wanted.zh}",
        f"it is {KIND[post.kind].en}, and you asked for {wanted.en}",
    )


def district(post: Post, asker: Asker) -> Verdict | None:
    """Outside the districts that the person will not leave."""
    profile = asker.profile
    if not profile.only_these_districts or not profile.districts:
        return None
    if post.district in profile.districts:
        return None
    return not_met(
        f"在{post.district}，你只要{'、'.join(profile.districts)}",
        f"in {_en(asker, post.district)}; you want only "
        + ", ".join(_en(asker, name) for name in profile.districts),
    )


def wage(post: Post, asker: Asker) -> Verdict | None:
    """
    Less a month than the person's minimum.

    Pay by the hour or day is not a month's pay; it fails only where no month of full days gives
    the minimum.
    """
    least, most = asker.profile.wage_min_month, post.wage_max
    longest = LONGEST_MONTH.get(post.wage_unit) if post.wage_unit else None
    if least is None or most is None or longest is None or most * longest >= least:
        return None
    pay = wage_words(post)
    return not_met(
        f"工资{pay.zh}，低于你要的每月{money(least)}元",
        f"pays {pay.en}, below the {money(least)} a month that you want",
    )


def education(post: Post, asker: Asker) -> Verdict | None:
    """Less schooling than the post asks."""
    needed, own = post.education_min, asker.profile.education
    if needed.rank == 0 or (own is not None and own.rank >= needed.rank):
        return None
    asked = EDUCATION[needed]
    if own is None:
        return ask(
            f"要求{asked.zh}及以上，你还没有说学历",
            f"asks for {asked.en} or above; you have not said your schooling",
            "education",
        )
    return not_met(
        f"要求{asked.zh}及以上，你是{EDUCATION[own].zh}",
        f"asks for {asked.en} or above; yours is {EDUCATION[own].en}",
    )


def certificate(post: Post, asker: Asker) -> Verdict | None:
    """A certificate or licence that the post requires."""
    own = asker.profile.certificates
    lacking = [name for name in post.certificates if not _has(name, own)]
    if not lacking:
        return None
    names = asker.certificate_names(lacking)
    if own == NO_CERTIFICATES:
        return not_met(
            f"要求有{names.zh}，你说没有证书", f"requires {names.en}; you said you hold none"
        )
    if denied := [name for name in lacking if _is_denied(name, asker)]:
        names = asker.certificate_names(denied)
        return not_met(
            f"要求有{names.zh}，你说没有", f"requires {names.en}; you said you do not hold it"
        )
    return ask(
        f"要求有{names.zh}，你还没有说有没有",
        f"requires {names.en}; you have not said whether you hold it",
        "certificates",
    )


def _has(name: str, own: tuple[str, ...]) -> bool:
    return name in own or any(higher in own for higher in _COVERED_BY.get(name, ()))


def _is_denied(name: str, asker: Asker) -> bool:
    """Whether the person lacks it; who has no car licence has none of the higher classes."""
    denied = asker.profile.no_certificates
    return name in denied or any(
        lower in denied and name in higher for lower, higher in _COVERED_BY.items()
    )


def night_shift(post: Post, asker: Asker) -> Verdict | None:
    """Nights, also in rotation, for somebody who said no nights."""
    if not asker.profile.no_night_shift:
        return None
    if post.lives_in:
        return not_met("要住在雇主家，你说不上夜班", "it is live-in, and you said no nights")
    if post.shift not in {Shift.NIGHT, Shift.ROTATING} or (
        post.shift is Shift.ROTATING and post.rotates_by_day
    ):
        return None
    if post.shift is Shift.NIGHT:
        return not_met("要上夜班，你说不上夜班", "it is night work, and you said no nights")
    return not_met("要倒班，你说不上夜班", "it works in shifts, and you said no nights")


def refused_work(post: Post, asker: Asker) -> Verdict | None:
    """The trade of the post, the first one named, is one that the person said not to do."""
    trade = post.skills[0] if post.skills else ""
    if trade not in asker.profile.refused_work:
        return None
    return not_met(
        f"这是{trade}的活，你说不做",
        f"it is work as {asker.trade_name(trade)}, and you said you will not do that",
    )


def board_lodging(post: Post, asker: Asker) -> Verdict | None:
    """Board or lodging that the person must have and the post says it does not give."""
    must, offer = asker.profile.board_lodging, post.board_lodging
    if must in {None, BoardLodging.NONE} or offer in {None, BoardLodging.BOTH, must}:
        return None
    assert must is not None
    assert offer is not None
    return not_met(
        f"{BOARD_LODGING[offer].zh}，你要{BOARD_LODGING[must].zh}",
        f"gives {BOARD_LODGING[offer].en}; you need {BOARD_LODGING[must].en}",
    )


def _en(asker: Asker, district: str) -> str:
    return asker.places.name(district, Lang.EN)


RULES_OF_ANY_POST: tuple[Rule, ...] = (
    Rule("closed", ("closes_on",), closed),
    Rule("kind", ("kind",), kind, wish="kinds"),
    Rule("district", ("district",), district, wish="only_these_districts"),
    Rule("wage", ("wage_min", "wage_max", "wage_unit"), wage, wish="wage_min_month"),
    Rule("education", ("education_min",), education),
    Rule("certificate", ("certificates",), certificate, wish="certificates"),
    Rule(
        "night_shift", ("shift", "lives_in", "rotates_by_day"), night_shift,
        wish="no_night_shift",
    ),
    Rule("refused_work", ("skills",), refused_work, wish="refused_work"),
    Rule("board_lodging", ("board_lodging",), board_lodging, wish="board_lodging"),
    Rule("working_age", ("kind",), working_age),
    Rule("grown_up", ("is_kept_from_minors",), grown_up),
    Rule(
        "stated_age", ("kind", "channel", "age_min", "age_max", "age_max_woman"), stated_age,
        source="P-PWP-NANCHUAN-2025",
    ),
)  # fmt: skip
