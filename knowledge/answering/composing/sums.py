"""Sums that code does from a clause's rate and the question's own counts, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from knowledge.answering.finding.likeness import words
from knowledge.answering.reading.aspects import aspects
from knowledge.answering.reading.counts import counts
from knowledge.answering.wording import Wording
from knowledge.language import Lang
from knowledge.policies.document import Clause, ClauseKind
from knowledge.policies.rates import Per, Rate

_OTHER_SIDES = frozenset(
    {
        ClauseKind.DOCUMENTS,
        ClauseKind.HOW_TO_APPLY,
        ClauseKind.CONTACT,
        ClauseKind.ELIGIBILITY,
        ClauseKind.STATUS,
    }
)
"""Who asks for these alone wants no sum."""
_SHORT = 4
"""Letters of an English word that tells nothing: for, each, with."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A rate times what the question counts; all figures in yuan."""

    rate: Rate
    factors: tuple[tuple[Per, int], ...]
    """The counts that the rate is paid for, in its order."""

    @property
    def total(self) -> int:
        """Before the cap."""
        product = self.rate.yuan
        for _, count in self.factors:
            product *= count
        return product

    @property
    def left(self) -> tuple[Per, ...]:
        """What the total is still for each of, because the question does not count it."""
        counted = {per for per, _ in self.factors}
        return tuple(per for per in self.rate.per if per not in counted)

    @property
    def paid(self) -> int:
        """With the cap."""
        return self.total if self.rate.cap is None else min(self.total, self.rate.cap)

    def figures(self) -> frozenset[Decimal]:
        """Every figure that the sum shows."""
        shown = [self.rate.yuan, self.total, self.paid, *(count for _, count in self.factors)]
        return frozenset(Decimal(figure).normalize() for figure in [*shown, self.rate.cap or 0])

    def shown(self, wording: Wording, lang: Lang) -> str:
        """The sum as a sentence that says that it is one."""
        terms = [wording.text("yuan", lang, figure=f"{self.rate.yuan:,}")]
        terms += [wording.text(f"of_{per}", lang, count=f"{n:,}") for per, n in self.factors]
        name = "sum" if self.rate.cap is None else "sum_under_cap"
        sentence = wording.text(
            "sum_over_cap" if self.paid < self.total else name,
            lang,
            terms=" × ".join(terms),
            total=self._each(self.total, wording, lang),
            cap=wording.text("yuan", lang, figure=f"{self.rate.cap or 0:,}"),
        )
        if not self.rate.case:
            return sentence
        return wording.text("sum_case", lang, case=self.rate.case, sum=sentence)

    def _each(self, yuan: int, wording: Wording, lang: Lang) -> str:
        text = wording.text("yuan", lang, figure=f"{yuan:,}")
        for per in self.left:
            text = wording.text(f"each_{per}", lang, money=text)
        return text


def sums(question: str, clause: Clause) -> tuple[Sum, ...]:
    """
    What the clause gives for the counts in the question; empty where the question asks for another
    side, counts nothing, or the clause has no rate for each of that.
    """
    asked = aspects(question)
    if not clause.rates or (asked <= _OTHER_SIDES and asked):
        return ()
    counted = counts(question)
    made = [
        Sum(rate, tuple((per, counted[per]) for per in rate.per if per in counted))
        for rate in _of_the_case(question, clause)
    ]
    return tuple(one for one in made if one.factors)


def figures_of_sums(question: str, clauses: Iterable[Clause]) -> frozenset[Decimal]:
    """The figures that may stand in an answer because code can calculate them again."""
    return frozenset[Decimal]().union(
        *(one.figures() for clause in clauses for one in sums(question, clause))
    )


def _of_the_case(question: str, clause: Clause) -> tuple[Rate, ...]:
    """The rates whose case the question names by a word of its own; all of them if it does not."""
    topic = words(clause.heading)
    cases = [_telling(rate.case) - topic for rate in clause.rates]
    asked = words(question)
    named = [
        rate
        for place, rate in enumerate(clause.rates)
        if asked & (cases[place] - frozenset().union(*cases[:place], *cases[place + 1 :]))
    ]
    return tuple(named) or clause.rates


def _telling(case: str) -> frozenset[str]:
    """The words of a case without those that any English sentence holds."""
    return frozenset(word for word in words(case) if not word.isascii() or len(word) > _SHORT)
