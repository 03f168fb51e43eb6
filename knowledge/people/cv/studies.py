"""Schooling in a CV: the highest level, its subject, the year it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.people.cv.layout import Cv, CvLine
from knowledge.people.cv.periods import periods_in
from knowledge.people.profile import Fact
from knowledge.schooling import SCHOOLING, level_of
from knowledge.terms import folded
from knowledge.vocabulary import Education

_SHORT_DEGREES = (
    (Education.DOCTOR, re.compile(r"(?<![a-z.])(?:d\.?phil|ph\.?d)(?![a-z])")),
    (Education.MASTER, re.compile(r"(?<![a-z.])(?:m\.?sc|m\.?a|m\.?eng|mba|m\.?ed)\.?(?![a-z])")),
    (
        Education.BACHELOR,
        re.compile(r"(?<![a-z.])(?:b\.?sc|b\.?a|b\.?eng|bba|b\.?ed|ll\.?b)\.?(?![a-z])"),
    ),
)
_SCHOOL_ZH = re.compile(
    r"[\u4e00-\u9fff]{2,18}?(?:大学|学院|学校|中学|职高|技校|职教中心|高中|一中"
    r"|分校)(?![\u4e00-\u9fff]{0,2}生)"
)
_NO_MAJOR = re.compile(
    r"^(?:全日制|统招|自考|函授|成人教育|在读|毕业|学历|学位|专业|主修|课程|就读|校|年级|重庆市?"
    r"|理科|文科|普通高中|普高|"
    r"初中|高中|小学|大专|专科|本科|中专|硕士|博士|研究生|学士)+$"
)
_MAJOR_EN = (
    re.compile(r"(?:bachelor|master|b\.?sc|b\.?a|b\.?eng|m\.?sc|m\.?a|degree|diploma|doctor"
               r"|ph\.?d)[a-z'. ]*? in "
               r"(?P<major>[a-z][a-z &-]{2,40}?)(?=\s*(?:[,(\t|;–-]|$|\d| at | from ))"),
    re.compile(r"(?:bachelor|master|diploma)(?:'?s)?(?: degree)? of (?!science|arts|engineering"
               r"|education(?! ))"
               r"(?P<major>[a-z][a-z &-]{2,40}?)(?=\s*(?:[,(\t|;–-]|$|\d| at | from ))"),
    re.compile(r"(?:b\.?sc|b\.?a|b\.?eng|m\.?sc|m\.?a)\.?\s+(?P<major>[a-z][a-z &-]{2,40}?)"
               r"(?=\s*(?:[,(\t|;–-]|$|\d| at | from ))"),
    re.compile(r"(?<![a-z])(?P<major>[a-z]+(?: [a-z]+){0,2}) (?:major|diploma)(?![a-z])"),
)  # fmt: skip
_COLLEGE = Education.JUNIOR_COLLEGE.rank


@dataclass(frozen=True, slots=True)
class _School:
    level: Education
    line: CvLine
    around: str
    """The line with the lines right beside it, among which a school is spread in many CVs."""


def studies(cv: Cv, today: date) -> Iterator[Fact]:
    """`education`, `major` and `graduation_year`, all of the highest school."""
    schools = list(_schools(cv))
    best = max(schools, key=lambda school: school.level.rank, default=None)
    if best is not None:
        yield Fact("education", best.level, best.line.text)
    yield from _major(cv, best)
    if best is not None and best.level.rank >= _COLLEGE:
        yield from _graduation(cv, best, today)


def _schools(cv: Cv) -> Iterator[_School]:
    for one in cv.of_kind("level"):
        level = _highest(one.value)
        if level is not None:
            yield _School(level, CvLine(one.line.part, one.said), one.value)
    lines = list(cv.part("education"))
    for number, line in enumerate(lines):
        level = _highest(line.text)
        if level is not None:
            yield _School(level, line, _entry(lines, number))


def _entry(lines: list[CvLine], number: int) -> str:
    """The lines of the same school: up to the next line that begins with a date."""
    own = [lines[number].text]
    dated = re.compile(r"^\s*(?:19|20)\d\d|^[a-z]{3,9} (?:19|20)\d\d")
    if not dated.search(folded(own[0])) and number and dated.search(folded(lines[number - 1].text)):
        own.insert(0, lines[number - 1].text)
    for after in lines[number + 1 : number + 3]:
        if dated.search(folded(after.text)) and any(dated.search(folded(text)) for text in own):
            break
        if _highest(after.text) is not None:
            break
        own.append(after.text)
    return "\n".join(own)


def _highest(text: str) -> Education | None:
    low = folded(text)
    levels = [level_of(match) for match in SCHOOLING.finditer(low)]
    levels += [level for level, pattern in _SHORT_DEGREES if pattern.search(low)]
    return max(levels, key=lambda level: level.rank, default=None)


def _major(cv: Cv, best: _School | None) -> Iterator[Fact]:
    for one in cv.of_kind("major"):
        yield Fact("major", re.split(r"[\s|｜,，;；(（]", one.value)[0] if not one.value.isascii()
                   else one.value.strip(), one.said)  # fmt: skip
        return
    if best is None or best.level.rank < Education.VOCATIONAL.rank:
        return
    for line in best.around.split("\n"):
        major = _major_en(line) or _major_zh(line)
        if major:
            yield Fact("major", major, line)
            return


def _major_en(line: str) -> str | None:
    low = folded(line)
    for pattern in _MAJOR_EN:
        match = pattern.search(low)
        if match:
            return line[match.start("major") : match.end("major")].strip()
    return None


def _major_zh(line: str) -> str | None:
    named = re.search(r"([\u4e00-\u9fff]{2,14}?)专业", _SCHOOL_ZH.sub(" ", line))
    if named:
        return named[1]
    rest = _SCHOOL_ZH.sub(" ", re.sub(r"[\d.\-–—~～/年月至今到]+", " ", line))
    rest = re.sub(r"[(（][^)）]*[)）]", " ", rest)
    rest = SCHOOLING.sub(" ", rest)
    for word in re.split(r"[\s|｜,，;；、·:：]+", rest):
        if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", word) and not _NO_MAJOR.match(word):
            return word
    return None


def _graduation(cv: Cv, best: _School, today: date) -> Iterator[Fact]:
    for one in cv.of_kind("graduated"):
        year = re.search(r"(?:19[6-9]|20[0-4])\d", one.value)
        if year:
            yield Fact("graduation_year", int(year.group()), one.said)
            return
    ends = [period.end_year for period in periods_in(best.around, today)]
    if ends:
        if ends[0] is not None:
            yield Fact("graduation_year", ends[0], best.around.replace("\n", " "))
        return
    year = re.search(
        r"((?:19[6-9]|20[0-4])\d)\s*年?\s*(?:\d{1,2}月)?毕业|(?:graduat\w*"
        r"|class of)[^\d]{0,12}((?:19[6-9]|20[0-4])\d)"
        r"|[,(]\s*((?:19[6-9]|20[0-4])\d)\s*[)]?\s*$",
        folded(best.around),
    )
    if year:
        yield Fact("graduation_year", int(next(filter(None, year.groups()))), best.line.text)
