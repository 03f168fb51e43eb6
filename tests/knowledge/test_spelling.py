import json
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from index.tokens import Tokenizer
from knowledge.glossary import Glossary
from knowledge.language import Lang, detect
from knowledge.policies.reading import read_document
from knowledge.spelling import Spelling
from knowledge.spelling.sounds import SYLLABLES, readings, sounds, spellings
from knowledge.terms import Entry, TermKind

_KNOWLEDGE = Path(knowledge.__file__).parent

MENDED = [
    # English: letters missing, too many, exchanged, others
    ("pubilc wellfare post subsdy", "public welfare post subsidy"),
    ("retension red envelop 300 yuan", "retention red envelope 300 yuan"),
    ("reserch asistant jobs", "research assistant jobs"),
    ("yuth leage", "youth league"),
    ("does the comunist yuth leage help?", "does the communist youth league help?"),
    ("spring breese acton", "spring breeze action"),
    ("age limt for infomation oficer", "age limit for information officer"),
    ("skil upgrade subsdy", "skill upgrade subsidy"),
    ("unemploymnet benifit", "unemployment benefit"),
    ("socail insurence", "social insurance"),
    ("entreprenuer loan gaurantee", "entrepreneur loan guarantee"),
    ("disabilty certificat", "disability certificate"),
    ("i am a vetern", "i am a veteran"),
    ("Intership subsidy, how long?", "Internship subsidy, how long?"),
    ("UNEMPLOYMNET BENIFIT", "UNEMPLOYMENT BENEFIT"),
    ("gradute, public-wellfare post", "graduate, public-welfare post"),
    ("age limit for my loann, jbos", "age limit for my loan, jobs"),
    ("where to aply", "where to apply"),
    ("will ther be more greenary", "will their be more greenery"),
    # Characters of the same sound
    ("留岗红抱", "留岗红包"),
    ("就业圆助月2021年办了没得", "就业援助月2021年办了没得"),
    ("包公头拖千工资", "包工头拖欠工资"),
    ("就叶服务重庆", "就业服务重庆"),
    ("现在小时公最低多少钱", "现在小时工最低多少钱"),
    ("有没有公溢性岗位", "有没有公益性岗位"),
    ("求值创业补贴在哪点填表", "求职创业补贴在哪点填表"),
    ("四零五灵人员", "四零五零人员"),
    ("社保不贴好多钱", "社保补贴好多钱"),
    ("稳港返还", "稳岗返还"),
    ("农名工返岗", "农民工返岗"),
    ("最低公资", "最低工资"),
    ("失业保险金，时业金", "失业保险金，失业金"),
    ("灵活旧业社保补贴", "灵活就业社保补贴"),
    ("零就叶家庭", "零就业家庭"),
    ("推捕渔民", "退捕渔民"),
    ("退五军人", "退伍军人"),
    ("培训补帖", "培训补贴"),
    ("留崗紅抱", "留岗红包"),
    ("What is 留岗红抱?", "What is 留岗红包?"),
    # Sounds that Chongqing does not tell apart: hu and fu, l and n, in and ing
    ("胡林员", "护林员"),
    ("福林员招人不", "护林员招人不"),
    ("领活就业", "灵活就业"),
    # Pinyin
    ("shiyejin zenme ling", "失业金怎么领"),
    ("gongyi xing gangwei", "公益性岗位"),
    ("liugang hongbao duoshaoqian", "留岗红包多少钱"),
    ("liu gang hong bao duo shao qian", "留岗红包多少钱"),
    ("shiyejinzenmeling", "失业金怎么领"),
    ("shiyejin zenme ling, i was fired", "失业金怎么领, i was fired"),
    ("can I get shebao butie", "can I get 社保补贴"),
    ("nongmingong 返岗", "农民工 返岗"),
    ("留岗红抱duoshaoqian", "留岗红包多少钱"),
    ("lingong shichang zai nali", "零工市场在哪里"),
    ("gongyigang zenme senqing", "公益岗怎么申请"),
    ("lvhua, luhua", "绿化, 绿化"),
    ("wenti dibao", "wenti 低保"),
    ("dibao jine", "低保 jine"),
    ("hukou zenme ban", "户口怎么办"),
]

