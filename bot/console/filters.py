"""What may come out of an address or a form: bounded, so that nonsense is refused at the door."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field


def _or_nothing(typed: object) -> object:
    return None if typed == "" else typed


def _clean(typed: object) -> object:
    # PostgreSQL takes no NUL in a text.
    return typed.replace("\x00", "").strip() if isinstance(typed, str) else typed


_Dated = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]

Day = Annotated[_Dated | None, BeforeValidator(_or_nothing)]
"""A date, or nothing where the field was left empty."""

Number = Annotated[int, Field(ge=1, lt=2**31)]
"""The number of a row."""

Line = Annotated[str, BeforeValidator(_clean), Field(max_length=200)]
"""A short text, without the blanks around it."""

Words = Annotated[str, BeforeValidator(_clean), Field(max_length=2000)]
"""What staff write to a person or to each other, without the blanks around it."""
