"""Why a row of a feed is held back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.sentence import Sentence

_LONGEST_SHOWN = 80


class HoldReason(StrEnum):
    """The kind of fault; `Hold.detail` names the column and the value."""

    UNREADABLE_ROW = "unreadable_row"
    MISSING_VALUE = "missing_value"
    BAD_VALUE = "bad_value"
    DUPLICATE_ID = "duplicate_id"
    OUTSIDE_CITY = "outside_city"
    BAD_WAGE = "bad_wage"
    BELOW_MINIMUM_WAGE = "below_minimum_wage"
    BAD_DATES = "bad_dates"
    BAD_AGES = "bad_ages"
    EXPIRED = "expired"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    COPIED_TEXT = "copied_text"
    FOREIGN_CURRENCY = "foreign_currency"
    NO_EMPLOYER = "no_employer"
    PRIVATE_CONTACT = "private_contact"
    FEE_ASKED = "fee_asked"
    SEX_LIMIT = "sex_limit"
    AGE_LIMIT = "age_limit"
    ORIGIN_LIMIT = "origin_limit"
    HEALTH_LIMIT = "health_limit"
    FAMILY_LIMIT = "family_limit"
    PYRAMID_SALES = "pyramid_sales"
    JOB_SCAM = "job_scam"
    TRAINING_LOAN = "training_loan"


NO_POST = frozenset(
    {
        HoldReason.UNREADABLE_ROW,
        HoldReason.MISSING_VALUE,
        HoldReason.BAD_VALUE,
        HoldReason.OUTSIDE_CITY,
        HoldReason.FOREIGN_CURRENCY,
    }
)
"""Reasons for which there is no post to show: the row must be corrected."""

OF_LAW = frozenset(
    {
        HoldReason.BELOW_MINIMUM_WAGE,
        HoldReason.FEE_ASKED,
        HoldReason.SEX_LIMIT,
        HoldReason.AGE_LIMIT,
        HoldReason.ORIGIN_LIMIT,
        HoldReason.HEALTH_LIMIT,
        HoldReason.FAMILY_LIMIT,
        HoldReason.PYRAMID_SALES,
        HoldReason.JOB_SCAM,
        HoldReason.TRAINING_LOAN,
    }
)
"""Reasons that a law or a rule of the city gives."""

SAME_AS_ANOTHER = frozenset({HoldReason.DUPLICATE, HoldReason.NEAR_DUPLICATE})


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason, with the column, its value and a sentence for the person who can mend it."""

    reason: HoldReason
    column: str
    value: str
    detail: Sentence


def shown(value: object) -> str:
    """A value short enough for a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def bad_value(column: str, cell: str, expected: Sentence) -> Hold:
    """A cell that is not understood, with what it may hold."""
    return Hold(
        HoldReason.BAD_VALUE,
        column,
        shown(cell),
        Sentence(
            f"{column} 写的是“{shown(cell)}”，应是{expected.zh}。",
            f"{column} is '{shown(cell)}', expected {expected.en}.",
        ),
    )


def unclear_value(
    column: str, cell: str, why: Sentence, reason: HoldReason = HoldReason.BAD_VALUE
) -> Hold:
    """A cell of which it is not certain what it says, and why."""
    return Hold(
        reason,
        column,
        shown(cell),
        Sentence(
            f"{column} 写的是“{shown(cell)}”，{why.zh}。", f"{column} is '{shown(cell)}': {why.en}."
        ),
    )


def missing_value(column: str) -> Hold:
    """A cell that must not be empty."""
    return Hold(
        HoldReason.MISSING_VALUE,
        column,
        "",
        Sentence(f"{column} 是空的。", f"{column} is empty."),
    )


def unreadable_row(problem: str) -> Hold:
    """A row that is no post at all."""
    return Hold(
        HoldReason.UNREADABLE_ROW,
        "",
        "",
        Sentence(f"这一行读不了：{problem}。", f"The row cannot be read: {problem}."),
    )
