"""What the index holds of a post, so that it is found in both languages."""

from __future__ import annotations

from index.retriever import Passage
from knowledge.language import Lang
from knowledge.places import Places
from knowledge.posts.post import Category, Post
from knowledge.posts.wording import KIND
from knowledge.sentence import Sentence
from knowledge.vocabulary import PostKind

_CATEGORY = {
    Category.CLEANING: Sentence("保洁、清洁卫生", "cleaning"),
    Category.GREENING: Sentence("保绿、绿化养护", "greenery"),
    Category.SECURITY: Sentence("保安、治安巡逻", "security"),
    Category.FOREST: Sentence("护林", "forest protection"),
    Category.WATER: Sentence("护水、河道巡护", "river and water protection"),
    Category.ROAD: Sentence("道路养护", "road maintenance"),
    Category.GRASSROOTS: Sentence("基层协管", "grassroots co-management"),
    Category.RURAL: Sentence("乡村振兴", "rural revitalisation"),
    Category.OTHER: Sentence("", ""),
}


def passages_of(post: Post, places: Places) -> list[Passage]:
    """One passage for each language, both under the post's id."""
    category = _CATEGORY[post.category] if post.category else Sentence("", "")
    kind = KIND[post.kind] if post.kind is not PostKind.ENTERPRISE else Sentence("", "")
    skills = "、".join((*post.skills, *post.certificates))
    chinese = (category.zh, kind.zh, skills, post.description, post.employer, post.district)
    english = (category.en, kind.en, post.description_en, places.name(post.district, Lang.EN))
    return [
        Passage(post.post_id, _text(chinese), title=post.title, lang=Lang.ZH),
        Passage(post.post_id, _text(english), title=post.title_en or post.title, lang=Lang.EN),
    ]


def meanings_of(post: Post) -> tuple[str, ...]:
    """
    The post's work in Chinese, and in English where the feed has it: what its vector is made of.

    Employer, place and kind are left out: among a million posts they are columns and words, and
    the same advertisement under many branches is read once.
    """
    skills = "、".join((*post.skills, *post.certificates))
    chinese = _text((post.title, skills, post.description))
    english = _text((post.title_en, post.description_en))
    return (chinese, english) if english else (chinese,)


def words_of(post: Post, places: Places) -> tuple[str, ...]:
    """The texts whose words a post is found by, in parts that other posts share."""
    category = _CATEGORY[post.category] if post.category else Sentence("", "")
    kind = KIND[post.kind] if post.kind is not PostKind.ENTERPRISE else Sentence("", "")
    place = places.name(post.district, Lang.EN)
    labels = (category.zh, category.en, kind.zh, kind.en, post.district, place)
    skills = "、".join((*post.skills, *post.certificates))
    own = (post.title, post.title_en, post.description, post.description_en, post.employer)
    return (_text(labels), skills, *own)


def _text(parts: tuple[str, ...]) -> str:
    return "\n".join(part for part in parts if part)
