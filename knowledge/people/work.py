"""Work, unemployment, business and pension, as a person says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact

_UNITS = r"(?:个)?(?P<more>多)?(?P<unit>月|年|months?|years?|weeks?)"
_OUT_OF_WORK = re.compile(
    rf"(?:失业|待业|下岗|没(?:有|得)?(?:工作|上班|事做|活干)|out of work|unemployed|jobless"
    rf"|without (?:a )?(?:job|work))"
    rf"(?:了|已经|都|快|有|好|差不多|大概|for|since|about|almost|over|nearly|\s)*(?P<n>{AMOUNT}"
    rf"|大?半|an?|half a)\s*{_UNITS}"
    rf"|(?P<m>{AMOUNT}|半)\s*(?:个)?(?P<munit>月|年)(?:多)?(?:都)?没(?:有|得)?(?:工作|上班|活干"
    rf"|事做|找到)"
    rf"|(?:lost (?:my|her|his) job|(?:was |been |got )?laid off) (?P<l>{AMOUNT}|an?"
    rf"|half a) (?P<lunit>months?|years?|weeks?) ago"
)


def out_of_work(heard: Heard) -> Iterator[Fact]:
    """`unemployed_months`, and with it that the person is not in work."""
    for clause in heard.clauses:
        match = _OUT_OF_WORK.search(clause.low)
        if match is None:
            continue
        number = match["n"] or match["m"] or match["l"]
        unit = match["unit"] or match["munit"] or match["lunit"]
        months = _months(number, unit)
        if months is not None:
            yield Fact("unemployed_months", months, heard.said(clause, match))
            yield Fact("employed", False, heard.said(clause, match))
            return


def _months(number: str, unit: str) -> int | None:
    halves = {"半": 0.5, "大半": 0.5, "half a": 0.5, "a": 1.0, "an": 1.0}
    count = halves.get(number) or amount(number)
    if count is None or count > 600:
        return None
    per = 12 if unit[0] in "年y" else (0.25 if unit.startswith("week") else 1)
    return int(count * per)


def _yes_no(
    name: str, yes: str, no: str, never: str
) -> tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return name, re.compile(yes), re.compile(no), re.compile(never)


_PLANNED = (
    r"想|打算|准备|以前|原来|之前|曾经|怎么|如何|如果|要是|能不能|(?<![a-z])(?:want|plan"
    r"|used to|if|how|would like)(?![a-z])"
)
# Each field: words that say yes, words that say no (looked for first), words that make it neither.
_YES_NO = (
    _yes_no(
        "registered_unemployed",
        r"(?:办|做|搞|有|在?社区|已经?|登)[^，。]{0,6}(?:失业登记|登记失业|失业证|就业创业证)"
        r"|(?:失业登记|失业证|就业创业证)(?:已经|都|社区|也)*(?:给我)?(?:(?:办|做|有)(?:了|好"
        r"|过)|办起|办得有|有$)"
        r"|(?:失业登记|失业证|失业)(?:刚刚?|昨天|上周|上个?月|前天|早就|也|都|已经)*(?:才|刚)?(?:挂|登|弄|办|搞)(?:了|好|起|妥|完)"
        r"|^\s*(?:我)?(?:是)?登记失业|我(?:已经|是|也)?登记(?:了)?失业|登记为失业|登记[了过]失业"
        r"|失业登记了|(?:失业登记|失业证)(?:办)?起(?:的|了)|户口失业登记$"
        r"|(?<![a-z])(?:unemployment|jobless) registration (?:is |was )?(?:done|made|there"
        r"|complete\w*)"
        r"|(?<![a-z])signed on (?:as )?(?:unemployed|jobless)|(?<![a-z])registered jobless"
        r"|^\s*(?:and )?registered (?:here )?as out of work"
        r"|^\s*(?:and )?(?:officially )?registered (?:as )?(?:an? )?(?:unemployed|jobless)"
        r"|(?:am|i'm|is|are|have|i've|been"
        r"|already) (?:officially )?(?:been )?registered (?:as )?(?:an? )?(?:unemployed"
        r"|jobless)",
        r"没(?:有|得)?(?:去)?(?:办|做|登)[^，。]{0,6}(?:失业登记|登记失业|失业证|失业)"
        r"|没(?:有)?(?:失业证|登记失业|失业登记)|没有登记|还没登记"
        r"|(?:失业登记|登记失业|失业证)(?:也|都|还|暂时)*(?:没|未)(?:有|得)?(?:去|来得及)?(?:办|做|登)"
        r"|没(?:有|得)?(?:去|到)[^，。]{0,8}登记过?(?:失业)?|没(?:有|得)?(?:去)?(?:挂|搞)[^，。]{0,4}失业"
        r"|(?:失业登记|失业证)(?:也|都|还)*(?:没|未)(?:挂|搞|弄)|(?<![a-z])unregistered(?![a-z])"
        r"|(?:not|haven't|never|hasn't|not yet|didn't|did not|n't) (?:been |yet )?"
        r"(?:register\w*|sign(?:ed)? on)(?! for)(?: as)?(?: unemployed| jobless)?"
        r"|(?<![a-z])(?:no|without)(?: an?| any| the)? unemployment (?:registration|card)",
        rf"(?:怎么|如何|哪里|想|要不要|需要|可以|在哪|去哪)[^，。]{{0,6}}(?:失业登记|登记失业"
        rf"|失业证)|(?:失业登记|失业证|就业创业证)(?:怎么|在哪|需要|要)|{_PLANNED}",
    ),
    _yes_no(
        "employed",
        r"(?:我|他|她)(?:现在|目前|还|正)*在[^，。]{1,10}(?:上班|工作)|(?:我|现在"
        r"|目前)(?:是)?在职|(?:我|现在|目前|^\s*)(?:在)?[^，。找想去进]{0,6}(?:公司|厂|单位|店)"
        r"[^，。找想去进]{0,3}(?:上[着起]班|上班呢|在上班)"
        r"|(?:有|得)单位(?:交|买|给)?(?:着)?社保|还?没(?:有)?(?:辞职|离职)|现在有工作|我有工作|有工作的"
        r"|i have a (?:\w+ )?job(?! offer)|i am employed|i'm employed"
        r"|(?:currently|presently|already) employed"
        r"|^\s*(?:currently |still |now )?(?:in (?:full[- ]time )?(?:employment|a job|work))(?! in)"
        r"|(?:am|i'm) (?:currently "
        r"|now |still )?working (?:at|as|in|for)|still employed",
        r"失业了|没(?:有|得)(?:工作|活干|事做)|没工作|没上班|没在上班|丢了工作|下岗|被(?:裁"
        r"|辞退)|待业|厂[^，。]{0,3}(?:垮|倒)了|(?:我|目前|现在)(?:也|还)?(?:是)?失业(?!金|保险"
        r"|登记|证|补助|率)"
        r"|(?:am|i'm|was|been|got|is) (?:now |currently )?(?:unemployed|laid off|jobless"
        r"|out of work|without work)|^\s*laid off|lost (?:my|her|his) job|(?:have|has|got"
        r"|with) no job(?!s)",
        r"以前|原来|之前|曾|想|如果|要是|怎么|(?<![a-z])(?:used to|if"
        r"|(?<!and )want|look|would)(?![a-z])",
    ),
    _yes_no(
        "has_business",
        r"开(?:了|着|得有)[^，。]{0,6}(?:店|公司|馆|厂|铺|超市|摊)|(?:我|本人"
        r"|家里)(?:现在)?(?:是)?(?:个)?(?:个体户|个体工商户)|(?:有|挂着?|办得?有)[^，。]{0,4}(?:营业)?执照|(?:营业|个体)?执照[^，。]{0,4}(?:还在|没注销|没有注销|没得注销|在我名下)"
        r"|(?:还是|是|当着?)(?:公司|企业)?(?:的)?(?:法人|股东|监事)"
        r"|办了(?:营业)?执照|做(?:点)?(?:小)?生意|当老板"
        r"|i (?:run|own|have|opened) (?:an? |my own )?(?:\w+ )?(?:shop|business|company|store"
        r"|restaurant|firm)|i am self-employed|i'm self-employed"
        r"|(?<![a-z])(?:have|has|hold|holds|got|keep|with) (?:an? |my |the )?(?:own )?(?:trade|shop"
        r"|trading|business) licen[cs]e|(?<![a-z])(?:licen[cs]e|company|business) (?:is )?"
        r"(?:still )?(?:registered )?in my name|(?:公司|店|执照)[^，。]{0,4}(?:挂|在)我(?:的)?名下",
        r"没(?:有|得)?(?:开店|营业执照|做生意|公司|开公司)|不是个体|(?:店"
        r"|我的公司)[^，。]{0,4}?(?:已经)?(?:关|倒|注销|垮)(?:门)?了"
        r"|开店亏了|^\s*(?:it )?(?:is |has )?(?:now )?closed(?: down)?\s*$|closed my shop"
        r"|no business|don't (?:own|have|run) a (?:business|company|shop)",
        _PLANNED,
    ),
    _yes_no(
        "draws_pension",
        r"(?:在领|领(?:着|到|了)?|拿(?:着|到|了)?|有)[^，。居农]{0,4}(?:养老金|退休金"
        r"|退休工资)|(?:养老金|退休金|退休工资)(?:我|都|也|已经|早就|每个?月)*(?:在领|领[着了到起]|拿[着了到起]|到手)|我(?:已经)?退休了|已经退休"
        r"|(?:draw|drawing|get|getting|receive|receiving|have|on) (?:a |my |the "
        r"|an )?(?:[\w']+ ){0,2}pension(?! insurance)|i am retired|i'm retired",
        r"没(?:有|得)?(?:领|拿)?(?:到)?(?:养老金|退休金|退休)|还没退休|no pension|don't (?:get"
        r"|draw|have|receive) a pension|not retired",
        rf"居民养老|农保|可以领|能领|什么时候|(?:not|don't|no) |{_PLANNED}",
    ),
    _yes_no(
        "in_public_welfare_post",
        r"(?:我|家里人?|现在|已经?)[^，。]{0,4}(?:在|是)(?:做|干|公益岗|公益性岗位"
        r"|公岗)[^，。]{0,4}(?:公益性岗位|公岗|公益岗|上|的|$)"
        r"|(?:我|家里?人?|老公|老婆|爱人|丈夫|妻子|媳妇|婆娘|儿子|女儿)[^，。]{0,4}(?:已经?|现在)"
        r"(?:在|有|做|干)[^，。]{0,4}(?:公益岗|公岗|公益性岗位)"
        r"|(?:公益岗|公岗|公益性岗位)[^，。]{0,4}(?:我们?|屋头|家里)?(?:老公|老婆|爱人|男人|丈夫|妻子|媳妇|婆娘"
        r"|堂客|儿子|女儿|妈|老汉|爸)(?:已经)?(?:占|有|做|干|在做|拿)"
        r"|(?:already|currently|now) (?:in|have|has|holds?|works? in) (?:an?|one) "
        r"public[- ]welfare (?:post|job)"
        r"|(?<![a-z])(?:my|our) (?:husband|wife|son|daughter|father|mother|dad|mum|mom|partner)"
        r"(?: already| now| currently)? (?:has|holds?|got|works? in|is (?:in|on)) (?:an?|one) "
        r"(?:\w+ )?public(?:[- ](?:welfare|service))? (?:post|job|position)",
        r"没(?:有)?(?:在|做过)(?:公益性岗位|公岗)",
        _PLANNED,
    ),
)  # fmt: skip


def work(heard: Heard) -> Iterator[Fact]:
    """Yes or no to: registered unemployed, in work, business, pension, public-welfare post."""
    for name, yes, no, never in _YES_NO:
        for clause in heard.clauses:
            denial = no.search(clause.low)
            if denial:
                yield Fact(name, False, heard.said(clause, denial))
                break
            match = yes.search(clause.low)
            if (
                match
                and not never.search(clause.low)
                and not is_denied(clause.low[: match.start()])
            ):
                yield Fact(name, True, heard.said(clause, match))
                break
