from collections.abc import Collection
from datetime import date

import pytest

from index.retriever import Hit
from knowledge.evaluation.matching import evaluate_matching
from knowledge.evaluation.wishes import GOLDEN_WISHES, GoldenWish, WishesInvalid, read_wishes
from knowledge.language import Lang
from knowledge.posts.matching import Matcher
from knowledge.posts.post import Post, Shift
from knowledge.vocabulary import PostKind

TODAY = date(2026, 11, 22)


class FindsNothing:
    """An index without a passage: trades, places and rules alone decide."""

    def search(
        self, query: str, *, k: int = 10, allowed_keys: Collection[str] | None = None
    ) -> list[Hit]:
        return []


def a_post(post_id: str, title: str, district: str, shift: Shift = Shift.DAY) -> Post:
    return Post(
        post_id=post_id,
        kind=PostKind.ENTERPRISE,
        title=title,
        employer="某公司",
        district=district,
        posted_on=date(2026, 11, 1),
        shift=shift,
    )


POSTS = [
    a_post("clean-shapingba", "保洁员", "沙坪坝区"),
    a_post("clean-wanzhou", "保洁员", "万州区"),
    a_post("guard-day", "保安", "渝北区"),
    a_post("guard-night", "保安", "渝北区", Shift.NIGHT),
    a_post("cook", "厨师", "沙坪坝区"),
]


def a_wish(text: str = "想在沙坪坝找保洁的工作", **changes: object) -> GoldenWish:
    values = {"id": "w1", "lang": "zh", "relevant": {"clean-shapingba": 2}, "today": TODAY}
    return GoldenWish.model_validate({**values, "text": text, **changes})


@pytest.fixture
def evaluate(glossary):
    matcher = Matcher(POSTS, FindsNothing(), glossary=glossary)
    return lambda *wishes: evaluate_matching(wishes, matcher, glossary)


def test_what_fits_best_on_top_is_a_full_score(evaluate):
    report = evaluate(a_wish())
    assert report.judged[0].shown[0] == "clean-shapingba"
    assert report.ndcg() == pytest.approx(1.0)
    assert report.misses() == []


def test_what_fits_further_down_costs_score(evaluate):
    report = evaluate(a_wish(relevant={"clean-wanzhou": 2}))
    assert 0 < report.ndcg() < 1


def test_a_wish_in_english_is_understood_in_english(evaluate):
    wish = a_wish("I am looking for a cleaner job in Shapingba", lang="en")
    report = evaluate(wish)
    assert report.ndcg(Lang.EN) == pytest.approx(1.0)
    assert report.ndcg(Lang.ZH) == 0.0


def test_a_post_that_the_rules_bar_is_neither_shown_nor_let_through(evaluate):
    report = evaluate(a_wish("找保安，不上夜班", relevant={"guard-day": 2}, barred=["guard-night"]))
    assert "guard-night" not in report.judged[0].shown
    assert report.barred_shown_share == report.let_through_share == 0.0


def test_a_post_that_should_be_barred_and_is_shown_is_named(evaluate):
    report = evaluate(a_wish(barred=["cook", "clean-wanzhou"]), a_wish(id="w2"))
    assert set(report.judged[0].barred_shown) == {"cook", "clean-wanzhou"}
    assert report.barred_shown_share == 0.5
    assert report.let_through_share == 1.0
    assert [missed.wish.id for missed in report.misses()] == ["w1"]


def test_a_fitting_post_that_a_rule_bars_is_named_with_the_rule(evaluate):
    report = evaluate(a_wish("找保安，不上夜班", relevant={"guard-day": 2, "guard-night": 1}))
    assert list(report.judged[0].wrongly_barred) == ["guard-night"]
    assert report.judged[0].wrongly_barred["guard-night"] != ()
    assert report.wrongly_barred_share == 0.5


def test_a_post_that_is_not_there_is_unknown_and_not_counted_as_barred(evaluate):
    report = evaluate(a_wish(relevant={"clean-shapingba": 2, "gone": 1}, barred=["never"]))
    assert report.unknown_posts == ("gone", "never")
    assert report.let_through_share == report.wrongly_barred_share == 0.0


def test_a_wish_that_nothing_fits_leaves_the_mean_alone(evaluate):
    report = evaluate(a_wish(), a_wish(id="w2", relevant={}))
    assert report.ndcg() == pytest.approx(1.0)


def test_no_wish_at_all_gives_zeros(evaluate):
    report = evaluate()
    assert (report.ndcg(), report.barred_shown_share, report.misses()) == (0.0, 0.0, [])


def test_the_golden_wishes_can_be_read_by_halves():
    wishes = read_wishes(GOLDEN_WISHES)
    halves = [read_wishes(GOLDEN_WISHES, half) for half in ("dev", "test")]
    assert len({wish.id for wish in wishes}) == len(wishes) == sum(map(len, halves))
    assert all(halves)


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "line"), ('{"id": "w1"}', "lang"), ('{"id": "w", "lang": "fr"}', "lang")],
)
def test_a_line_that_is_no_wish_is_named(tmp_path, line, reason):
    path = tmp_path / "wishes.jsonl"
    path.write_text(f"{a_wish().model_dump_json()}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(WishesInvalid, match=rf"wishes\.jsonl:3: {reason}"):
        read_wishes(path)


def test_wishes_in_another_encoding_are_refused(tmp_path):
    path = tmp_path / "wishes.jsonl"
    path.write_bytes(a_wish().model_dump_json().encode("gb18030"))
    with pytest.raises(WishesInvalid, match="not UTF-8"):
        read_wishes(path)
