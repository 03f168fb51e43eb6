"""Whom a message is about: the seeker, or somebody that they ask for."""

from __future__ import annotations

import re

from knowledge.language import Lang
from knowledge.people.clauses import Clause, clauses_of
from knowledge.people.relations import OTHER, alternatives, label_of
from knowledge.terms import folded

SELF = "self"
"""The label of the seeker's own profile."""
MOST_PEOPLE = 6
"""Profiles in one chat, the seeker's own not counted."""

_YOUNGEST_WORKER = 15


def whom(text: str, active: str = SELF) -> str | None:
    """
    The label of the person that the message turns to, or None where it says nothing of it.

    "My mother wants me to find a job" and 我要照顾我妈 are about the seeker: None, or SELF where
    somebody else was spoken of before.

    :param active: the person who was spoken of before.
    """
    low = folded(text)
    if _BACK_TO_SELF.search(low) and not _FOR_THEM.search(low):
        return SELF
    acted = _FOR_ZH.search(low) or _FOR_EN.search(low)
    if acted is not None:
        return label_of(acted["who"])
    clauses = list(clauses_of(low))
    own = any(_OWN_WISH.search(clause.low) for clause in clauses)
    if not own:
        for clause in clauses:
            subject = _subject(clause)
            if subject is not None:
                return subject
    if _FOR_THEM.search(low):
        return active if active != SELF else OTHER
    if active != SELF and (own or any(_OWN_FACT.search(clause.low) for clause in clauses)):
        return SELF
    return None


def is_only_a_turn(text: str) -> bool:
    """Whether the message says nothing but for whom: 回到我自己, "for my mother"."""
    low = folded(text).strip(" 。.!！,，")
    return _ONLY_TURN.fullmatch(low) is not None


def _subject(clause: Clause) -> str | None:
    for pattern in (_SUBJECT_ZH, _GROWN_ZH, _SUBJECT_EN, _ASKED_EN):
        match = pattern.search(clause.low)
        if match is None or _ADDRESSES_ME.match(clause.low[match.end("who") :]):
            continue
        if pattern is _GROWN_ZH and label_of(match["who"]) in _CHILDREN:
            continue
        age = _AGE.match(clause.low[match.end("who") :])
        if age and int(age[1]) < _YOUNGEST_WORKER:
            continue
        return label_of(match["who"])
    return None


