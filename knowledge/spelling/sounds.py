"""How Chinese characters sound, and which sounds Chongqing speech does not tell apart."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path

# What is one sound to many speakers here, with the spelling under which both are filed.
# Source: Southwestern Mandarin has no zh, ch, sh, tells neither n from l at the beginning nor
# eng from en and ing from in at the end, and says hu as fu. An and ang it keeps apart.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_FINALS = (("eng", "en"), ("ing", "in"))

_MOST_SPELLINGS = 24

# Characters with more than one reading in the language of today. Further readings that pypinyin
# lists (喝 as ye, 司 as ci) are those of old texts and would make strangers sound alike.
_SEVERAL_READINGS = {
    "行": "xing hang", "重": "zhong chong", "会": "hui kuai", "长": "chang zhang",
    "乐": "le yue", "还": "hai huan", "都": "du dou", "得": "de dei", "地": "di de",
    "着": "zhe zhao zhuo", "给": "gei ji", "差": "cha chai", "调": "tiao diao", "单": "dan shan",
    "大": "da dai", "车": "che ju", "石": "shi dan", "数": "shu shuo", "系": "xi ji",
    "区": "qu ou", "卡": "ka qia", "合": "he ge", "参": "can shen", "弹": "dan tan",
    "传": "chuan zhuan", "藏": "cang zang", "率": "lv shuai", "绿": "lv lu", "校": "xiao jiao",
    "觉": "jue jiao", "血": "xue xie", "薄": "bao bo", "剥": "bo bao", "强": "qiang jiang",
    "角": "jiao jue", "落": "luo la lao", "没": "mei mo", "模": "mo mu", "什": "shen shi",
    "省": "sheng xing", "似": "si shi", "宿": "su xiu", "提": "ti di", "择": "ze zhai",
    "扎": "zha za", "折": "zhe she", "阿": "a e", "贾": "jia gu", "了": "le liao",
    "的": "de di", "曾": "ceng zeng", "解": "jie xie", "降": "jiang xiang", "便": "bian pian",
    "否": "fou pi", "泊": "bo po", "说": "shuo shui",
}  # fmt: skip

# Every toneless syllable, by its initial. Source: the table of the Hanyu Pinyin scheme (1958).
_FINALS_OF = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ue",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve ue",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS_OF.items() for final in finals.split()
)


@cache
def _readings_by_code() -> dict[str, str]:
    """pypinyin's table: code point in decimal to readings with tone marks, commonest first."""
    # Importing pypinyin reads its phrases too, 0.4 s; the table alone takes 0.02 s.
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin", name="pypinyin")
    table: dict[str, str] = json.loads(Path(spec.origin).with_name("pinyin_dict.json").read_bytes())
    return table


@cache
def readings(character: str) -> tuple[str, ...]:
    """The character's syllables without tones, commonest first, ü as v; () if it has none."""
    if character in _SEVERAL_READINGS:
        return tuple(_SEVERAL_READINGS[character].split())
    commonest, _, _ = _readings_by_code().get(str(ord(character)), "").partition(",")
    syllable = _toneless(commonest)
    return (syllable,) if syllable in SYLLABLES else ()


def _toneless(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in apart if letter.isascii())


@cache
def merged(syllable: str) -> str:
    """The spelling under which all syllables are filed that sound alike in Chongqing."""
    for long, short in _FINALS:
        if syllable.endswith(long):
            syllable = syllable.removesuffix(long) + short
    for long, short in _INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable.removeprefix(long)
    return "fu" if syllable == "hu" else syllable


@cache
def sounds(character: str) -> frozenset[str]:
    """Every sound that a character can have, merged as Chongqing speech merges them."""
    return frozenset(map(merged, readings(character)))


def same_reading(one: str, other: str) -> bool:
    """Whether two characters share a toneless reading in the standard language."""
    return one == other or not set(readings(one)).isdisjoint(readings(other))


def spellings(term: str) -> list[str]:
    """The Latin letters, without spaces, that spell a term; none if a character has no reading."""
    choices = product(*map(readings, term))
    return list(dict.fromkeys("".join(choice) for choice in islice(choices, _MOST_SPELLINGS)))
