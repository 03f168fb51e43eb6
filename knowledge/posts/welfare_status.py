"""Which statuses open a public-welfare post, and what each needs besides."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.eligibility.finding import Truth, all_of, any_of
from knowledge.people.profile import Residence
from knowledge.posts.asker import SENSITIVE_STATUSES, Asker
from knowledge.posts.post import ANY_OF_CITY_LIST, Post
from knowledge.posts.rule import Verdict
from knowledge.posts.wording import STATUS, either_of
from knowledge.sentence import Sentence
from knowledge.vocabulary import PersonStatus, PostKind


@dataclass(frozen=True, slots=True)
class Needs:
    """What a status needs besides itself."""

    register: bool
    """A household register in Chongqing."""
    unemployed: bool
    """Registration as unemployed."""


# Source: 渝人社发〔2016〕239号. The list can be read so that "registered unemployed" covers only
# the items from 4050 on; this table follows that reading.
CITY_LIST = {
    PersonStatus.GRADUATE_2Y: Needs(register=False, unemployed=True),
    PersonStatus.AGE_4050: Needs(register=True, unemployed=True),
    PersonStatus.LIFTED_OUT_OF_POVERTY: Needs(register=True, unemployed=False),
    PersonStatus.MINIMUM_LIVING_ALLOWANCE: Needs(register=True, unemployed=True),
    PersonStatus.ZERO_EMPLOYMENT_FAMILY: Needs(register=True, unemployed=True),
    PersonStatus.DISABLED: Needs(register=True, unemployed=True),
    PersonStatus.VETERAN: Needs(register=True, unemployed=True),
    PersonStatus.RELEASED: Needs(register=True, unemployed=True),
    PersonStatus.RECOVERED: Needs(register=True, unemployed=True),
    PersonStatus.CAPACITY_CUT: Needs(register=True, unemployed=True),
}
# Only where a post names it: a withdrawn fisherman is not in difficulty until recognised so.
_NAMED_ONLY = Needs(register=True, unemployed=True)
# How somebody is called whose status is sure but was not named; it is not guessed aloud.
_IN_DIFFICULTY = Sentence("就业困难人员", "person in employment difficulty")


def accepted_statuses(post: Post) -> tuple[PersonStatus, ...]:
    """The statuses of which the post takes one; the city's list where it names none itself."""
    if not post.statuses_required and post.kind is not PostKind.PUBLIC_WELFARE:
        return ()
    if not post.statuses_required or ANY_OF_CITY_LIST in post.statuses_required:
        return tuple(CITY_LIST)
    return tuple(PersonStatus(status) for status in post.statuses_required)


def status(post: Post, asker: Asker) -> Verdict | None:
    """One of the statuses that the post takes, with the register and registration it needs."""
    accepted = accepted_statuses(post)
    if not accepted:
        return None
    truths = [_may_be_placed(one, post, asker) for one in accepted]
    held = next((one for one in accepted if asker.holds(one) is Truth.MET), None)
    if held is None and _has_one_unnamed(accepted, asker):
        truth = _needs_met(_NAMED_ONLY, asker)
        return (
            None
            if truth is Truth.MET
            else _what_is_missing(_IN_DIFFICULTY, _NAMED_ONLY, truth, asker=asker)
        )
    together = any_of(truths)
    if together is Truth.MET:
        return None
    if held is not None:
        needs = CITY_LIST.get(held, _NAMED_ONLY)
        return _what_is_missing(STATUS[held], needs, together, asker=asker)
    if together is Truth.NOT_MET:
        taken = either_of(accepted)
        return Verdict(
            Truth.NOT_MET,
            Sentence(
                f"只安置这些人员：{taken.zh}；按你说的都不是",
                f"takes only: {taken.en}; by what you said, you are none of these",
            ),
        )
    return _which_status(accepted, asker)


def _may_be_placed(one: PersonStatus, post: Post, asker: Asker) -> Truth:
    if post.kind is not PostKind.PUBLIC_WELFARE:
        return asker.holds(one)
    return all_of([asker.holds(one), _needs_met(CITY_LIST.get(one, _NAMED_ONLY), asker)])


