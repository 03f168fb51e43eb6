"""The glossary: what it finds, what it adds, and files that it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.glossary import Glossary, GlossaryInvalid
from knowledge.language import Lang
from knowledge.terms import TermKind

HEADER = "en,zh,aliases_en,aliases_zh,kind\n"


def _terms(glossary: Glossary, text: str) -> list[str]:
    return [mention.entry.zh for mention in glossary.find(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("打鱼的想当保洁", ["退捕渔民", "保洁员"]),
        ("公益性岗位补贴多少", ["公益性岗位补贴"]),
        ("I know two Welders and ex-fishermen", ["焊工", "退捕渔民"]),
        ("ＰＷＰ", ["公益性岗位"]),
        ("低保戶", ["低保家庭"]),
        ("保洁", ["保洁员"]),
        ("我想找保洁", ["保洁员"]),
        ("welder", ["焊工"]),
        ("", []),
    ],
)
def test_the_longest_wording_is_found_in_both_languages(glossary, text, terms):
    assert _terms(glossary, text) == terms


@pytest.mark.parametrize("text", ["cookery", "unskilled drivers' ma", "rebuilder", "painters2"])
def test_english_terms_are_not_found_inside_other_words(glossary, text):
    assert not any(
        m.entry.zh in {"厨师", "硕士研究生", "建筑工人", "油漆工"} for m in glossary.find(text)
    )


def test_a_mention_says_where_it_stands_as_it_was_written(glossary):
    [mention] = glossary.find("想当ＳＥＣＵＲＩＴＹ Guard！")
    assert mention.said == "ＳＥＣＵＲＩＴＹ Guard"
    assert (mention.start, mention.end) == (2, 16)


def test_a_word_with_two_meanings_gives_both_entries(glossary):
    [mention] = glossary.find("护工")
    assert {entry.zh for entry in mention.entries} == {"养老护理员", "医疗护理员"}
    assert mention.of_kind(TermKind.DISTRICT) is None


def test_aliases_are_expanded_into_official_terms(glossary):
    assert glossary.expansions("打鱼的有什么补贴") == "退捕渔民"
    assert glossary.expansions("Can dibao families apply?") == "minimum-living-allowance family"
    assert glossary.expansions("打鱼的", Lang.EN) == "withdrawn fisherman"


def test_an_official_term_is_not_repeated(glossary):
    assert glossary.expansions("退捕渔民") == ""


def test_words_for_the_segmenter_are_chinese_terms_and_aliases(glossary):
    assert {"公益性岗位", "打鱼的"} <= set(glossary.extra_words)
    assert not any(word.isascii() and " " in word for word in glossary.extra_words)


def test_staff_add_a_file_of_their_own(tmp_path: Path):
    own = tmp_path / "own.csv"
    own.write_text(HEADER + "cleaner,保洁员,,扫楼道的,job_title\n", encoding="utf-8-sig")
    default = Path(__file__).parents[2] / "knowledge" / "glossary.csv"
    glossary = Glossary.load(default, own)
    assert _terms(glossary, "扫楼道的和打扫卫生的") == ["保洁员", "保洁员"]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (HEADER + "cleaner,,,,job_title\n", 2, "both are needed"),
        (HEADER + "cleaner,保洁员,,,trade\n", 2, "'trade'"),
        (HEADER + "cleaner,保洁员\n", 2, "2 cells, expected 5"),
        ("english,chinese\n", 1, "the header is"),
    ],
)
def test_a_broken_row_is_named_with_its_line(tmp_path, content, line, reason):
    path = tmp_path / "glossary.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GlossaryInvalid, match="line") as raised:
        Glossary.load(path)
    assert raised.value.line == line
    assert reason in raised.value.reason


def test_a_glossary_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "glossary.csv"
    path.write_text(HEADER + "cleaner,保洁员,,,job_title\n", encoding="gb18030")
    with pytest.raises(GlossaryInvalid, match="UTF-8"):
        Glossary.load(path)
