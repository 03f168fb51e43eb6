"""Sentence pairs put together from templates over the glossary and the dictionary."""

from collections.abc import Iterable, Sequence
from string import Formatter

import numpy as np

from index.training.dictionary import Dictionary
from index.training.pairs import Pair, Term

# Slots are kinds of the glossary; the slot {number} is a round amount of money.
OFFICE_TEMPLATES = (
    ("{job_title}", "{job_title}"),
    ("我想找{job_title}的工作", "I am looking for work as a {job_title}"),
    ("有没有{job_title}的岗位？", "Are there any {job_title} jobs?"),
    ("{district}有{job_title}的活吗", "Is there work for a {job_title} in {district}?"),
    ("{district}招{job_title}吗？", "Is anyone hiring a {job_title} in {district}?"),
    ("招聘{job_title}，月薪{number}元", "Hiring a {job_title}, {number} yuan a month"),
    ("{district}急招{job_title}数名", "Several {job_title}s wanted at once in {district}"),
    ("{job_title}一个月能挣多少钱？", "How much does a {job_title} earn a month?"),
    ("做{job_title}要什么证", "What certificate does a {job_title} need?"),
    ("{job_title}，{education}以上学历", "{job_title}, {education} or above"),
    ("{job_title}，要求有{licence}", "{job_title}, must hold a {licence}"),
    ("{job_title}，{benefit}", "{job_title}, {benefit}"),
    ("以前是{job_title}，现在失业了", "I used to be a {job_title} and am now unemployed"),
    ("没有经验可以做{job_title}吗", "Can I work as a {job_title} without experience?"),
    ("我是{group}，能做{job_title}吗？", "I am a {group}; can I work as a {job_title}?"),
    ("{group}可以申请{policy}吗？", "Can a {group} apply for the {policy}?"),
    ("我是{group}，有什么补贴", "I am a {group}; what subsidies are there?"),
    ("{group}怎么领{policy}", "How does a {group} get the {policy}?"),
    ("{policy}是什么？", "What is the {policy}?"),
    ("{policy}有多少钱？", "How much is the {policy}?"),
    ("{policy}怎么申请？需要什么材料？", "How do I apply for the {policy}, and with what papers?"),
    ("申请{policy}的条件", "Conditions for the {policy}"),
    ("{policy}可以享受几年", "For how many years can one receive the {policy}?"),
    ("单位招用{group}有{policy}吗", "Does an employer who hires a {group} get the {policy}?"),
    ("{district}哪里可以办理{policy}？", "Where in {district} can I apply for the {policy}?"),
    ("{policy}每人{number}元", "The {policy} is {number} yuan per person"),
    ("{institution}的电话是多少？", "What is the telephone number of the {institution}?"),
    ("{institution}在哪里", "Where is the {institution}?"),
    ("{district}的{pwp_post_type}岗位", "{pwp_post_type} posts in {district}"),
    ("{group}能去{pwp_post_type}岗位吗", "Can a {group} take a {pwp_post_type} post?"),
    ("{district}安置了{number}名{group}", "{district} placed {number} people: {group}"),
    ("包吃住，{benefit}，月薪{number}", "Board and lodging, {benefit}, {number} a month"),
    ("老板不交{benefit}怎么办", "What can I do if the boss does not pay {benefit}?"),
    ("{benefit}怎么办理", "How do I register for {benefit}?"),
    ("怎么考{licence}", "How do I get a {licence}?"),
    ("{education}毕业能找什么工作", "What jobs are there after {education}?"),
    ("{district}", "{district}"),
    ("{group}", "{group}"),
    ("{policy}", "{policy}"),
    ("{institution}", "{institution}"),
)
AMOUNTS = (300, 500, 1000, 1500, 2000, 2100, 3000, 3500, 4000, 5000, 6000, 8000, 10000)

WORD_TEMPLATES = (
    ("什么是{a}？", "What is {a}?"),
    ("{a}是什么意思？", "What does {a} mean?"),
    ("{a}在哪里？", "Where is {a}?"),
    ("{a}是谁？", "Who is {a}?"),
    ("有多少{a}？", "How many {a} are there?"),
    ("为什么{a}很重要？", "Why is {a} important?"),
    ("{a}是什么时候开始的？", "When did {a} begin?"),
    ("{a}的原因是什么？", "What causes {a}?"),
    ("{a}和{b}有什么区别？", "What is the difference between {a} and {b}?"),
    ("{a}对{b}有什么影响？", "How does {a} affect {b}?"),
    ("哪个{a}与{b}有关？", "Which {a} is related to {b}?"),
    ("{a}的{b}叫什么名字？", "What is the name of the {b} of the {a}?"),
    ("{a}由{b}组成。", "{a} consists of {b}."),
    ("{a}、{b}和{c}", "{a}, {b} and {c}"),
    ("谁负责{a}的{b}？", "Who is responsible for the {b} of the {a}?"),
    ("{a}违反{b}应当如何处罚？", "What is the penalty when {a} violates {b}?"),
)
LONGEST_GLOSS = 28


def office_pairs(terms: Sequence[Term], count: int, random: np.random.Generator) -> list[Pair]:
    """Questions and notices of an employment office, `count` of them."""
    of_kind: dict[str, list[Term]] = {}
    for term in terms:
        kind = "job_title" if term.kind == "own title" else term.kind
        of_kind.setdefault(kind, []).append(term)
    pairs = []
    for _ in range(count):
        zh, en = OFFICE_TEMPLATES[random.integers(len(OFFICE_TEMPLATES))]
        kinds = _slots(zh)
        chosen = {kind: _names(of_kind, kind, random) for kind in kinds}
        pairs.append(
            Pair(
                zh.format(**{kind: names[0] for kind, names in chosen.items()}),
                en.format(**{kind: names[1] for kind, names in chosen.items()}),
                "office",
            )
        )
    return pairs


def _names(
    of_kind: dict[str, list[Term]], kind: str, random: np.random.Generator
) -> tuple[str, str]:
    if kind == "number":
        amount = str(AMOUNTS[random.integers(len(AMOUNTS))])
        return amount, amount
    term = of_kind[kind][random.integers(len(of_kind[kind]))]
    return term.zh[random.integers(len(term.zh))], term.en[0]


def word_pairs(
    dictionary: Dictionary, words: Iterable[str], count: int, random: np.random.Generator
) -> list[Pair]:
    """Short questions about dictionary words, `count` of them: they teach words in sentences."""
    nouns = [
        (w, dictionary[w][0].split(";")[0])
        for w in words
        if len(w) > 1 and _is_noun(dictionary.get(w, []))
    ]
    pairs = []
    for _ in range(count):
        zh, en = WORD_TEMPLATES[random.integers(len(WORD_TEMPLATES))]
        chosen = {slot: nouns[random.integers(len(nouns))] for slot in "abc"}
        pairs.append(
            Pair(
                zh.format(**{slot: word for slot, (word, _) in chosen.items()}),
                en.format(**{slot: gloss for slot, (_, gloss) in chosen.items()}),
                "words",
            )
        )
    return pairs


def _is_noun(glosses: Sequence[str]) -> bool:
    return bool(glosses) and not glosses[0].startswith("to ") and len(glosses[0]) <= LONGEST_GLOSS


def _slots(template: str) -> list[str]:
    return [slot for _, slot, _, _ in Formatter().parse(template) if slot]
