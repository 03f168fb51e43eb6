"""Which post somebody means who names one."""

from __future__ import annotations

import pytest

from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.meant import meant_posts
from tests.knowledge.posts.builders import TODAY, a_matcher, a_post

POSTS = [
    a_post(post_id="mall", title="商场形象岗保安", title_en="Security guard (mall entrance)",
           employer="回兴保安服务公司", district="两江新区"),
    a_post(post_id="hospital", title="医院保安", title_en="Hospital security guard",
           employer="铜元局保安公司", district="南岸区"),
    a_post(post_id="cook", title="面馆厨师", title_en="Noodle shop cook", employer="渝味面馆",
           district="荣昌区"),
]  # fmt: skip


def meant(glossary, name: str, profile: Profile | None = None) -> list[str]:
    found = meant_posts(
        a_matcher(POSTS, glossary), name, profile or Profile(), today=TODAY, lang=Lang.ZH,
        glossary=glossary,
    )  # fmt: skip
    return [match.post.post_id for match in found]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("商场保安", "mall"),
        ("mall guard", "mall"),
        ("医院保安", "hospital"),
        ("hospital security guard", "hospital"),
        ("南岸区 保安", "hospital"),
        ("渝味面馆", "cook"),
        ("厨师", "cook"),
        ("noodle cook", "cook"),
    ],
)
def test_a_title_an_employer_or_a_place_tells_which_post(glossary, name, first):
    assert meant(glossary, name)[0] == first


def test_of_several_the_one_where_the_person_wants_to_work_comes_first(glossary):
    assert meant(glossary, "保安", Profile(districts=("两江新区",)))[0] == "mall"
    assert meant(glossary, "保安", Profile(districts=("巴南区",)))[0] == "hospital"


def test_a_name_that_fits_no_post_finds_none(glossary):
    assert meant(glossary, "宇航员") == []