UNCHANGED = [
    "",
    " ",
    "How much is the minimum wage in Yubei?",
    "Can I still apply for the retention red envelope?",
    "how can men work in the fan factory",
    "hang on, can me and my men come in",
    "women can long for a gang of ten",
    "What is hukou?",
    "I get dibao in Zhongxian",
    "My hukou is Enshi not Chongqing",
    "I am from Wuhan. Wuhan is my home",
    "My name is Gradut Subsdy",
    "write to subsdy@wellfare.org or www.wellfare.org/subsdy",
    "渝人社发〔2021〕4号",
    "subsdy1 b2 C1 5g",
    "limited to HRSS staff",
    "my freind comes tomorow",
    "The bean curd will wilt in the broth",
    "She is a leaver and draws the dole",
    "jobs at Foxconn, Huawei and Changan",
    "I can solder and weld",
    "payers and payees",
    "my wife gave birth, I am 4050",
    "xdfgh qwrtp zxcvb",
    "留岗红包现在还申请得到不？",
    "那个留岗红包好多钱一个人嘛",
    "公益性岗位分哪两大类",
    "想在沙坪坝找个公益性岗位打扫卫生",
    "听说公益性岗位一辈子只准做一回",
    "女的那边招护理员不",
    "南岸区某护理院",
    "官网在哪里看",
    "这事教委参与没",
    "公益岗有几万人在做",
    "一户一签，一季一签",
    "处级干部，几级体系",
    "公厕保洁，有保底工资",
    "多招一些人，退换货处理",
    "领的岗位补贴能领多久",
    "要是介绍的是困难人员呢",
    "新增三休一，上班时要注意",
    "重活干不了，腰不好",
    "我要留渝来渝",
    "屋头挨到林子，看山护林",
    "我是1973年的女工人，具体哪年哪月可以退休",
    "公务员考试2026年哪天笔试？",
    "重操旧业，旧业难做",
    "租房补贴怎么申请",
    "户籍在重庆市外的员工",
    "每多1年加1个月",
    "帮人擦车，大促期间上班",
    "😀🎉",
    "Ä ö ß ﬁ İ ǆ",
]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    glossary = Glossary.load()
    paths = sorted((_KNOWLEDGE / "policies" / "documents").glob("*.md"))
    documents = [read_document(path) for path in paths]
    texts = [
        f"{document.title} {clause.heading} {clause.text}"
        for document in documents
        for clause in document.clauses
    ]
    words_en = re.findall("[A-Za-z]{2,}", " ".join(texts))
    tokenizer = Tokenizer(glossary.extra_words)
    return Spelling(words_en, glossary, {token for text in texts for token in tokenizer(text)})


