"""What work somebody looks for: trades, and what to search with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.background import speaks_of_past
from knowledge.people.clauses import Clause
from knowledge.people.hearing import Heard, is_denied
from knowledge.people.profile import Fact
from knowledge.people.refusing import refused_in
from knowledge.people.spoken_trades import official_trades
from knowledge.terms import Mention, TermKind

_TRADES = (TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE)
_WISHING = re.compile(
    r"找|^\s*(?:请问)?有[^，。]{0,12}(?:岗位?|工作|活路?)|想(?:做|干|当|跑|开|送|搬|教|去|学|要"
    r"|应聘|上班|考"
    r"|报|申请|到|在)|要(?:做|干|当)|应聘|求职|有没(?:有|得)|有(?:啥子?|什么"
    r"|哪些)[^，。]{0,10}(?:工作|岗位|活|岗)"
    r"|推荐|介绍|适合|工作$|岗位$|活路|活儿|招人|招(?:不招)?|缺人|的工作|的岗位|的活"
    r"|(?<![a-z])(?:look(?:ing)? for|find|want|need|(?:part|full)[- ]time work|job|jobs"
    r"|work (?:as|in)|positions?|posts?|vacanc\w*|apply for|openings?|seeking|hiring"
    r"|interested in)(?![a-z])"
)
# Money and rules are asked about with the same nouns; none of it is a wish.
_ABOUT_POLICY = re.compile(
    r"补贴|补助|政策|条件|标准|规定|最低工资|失业金|贷款|期限|是什么意思|怎么申请|如何申请"
    r"|谁能|哪些人|什么人|要求是"
    r"|(?<![a-z])(?:subsid\w*|polic(?:y|ies)(?! posts?)|conditions?|eligib\w*|qualif\w*"
    r"|minimum wage|loan|allowance|rule|how long|who (?:can|may))(?![a-z])"
)
_LOOKING = re.compile(
    r"想?找|求职|应聘|(?<![a-z])(?:look(?:ing)? for|find me|want to work)(?![a-z])"
)
_NO_TRADE = frozenset({"老师", "师傅", "阿姨", "guide"})


def is_wish(heard: Heard, clause: Clause) -> bool:
    """Whether the clause speaks of work that is looked for, and not of rules and money."""
    return heard.wishes_work or says_wish(clause)


def says_wish(clause: Clause) -> bool:
    """The same, by the words of the clause alone."""
    if _LOOKING.search(clause.low):
        return True
    return _WISHING.search(clause.low) is not None and not _ABOUT_POLICY.search(clause.low)


def asks_of_policy(clause: Clause) -> bool:
    """Whether the clause is about rules and money, and looks for nothing."""
    return _ABOUT_POLICY.search(clause.low) is not None and not _LOOKING.search(clause.low)


def wishes(heard: Heard) -> Iterator[Fact]:
    """`wishes` in the person's own words, each once."""
    found: dict[str, str] = {}
    for clause in heard.clauses:
        own = list(_trades_wished(heard, clause))
        for words in own or _words_wished(heard, clause):
            found.setdefault(words, heard.said(clause))
    if found:
        yield Fact("wishes", tuple(found), "；".join(dict.fromkeys(found.values())))


def _trades_wished(heard: Heard, clause: Clause) -> Iterator[str]:
    wish = is_wish(heard, clause)
    listed = False
    refused = refused_in(heard, clause)
    for mention in heard.mentions_in(clause):
        if mention.of_kind(*_TRADES) is None or mention in refused:
            continue
        before = heard.before(clause, mention)
        if _IS_STUDY.match(heard.after(clause, mention)):
            continue
        if is_denied(before) or (listed is False and speaks_of_past(heard, clause, mention)):
            continue
        if (wish and mention.said not in _NO_TRADE) or _is_bare(heard, clause, mention):
            listed = True
            yield mention.said


_IS_STUDY = re.compile(
    r"(?:学|类|工程)?(?:专业|系)(?![的类]?岗)|(?:资格|上岗)?证(?!券)"
    r"|'s? ?(?:certificate|licen[cs]e)| (?:certificate|licen[cs]e)"
)
_BARE = re.compile(
    r"^[\s的]*(?:类|方面|这种|之类|岗位?|工作|活|都行|都可以|也行|也可以|可以|行|jobs?|work"
    r"|positions?|posts?|please)*[\s的.]*$"
)


def _is_bare(heard: Heard, clause: Clause, mention: Mention) -> bool:
    """保洁, or 保洁或者保安: a clause that holds nothing but trades."""
    if mention.said in _NO_TRADE or clause.is_question:
        return False
    rest = clause.low
    for other in heard.mentions_in(clause):
        rest = rest.replace(heard.low[other.start : other.end], "", 1)
    rest = re.sub(r"、|或者?|和|还是|/|(?<![a-z])(?:or|and|an?)(?![a-z])", "", rest)
    return _BARE.match(rest) is not None


