"""Schooling, experience and skills, as a person says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.schooling import SCHOOLING, level_of
from knowledge.terms import Mention, TermKind
from knowledge.vocabulary import Education

_HAS_SCHOOLING = re.compile(
    r"(?:我|本人|他|她|是|有|读|读了?到|读了个|读过|读完了?|应届|刚从|只有|只读|念到|念过|上过|上到"
    r"|学历|文化"
    r"|文化程度|程度|毕业于)[:：是为]?(?:了|个|过|的)?\s*$"
    r"|(?:have|has|hold|holding|with|finished|completed|graduated from|graduated with|only"
    r"|left|(?:left|finished|stopped|quit) school (?:after|at|in)|went to|got|"
    r"education(?: level)?(?: is|:)?|i'm|i am|stud(?:y|ied)[^.,]{0,20} (?:at|in))(?: (?:an?|my"
    r"|only|just|through|the))*\s*$"
)
_SCHOOLING_GOES_ON = re.compile(
    r"\s*(?:(?:今年|去年|前年|刚|读完)?毕业|读完|没读完|[\u4e00-\u9fff]{2,8}(?:专业|系)|出来"
    r"|student|course|学历|文化|文凭|水平|肄业|学的|读的|graduate|education|diploma|degree"
    r"|leaver|only\s*$|of (?:cs|computer|engineering|arts|science))"
)
_STUDENT = re.compile(r"(?:生)?$|生(?:$|[^的])")
_SCHOOLING_ASKED = re.compile(
    r"要求|需要|至少要|必须|招聘?|以上的|(?<![a-z])(?:requir\w*|need\w*|ask\w*"
    r"|minimum)(?![a-z])|孩子|娃|小孩"
)


def education(heard: Heard) -> Iterator[Fact]:
    """`education`, the highest level that the person claims."""
    best: Fact | None = None
    for clause in heard.clauses:
        for match in SCHOOLING.finditer(clause.low):
            if _is_own_schooling(heard, clause, match):
                level = _as_far_as_finished(level_of(match), clause, match)
                if level is not None and (best is None or level.rank > best.value.rank):
                    best = Fact("education", level, heard.said(clause))
        unread = _NO_SCHOOL.search(clause.low)
        if best is None and unread and not clause.is_question:
            best = Fact("education", Education.NONE, heard.said(clause, unread))
    if best is not None:
        yield best


# 小学没毕业 leaves open what was learned; these say that there was no school.
_NO_SCHOOL = re.compile(
    r"不识(?:几个)?字|(?:大字|字)[^，。]{0,3}(?:不识|认不到|认不得)|没(?:有|得)?(?:读过书|上过学|进过学堂|念过书)"
    r"|(?:没|不)认?识?得?几个字|(?<!扫)文盲"
    r"|(?<![a-z])(?:never (?:been to|went to|attended|had any) school(?:ing)?(?! of)|illiterate"
    r"|can't read(?: (?:or write|much|at all|and write))?(?=\s*$))"
)


_UNFINISHED_BEHIND = re.compile(
    r"^(?:都|也|还)?(?:没|未)(?:有|得)?(?:读|念|上|毕)(?:完|业|到头)|^肄业"
    r"|^(?:只)?(?:读|念|上)(?:到|了)[^，。]{0,4}(?:就)?(?:退学|辍学|没读|不读)|^[^，。]{0,6}(?:退学|辍学)"
    r"|^ (?:in (?:year|my)|half[- ]?way|half|without finishing|early|before the end)(?![a-z])"
)
_UNFINISHED_BEFORE = re.compile(
    r"(?:did(?:n't| not)|never|without) (?:finish|complete|finished|completed|finishing)"
    r"(?: my)?\s*$|(?:dropped out of|quit)(?: my| the)?\s*$"
)
_BELOW = {
    Education.JUNIOR_HIGH: Education.PRIMARY,
    Education.SENIOR_HIGH: Education.JUNIOR_HIGH,
    Education.VOCATIONAL: Education.JUNIOR_HIGH,
    Education.JUNIOR_COLLEGE: Education.SENIOR_HIGH,
    Education.BACHELOR: Education.SENIOR_HIGH,
    Education.MASTER: Education.BACHELOR,
    Education.DOCTOR: Education.MASTER,
}


def _as_far_as_finished(level: Education, clause: Clause, match: re.Match[str]) -> Education | None:
    """高中没读完 is junior high: a level counts from its diploma on; None below primary school."""
    before, after = clause.low[: match.start()], clause.low[match.end() :]
    unfinished = _UNFINISHED_BEHIND.search(after) or _UNFINISHED_BEFORE.search(before)
    return _BELOW.get(level) if unfinished else level


def _is_own_schooling(heard: Heard, clause: Clause, match: re.Match[str]) -> bool:
    before, after = clause.low[: match.start()], clause.low[match.end() :]
    if _UNFINISHED_BEFORE.search(before) or _UNFINISHED_BEHIND.search(after):
        return not clause.is_question
    if is_denied(before) or _SCHOOLING_ASKED.search(clause.low):
        return False
    if match.group() == "college diploma":
        # 大专 to some, a bachelor's degree to others.
        return False
    if not before.strip() and not after.strip(" 的.，"):
        return not clause.is_question
    claimed = _HAS_SCHOOLING.search(before) is not None
    goes_on = _SCHOOLING_GOES_ON.match(after) is not None
    if clause.is_question and not re.search(heard.subject, before):
        return False
    return (
        claimed and (goes_on or re.match(r"生|\s*$|[\s/]|学历|的$|了", after) is not None)
    ) or goes_on


_YEARS = re.compile(
    rf"(?:做|干|当|从事|开|搞|跑|工作|经验|有|在)[^，。]{{0,12}}?(?P<zh>{AMOUNT}"
    rf"|半)几?\s*年(?P<more>多)?|(?P<zh2>{AMOUNT})\s*年(?:多)?(?:的)?(?:[^，。]{{0,6}})(?:工作)"
    rf"?(?:经验|工龄|驾龄)"
    rf"|(?P<en>{AMOUNT})\+?\s*(?:years?|yrs?)(?:'|s')?(?: of)?(?: \w+){{0,3}} (?:experience|exp)"
    rf"|驾龄\s*(?P<zh3>{AMOUNT})\s*年|(?:and|with|over|has) (?P<en3>{AMOUNT})\+?\s*(?:years?|yrs?)"
    rf"(?: (?:behind me|in the trade)|\s*$)"
    rf"|(?:worked|work|working|been|experience)[^.,]{{0,40}}? (?:for "
    rf"|of )?(?P<en2>{AMOUNT})\s*(?:years?|yrs?)"
)
_NOT_EXPERIENCE = re.compile(
    r"失业|没工作|没上班|毕业|签|合同|unemployed|out of work|without|graduat|ago|old"
)
_MOST_YEARS = 60


def experience(heard: Heard) -> Iterator[Fact]:
    """`experience_years` in whole or half years."""
    for clause in heard.clauses:
        match = _YEARS.search(clause.low)
        if match is None or _NOT_EXPERIENCE.search(clause.low) or clause.is_question:
            continue
        written = next(said for name, said in match.groupdict().items() if said and name != "more")
        years = 0.5 if written == "半" else amount(written)
        if years is not None and 0 < years <= _MOST_YEARS:
            yield Fact("experience_years", years, heard.said(clause, match))
            return


_CAN = re.compile(
    r"(?:做过|干过|当过|搞过|学过|会做?|懂|做了|干了|当了|开过|开了|跑了|做[^，。]{0,4}年"
    r"|以前(?:是|做"
    r"|在)?|之前(?:是|做)?|原来(?:是|做)?|一直(?:是|做)?|我是|从事过?)(?:一?[个名]"
    r"|[^，。]{0,5}年(?:的)?)?(?:在)?\s*$"
    r"|(?:worked as|work as|experience as|experience in|experienced|used to be|trained as"
    r"|skilled in|i can|can|able to|good at|i am|i'm|i was|as)(?: an?)?\s*$"
)
_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)


def skills(heard: Heard) -> Iterator[Fact]:
    """`skills`: official Chinese names of trades that the person knows or has worked in."""
    found: dict[str, str] = {}
    for clause in heard.clauses:
        for mention in heard.mentions_in(clause):
            trade = mention.of_kind(*_TRADES)
            if trade and speaks_of_past(heard, clause, mention):
                found.setdefault(trade.zh, heard.said(clause))
    if found:
        yield Fact("skills", tuple(found), "；".join(dict.fromkeys(found.values())))


def speaks_of_past(heard: Heard, clause: Clause, mention: Mention) -> bool:
    """Whether a trade is one that the person has, and not the one looked for."""
    before = heard.before(clause, mention)
    if is_denied(before) or re.search(r"找|想|looking|want|find", before):
        return False
    if re.match(
        r"\s*(?:我)?(?:都|也)?(?:做|干|当|开|搞)(?:了|过)[^，。]{0,6}年",
        heard.after(clause, mention),
    ):
        return True
    if re.match(r"\s*(?:的)?(?:工作)?(?:经验|经历|experience)", heard.after(clause, mention)):
        return True
    return _CAN.search(before) is not None
