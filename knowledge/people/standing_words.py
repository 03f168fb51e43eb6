"""Statuses in people's own words, which no glossary lists: 从里头出来, "off the poverty list"."""

from __future__ import annotations

from knowledge.vocabulary import PersonStatus

# What people say of themselves in other words than the glossary's.
PLAIN_WORDS: tuple[tuple[PersonStatus, str], ...] = (
    (PersonStatus.VETERAN,
        r"(?:当过兵|从部队(?:上)?(?:退|下来|回来)|刚?(?:退伍|退役|转业)(?:了|回来|下来))"),
    (PersonStatus.RELEASED, r"(?:坐过牢|蹲过监|刚?出狱|刚?刑满释放|从监狱出来)"),
    (PersonStatus.RELEASED, r"(?:从)?(?:里头|里面|牢里|监狱里?)(?:刚|才)?(?:出来|放出来|回来)"),
    (PersonStatus.RECOVERED, r"(?:以前|曾经|年轻时)?吸过(?:毒)?$"),
    (PersonStatus.RECOVERED, r"(?:毒瘾|毒)?戒(?:脱|掉|断)(?:毒|毒瘾)?(?:了)?[^，。烟酒]{0,6}$"),
    (PersonStatus.RECOVERED,
        r"(?:\w+ )?(?:years?|months?) (?:clean|off drugs|drug[- ]free)(?![a-z])"
        r"|(?:been |am |was )?(?:clean|off drugs|drug[- ]free) (?:for|since) "
        r"|(?:came|been|went|got|finished|completed)(?: \w+){0,3} (?:drug )?"
        r"rehab(?:ilitation)?(?![a-z])"),
    (PersonStatus.WITHDRAWN_FISHERMAN,
        r"(?:一直|祖祖辈辈|在江上)?(?:打鱼|捕鱼)(?:打|捕)了[^，。]{1,5}年"),
    (PersonStatus.WITHDRAWN_FISHERMAN,
        r"渔船(?:都|也)?(?:交|拆|收)了|(?:渔船|渔民)(?:都|也)?(?:上岸|退捕)"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY,
        r"(?:was |were |been |got )?(?:taken |come |came )?off the poverty (?:list|register|roll)"),
    (PersonStatus.RECOVERED, r"(?:戒过毒|戒毒(?:成功|出来)了?|戒毒康复(?!人员|所|中心|期))"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY,
     r"(?:全家|一家人|家里)(?:人)?(?:都|没有?一?个?人)(?:没有?|有)?(?:工作|上班)"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY, r"(?:是|已经?)?零就业家庭(?:已经?)?认定"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY,
        r"(?:are )?(?:an? )?recogni[sz]ed (?:as )?(?:an? )?zero[- ]employment family"),
    (PersonStatus.RELEASED, r"(?:刚)?刑满(?:释放)?(?:出来|回来|回家)"),
    (PersonStatus.RELEASED,
        r"(?:was )?released (?:from prison )?(?:half|an?|one|two|three|last|\d+)"
        r"(?: \w+){0,2} (?:years?|months?|weeks?)?\s*(?:ago|$)"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY,
        r"(?:are |is )?(?:an? )?(?:household|family)(?: that was)? (?:lifted|raised) out of "
        r"poverty"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY, r"(?:household|family) out of poverty"),
    (PersonStatus.WITHDRAWN_FISHERMAN,
        r"(?:以前|原来|过去|一直|之前)?(?:是|就是)?(?:在)?(?:长江(?:上|里|边)?)?(?:打鱼"
        r"|捕鱼)的?(?:上岸|退捕|出身|的|，|$)"),
    (PersonStatus.CAPACITY_CUT,
        r"(?:是|从|在)?(?:去产能|淘汰落后产能|落后产能淘汰|关停)[^，。,]{0,8}(?:企业|厂|矿"
        r"|公司)?[^，。,]{0,4}(?:下岗|职工|工人|出来|下来|分流)"),
    (PersonStatus.GRADUATE_2Y, r"(?:是)?(?:刚刚?|才)(?:从)?"
     r"(?:(?:大学|大专|本科|专科)毕业|毕业的?(?:大学|本科|大专|研究)生)"),
    (PersonStatus.GRADUATE_2Y,
        r"(?:刚刚?|才)毕业[^，。,年]{0,4}的?(?:大学|本科|大专|专科|研究)生"),
    (PersonStatus.GRADUATE_2Y, r"[^，。,]{0,6}(?:大学|大专|本科|专科|研究生)(?:刚刚?|才)毕业"),
    (PersonStatus.GRADUATE_2Y, r"(?:是)?应届(?:本科|大专|专科|硕士|大学)"),
    (PersonStatus.GRADUATE_2Y, r"(?:am )?(?:a )?fresh (?:college )?graduate"),
    (PersonStatus.GRADUATE_2Y, r"(?:just|recently) graduated from (?:college|university)"),
    (PersonStatus.VETERAN, r"(?:did (?:my |his |her )?military service|served in the (?:army"
                           r"|military|navy|pla)|left the army)"),
    (PersonStatus.LIFTED_OUT_OF_POVERTY,
        r"(?:poverty[- ]relieved|(?:was |were |got )?(?:lifted|raised|came) out of poverty)"),
    (PersonStatus.RELEASED, r"(?:was|been|just|got) (?:released from|out of|in) (?:prison|jail)"),
    (PersonStatus.ZERO_EMPLOYMENT_FAMILY,
        r"(?:nobody|no one|none of us) (?:in (?:my|our|the) (?:family|household|home|house) )"
        r"(?:ha(?:s|ve) (?:a |any )?(?:job"
        r"|work)|works?|is working"
        r"|is employed)"),
    (PersonStatus.WITHDRAWN_FISHERMAN, r"(?:used to (?:fish|be a fisher\w*)|(?:was"
        r"|were) (?:an? )?fisher\w+ (?:before|until)"
        r"|(?:ex|former)[- ]fisher\w+)"),
)  # fmt: skip
