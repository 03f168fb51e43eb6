"""How people speak, and the official term that each wording has to reach."""

from __future__ import annotations

import pytest

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.spelling import Spelling

CHINESE = """
4050人员=“4050”人员 四零五零=“4050”人员 四五零的人=“4050”人员
低保户=低保家庭 吃低保的=低保家庭 屋头吃低保=低保家庭
打鱼的=退捕渔民 上岸的渔民=退捕渔民 打鱼人=退捕渔民
莫得工作=登记失业人员 没得工作=登记失业人员 莫得活路=登记失业人员 失业了=登记失业人员
下岗=登记失业人员 下岗工人=登记失业人员
公岗=公益性岗位 公益岗=公益性岗位 政府安排的岗位=公益性岗位
失业金=失业保险金 领失业=失业保险金 社保补贴=社会保险补贴 社保补=社会保险补贴
见习=就业见习 见习补贴=就业见习补贴 三支一扶=三支一扶 支教=三支一扶
灵活就业=灵活就业人员 打零工的=灵活就业人员 自己交社保的=灵活就业人员 自由职业=灵活就业人员
残疾证=残疾人证 残疾=残疾人 残疾人士=残疾人
打工的=农民工 进城打工=农民工 出去打工的=农民工 农民工返乡=返乡创业人员 回老家创业=返乡创业
大学刚毕业=高校毕业生 刚毕业的大学生=高校毕业生 应届生=高校毕业生
退伍兵=退役军人 当过兵=退役军人 刚退伍=退役军人
贫困户=脱贫人口 脱贫的人=脱贫人口 建档立卡户=脱贫人口 坐过牢=刑满释放人员 零就业户=零就业家庭
劳务=劳务派遣 创业贷=创业担保贷款 贴息贷款=创业担保贷款 红包补贴=留岗红包 失业证=就业创业证
最低工资=最低工资标准 稳岗补贴=稳岗返还
失業保險金=失业保险金 創業擔保貸款=创业担保贷款 公益性崗位=公益性岗位 殘疾人=残疾人
创业但保贷款=创业担保贷款 社保补帖=社会保险补贴 公意性岗位=公益性岗位 失业宝险金=失业保险金
退卜渔民=退捕渔民
"""
PINYIN = """
gongyixing gangwei=公益性岗位
shiye baoxianjin=失业保险金
chuangye danbao daikuan=创业担保贷款
shebao butie=社会保险补贴
tuibu yumin=退捕渔民
dibaohu=低保家庭
"""
ENGLISH = """
I got laid off=registered unemployed person
jobless=registered unemployed person
out of work=registered unemployed person
on the dole=unemployment benefit
unemployment money=unemployment benefit
hukou=household register
migrant worker=migrant worker
migrant labourers=migrant worker
fisherman who stopped fishing=withdrawn fisherman
former fisherman=withdrawn fisherman
fishermen=withdrawn fisherman
ex-soldier=veteran
left the army=veteran
disabled=disabled person
disability card=disability certificate
fresh grad=college graduate
public welfare job=public-welfare post
business loan=startup guaranteed loan
low-income family=minimum-living-allowance family
freelance=flexible worker
gig worker=flexible worker
social security subsidy=social-insurance subsidy
unemploymnt benefit=unemployment benefit
startup garanteed loan=startup guaranteed loan
minimun wage=minimum wage
internship allowance=internship subsidy
red packet=retention red envelope
sign on as unemployed=unemployment registration
apprenticeship=employment internship
"""
FORMS = [
    (lang, *form.split("="))
    for lang, forms in (
        (Lang.ZH, CHINESE.split()),
        (Lang.ZH, PINYIN.strip().splitlines()),
        (Lang.EN, ENGLISH.strip().splitlines()),
    )
    for form in forms
]


@pytest.fixture(scope="module")
def spelling(glossary: Glossary) -> Spelling:
    return Spelling([], glossary, [])


@pytest.mark.parametrize(("lang", "said", "official"), FORMS, ids=[said for _, said, _ in FORMS])
def test_what_people_say_reaches_the_official_term(
    glossary: Glossary, spelling: Spelling, lang: Lang, said: str, official: str
) -> None:
    meant = spelling.meant(said, lang)
    reached = {entry.official(lang) for found in glossary.find(meant) for entry in found.entries}
    assert official in reached


@pytest.mark.parametrize(
    "innocent", ["下班以后还能打工吗", "我要工作证明", "他们在打牌", "graduated tax", "the army"]
)
def test_words_that_only_look_alike_name_no_group(glossary: Glossary, innocent: str) -> None:
    groups = [m.said for m in glossary.find(innocent) if m.entry.kind == "group"]
    assert groups == []
