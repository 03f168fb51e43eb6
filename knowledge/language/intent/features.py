"""The columns that stand beside the encoder's vector."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.language.intent.names import FocusKind
from knowledge.terms import Mention, TermKind, folded

_FILE = Path(__file__).with_name("features.toml")
_HAN = re.compile(r"[一-鿿]")
_ENDS = re.compile(r"[。！？.!?；;]")
_MOST_CHARACTERS = 400
_SHORT = 6
_NAMES_A_WISH = frozenset(
    {TermKind.JOB_TITLE, TermKind.PWP_POST_TYPE, TermKind.DISTRICT, TermKind.LICENCE}
)
_SIZES = ("log_length", "very_short", "sentences", "is_chinese", "covered", "trade_covered")


def column_names() -> tuple[str, ...]:
    """What each figure of `features` says, in its order."""
    kinds = (f"names_{kind}" for kind in TermKind)
    return (*_patterns(), *_SIZES, *kinds, *(f"focus_{kind}" for kind in FocusKind))


def features(text: str, mentions: Sequence[Mention], focus: FocusKind) -> NDArray[np.float32]:
    """
    One row of figures between 0 and about 2.

    :param mentions: the terms that the text uses.
    :param focus: what lies on the table.
    """
    low = folded(text[:_MOST_CHARACTERS])
    signs = [any(p.search(low) is not None for p in found) for found in _patterns().values()]
    is_chinese = _HAN.search(low) is not None
    size = len(low) if is_chinese else len(low) / 3
    covered = sum(mention.end - mention.start for mention in mentions)
    trades = sum(m.end - m.start for m in mentions if m.of_kind(*_NAMES_A_WISH))
    sizes = (
        np.log1p(size) / 3,
        size < _SHORT,
        min(len(_ENDS.findall(low)), 6) / 3,
        is_chinese,
        min(1.0, covered / max(1, len(low))),
        min(1.0, trades / max(1, len(low))),
    )
    kinds = [any(m.of_kind(kind) is not None for m in mentions) for kind in TermKind]
    on_table = [focus is kind for kind in FocusKind]
    return np.array([*signs, *sizes, *kinds, *on_table], dtype=np.float32)


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: tuple(map(re.compile, found)) for name, found in data["patterns"].items()}
