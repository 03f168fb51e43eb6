"""Amounts as data, and the sum that code does with a reader's figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from knowledge.eligibility.condition import FactTest
from knowledge.eligibility.facts import Facts, catalogue
from knowledge.eligibility.finding import Truth
from knowledge.eligibility.wording import phrase
from knowledge.language import Lang
from knowledge.rules.bilingual import Bilingual, money, number


class Per(StrEnum):
    """For which span the amount is paid."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One term of the sum: yuan, or a share of a figure the reader gave, times head counts."""

    yuan: Fraction | None
    share: str | None
    """As the source writes it: 2/3 or 20%."""
    of: str | None
    """The fact, in yuan, of which it is a share."""
    times: tuple[str, ...]
    when: tuple[FactTest, ...]
    cap: Fraction | None

    def applies(self, facts: Facts) -> bool:
        """Whether the cases of this line are those of the reader."""
        return all(test.on(facts) is Truth.MET for test in self.when)

    def total(self, facts: Facts) -> Fraction | None:
        """Yuan, or None while a figure is missing."""
        total = self.yuan
        if self.share is not None and self.of is not None:
            base = facts.get(self.of)
            total = None if base is None else _exact(base) * share_of(self.share)
        for fact in self.times:
            count = facts.get(fact)
            total = None if total is None or count is None else total * _exact(count)
        return total

    def term(self, facts: Facts, lang: Lang) -> str:
        """The term with its units: 300 yuan x 45 people."""
        if self.share is not None and self.of is not None:
            factors = [money(_exact(facts[self.of]), lang), self.share]
        else:
            factors = [money(self.yuan or 0, lang)]
        factors += [_count(fact, facts, lang) for fact in self.times]
        return " × ".join(factors)


@dataclass(frozen=True, slots=True)
class Amount:
    """What is paid: the general sentence, and how one reader's sum is done."""

    text: Bilingual
    clauses: tuple[str, ...]
    lines: tuple[AmountLine, ...]
    first_only: bool
    """The lines are cases, of which the first that applies counts; else they are added up."""
    cap: Fraction | None
    per: Per

    def shown(self, facts: Facts, lang: Lang) -> str:
        """The general sentence, followed by the reader's sum where the figures for it are known."""
        sentence = self.text.in_(lang)
        lines = [line for line in self.lines if line.applies(facts)]
        if self.first_only:
            lines = lines[:1]
        counted = [(line, total) for line in lines if (total := line.total(facts))]
        if not counted:
            return sentence
        total = sum((total for _, total in counted), Fraction(0))
        cap = self.cap if self.cap is not None else counted[0][0].cap
        paid = total if cap is None else min(total, cap)
        if all(not line.times and line.share is None for line, _ in counted):
            # One fixed figure needs no sum; it is only named where the reader's case chose it.
            chosen = any(line.when for line, _ in counted)
            return (
                phrase("for_you", lang, amount=sentence, total=self._span(paid, lang))
                if chosen
                else sentence
            )
        terms = " + ".join(line.term(facts, lang) for line, _ in counted)
        return self._sum(sentence, terms, (total, cap, paid), lang)

    def _sum(
        self,
        sentence: str,
        terms: str,
        figures: tuple[Fraction, Fraction | None, Fraction],
        lang: Lang,
    ) -> str:
        total, cap, paid = figures
        if cap is None:
            return phrase("sum", lang, amount=sentence, terms=terms, total=self._span(total, lang))
        name = "sum_capped" if total > cap else "sum_under_cap"
        return phrase(
            name,
            lang,
            amount=sentence,
            terms=terms,
            total=money(total, lang),
            cap=money(cap, lang),
            paid=self._span(paid, lang),
        )

    def _span(self, yuan: Fraction, lang: Lang) -> str:
        shown = money(yuan, lang)
        return shown if self.per is Per.ONCE else phrase(f"a_{self.per}", lang, money=shown)


def share_of(text: str) -> Fraction:
    """
    The fraction that 2/3 or 20% stands for.

    :raises ValueError: if the text is neither.
    """
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _exact(value: float) -> Fraction:
    # Through the decimal form: a wage of 0.1 is a tenth, not the nearest binary fraction.
    return Fraction(str(value))


def _count(fact: str, facts: Facts, lang: Lang) -> str:
    unit = catalogue()[fact].unit
    figure = number(_exact(facts[fact]))
    if unit is None:
        return figure
    return f"{figure}{unit.zh}" if lang is Lang.ZH else f"{figure} {unit.en}"
