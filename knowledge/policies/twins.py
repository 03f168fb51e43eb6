"""Whether the two languages of a document say the same: its data, its clauses, their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from knowledge.language import Lang
from knowledge.language.figures import figures, spelled_figures
from knowledge.policies.document import Clause, PolicyDocument

_SHARED_KEYS = (
    "document_number",
    "level",
    "district",
    "published",
    "effective_from",
    "effective_to",
    "supersedes",
    "source_kind",
    "review_by",
    "confidence",
)
_NAMED = {
    name: Decimal(number)
    for names in (
        "January February March April May June July August September October November December",
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "once twice",
        "single double triple",
        "Monday Tuesday Wednesday Thursday Friday Saturday",
    )
    for number, name in enumerate(names.split(), start=1)
}
_HAN_DIGITS = {digit: Decimal(number) for number, digit in enumerate("一二三四五六七八九", start=1)}
_HAN_DIGITS |= {"两": Decimal(2), "双": Decimal(2), "半": Decimal("0.5"), "十": Decimal(10)}


def twin_problems(documents: Iterable[PolicyDocument]) -> dict[str, tuple[str | None, str]]:
    """
    Documents whose two languages differ, by id: the clause that differs, if it is one, and how.
    """
    seen: dict[str, PolicyDocument] = {}
    problems: dict[str, tuple[str | None, str]] = {}
    for document in documents:
        twin = seen.setdefault(document.document_id, document)
        found = next(_differences(twin, document), None) if twin is not document else None
        if found is not None:
            problems[document.document_id] = found
    return problems


def _differences(one: PolicyDocument, other: PolicyDocument) -> Iterator[tuple[str | None, str]]:
    for key in _SHARED_KEYS:
        if getattr(one, key) != getattr(other, key):
            yield None, f"{key} differs between the two languages"
    theirs = {clause.clause_id: clause for clause in other.clauses}
    ours = {clause.clause_id: clause for clause in one.clauses}
    for clause_id in [*ours, *(id_ for id_ in theirs if id_ not in ours)]:
        clause, twin = ours.get(clause_id), theirs.get(clause_id)
        if clause is None or twin is None or _data(clause) != _data(twin):
            yield (
                clause_id,
                f"clause {clause_id!r} is missing in one of the two languages, or has another"
                " kind, audience, evidence, law, dates, rates, conflicts_with or lapsed there",
            )
        elif unlike := unlike_figures(clause, twin):
            yield (
                clause_id,
                f"clause {clause_id!r} gives figures in one language that it does not give in"
                f" the other: {', '.join(unlike)}",
            )


def unlike_figures(clause: Clause, twin: Clause) -> tuple[str, ...]:
    """
    What one language gives in digits and the other neither in digits nor in words.

    Months and small numbers may be words on either side (3 months, 三个月; June, 6月).
    """
    zh, en = (clause.text, twin.text) if clause.lang is Lang.ZH else (twin.text, clause.text)
    in_zh, in_en = figures(_rounded_as_exact(zh)), figures(en)
    lacking = (in_zh - in_en - _words_en(en)) | (in_en - in_zh - _words_zh(zh))
    return tuple(f"{number:f}" for number in sorted(lacking))


def _data(clause: Clause) -> tuple[object, ...]:
    """What a clause says beside its words, which must be the same in both languages."""
    return (
        clause.kind,
        clause.audience,
        clause.evidence,
        [(provision.law_id, provision.document_number) for provision in clause.provisions],
        clause.effective_from,
        clause.effective_to,
        tuple(rate.terms for rate in clause.rates),
        frozenset(clause.conflicts_with),
        clause.is_lapsed,
    )


def _rounded_as_exact(text: str) -> str:
    """400余万 as 400万: what is over a figure is written beside it as that figure."""
    return re.sub(r"(?<=\d)[余多](?=[万亿人名个])", "", text)


def _words_en(text: str) -> frozenset[Decimal]:
    words = re.findall(r"[A-Za-z]+", text)
    small = {_NAMED[form] for word in words for form in (word, word.lower()) if form in _NAMED}
    halves = {Decimal("0.5")} if "half" in text.lower() else set()
    return frozenset(n.normalize() for n in small | halves) | spelled_figures(text)


def _words_zh(text: str) -> frozenset[Decimal]:
    small = {_HAN_DIGITS[char].normalize() for char in text if char in _HAN_DIGITS}
    return frozenset(small) | spelled_figures(text)
