"""The wishes that matching is measured on: what people write, what fits, what is barred."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.language import Lang

GOLDEN_WISHES = Path(__file__).parent / "golden" / "wishes.jsonl"


class GoldenWish(BaseModel):
    """One message of somebody who looks for work, with the posts that fit and those barred."""

    model_config = ConfigDict(frozen=True)

    id: str
    lang: Lang
    text: str
    relevant: Mapping[str, int]
    """2 fits wish, place and conditions; 1 is a related trade or a neighbouring district."""
    barred: tuple[str, ...] = ()
    """Posts that look alike and that this person may not take, by what they said."""
    today: date
    half: str = ""


class WishesInvalid(Exception):
    """A file of wishes that cannot be read, with the line and the reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


def read_wishes(path: Path, half: str | None = None) -> list[GoldenWish]:
    """
    The wishes of the file, of one half if named.

    :raises WishesInvalid: if a line is no wish, or the file is in another encoding.
    :raises OSError: if the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise WishesInvalid(path, 1, f"not UTF-8 at byte {fault.start}") from fault
    wishes = []
    # Not splitlines: U+2028 and its like are text within a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            wish = GoldenWish.model_validate_json(line)
        except ValidationError as fault:
            raise WishesInvalid(path, number, _reason(fault)) from fault
        if half is None or wish.half == half:
            wishes.append(wish)
    return wishes


def _reason(fault: ValidationError) -> str:
    first = fault.errors()[0]
    column = ".".join(str(part) for part in first["loc"]) or "line"
    return f"{column}: {first['msg']}"