def _golden(half: str) -> list[dict[str, str]]:
    folder = _KNOWLEDGE / "evaluation" / "golden"
    names = ["answers_facts", "answers_policies", "wishes"]
    lines = [
        line
        for name in names
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    rows = [json.loads(line) for line in lines]
    return [
        row | {"text": row.get("question") or row["text"]} for row in rows if row["half"] == half
    ]


@pytest.mark.parametrize(("written", "meant"), MENDED)
def test_a_slip_is_mended(spelling, written, meant):
    assert spelling.meant(written, detect(written, Lang.ZH)) == meant


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_is_written_right_stays_the_same_object(spelling, text):
    for lang in Lang:
        assert spelling.meant(text, lang) is text


@pytest.mark.parametrize("meant", [meant for _, meant in MENDED])
def test_what_was_mended_is_not_mended_again(spelling, meant):
    assert spelling.meant(meant, detect(meant, Lang.ZH)) is meant


def test_ordinary_questions_are_hardly_ever_changed(spelling):
    ordinary = [row for row in _golden("dev") if row.get("form") != "misspelled"]
    changed = {
        row["id"]: spelling.meant(row["text"], Lang(row["lang"]))
        for row in ordinary
        if spelling.meant(row["text"], Lang(row["lang"])) is not row["text"]
    }
    # gf-020 (shiye danwei) and gw-076 (Yuesao) hold Chinese in Latin letters.
    assert len(ordinary) > 400
    assert len(changed.keys() - {"gf-020", "gw-076"}) <= len(ordinary) // 200, changed


def test_most_misspelled_questions_are_mended(spelling):
    misspelled = [row for row in _golden("dev") if row.get("form") == "misspelled"]
    mended = [
        row for row in misspelled if spelling.meant(row["text"], Lang(row["lang"])) != row["text"]
    ]
    assert len(mended) >= 0.9 * len(misspelled) > 10


def test_the_commoner_of_two_near_words_is_meant():
    glossary = Glossary(())
    for commoner, rarer in (("stairway", "stairwax"), ("stairwax", "stairway")):
        words = [commoner, commoner, rarer]
        assert Spelling(words, glossary, []).meant("the stairwaq", Lang.EN) == f"the {commoner}"


def test_the_word_that_makes_a_term_here_is_meant():
    glossary = Glossary((Entry("labour market", "劳动力市场", TermKind.POLICY),))
    spelling = Spelling(["markit"] * 5, glossary, [])
    assert spelling.meant("the markt", Lang.EN) == "the markit"
    assert spelling.meant("the labour markt", Lang.EN) == "the labour market"
    assert spelling.meant("a labout market", Lang.EN) == "a labour market"


def test_what_is_pinyin_is_not_mended_as_english_too():
    spelling = Spelling(["shiyejim"], Glossary.load(), [])
    assert spelling.meant("shiyejin zenme", Lang.EN) == "失业金怎么"


def test_in_chinese_a_latin_word_with_two_slips_is_taken_for_a_name(spelling):
    assert spelling.meant("我当过 asistent", Lang.ZH) == "我当过 asistent"
    assert spelling.meant("i was asistent", Lang.EN) == "i was assistant"


def test_a_word_of_the_knowledge_base_is_never_replaced():
    glossary = Glossary.load()
    without, with_word = Spelling([], glossary, []), Spelling(["retension"], glossary, ["红抱"])
    assert without.meant("retension 红抱", Lang.EN) == "retention 红包"
    assert with_word.meant("retension 红抱", Lang.EN) == "retension 红抱"


def test_a_text_full_of_unknown_words_is_left_alone(spelling):
    third_language = "subsdy " + " ".join(f"xq{letter}vw" for letter in "abcdefghijklmn")
    assert spelling.meant(third_language, Lang.EN) is third_language


def test_a_pasted_document_is_left_alone(spelling):
    document = "留岗红抱 subsdy " * 800
    assert spelling.meant(document, Lang.ZH) is document


def test_a_text_made_of_slips_is_mended_in_part_and_in_full_length(spelling):
    assert len(spelling.meant("留岗红抱" * 1_000, Lang.ZH)) == 4_000


def test_without_any_vocabulary_the_glossary_is_what_is_known():
    spelling = Spelling([], Glossary.load(), [])
    assert spelling.meant("internship subsdy", Lang.EN) == "internship subsidy"
    assert Spelling([], Glossary(()), []).meant("internship subsdy", Lang.EN) == "internship subsdy"


def test_many_threads_get_what_one_gets(spelling):
    texts = [written for written, _ in MENDED] * 20
    alone = [spelling.meant(text, Lang.EN) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: spelling.meant(text, Lang.EN), texts)) == alone


_PIECES = [written for written, _ in MENDED] + [
    "的",
    "，",
    " ",
    "-",
    "'",
    "İ",
    "\ud800",
    "０Ａ",
    "\x00",
]


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(_PIECES), max_size=6).map("".join),
        st.text(alphabet="abeghinouz 公岗红留业", max_size=40),
    ),
    lang=st.sampled_from(Lang),
)
def test_any_text_is_taken(spelling, text, lang):
    meant = spelling.meant(text, lang)
    assert meant is text or meant != text


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("护", "福", True),
        ("南", "蓝", True),
        ("资", "知", True),
        ("金", "经", True),
        ("现", "想", False),
        ("岗", "港", True),
        ("会", "快", True),
        ("岗", "抱", False),
    ],
)
def test_sounds_are_merged_as_in_chongqing(one, other, alike):
    assert (not sounds(one).isdisjoint(sounds(other))) is alike


def test_readings_are_syllables_and_signs_have_none():
    assert readings("绿") == ("lv", "lu")
    assert readings("😀") == readings("a") == ()
    assert set(readings("重")) <= SYLLABLES
    assert spellings("会计") == ["huiji", "kuaiji"]
    assert spellings("C1") == []


def test_everyday_words_are_chinese_terms_and_stand_once():
    words = tomllib.loads((_KNOWLEDGE / "spelling" / "everyday.toml").read_text("utf-8"))
    for kind in ("asked", "written"):
        assert len(words[kind]) == len(set(words[kind]))
        assert all(re.fullmatch("[一-鿿]{2,}", word) for word in words[kind])
    assert all(spellings(word) for word in words["asked"])
