"""Every reason that is given is true of the person and the post, and there are always two."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.asker import Asker
from knowledge.posts.explaining import remarks
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.posts.wording import KIND, wage_words
from knowledge.sentence import Sentence
from knowledge.vocabulary import BoardLodging, Education, PostKind
from tests.knowledge.posts.builders import TODAY, a_post

DISTRICTS = ("南岸区", "巴南区", "城口县", "两江新区")
PAPERS = ("健康证", "保安员证")

posts = st.builds(
    a_post,
    kind=st.sampled_from(PostKind),
    district=st.sampled_from(DISTRICTS),
    wage_min=st.sampled_from([None, 2000.0, 3000.0, 5000.0]),
    wage_max=st.sampled_from([None, 5000.0, 8000.0]),
    wage_unit=st.sampled_from([None, *WageUnit]),
    education_min=st.sampled_from(Education),
    experience_years=st.sampled_from([None, 0.0, 1.0, 3.0]),
    certificates=st.sampled_from([(), PAPERS[:1], PAPERS]),
    shift=st.sampled_from([None, *Shift]),
    board_lodging=st.sampled_from([None, *BoardLodging]),
    social_insurance=st.sampled_from([None, True, False]),
    closes_on=st.sampled_from([None, date(2026, 11, 25), date(2027, 3, 1)]),
    description=st.sampled_from(["负责清扫。", "非全日制，半天。"]),
)
people = st.builds(
    Profile,
    kinds=st.sampled_from([(), (PostKind.ENTERPRISE,), (PostKind.POLICY,)]),
    districts=st.sampled_from([(), ("南岸区",), ("巴南区", "城口县")]),
    home_district=st.sampled_from([None, "两江新区", "南岸区"]),
    wage_min_month=st.sampled_from([None, 2500.0, 4000.0]),
    education=st.sampled_from([None, *Education]),
    experience_years=st.sampled_from([None, 0.5, 2.0, 5.0]),
    certificates=st.sampled_from([(), ("none",), PAPERS[:1]]),
    no_night_shift=st.sampled_from([None, True]),
    part_time=st.sampled_from([None, True, False]),
    graduation_year=st.sampled_from([None, 2026]),
)

Check = Callable[[Post, Asker, "re.Match[str]"], bool]


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _names(asker: Asker, chinese: tuple[str, ...]) -> set[str]:
    return {asker.places.name(name, Lang.EN) for name in chinese}


TRUE_WHEN: dict[str, Check] = {
    r"it is the work that you asked for: (.+)": lambda post, asker, said: post.title == "保洁员",
    r"in (.+), which you named": lambda post, asker, said: (
        post.district in asker.profile.districts
        and said[1] in _names(asker, asker.profile.districts)
    ),
    r"in (.+), where you live": lambda post, asker, said: (
        post.district == asker.profile.home_district
    ),
    r"in (.+), next to (.+)": lambda post, asker, said: any(
        asker.places.are_neighbours(post.district, name)
        and asker.places.name(name, Lang.EN) == said[2]
        for name in (*asker.profile.districts, asker.profile.home_district)
        if name
    ),
    r"in ([^,]+)": lambda post, asker, said: said[1] in _names(asker, (post.district,)),
    r"pays (.+), not below the ([\d,.]+) you want": lambda post, asker, said: (
        said[1] == wage_words(post).en
        and post.wage_unit is WageUnit.MONTH
        and (post.wage_min or 0) >= _number(said[2]) == asker.profile.wage_min_month
    ),
    r"pays (.+)": lambda post, asker, said: said[1] == wage_words(post).en,
    r"you hold what it requires: (.+)": lambda post, asker, said: all(
        name in asker.profile.certificates
        for name in post.certificates
        if name in said[1]
    ),
    r"requires no certificate": lambda post, asker, said: not post.certificates,
    r"asks for no schooling": lambda post, asker, said: post.education_min is Education.NONE,
    r"asks for (.+); yours is enough": lambda post, asker, said: (
        asker.profile.education is not None
        and asker.profile.education.rank >= post.education_min.rank
    ),
    r"asks for no experience": lambda post, asker, said: post.experience_years == 0,
    r"asks for ([\d.]+) years; you have ([\d.]+)": lambda post, asker, said: (
        post.experience_years == float(said[1]) <= float(said[2]) == asker.profile.experience_years
    ),
    r"day shift, no nights": lambda post, asker, said: post.shift is Shift.DAY,
    r"day shift": lambda post, asker, said: post.shift is Shift.DAY,
    r"flexible hours": lambda post, asker, said: post.shift is Shift.FLEXIBLE,
    r"part-time, few hours": lambda post, asker, said: (
        post.wage_unit is WageUnit.HOUR or "非全日制" in post.description
    ),
    r"gives (.+)": lambda post, asker, said: (
        post.board_lodging not in {None, BoardLodging.NONE}
    ),
    r"the employer pays social insurance": lambda post, asker, said: post.social_insurance is True,
    r"it is (an? .+) that is still open": lambda post, asker, said: (
        said[1] == KIND[post.kind].en and post.is_open_on(asker.today)
    ),
    r"it is (an? .+)": lambda post, asker, said: said[1] == KIND[post.kind].en,
    r"applications close on (\S+)": lambda post, asker, said: str(post.closes_on) == said[1],
    r"posted on (\S+)": lambda post, asker, said: str(post.posted_on) == said[1],
}  # fmt: skip


def _is_true(said: str, post: Post, asker: Asker) -> bool:
    for pattern, holds in TRUE_WHEN.items():
        match = re.fullmatch(pattern, said)
        if match is not None:
            return holds(post, asker, match)
    raise AssertionError(f"no test knows what makes this true: {said!r}")


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(post=posts, profile=people, is_wished=st.booleans())
def test_no_reason_is_false_and_there_are_at_least_two(glossary, post, profile, is_wished):
    asker = Asker(profile, TODAY, glossary.places, kinds=profile.kinds)
    trades = (Sentence("保洁员", "cleaner"),) if is_wished else ()
    reasons = [one for one in remarks(post, asker, trades) if not one.is_caution]
    assert len(reasons) >= 2
    for reason in reasons:
        assert _is_true(reason.sentence.en, post, asker), reason.sentence.en


def test_what_speaks_for_any_post_is_said_only_where_little_else_does(glossary):
    bare = a_post(
        district="城口县", wage_min=None, wage_max=None, wage_unit=None, shift=None,
        education_min=Education.MASTER, experience_years=3, social_insurance=None, closes_on=None,
    )  # fmt: skip
    asker = Asker(Profile(districts=("南岸区",)), TODAY, glossary.places)
    reasons = [one.sentence.zh for one in remarks(bare, asker, ()) if not one.is_caution]
    assert reasons == ["2026-11-01发布", "是企业岗位，现在还在招"]
    rich = [one.sentence.zh for one in remarks(a_post(), asker, ()) if not one.is_caution]
    assert not any("发布" in said for said in rich)
