"""The certificates that are asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.terms import folded

_PARTS = re.compile(r"[|｜、;；，,\n]|(?<=证)[及和与/]|(?<=照)[及和与/]")
_PREFERRED = re.compile(r"优先|更好|更佳|preferred|加分|为佳")
_ASKING = re.compile(
    r"^(?:须|需|必须|要求|应)?(?:持有?|具备|具有|取得|有|要有|须有|带|拥有)?(?:相应的?)?"
)
_BEHIND = re.compile(r"(?:即可|者)$")
_NONE = re.compile(r"^(?:不限|无(?:要求|需)?|没有|不要求|无证要求|none|no|n/?a|-+|/)$")


@lru_cache(maxsize=5_000)
def read_certificates_cell(cell: str) -> tuple[str, ...]:
    """The certificates named, each once; what is only preferred (电工证优先) is not asked."""
    asked = (part.strip() for part in _PARTS.split(cell))
    names = [
        _BEHIND.sub("", _ASKING.sub("", part)).strip()
        for part in asked
        if part and not _PREFERRED.search(folded(part)) and not _NONE.match(folded(part))
    ]
    return tuple(dict.fromkeys(name for name in names if name))
