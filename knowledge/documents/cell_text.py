"""The values of a workbook's cells as they would be typed into a CSV file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

# WPS keeps a picture in a cell as this formula, with its own text as the value.
_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")

_DECIMALS_TYPED = 6
"""More of them are what is left of a formula: 3000*1.1 is stored as 3300.0000000000005."""


def without_picture(text: str) -> str:
    """The text, empty where it is a picture's formula: a picture has no text."""
    return "" if text.startswith(_PICTURE) else text


def error_in(cells: list[str]) -> str | None:
    """The first cell whose text is an error such as #REF!, as a sentence; None without one."""
    for column, cell in enumerate(cells, start=1):
        if cell.startswith("#") and cell.rstrip("!?").isupper():
            return f"column {column} holds the error {cell}"
    return None


def as_text(value: object) -> str:
    """The value of a cell as it would be typed into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return without_picture(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return number_as_text(float(value)) if isinstance(value, int | float) else str(value)


def number_as_text(value: float) -> str:
    """3300 for 3300.0000000000005: a spreadsheet shows no more than it was given."""
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    if len(text.partition(".")[2]) <= _DECIMALS_TYPED:
        return text
    rounded = round(value, 2)
    return str(int(rounded)) if rounded.is_integer() else str(rounded)
