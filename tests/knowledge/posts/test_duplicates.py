"""Posts that say again what another says."""

from __future__ import annotations

import pytest

from knowledge.posts.duplicates import Duplicates
from knowledge.posts.hold import HoldReason
from knowledge.posts.post import Post
from knowledge.vocabulary import Education, PostKind
from tests.knowledge.posts.builders import a_post

TEXT = (
    "负责小区楼道、电梯、大堂的日常清扫和垃圾清运，配合消杀和大扫除。每周休一天，法定节假日加班按规定支付。"
    "工作服和劳保用品由公司发放，入职当月参保。会骑电动车的优先考虑，外来务工人员可以安排宿舍。"
    "每天早上七点到岗，十一点半吃工作餐，下午五点下班，遇到重大活动听从项目主管的统一安排。"
)
ENGLISH = "Sweep the stairs, the lifts and the hall every morning and carry the rubbish away. " * 3


def _held(first: Post, second: Post) -> HoldReason | None:
    seen = Duplicates()
    assert seen.hold(first) is None
    seen.add(first, 2)
    hold = seen.hold(second)
    return hold.reason if hold else None


def test_the_same_post_under_another_id_is_a_duplicate():
    first = a_post(description=TEXT)
    assert _held(first, a_post(post_id="P-2", description=TEXT)) is HoldReason.DUPLICATE


def test_the_very_post_is_none():
    assert _held(a_post(), a_post()) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"description": TEXT.replace("每周休一天", "每周可休一天")},
        {"description": TEXT.replace("，", ",").replace("。", ". ")},
        {"description": TEXT, "wage_max": 3600},
        {"description": TEXT, "title": "急聘保洁员（包吃住）"},
        {"description": TEXT, "employer": "某物业 公司", "headcount": 3},
    ],
)
def test_nearly_the_same_post_is_a_near_duplicate(changes):
    second = a_post(post_id="P-2", **changes)
    first = a_post(description=TEXT)
    assert _held(first, second) in {HoldReason.NEAR_DUPLICATE, HoldReason.DUPLICATE}


def test_near_text_in_english_is_found_too():
    first = a_post(description="", description_en=ENGLISH)
    second = a_post(post_id="P-2", description="", description_en=ENGLISH.upper() + "Now.")
    assert _held(first, second) is HoldReason.NEAR_DUPLICATE


@pytest.mark.parametrize(
    "changes",
    [
        {"employer": "别家物业公司"},
        {"district": "渝中区"},
        {"address": "南坪西路2号"},
        {"title": "保洁主管"},
        {"title": "保洁员（夜班）"},
        {"description": TEXT + "长期兼职。"},
        {"education_min": Education.JUNIOR_HIGH},
        {"experience_years": 3.0},
        {"kind": PostKind.PUBLIC_WELFARE},
        {"description": "在火锅店后厨洗碗、收拾台面，晚上九点下班，包两餐，月休四天。" * 3},
    ],
)
def test_what_differs_there_is_another_post(changes):
    second = a_post(post_id="P-2", **{"description": TEXT, **changes})
    assert _held(a_post(description=TEXT), second) is None


def test_a_text_under_ever_new_employers_is_held_from_the_sixth_on():
    seen = Duplicates()
    for number in range(5):
        post = a_post(post_id=f"P-{number}", employer=f"第{number}公司", description=TEXT)
        assert seen.hold(post) is None
        seen.add(post)
    sixth = a_post(post_id="P-9", employer="第九公司", description=TEXT.replace("七点", "7点"))
    hold = seen.hold(a_post(post_id="P-9", employer="第九公司", description=TEXT))
    assert hold is not None
    assert hold.reason is HoldReason.COPIED_TEXT
    assert "负责小区楼道" in hold.detail.zh
    assert seen.hold(sixth) is None
    again = a_post(post_id="P-8", employer="第3公司", address="别处", description=TEXT)
    assert seen.hold(again) is None


def test_official_texts_are_shared_freely():
    seen = Duplicates()
    for number in range(20):
        post = a_post(
            post_id=f"P-{number}", employer=f"第{number}街道", description=TEXT,
            kind=PostKind.PUBLIC_WELFARE,
        )  # fmt: skip
        assert seen.hold(post) is None
        seen.add(post)


def test_a_thousand_posts_of_one_group_are_compared_fast_enough_to_finish():
    seen = Duplicates()
    for number in range(1000):
        seen.add(a_post(post_id=f"P-{number}", description=f"{TEXT[number % 60 :]}{number}"))
    assert seen.hold(a_post(post_id="X", description="全新的内容" * 20)) is None
