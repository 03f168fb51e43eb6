"""Work refused by what is hard in it: 重活干不了, "nothing where you carry stuff"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("kinds_of_toil.toml")

# A no to what is named, before or behind it, within one clause.
_REFUSES = re.compile(
    r"(?<!能)(?<!要)(?<!行)(?:不(?!怕|嫌|介意|管|论|限|错|累|过|远|高|低|用|要求|需|知|晓|同|足|挑)|莫(?!得)|别(?!的|处|个)|没法|没得办法"
    r"|免谈|算了|除外|怕得|害怕|遭不住)"
    r"|(?<![a-z])(?:no|not|never|nothing|can't|cant|cannot|don't|dont|won't|wouldn't|unable"
    r"|avoid|afraid|except|anything but|everything but|rather not|hopeless|bad at|out of the"
    r" question)(?![a-z])"
)
_FINE = re.compile(
    r"不(?:怕|嫌|介意|挑)|无所谓|没问题|没关系|都(?:行|可以|得行|要得)|吃得消|不(?:会|能|算|是)(?:太)?累"
    r"|(?<![a-z])(?:not afraid|no problem|don't mind|do not mind|not mind|no objection"
    r"|(?:no|not|don't have|haven't) (?:\w+ ){0,2}experience|not only|no matter)"
)
# 没照顾过老人, 不会开车: what somebody has not done or cannot do yet is no refusal.
_LACKS = re.compile(
    r"没(?:有|得)?(?:做|干|照顾|护理|卖)?过|不会|经验|(?<![a-z])experience(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Toil:
    """One kind of work by what is hard in it, with the trades that it is the heart of."""

    words: re.Pattern[str]
    said: re.Pattern[str]
    trades: tuple[str, ...]

    def is_refused_in(self, low: str) -> bool:
        """Whether a clause, folded, says no to work of this kind."""
        if _FINE.search(low) or _LACKS.search(low):
            return False
        if self.said.search(low):
            return True
        return self.words.search(low) is not None and _REFUSES.search(low) is not None


def trades_of_toil_refused(low: str, *, is_question: bool) -> tuple[str, ...]:
    """Official Chinese names of the trades that a clause, folded, refuses by what is hard there."""
    if is_question:
        return ()
    refused = (trade for toil in _kinds() if toil.is_refused_in(low) for trade in toil.trades)
    return tuple(dict.fromkeys(refused))


@cache
def _kinds() -> tuple[Toil, ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Toil(_pattern(one["words"]), _pattern(one["said"]), tuple(one["trades"]))
        for one in table.values()
    )


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written.replace("\n", ""))
