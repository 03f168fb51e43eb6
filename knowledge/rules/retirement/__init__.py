"""The statutory retirement age of the decision of 2024-09-13, by month of birth and kind."""

from knowledge.rules.retirement.age import (
    ALL_KINDS,
    Age,
    age_reached_on,
    delay_months,
    earliest_on,
    has_reached,
    latest_on,
    payment_months,
    reached_on,
    statutory_age,
    within_years,
)
from knowledge.rules.retirement.table import RetirementKind, load_table, retirement_table

__all__ = [
    "ALL_KINDS",
    "Age",
    "RetirementKind",
    "age_reached_on",
    "delay_months",
    "earliest_on",
    "has_reached",
    "latest_on",
    "load_table",
    "payment_months",
    "reached_on",
    "retirement_table",
    "statutory_age",
    "within_years",
]