def _needs_met(needs: Needs, asker: Asker) -> Truth:
    truths = [_registered_here(asker)] if needs.register else []
    if needs.unemployed:
        truths.append(_truth(asker.profile.registered_unemployed))
    return all_of(truths)


def _has_one_unnamed(accepted: tuple[PersonStatus, ...], asker: Asker) -> bool:
    """
    Whether a status of the list surely applies although it was not named: the person was recognised
    as being in difficulty, or one of the sensitive three applies and the post takes all of them.
    """
    takes_whole_list = set(accepted) >= set(CITY_LIST)
    return bool(takes_whole_list and asker.profile.recognised_in_difficulty) or bool(
        asker.profile.sensitive_status and set(accepted) >= SENSITIVE_STATUSES
    )


def _truth(said: bool | None) -> Truth:  # noqa: FBT001 - a yes, a no or silence, as the person left it
    if said is None:
        return Truth.NOT_KNOWN
    return Truth.MET if said else Truth.NOT_MET


def _registered_here(asker: Asker) -> Truth:
    """Sichuan stays open: some programmes take it without the register, so the district decides."""
    residence = asker.profile.residence
    if residence in {None, Residence.SICHUAN}:
        return Truth.NOT_KNOWN
    return Truth.MET if residence is Residence.CHONGQING else Truth.NOT_MET


def _what_is_missing(name: Sentence, needs: Needs, truth: Truth, *, asker: Asker) -> Verdict:
    """The status is there: what it needs besides is not, or is not known."""
    profile = asker.profile
    if needs.register and _registered_here(asker) is not Truth.MET:
        return _missing_register(name, truth, asker)
    if profile.registered_unemployed is False:
        return Verdict(
            truth,
            Sentence(
                f"{name.zh}要先办失业登记才能安置，你说还没有登记",
                f"a {name.en} must be registered unemployed first; you said you are not",
            ),
            () if truth is Truth.NOT_MET else ("statuses",),
        )
    return Verdict(
        truth,
        Sentence(
            f"{name.zh}要办了失业登记才能安置，你办了吗",
            f"a {name.en} must be registered unemployed; are you?",
        ),
        ("registered_unemployed",),
    )


def _missing_register(name: Sentence, truth: Truth, asker: Asker) -> Verdict:
    residence = asker.profile.residence
    if residence is None:
        zh, en = "你还没有说户籍在哪里", "you have not said where your household register is"
    elif residence is Residence.SICHUAN:
        zh, en = "四川户籍能不能放宽，要问区县", "ask the district whether Sichuan is accepted"
    else:
        zh, en = "你的户籍不在重庆", "yours is elsewhere"
    return Verdict(
        truth,
        Sentence(
            f"{name.zh}按规定要有重庆户籍，{zh}",
            f"by the rule a {name.en} needs a Chongqing household register; {en}",
        ),
        ("residence",) if residence is None else (),
    )


def _which_status(accepted: tuple[PersonStatus, ...], asker: Asker) -> Verdict:
    if PersonStatus.WITHDRAWN_FISHERMAN in asker.profile.statuses:
        return Verdict(
            Truth.NOT_KNOWN,
            Sentence(
                "退捕渔民不自动算就业困难人员：年龄偏大、长期失业的先要认定，请问镇街",
                "a withdrawn fisherman is not automatically a person in difficulty: older, "
                "long-unemployed ones are recognised first; ask your township",
            ),
            ("statuses",),
        )
    taken = either_of(accepted)
    return Verdict(
        Truth.NOT_KNOWN,
        Sentence(
            f"要有其中一种身份才能安置：{taken.zh}；你符合哪一种吗",
            f"one of these is needed: {taken.en}; does one apply to you?",
        ),
        _fields_that_tell(accepted, asker),
    )


def _fields_that_tell(accepted: tuple[PersonStatus, ...], asker: Asker) -> tuple[str, ...]:
    if accepted == (PersonStatus.AGE_4050,):
        return ("sex",) if asker.ages is not None and asker.profile.sex is None else ("birth_year",)
    return ("graduation_year",) if accepted == (PersonStatus.GRADUATE_2Y,) else ("statuses",)