_ZH, _EN = alternatives(Lang.ZH), alternatives(Lang.EN)
_MY = (
    r"(?:我们?|咱们?|俺|本人)?(?:家|屋头|屋里|隔壁)?(?:里|的)?(?:有?一?个|那个|有个|们)?"
    r"(?:隔壁|远房|好)?"
)
_BACK_TO_SELF = re.compile(
    r"(?:回到|说回|换回|切回|转回|还是说|还是问)(?:给|到|成)?我(?:自己"
    r"|本人)?(?![\u4e00-\u9fff]{0,2}妈|爸|老)"
    r"|(?:给|为|帮|替|说|问|是)我(?:自己|本人)|我自己呢?(?:[问找想也能可]|$)|那我呢"
    r"|不是(?:帮|替|给)[^，。]{1,5}[，,]?是我自己"
    r"|(?<![a-z])(?:for|about|back to) (?:me|myself)(?![a-z])(?! to )|(?<![a-z])i ask for myself"
)
_FOR_THEM = re.compile(
    r"(?:帮|替|给|为|代)(?:他|她|ta)(?:们)?(?:找|问|看|查|咨|推荐|介绍|申|报)"
    r"|(?<![a-z])(?:for|help|behalf of) (?:him|her|them)(?![a-z])(?! (?:mother|father|own|job"
    r"|self))"
)
_FOR_ZH = re.compile(
    rf"(?:帮|替|给|为|代|关于)(?:忙)?{_MY}(?P<who>{_ZH})(?:的)?(?:他|她)?"
    r"(?=$|[，,。：:\s]|问|找|看|查|咨|介绍|推荐|申|报|办|想|了解|求|弄|谋|打听|寻|物色|联系"
    r"|登记|补)"
)
_FOR_EN = re.compile(
    rf"(?<!care )(?<!caring )(?<!responsible )(?<!money )(?<!cook )(?<!cooking )"
    rf"(?<!working )(?<!worked )(?<!to work )(?<!i work )"
    rf"(?<![a-z])(?:for|help(?:ing)?|on behalf of|regarding|(?:this|it) is about"
    rf"|asking about)(?: to)? (?:my |our |a )?(?P<who>{_EN})"
    rf"(?![a-z])(?!'s)(?!-)(?! of )"
)
_LEAD = (
    r"^\s*(?:你好|您好|请问|麻烦|那个?|现在|另外|还有|就是|我?想?(?:咨询|问)(?:一?[下哈])?"
    r"|我?想(?:了解|知道)|如果|像|"
    r"[,，:：]|\s)*"
)
_SUBJECT_ZH = re.compile(
    rf"{_LEAD}{_MY}(?P<who>{_ZH})(?:的)?(?:他|她)?"
    r"(?=\s*(?:今年|现在|目前|刚|才|也|都|还|已经?|快|马上|有\d|\d|[一二三四五六七八九]十|想"
    r"|要(?!我)|能|可以|可不可以|会|"
    r"符合|属于|够|失业|下岗|待业|没(?:得|有)?(?:工作|活|读|上|找)|毕业|退休|退伍|退役"
    r"|是(?!不是)|残疾|腿|手|眼|耳|"
    r"以前|之前|原来|做|干|学|找|求职|读(?:的)?(?:大学|大专|本科|中专|技校)|大专|本科|中专|高中"
    r"|初中|有(?:驾|证|残|本|经验|手艺)|"
    r"当(?:过)?兵|学(?:的|护理|医)|坐过|吃低保|打鱼|打工|在家|办了|(?:该|应该|怎么)))"
)
# Of a grown-up anything may be told; of a child much is told that is no job seeker's.
_CHILDREN = frozenset({"son", "daughter", "child"})
_GROWN_ZH = re.compile(
    rf"{_LEAD}(?:我们?|咱们?|俺)(?:家|屋头|屋里|隔壁)?(?:里|的)?(?:有?一?个|那个"
    rf"|有个)?(?P<who>{_ZH})"
    r"(?=\s*(?:$|[\u4e00-\u9fff]))(?!的|在|是(?:不是|老板)|开[厂店]|跟|和|们|对|家|以?前?做过)"
)
_SUBJECT_EN = re.compile(
    rf"^\s*(?:hi|hello|hey|so|and|also|well|,|\s)*(?:my|our|the"
    rf"|a) (?:\w+ )?(?P<who>{_EN})(?![a-z-])"
    r"(?=\s*,|\s+who|'s|\s*$| (?:is|was|has|had|just|lost|wants?|needs?|looks?|would|used|can"
    r"|could|finished"
    r"|graduated|studies|studied|drives|drove|worked|turned|also|recently|does|doesn't|did|will"
    r"|got|quit|left|speaks|holds|\d))"
)
_ASKED_EN = re.compile(
    rf"^\s*(?:so |and |then )?(?:(?:what|which|where|how|how much)(?: \w+){{0,2}} )?(?:can|could"
    rf"|may|might|does|do|is|are"
    rf"|will|would|should) my (?:\w+ )?(?P<who>{_EN})(?![a-z-])"
)
# 我妈叫我找工作, "my mother wants me to": the seeker is the one who looks.
_ADDRESSES_ME = re.compile(
    r"\s*(?:的)?(?:们)?(?:也|都|就|总|老|一直|今年|刚才|刚)*(?:叫|让|喊|要我|要求我|希望我"
    r"|想(?:让|要|叫)我|说|讲|催|逼|介绍我|推荐我"
    r"|帮我|给我|带我|陪我|不准我|不要我|同意|劝|生病|住院|去世|过世|瘫|需要人|需要我|要人(?:照"
    r"|看))"
    r"|\s*(?:\w+ )?(?:wants? me|wanted me|needs? me|asked me|tells?|told|says?|said|thinks?"
    r"|would like me"
    r"|suggest|urge|is (?:ill|sick|in hospital)|was (?:ill|sick)|died|works?(?! as an? .*(?:lost"
    r"|was)) |lives? )"
)
_AGE = re.compile(r"\s*(?:今年|才|刚|现在|is|,|has|just turned|turned)*\s*(\d{1,2})(?!\d)")
_OWN_WISH = re.compile(
    rf"(?:^|[，,\s])我(?:自己)?(?!(?:们|家|屋头|的|有?一?个)*(?:{_ZH}))(?:就|也|只|都|现在|还|又)*"
    r"(?:失业|下岗|今年\d|\d\d岁?|能(?:不能)?(?:享受|领|申|拿|做|干|找|报)|可以(?:领|申|做|享受"
    r"|报)|只能|不能|没(?:得|有)?工作"
    r"|(?:想|要|打算|准备)(?!问|给|帮|替|为|咨|了解|知道|让|叫|他|她|晓得)|是(?!帮|替|给|为|说"
    r"|问|想|不是))"
    r"|(?:跟|和|与)我?(?:老公|老婆|爱人)(?:都|一起|两个)"
    r"|(?<![a-z])i(?:'m| am| was|'ve| have)? (?:just |also |only |now )*(?:want|need"
    r"|look(?:ing)?|seek|prefer|wish"
    r"|out of work|unemployed|laid off|lost my|can only|can work|\d\d(?!\d)|would like|'d like)"
    r"(?! to (?:ask|know|help|find out|find (?:a |some )?\w+ for))(?! (?:\w+ ){0,5}for (?:him"
    r"|her|my|them)(?![a-z]))"
    r"|(?<![a-z])(?:what|which \w+|how much)(?: \w+)? (?:can|could|may|do) i (?:get|claim|apply"
    r"|have|receive)"
    r"|(?<![a-z])(?:can|could|may|am) i (?:get|claim|apply|eligible|entitled)"
)
_OWN_FACT = re.compile(
    rf"(?:^|[，,\s])(?:我|本人)(?!(?:们|家|屋头|的|有?一?个)*(?:{_ZH}))(?:自己)?(?:今年|现在|也"
    rf"|都|只|还)*"
    r"(?:\d\d|[二三四五六]十|有(?!个|一个|点|问题|事)|没有?(?!问题|事|懂|明白)|会(?!不)|住|户口"
    r"|毕业|学的|做过|干过)"
    r"|(?<![a-z])(?:i am|i'm) (?:\d\d|an? |in |from |on )|(?<![a-z])i (?:have|hold|live|worked"
    r"|graduated)"
)
_ONLY_TURN = re.compile(
    rf"(?:好(?:的|了)?|那|现在|ok|okay|now|and|,|，|\s)*(?:(?:回到|说回|换回|切回|转回)(?:给|到"
    rf"|成)?我(?:自己|本人)?|"
    rf"(?:给|为|帮|替|说|问)?我(?:自己|本人)(?:的|呢|吧|问|找)*|那?我呢|"
    rf"(?:帮|替|给|为|代|说|换|换成|关于)(?:忙)?{_MY}(?:{_ZH})(?:问|看|查|找|的)*(?:一下|一哈|哈"
    rf"|吧|呢)*|"
    rf"(?:back to|for|about|i(?:'m| am)? ask(?:ing)? for|this is for|it's for|it is for) "
    rf"(?:me|myself|(?:my |our |a )?(?:{_EN})))(?: (?:again|now|please|this time))*"
)
