"""Where in a text somebody gives a name. The family names are in names.toml."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from knowledge.people.privacy.recognizer import Span
from knowledge.spelling.pinyin import is_pinyin

NAMES_FILE = Path(__file__).with_name("names.toml")

_HAN = "[\u4e00-\u9fff]"
_RUN = rf"({_HAN}{{2,8}}(?:·{_HAN}{{1,6}})*|{_HAN} {_HAN}{{1,2}}(?!{_HAN}))"
_KIN = (
    "老公|丈夫|老婆|妻子|爱人|对象|女朋友|男朋友|妈妈?|母亲|爸爸?|父亲|老汉儿?|儿子|女儿|幺儿|幺妹"
    "|孙子|孙女|哥哥?|弟弟?|姐姐?|妹妹?|嫂子|婆婆|公公|岳父|岳母|舅舅|姑姑|叔叔|表哥|表姐|堂哥|侄儿"
    "|侄女|室友|工友|朋友|同学|同事|邻居|徒弟|师傅"
)
_ROLE = (
    "老板|经理|负责人|联系人|经办人|收件人|收款人|申请人|委托人|代理人|当事人|被保险人|本人姓名|法人代表"
    "|法定代表人|法人|户主|学生|员工|职工|患者|死者|伤者|紧急联系人|家属|监护人"
)
# Said before a name and before little else: an ordinary word there is somebody's name.
_SURELY = re.compile(
    rf"(?:我叫|[我本]名叫?|(?:我的?|(?<!{_HAN}))名字[是叫:]+|姓名[是为叫:\s]+"
    rf"|(?:姓名|{_ROLE})(?={_HAN}{{2,3}}[,，\s]\s?(?:手机|电话|身份|男|女|住))|曾用名[是为:\s]+"
    rf"|(?:{_ROLE}|称呼|抬头)[:：]|名字叫|的名字[是叫])\s*{_RUN}"
)
# Said before a name and before much else ("他叫我去", "我老公高血压").
_PERHAPS = re.compile(
    rf"(?:(?:{_KIN}|{_ROLE})(?:是|叫|的名字叫|[:\s])?|[他她]叫|(?<!{_HAN})叫|我姓{_HAN}[,，]\s?叫"
    rf"|(?:帮|替|给|代)(?:我(?:{_KIN})?)?|[村社区组镇厂店]里?的)\s?{_RUN}"
)
# Said before a name, and far oftener before what somebody is ("我是高中毕业").
_IS = re.compile(rf"(?:我是|我就是|本人(?:是|叫)?|这里是)\s?{_RUN}")
# A name of its own, before what is said of a person.
_ALONE = re.compile(
    rf"(?<!{_HAN}){_RUN}(?=[，,、;\s:]{{1,3}}"
    r"(?:男|女|\d{2}岁|身份证|电话|手机|(?:\+?86)?1[3-9]\d{9}|[1-9]\d{16}[\dXx]))"
)
# With these the sentence goes on behind a name, which has two characters or three.
_GOES_ON = re.compile(
    "想|要|今|是|在|有|来|找|的|能|可以|和|跟|男|女|家住|住|现|目前|失业|身份证|电话|手机|因|也|请|我|户"
    "|问|说|让|没|被|不|去|上|下岗|他|她|查"
)
_THEN_OF_A_PERSON = re.compile(
    "今年|想|要|来|男|女|家住|住|现|身份证|电话|手机|失业|下岗|没|不|也|被|问|让|说|和|跟|在|因|去|从|有"
    "|就|把|一直|已经|刚|还"
)
_TITLE = re.compile(
    "(?:阿姨|叔叔|伯伯|老师|师傅|大[哥姐爷妈]|女士|先生|小姐|主任|医生|经理|老板|书记)$"
)
_AFTER_NUMBER = re.compile(
    rf"(?<!\d)(?:1[3-9]\d{{9}}|[1-9]\d{{16}}[\dXx])[,;\s]{{1,3}}({_HAN}{{2,4}})(?!{_HAN})"
)
_BEFORE_TITLE = re.compile(rf"(?=({_HAN}{{2,4}})(?:先生|女士|同志|小姐))")
_ENGLISH_NAME = r"[A-Z][a-z'-]+(?:\s[A-Z][a-z'-]+){0,2}"
_KIN_EN = (
    "husband|wife|son|daughter|mother|father|mom|mum|dad|brother|sister|friend|cousin|aunt|uncle"
    "|boss|colleague|roommate|neighbou?r|boyfriend|girlfriend|nephew|niece"
)
# Said before a name and before little else, in whatever letters.
_CALLED_EN = re.compile(
    r"\b(?:(?:my|his|her|\w+'s)\s+(?:full\s+)?name(?:\s+is|'?s)"
    r"|i\s+am\s+called|(?:full\s+)?name\s*:|contact(?:\s+person)?\s*:|named|(?:yours|regards|sincerely|truly)\s*,)\s+"
    r"((?!(?:not|on|in|and|the|a)\b)[a-z][a-z'-]+(?:\s(?!(?:and|i|from|who|with|but|my|on|in|is"
    r"|looking|age|here|phone|of|told|asked|to)\b)[a-z][a-z'-]+){0,2})",
    re.IGNORECASE | re.ASCII,
)
_IS_EN = re.compile(
    r"\b(?:(?i:I\s+am|I'm|I’m|this\s+is|call\s+me|(?:^|[.,;\n]\s?)name|[Mm]y\s+(?:"
    + _KIN_EN
    + r"))\s*,?\s+"
    rf"|(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)({_ENGLISH_NAME})(?![\w'-])"
    rf"|^({_ENGLISH_NAME})\s+here\b"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+$")
_COMMON_RANK = 3000
_NOT_IN_NAMES = frozenset("不他她它你您做谁啥什去来了过的吗呢么着没怎")
# Log-odds that a character stands in a name rather than in a text; fitted on no text of ours, set
# where names of tests/data/personal_data.txt and words of not_personal_data.txt part.
_SURELY_A_NAME, _LIKE_A_NAME, _PERHAPS_A_NAME = 4.5, 2.7, 0.0
_LEAST_CHARACTER = -1.6
_LONGEST_OTHER = 5


@dataclass(frozen=True, slots=True)
class _Table:
    compound: tuple[str, ...]
    single: frozenset[str]
    given: frozenset[str]
    """Characters of young people's given names that old dictionaries do not know."""
    not_last: frozenset[str]
    not_words: tuple[str, ...]
    not_names: frozenset[str]


