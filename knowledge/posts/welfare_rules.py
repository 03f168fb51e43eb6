"""Limits of public-welfare posts besides the status: register, work, business, pension, terms."""

from __future__ import annotations

from knowledge.eligibility.finding import Truth
from knowledge.language import Lang
from knowledge.people.profile import Residence
from knowledge.posts.asker import Asker
from knowledge.posts.post import Category, Post
from knowledge.posts.rule import Rule, Verdict
from knowledge.posts.welfare_status import status
from knowledge.sentence import Sentence
from knowledge.vocabulary import PersonStatus, PostKind

# Source: the national and the city's rule on the term of public-welfare posts: three years, longer
# only near retirement, again only for older people in difficulty and a few others.
_LONGEST_TERM = 3


def residence(post: Post, asker: Asker) -> Verdict | None:
    """The household register or home that the post itself requires."""
    required = post.residence_required
    own, home = asker.profile.residence, asker.profile.home_district
    if not required or (required == "chongqing" and own is Residence.CHONGQING):
        return None
    if required == home and own is Residence.CHONGQING:
        return None
    place = _place(required, asker)
    lives_elsewhere = required != "chongqing" and home not in {None, required}
    if own in {Residence.SICHUAN, Residence.ELSEWHERE} or lives_elsewhere:
        return Verdict(
            Truth.NOT_MET,
            Sentence(
                f"这个岗位要求{place.zh}户籍，你的不在{place.zh}",
                f"the post requires a household register in {place.en}; yours is elsewhere",
            ),
        )
    return Verdict(
        Truth.NOT_KNOWN,
        Sentence(
            f"这个岗位要求{place.zh}户籍，你还没有说户籍在哪里",
            f"the post requires a household register in {place.en}; "
            "you have not said where yours is",
        ),
        ("residence" if required in {"chongqing", home} else "home_district",),
    )


def _place(required: str, asker: Asker) -> Sentence:
    if required == "chongqing":
        return Sentence("重庆", "Chongqing")
    return Sentence(required, asker.places.name(required, Lang.EN))


def employed(post: Post, asker: Asker) -> Verdict | None:
    """Somebody in work is not placed; who is registered as unemployed is not in work."""
    profile = asker.profile
    if post.kind is not PostKind.PUBLIC_WELFARE or profile.employed is False:
        return None
    if profile.employed:
        zh, en = (
            "公益性岗位不招已就业的人，你说正在上班",
            "not for people in work; you said you are",
        )
        return Verdict(Truth.NOT_MET, Sentence(zh, en))
    if profile.registered_unemployed:
        return None
    return Verdict(
        Truth.NOT_KNOWN,
        Sentence("公益性岗位不招已就业的人，你现在有工作吗", "not for people in work; are you?"),
        ("employed",),
    )


def business(post: Post, asker: Asker) -> Verdict | None:
    """Somebody with a registered business is not placed."""
    profile = asker.profile
    if post.kind is not PostKind.PUBLIC_WELFARE or profile.has_business is False:
        return None
    if profile.has_business:
        return Verdict(
            Truth.NOT_MET,
            Sentence(
                "公益性岗位不招有营业执照的人，你说在做生意",
                "not for people with a registered business; you said you have one",
            ),
        )
    if profile.registered_unemployed or profile.employed is False:
        return None
    return Verdict(
        Truth.NOT_KNOWN,
        Sentence(
            "公益性岗位不招办了营业执照或当股东的人，你有吗",
            "not for people with a registered business or a share in one; have you any?",
        ),
        ("has_business",),
    )


def pension(post: Post, asker: Asker) -> Verdict | None:
    """Somebody who draws an urban employee pension is not placed."""
    if post.kind is not PostKind.PUBLIC_WELFARE or not asker.profile.draws_pension:
        return None
    return Verdict(
        Truth.NOT_MET,
        Sentence(
            "公益性岗位不招领城镇职工养老金的人，你说在领",
            "not for people who draw an urban employee pension; you said you do",
        ),
    )


