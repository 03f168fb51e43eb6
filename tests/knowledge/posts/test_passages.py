"""What the index holds of a post."""

from __future__ import annotations

from knowledge.posts.passages import passages_of
from knowledge.posts.post import Category
from tests.knowledge.posts.builders import a_welfare_post


def test_a_post_is_found_in_both_languages_under_its_id(glossary):
    post = a_welfare_post(
        category=Category.WATER, skills=("河道巡护",), description_en="Walk the bank."
    )
    chinese, english = passages_of(post, glossary.places)
    assert {chinese.key, english.key} == {"P-1"}
    assert (chinese.lang, english.lang) == ("zh", "en")
    assert (chinese.title, english.title) == ("保洁员", "Cleaner")
    for words in ("护水", "公益性岗位", "河道巡护", "南岸区", "某物业公司"):
        assert words in chinese.text
    for words in ("river", "public-welfare", "Nan'an District", "Walk the bank."):
        assert words in english.text