def names_in(text: str) -> Iterator[Span]:
    """Start and end of each name that somebody gives as a name, in a plain text."""
    yield from _chinese(text)
    yield from _titled(text)
    for match in _CALLED_EN.finditer(text):
        if _has_a_name_en(match[1], at_least=1):
            yield match.span(1)
    for match in _IS_EN.finditer(text):
        start, end = match.span(match.lastindex or 0)
        is_titled = _TITLED.search(text[:start]) is not None
        if _has_a_name_en(text[start:end], at_least=1 if is_titled else 2):
            yield start, end


def _chinese(text: str) -> Iterator[Span]:
    for pattern, is_one in (
        (_SURELY, _may_be_called),
        (_PERHAPS, _is_name),
        (_ALONE, _is_name_alone),
        (_AFTER_NUMBER, _is_name),
        (_IS, _is_somebody),
    ):
        for match in pattern.finditer(text):
            start = match.start(1)
            size = _length(match[1], text[start:])
            if is_one(match[1][:size], text[start + size :]):
                yield start, start + size


def _titled(text: str) -> Iterator[Span]:
    """Full names before a title ("王小明先生"); a family name alone names nobody."""
    for match in _BEFORE_TITLE.finditer(text):
        given = len(match[1]) - _family_length(match[1])
        if given in (1, 2) and _is_name(match[1], ""):
            yield match.span(1)


def _length(found: str, rest: str) -> int:
    """How many characters are the name: with a family name of one, two or three in all."""
    family = _family_length(found)
    if "·" in found or " " in found or not family:
        return len(found)
    least = family + 1
    if len(found) == least or _GOES_ON.match(rest[least:]):
        return least
    return least + 1 if _names().given(found[least]) > _LEAST_CHARACTER else least


def _may_be_called(found: str, after: str) -> bool:
    """What follows "我叫": a family name and more, or what is no word before a pause."""
    if "·" in found:
        return True
    is_before_a_pause = not re.match(_HAN, after)
    if _family_length(found):
        goes_on = is_before_a_pause or _THEN_OF_A_PERSON.match(after) is not None
        return _names().score(found) > _PERHAPS_A_NAME and (goes_on or not _is_a_word(found))
    is_word = len(set(found)) == 1 or set(found) & _NOT_IN_NAMES or _is_a_word(found)
    return is_before_a_pause and not is_word and len(found) <= _LONGEST_OTHER


def _is_somebody(found: str, after: str) -> bool:
    """What follows "我是": a name, before a pause or where the sentence goes on."""
    is_before_a_pause = not re.match(_HAN, after)
    return _is_name(found, after) and (
        is_before_a_pause or _THEN_OF_A_PERSON.match(after) is not None
    )