def working_life(post: Post, asker: Asker) -> Verdict | None:
    """
    Registration as unemployed and the 4050 status end at the statutory retirement age.

    The city's list of who is placed is open, so that the office says whether somebody older is.
    """
    is_placed = post.kind is PostKind.PUBLIC_WELFARE and post.category is not Category.RURAL
    exempt = PersonStatus.LIFTED_OUT_OF_POVERTY in asker.profile.statuses
    if not is_placed or exempt or not asker.has_retired or asker.profile.draws_pension:
        return None
    return Verdict(
        Truth.NOT_KNOWN,
        Sentence(
            "失业登记和“4050”只到按出生月份算的法定退休年龄，你已经到了，能不能安置要问镇街",
            "registration as unemployed and the 4050 status end at the statutory retirement age of "
            "the month of birth, which you have reached; ask the township whether you are placed",
        ),
    )


def second_post(post: Post, asker: Asker) -> Verdict | None:
    """One public-welfare post at a time: a bar for rural posts, for the office to say elsewhere."""
    if post.kind is not PostKind.PUBLIC_WELFARE or not asker.profile.in_public_welfare_post:
        return None
    is_rural = post.category is Category.RURAL
    return Verdict(
        Truth.NOT_MET if is_rural else Truth.NOT_KNOWN,
        Sentence(
            "你或家人已经在公益性岗位上，"
            + ("这里不能再安置" if is_rural else "能不能再安置要问镇街"),
            "you or your family already hold a public-welfare post; "
            + ("a second is not given here" if is_rural else "ask the township about a second"),
        ),
    )


def able(post: Post, asker: Asker) -> Verdict | None:
    """Who said not to be able to work is not placed; nobody is asked for their health."""
    if post.kind is not PostKind.PUBLIC_WELFARE or asker.profile.able_to_work is not False:
        return None
    return Verdict(
        Truth.NOT_MET,
        Sentence(
            "公益性岗位安置能劳动、愿意就业的人，你说现在不能劳动",
            "for people able and willing to work; you said that you cannot work now",
        ),
    )


def former_term(post: Post, asker: Asker) -> Verdict | None:
    """A term served: whether another is given the office says, by age and hardship."""
    served = asker.profile.public_welfare_years
    if post.kind is not PostKind.PUBLIC_WELFARE or served is None or served < _LONGEST_TERM:
        return None
    return Verdict(
        Truth.NOT_KNOWN,
        Sentence(
            f"公益性岗位一般最长{_LONGEST_TERM}年，你说做过{served:g}年，能不能再安置要问镇街",
            f"a public-welfare post is held for {_LONGEST_TERM} years as a rule, and you said "
            f"{served:g}; ask the township whether another is given",
        ),
    )


def months_unemployed(post: Post, asker: Asker) -> Verdict | None:
    """The months out of work that a post states for 4050 people."""
    needed, said = post.unemployed_months_min, asker.profile.unemployed_months
    others = set(asker.profile.statuses) - {PersonStatus.AGE_4050}
    if needed is None or asker.holds(PersonStatus.AGE_4050) is not Truth.MET or others:
        return None
    if said is not None and said >= needed:
        return None
    return Verdict(
        Truth.NOT_KNOWN if said is None else Truth.NOT_MET,
        Sentence(
            f"要求“4050”人员失业满{needed}个月，"
            + ("你失业多久了" if said is None else f"你说{said}个月"),
            f"asks a 4050 person for {needed} months out of work; "
            + ("how long is it?" if said is None else f"you said {said}"),
        ),
        ("unemployed_months",) if said is None else (),
    )


WELFARE_RULES: tuple[Rule, ...] = (
    Rule(
        "status", ("kind", "statuses_required"), status,
        source="P-PWP-RULE2016", wish="registered_unemployed",
    ),
    Rule("residence", ("residence_required",), residence, source="P-PWP-NANCHUAN-2025"),
    Rule("employed", ("kind",), employed, source="P-PWP-NANCHUAN-2025"),
    Rule("business", ("kind",), business, source="P-PWP-NANCHUAN-2025"),
    Rule("able", ("kind",), able, source="P-PWP-RULE2016"),
    Rule("former_term", ("kind",), former_term, source="P-PWP-TERM"),
    Rule("pension", ("kind",), pension, source="P-PWP-WANZHOU-2025"),
    Rule("working_life", ("kind", "category"), working_life, source="P-RETIRE-2025"),
    Rule("second_post", ("kind", "category"), second_post, source="P-PWP-WANZHOU-2025"),
    Rule(
        "months_unemployed", ("unemployed_months_min",), months_unemployed,
        source="P-PWP-NANCHUAN-2025",
    ),
)  # fmt: skip
