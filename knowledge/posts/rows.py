"""A Post as a row of the table, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from knowledge.posts.post import (
    Category,
    Channel,
    PayPart,
    PayPartKind,
    Post,
    Rest,
    Shift,
    WageUnit,
)
from knowledge.posts.tables import PostRow
from knowledge.vocabulary import BoardLodging, Education, PostKind

_NAMES = tuple(field.name for field in fields(Post))
_OF_POST = attrgetter(*_NAMES)
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_LISTS = ("skills", "certificates", "statuses_required")
_VALUES = {
    "kind": PostKind,
    "channel": Channel,
    "category": Category,
    "wage_unit": WageUnit,
    "education_min": Education,
    "shift": Shift,
    "rest": Rest,
    "board_lodging": BoardLodging,
}


def digest_of(post: Post, extra: Mapping[str, str]) -> str:
    """Changes when anything of the post or its extra columns does."""
    return _digest_of_columns(_columns(post), extra)


def _digest_of_columns(columns: Mapping[str, Any], extra: Mapping[str, str]) -> str:
    return _digest(repr((list(columns.values()), sorted(extra.items()))))


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def new_row(post: Post, extra: Mapping[str, str], *, digest: str, import_id: int) -> PostRow:
    """A row for a post that no feed had before."""
    return PostRow(
        **_columns(post),
        extra=dict(extra),
        digest=digest,
        first_import=import_id,
        last_import=import_id,
    )


def values_of(
    post: Post, extra: Mapping[str, str], *, digest: str, import_id: int
) -> dict[str, Any]:
    """What the table holds of an open post, by column; `first_import` left away."""
    return {
        **_columns(post),
        "extra": dict(extra),
        "digest": digest,
        "last_import": import_id,
        "closed_on": None,
        "closed_reason": None,
    }


def values_to_write(post: Post, extra: Mapping[str, str]) -> dict[str, Any]:
    """As values_of, with the digest of the post; no import has written them yet."""
    columns, others = _columns(post), dict(extra)
    return {
        **columns,
        "extra": others,
        "digest": _digest_of_columns(columns, others),
        "last_import": 0,
        "closed_on": None,
        "closed_reason": None,
    }


def update_row(
    row: PostRow, post: Post, extra: Mapping[str, str], *, digest: str, import_id: int
) -> None:
    """Writes the post over the row and opens it again."""
    values = values_of(post, extra, digest=digest, import_id=import_id)
    for name, value in values.items():
        setattr(row, name, value)


def cells_digest(values: Mapping[str, str], extra: Mapping[str, str]) -> str:
    """Changes when any cell of a row does."""
    in_order = [dict(sorted(values.items())), dict(sorted(extra.items()))]
    return _digest(_AS_JSON(in_order))


def post_from(row: PostRow) -> Post:
    """The post that the row holds."""
    read: dict[str, Any] = dict(zip(_NAMES, _OF_POST(row), strict=True))
    for name in _LISTS:
        read[name] = tuple(read[name])
    read["pay_parts"] = tuple(map(_part_from, read["pay_parts"]))
    for name, value in _VALUES.items():
        if read[name] is not None:
            read[name] = value(read[name])
    return Post(**read)


def _columns(post: Post) -> dict[str, Any]:
    columns = dict(zip(_NAMES, _OF_POST(post), strict=True))
    for name in _LISTS:
        columns[name] = list(columns[name])
    columns["pay_parts"] = list(map(_part_columns, columns["pay_parts"]))
    for name in _VALUES:
        if columns[name] is not None:
            columns[name] = columns[name].value
    return columns


def _part_from(said: Mapping[str, Any]) -> PayPart:
    unit = said.get("unit")
    kind, bounds = PayPartKind(said["kind"]), (said.get("low"), said.get("high"))
    return PayPart(kind, *bounds, WageUnit(unit) if unit else None)


def _part_columns(part: PayPart) -> dict[str, Any]:
    unit = part.unit.value if part.unit else None
    return {"kind": part.kind.value, "low": part.low, "high": part.high, "unit": unit}