_OWN_WORDS = (
    re.compile(
        r"(?:找|想做|想干|想要|做|应聘)(?:一?[个份点些])?(?P<work>[^，。找]{2,14}?)的?(?:工作"
        r"|活路|活儿|活|岗位|职位|差事|事做|事情做)"),
    re.compile(
        r"^(?P<work>(?:(?!想|找|要|有|不)[^，。]){2,12}?)的(?:工作|活路|活儿|活|岗位)(?:有没有"
        r"|有没得|有吗|有不|$)"),
    re.compile(r"(?:想学|想当|想做|会)(?P<work>[^，。的]{2,8})$"),
    re.compile(
        r"(?:looking for|find(?: me)?|want|need|apply for|interested in)(?: an?| some| any"
        r"| to find)*(?P<work> [a-z][a-z' -]{2,40}?) (?:jobs?|work|positions?|posts?"
        r"|roles?)(?![a-z])"),
    re.compile(
        r"^\s*(?!(?:i|i'm|we|my|what|which|any|the|are|is|do|there|how|no|as|with|for|in|find"
        r"|show|lost|left|quit|nobody|no one"
        r"|everyone|laid|without|have|has|had|got|or|else)"
        r"(?![a-z]))(?!.{0,40}(?:look|want|need|who|ha(?:s|ve)(?![a-z])))"
        r"(?P<work>[a-z][a-z' -]{2,30}?) (?:jobs?|work|positions?|posts?)(?![a-z])"
    ),
    re.compile(
        r"(?:work|job|position|employment) (?:as|in)(?: an?"
        r"| the)? (?P<work>[a-z][a-z' -]{2,40}?)(?=$| (?:in|near|at|with|for|and"
        r"|job)(?![a-z]))"),
)  # fmt: skip
_SHOP = re.compile(
    r"^\s*(?P<shops>(?![没不未开])[\u4e00-\u9fff]{1,4}(?:店|馆|铺|厂)(?:(?:或者?|、"
    r"|和)[\u4e00-\u9fff]{1,4}(?:店|馆|铺|厂))*)"
    r"(?:要不要人|要人不?|招人不?|招不招人?|都行|都可以|也可以|也行)?\s*$"
)
_NO_WORK = re.compile(
    r"室内|室外|户外|屋头|屋里|轻省|坐着的?|有关|相关|轻松|稳定|好一点|近一点|离家近|工资高|高工资|合适|正式|长期|临时|短期|随便|简单"
    r"|什么"
    r"|啥子?|附近|本地|一般|别的|里|其他|其它|女的|男的|"
    r"企业|公司|工厂|政策性?|公益性?|包吃住?|包住|管吃|管住|夜班|白班|双休|兼职|全职|能做"
    r"|可以做|适合|我|你|不|没|"
    r"[一二三四五六七八九十两千百万\d]+(?:以上|左右|块|元)?|的|在|区|县|人|去|到|个|份|点|些"
)
_NO_WORK_EN = re.compile(
    r"(?<![a-z])(?:an?|the|any|some|new|good|better|stable|easy|full[- ]time|part[- ]time|day"
    r"|night|shift|suitable|"
    r"local|public[- ]welfare|policy|enterprise|company|factory|kind of|other|my|me|near"
    r"|nearby|home|well paid|paid|"
    r"indoors?|outdoors?|inside|public|simple|light|temporary|permanent|first|decent|to|find|in|for|of|except|that|with|board"
    r"|lodging"
    r"|and|no)(?![a-z])"
)


def _words_wished(heard: Heard, clause: Clause) -> Iterator[str]:
    """A trade that the glossary does not know, as far as the sentence shows it."""
    shop = _SHOP.search(clause.low) if heard.wishes_work else None
    if shop and not is_denied(clause.low[: shop.start()]):
        yield from re.split(r"或者?|、|和", shop["shops"])
        return
    if not says_wish(clause):
        return
    for pattern in _OWN_WORDS:
        match = pattern.search(clause.low)
        if match is None or is_denied(clause.low[: match.start()]):
            continue
        words = _without_terms(heard, clause, match)
        rest = (_NO_WORK_EN if words.isascii() else _NO_WORK).sub("", words).strip(" '-")
        if len(rest) >= (3 if rest.isascii() else 2) and len(rest) * 2 >= len(words.strip()):
            yield words.strip(" 的在")
            return


def _without_terms(heard: Heard, clause: Clause, match: re.Match[str]) -> str:
    words = match["work"]
    for place in reversed(heard.glossary.places.find(words)):
        words = words[: place.start] + " " * (place.end - place.start) + words[place.end :]
    shift = clause.start + match.start("work")
    for mention in reversed(list(heard.mentions_in(clause))):
        start, end = mention.start - shift, mention.end - shift
        if 0 <= start and end <= len(words):
            words = words[:start] + words[end:]
    return re.sub(
        r"^\s*(?:在|去|到|(?:near|in)(?![a-z]))?\s*|(?:的|in|near|at)\s*$", "", words
    ).strip()


def search_words(wished: tuple[str, ...], glossary: Glossary) -> str:
    """The wishes with the official terms in both languages, so that either side finds them."""
    own = " ".join(wished)
    official = [trade for trade in official_trades(own, glossary) if trade not in own]
    named = " ".join((own, *official))
    terms = (glossary.expansions(named, lang) for lang in (Lang.ZH, Lang.EN))
    return " ".join(part for part in (named, *terms) if part)
