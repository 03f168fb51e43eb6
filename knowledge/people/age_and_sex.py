"""Age and sex, as a person says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.birth import BIRTH_FIELDS, BirthSaid
from knowledge.people.births import Doubt, DoubtKind, counts_otherwise, dates_of_birth
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
# 我今年五十, 我妈55了: nothing but the figure says that it is an age.
_BARE_AGE = re.compile(
    rf"(?:我|本人|妈|爸|他|她|今年|老汉|老公|老婆)(?:今年|刚|满|都|快|已经?|也"
    rf"|有)+({AMOUNT})(?:了|多)?\s*$"
    rf"|^\s*(?:才|刚)满({AMOUNT})(?:了)?\s*$|^\s*今年({AMOUNT})(?:了)?\s*$"
    rf"|^\s*(?:i'm |i am |turn(?:ed|ing)? )?([1-7]\d) this year\s*$"
    rf"|(?:我|妈|爸|他|她|老汉|老公|老婆|儿子|女儿|姐|哥)({AMOUNT})(?:了)?\s*$"
)
# 五十出头, "grandma 66", "two years short of fifty": the figure without the word for years.
_ROUGHLY = re.compile(
    r"(?P<past>[二三四五六]十)(?:岁)?(?:出头|冒头)"
    r"|(?:还)?(?:差|欠)(?P<short>[一二两三四五]|\d)年?(?:才)?(?:满|到|就|上)?(?P<of>[二三四五六]十|\d0)"
    r"(?:岁|$|了)"
    r"|(?P<short_en>one|two|three|four|five|[1-5]) years? (?:short of|off|away from|from|before"
    r"|till|until|under) (?P<of_en>(?:twen|thir|for|fif|six)ty|[2-6]0)(?![\d-])"
    r"|(?<![a-z])(?:(?P<kin>grandma|grandpa|grandmother|grandfather|granny|mother|father|mom|mum"
    r"|dad|wife|husband)|lady|woman|man|guy|male|female),? (?P<beside>[1-7]\d)(?![\d%.])"
    r"(?! (?:yuan|hours?|km))"
)
_AGE_HINT = re.compile(r"今年|年龄|现年|满|已经?|都|快|刚|^\s*(?:我|本人)?\s*[男女]?\s*$|age")


@dataclass(frozen=True, slots=True)
class _Told:
    """A birth or an age with the words it was told in."""

    birth: BirthSaid
    said: str


def age(heard: Heard) -> Iterator[Fact]:
    """`birth_year`, with month and day where said, and `age_told_on` where an age was."""
    told, _ = _birth(heard)
    if told is None:
        return
    birth = told.birth
    values = (birth.year, birth.month, birth.day, birth.told_on)
    for name, value in zip(BIRTH_FIELDS, values, strict=True):
        if value is not None:
            yield Fact(name, value, told.said)


def birth_doubt(heard: Heard) -> Doubt | None:
    """Why a birth that was said has to be asked back; None where there is no doubt."""
    return _birth(heard)[1]


def _birth(heard: Heard) -> tuple[_Told | None, Doubt | None]:
    dates = dates_of_birth(heard.low, heard.today, of_child=heard.acts_for_other)
    doubted = next((one for one in dates if one.doubt is not None), None)
    if doubted is not None and doubted.doubt is not None:
        return None, Doubt(doubted.doubt, heard.text[doubted.start : doubted.end].strip())
    told = [
        _Told(one.birth, heard.text[one.start : one.end].strip())
        for one in dates
        if one.birth is not None
    ]
    years = _age_told(heard)
    if not told:
        otherwise = counts_otherwise(heard.low)
        return (years, None) if otherwise is None else (None, Doubt(otherwise, heard.text.strip()))
    told += [years] if years is not None else []
    exact = min(told, key=lambda one: one.birth.born.days)
    if any(not exact.birth.born.agrees_with(one.birth.born) for one in told):
        choices = tuple(dict.fromkeys(one.birth for one in told))
        return None, Doubt(DoubtKind.CONTRADICTION, "；".join(one.said for one in told), choices)
    return exact, None


def _age_told(heard: Heard) -> _Told | None:
    for clause in heard.clauses:
        roughly = _ROUGHLY.search(clause.low)
        of_other = (
            roughly is not None
            and roughly["kin"]
            and not heard.acts_for_other
            and clause.low[: roughly.start()].strip() != ""
        )
        if roughly and not clause.is_question and not of_other:
            # About that old: the year alone is kept, which leaves a year open.
            birth = BirthSaid(heard.today.year - _years(roughly))
            return _Told(birth, heard.said(clause, roughly))
        for match in _own_ages(heard, clause):
            years = amount(next(filter(None, match.groups()))) if match else None
            if match and years is not None and _YOUNGEST <= years <= _OLDEST:
                told = BirthSaid.of_age(int(years), heard.today)
                return _Told(told, heard.said(clause, match))
    return None


def _years(match: re.Match[str]) -> int:
    """The age that a rough saying comes to; 五十出头 is one past fifty."""
    if match["beside"]:
        return int(match["beside"])
    if match["past"]:
        return int(amount(match["past"]) or 0) + 1
    short, of = match["short"] or match["short_en"], match["of"] or match["of_en"]
    return int((amount(of) or 0) - (amount(short) or 0))


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
        r"|(?<![a-z])(?:years?[- ]old|divorced|widowed|single|married) (?:lady|woman|female|mother"
        r"|mum)(?![a-z])"
        r"|(?<![a-z])(?:grandma|grandmother|granny|woman|lady),? (?:aged )?[1-7]\d(?!\d)"
    )),
    (Sex.MAN, re.compile(
        r"(?:i am|i'm|as|he is|he's) (?:an? )?(?:[\w-]+ ){0,4}(?:man|male|guy|father"
        r"|dad)(?![a-z])|^\s*(?:an? )?(?:man|male)(?: of| aged|,)? \d\d(?!\d)|^\s*(?:man"
        r"|male)\s*$|(?<![a-z])(?:years?[- ]old|divorced|widowed|single"
        r"|married) (?:man|guy|male)(?![a-z])|(?<![a-z])(?:grandpa|grandfather|man),? "
        r"(?:of |aged )?[1-7]\d(?!\d)")),
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
