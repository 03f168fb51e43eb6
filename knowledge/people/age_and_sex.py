"""Age, sex and year of graduation, as a person says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.numerals import AMOUNT, amount
from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard
from knowledge.people.profile import Fact, Sex
from knowledge.people.relations import relations

_YOUNGEST, _OLDEST = 14, 99

_AGE_ZH = re.compile(
    rf"({AMOUNT})\s*(?:周)?岁(?P<done>了)?(?P<limit>以上|以下|以内|之前|以前|前|退休|-|到|至|起)?"
)
_AGE_EN = re.compile(rf"({AMOUNT})[\s-]*(?:years?[\s-]old|yrs? old|y/?o)(?![a-z])")
_I_AM_AGE = re.compile(
    rf"(?<![a-z])(?:i am|i'm|im|aged?|(?:wo)?man(?: of| aged)?|person of|she is|she's|he is|he's"
    rf"|(?:mother"
    rf"|father|wife|husband|son|daughter|brother|"
    rf"sister|mom|dad) is)\s+({AMOUNT})(?![\d.,]*[\d%])(?!\s*(?:yuan|months?|years?(?! old)|km"
    rf"|minutes?|hours?|days?|weeks?|people|percent))"
)
_BORN = re.compile(
    r"(?:生于|出生于|出生在|born (?:in )?)\s*(?P<a>(?:19|20)\d\d)|(?P<b>(?:19|20)\d\d"
    r"|(?<!\d)\d\d)年(?:出?生|的人|生人)"
    r"|(?<!\d)(?P<c>[4-9]\d|0\d)年的(?!.*(?:政策|文件|补贴|合同|房|车))"
)
# 我今年五十, 我妈55了: nothing but the figure says that it is an age.
_BARE_AGE = re.compile(
    rf"(?:我|本人|妈|爸|他|她|今年|老汉|老公|老婆)(?:今年|刚|满|都|快|已经?|也"
    rf"|有)+({AMOUNT})(?:了|多)?\s*$"
    rf"|^\s*(?:才|刚)满({AMOUNT})(?:了)?\s*$|^\s*今年({AMOUNT})(?:了)?\s*$"
    rf"|(?:我|妈|爸|他|她|老汉|老公|老婆|儿子|女儿|姐|哥)({AMOUNT})(?:了)?\s*$"
)
_AGE_HINT = re.compile(r"今年|年龄|现年|满|已经?|都|快|刚|^\s*(?:我|本人)?\s*[男女]?\s*$|age")


def age(heard: Heard) -> Iterator[Fact]:
    """`birth_year`, from an age or a year of birth."""
    for clause in heard.clauses:
        born = _BORN.search(clause.low)
        if born:
            yield Fact(
                "birth_year", _year(born["a"] or born["b"] or born["c"]), heard.said(clause, born)
            )
            return
        for match in _own_ages(heard, clause):
            years = amount(next(filter(None, match.groups()))) if match else None
            if match and years is not None and _YOUNGEST <= years <= _OLDEST:
                yield Fact("birth_year", heard.today.year - int(years), heard.said(clause, match))
                return


def _own_ages(heard: Heard, clause: Clause) -> Iterator[re.Match[str] | None]:
    yield _own_age_zh(heard, clause)
    yield _BARE_AGE.search(clause.low)
    yield _age_alone(heard, clause)
    if not clause.is_question or re.search(heard.subject, clause.low):
        yield _AGE_EN.search(clause.low)
        yield _I_AM_AGE.search(clause.low)


# 下岗了，43，会踩缝纫机; "my husband, 55, looks for": a figure as a clause among others.
_ALONE = re.compile(r"^\s*(?:woman|man|female|male|aged?)?\s*([1-7]\d)\s*(?:了)?\s*$")
_FEWEST_CLAUSES = 3


def _age_alone(heard: Heard, clause: Clause) -> re.Match[str] | None:
    return _ALONE.search(clause.low) if len(heard.clauses) >= _FEWEST_CLAUSES else None


def _own_age_zh(heard: Heard, clause: Clause) -> re.Match[str] | None:
    """An age that is the person's own: not a limit (35岁以下), not a child's."""
    match = _AGE_ZH.search(clause.low)
    if match is None or match["limit"] or re.search(r"[-至到~]\s*$", clause.low[: match.start()]):
        return None
    before, after = clause.low[: match.start()], clause.low[match.end() :]
    if _CHILD.search(before) and not heard.acts_for_other:
        return None
    if re.search(r"要不要$", before) and re.match(r"的?[男女]", after):
        return match
    is_own = re.search(heard.subject, before) or _AGE_HINT.search(before) or match["done"]
    goes_on = not after.strip() or re.match(r"[的\s]|想|还|可以|能|[男女]|没|在|失", after)
    return match if is_own or (not before.strip() and goes_on) else None


_CHILD = re.compile(r"孩子|娃|儿子|女儿|小孩|孙")


def _year(written: str) -> int:
    year = int(written)
    if year > _OLDEST:
        return year
    return 1900 + year if year >= 40 else 2000 + year


_SEX_ZH = (
    r"(?:我|本人|她|他)(?:是|为)?(?:一?[个名位])?(?P<said>{0})(?:的|性|人|士|生|同志|$)"
    r"|岁的?(?P<aged>{0})(?:的|性|人|士|同志|$)(?!.{0,6}招)"
    r"|^\s*(?:性别)?[:：是]?\s*(?P<alone>{0})(?:的|性"
    r"|士|生|同志)?(?=$|\s|\d|[一二三四五六七八九十]+岁)"
)
_SEX_SAID = (
    (Sex.WOMAN, re.compile(_SEX_ZH.replace("{0}", "女"))),
    (Sex.MAN, re.compile(_SEX_ZH.replace("{0}", "男"))),
    (Sex.WOMAN, re.compile(
        r"(?:i am|i'm|as|she is|she's) (?:an? )?(?:[\w-]+ ){0,4}(?:woman|female|lady|mother"
        r"|mum|mom)(?![a-z])|^\s*(?:an? )?(?:woman|female|lady)(?: of| aged|,)? \d\d(?!\d)"
        r"|^\s*(?:woman|female|lady)\s*$"
    )),
    (Sex.MAN, re.compile(
        r"(?:i am|i'm|as|he is|he's) (?:an? )?(?:[\w-]+ ){0,4}(?:man|male|guy|father"
        r"|dad)(?![a-z])|^\s*(?:an? )?(?:man|male)(?: of| aged|,)? \d\d(?!\d)|^\s*(?:man"
        r"|male)\s*$")),
)  # fmt: skip


def sex(heard: Heard) -> Iterator[Fact]:
    """`sex`, said outright, or by the name of the relative that one acts for; never guessed."""
    for clause in heard.clauses:
        for value, words in _SEX_SAID:
            match = words.search(clause.low)
            if match and not clause.is_question:
                yield Fact("sex", value, heard.said(clause, match))
                return
    relation = relations().get(heard.acting_for)
    if relation is not None and relation.sex is not None:
        named = re.search(rf"{relation.zh}|(?<![a-z])(?:{relation.en})(?![a-z])", heard.low)
        if named:
            said = heard.text[named.start() : named.end()]
            yield Fact("sex", relation.sex, said)


_GRADUATION = re.compile(
    r"(?P<relative>今年|去年|前年|明年)(?:刚|才|就|要|[五六七]月)*(?:大学|本科|大专|专科|硕士"
    r"|研究生)?(?:刚)?毕业"
    r"|(?P<year>20\d\d)\s*(?:届|年(?:大学|本科|大专)?毕业)|(?<!\d)(?P<short>[0-3]\d)届"
    r"|graduat\w* (?:from \w+ )?(?:in |from college in )?(?:[a-z]+ )?(?P<en>20\d\d)"
    r"|class of (?P<class>20\d\d)"
    r"|graduat\w*[^.,]{0,20}(?P<last>last year|this year|next year)"
)
_RELATIVE = {
    "今年": 0,
    "去年": -1,
    "前年": -2,
    "明年": 1,
    "this year": 0,
    "last year": -1,
    "next year": 1,
}


def graduation(heard: Heard) -> Iterator[Fact]:
    """`graduation_year`: the year of leaving college."""
    for clause in heard.clauses:
        match = _GRADUATION.search(clause.low)
        if match is None or (clause.is_question and not re.search(heard.subject, clause.low)):
            continue
        if _SCHOOL_CHILD.search(clause.low):
            continue
        relative = match["relative"] or match["last"]
        written = match["year"] or match["en"] or match["class"]
        year = (
            heard.today.year + _RELATIVE[relative]
            if relative
            else int(written or f"20{match['short']}")
        )
        yield Fact("graduation_year", year, heard.said(clause, match))
        return


_SCHOOL_CHILD = re.compile(r"小学|初中|高中|中专|primary|middle school|high school")