def _is_name(found: str, _after: str) -> bool:
    """A family name with a given one, whose characters stand in names oftener than in texts."""
    family, table = _family_length(found), _table()
    if not family or found.startswith(table.not_words) or _TITLE.search(found):
        return False
    if found[-1] in table.not_last or _is_a_word(found):
        return False
    least = _SURELY_A_NAME if _is_a_word(found[:2]) else _LIKE_A_NAME
    return _names().score(found) >= least


def _is_name_alone(found: str, after: str) -> bool:
    """What stands before "，男，35岁" may be a word, if it looks very much like a name ("罗兰")."""
    return _is_name(found, after) or (
        _family_length(found) > 0 and _names().score(found) >= _SURELY_A_NAME
    )


def _is_a_word(found: str) -> bool:
    return found in _names().words


def _family_length(found: str) -> int:
    """How many characters of it are a family name; 0 where none is."""
    if found.startswith(_table().compound):
        return 2
    return int(found[0] in _table().single)


def _has_a_name_en(found: str, at_least: int) -> bool:
    """Whether these words are a name, and not what somebody is ("a Chongqing Resident")."""
    words = found.lower().split()
    if len(words) < at_least or _table().not_names & set(words):
        return False
    if len(words) > 1 and not all(is_pinyin(word) or _is_a_name_en(word) for word in words[:2]):
        return False
    return any(_is_a_name_en(word) for word in words) or all(map(is_pinyin, words))


def _is_a_name_en(word: str) -> bool:
    common, known, names = _english()
    return word not in common and (word in names or is_pinyin(word) or word not in known)


@cache
def _table() -> _Table:
    data = tomllib.loads(NAMES_FILE.read_text(encoding="utf-8"))
    return _Table(
        tuple(data["compound"]),
        frozenset("".join(data["single"].split())),
        frozenset(data["given"]),
        frozenset(data["not_last"]),
        tuple(data["not_words"]),
        frozenset(data["not_names"]),
    )


@cache
def _english() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The common words of English, all its words, and the names of people."""
    lists = FREQUENCY_LISTS["english_wikipedia"], FREQUENCY_LISTS["us_tv_and_film"]
    names = ("surnames", "female_names", "male_names")
    return (
        frozenset(word for words in lists for word in words[:_COMMON_RANK]),
        frozenset(word for words in lists for word in words),
        frozenset(word for name in names for word in FREQUENCY_LISTS[name]),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """What jieba's dictionary of words and of 40,000 names says of a character."""

    families: Mapping[str, float]
    givens: Mapping[str, float]
    words: frozenset[str]
    """Words of two to four characters that are no person's name."""

    def given(self, character: str) -> float:
        """Log-odds that it stands in a given name rather than in a text."""
        if character in _table().given:
            return 1.0
        return self.givens.get(character, -4.0)

    def score(self, name: str) -> float:
        """Log-odds that these are a family name and a given one; -inf where one character bars."""
        name = name.replace(" ", "")
        family = _family_length(name)
        given = [self.given(character) for character in name[family:]]
        if min(given) < _LEAST_CHARACTER:
            return -math.inf
        return sum(given) + (4.0 if family > 1 else self.families.get(name[0], 2.0))


@cache
def _names() -> _Names:
    singles = "".join(_table().single)
    lines = _dictionary()
    in_texts: Counter[str] = Counter()
    # Each line: the word, how often it was met, what part of speech it is.
    for word, count in re.findall(rf"^({_HAN}{{1,4}}) (\d{{3,}}) ", lines, re.MULTILINE):
        for character in word:
            in_texts[character] += int(count)
    people = re.findall(rf"^([{singles}])({_HAN}{{1,2}}) \d+ nr$", lines, re.MULTILINE)
    words = re.findall(rf"^({_HAN}{{2,4}}) \d\d+ (?!nr)", lines, re.MULTILINE)
    return _Names(
        _odds(Counter(family for family, _ in people), in_texts, smoothing=0.5 * 400),
        _odds(Counter("".join(given for _, given in people)), in_texts, smoothing=0.5 * 3000),
        frozenset(words),
    )


def _odds(names: Counter[str], texts: Counter[str], smoothing: float) -> dict[str, float]:
    in_names, in_texts = names.total() + smoothing, texts.total() + 20 * 5000
    return {
        character: math.log((count + 0.5) / in_names) - math.log((texts[character] + 20) / in_texts)
        for character, count in names.items()
    }


def _dictionary() -> str:
    # The package is not imported: that takes longer than to read its file.
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba", name="jieba")
    return (Path(spec.origin).parent / "dict.txt").read_text("utf-8")
