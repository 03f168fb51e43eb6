"""Whether a message looks for work; what a mistake costs sets each threshold."""

from __future__ import annotations

from enum import StrEnum

from knowledge.answering.reading.elsewhere import names_rules_elsewhere
from knowledge.language.intent import FocusKind, Intent
from knowledge.language.message import ANSWERED, ParsedMessage
from knowledge.people.wishing import asks_about_rules

# A search for a question hides the answer and stores a wish nobody had; a question for a wish costs
# one turn. So the parse must agree, or the probability be high; between the two it is asked. Where
# nothing is asked at all there is no answer to hide.
AGREED, ALONE, ALONE_UNASKED = 0.3, 0.8, 0.45
DOUBT_AGREED, DOUBT_ALONE = 0.15, 0.5
UNASKED = 0.3
_SUFFERED = 0.5


class LooksForWork(StrEnum):
    """What the intent and the parse say together."""

    YES = "yes"
    UNCLEAR = "unclear"
    NO = "no"


def looks_for_work(parsed: ParsedMessage, kind: FocusKind) -> LooksForWork:
    """Whether to search posts, to ask with two buttons, or neither."""
    # A wage that is owed names a trade too; nobody who tells of it looks for that work.
    if names_rules_elsewhere(parsed.masked) or parsed.intents.of[Intent.COMPLAINT] >= _SUFFERED:
        return LooksForWork.NO
    share = parsed.intents.share(Intent.JOB_WISH)
    agrees = _parse_agrees(parsed)
    if kind is not FocusKind.LIST and (agrees or parsed.facts):
        # Without a list on the table, "Nan'an, day shift" is the beginning of a wish.
        share += parsed.intents.share(Intent.REFINE)
        share += parsed.intents.of[Intent.POST_REF] if agrees else 0.0
    asks = parsed.intents.share(*ANSWERED, Intent.ELIGIBILITY)
    if agrees:
        told = parsed.intents.share(Intent.STATEMENT, Intent.CORRECTION)
        # 城口，护林护路的: a trade told of beside facts is wished for.
        is_told_wish = share + told >= max(ALONE_UNASKED, asks) and _wishes(parsed)
        if share >= AGREED or is_told_wish:
            # A shop that somebody wants to open names a trade as well, and so does a question on
            # posts that are planned.
            is_asked = parsed.intents.of[Intent.ELIGIBILITY] >= AGREED or asks >= 2 * AGREED
            is_torn = is_asked and share < 2 * AGREED
            return LooksForWork.UNCLEAR if is_torn else LooksForWork.YES
        return _doubt(share, asks, DOUBT_AGREED)
    if share >= (ALONE_UNASKED if asks < UNASKED else ALONE):
        return LooksForWork.YES
    return _doubt(share, asks, DOUBT_ALONE)


def _doubt(share: float, asks: float, least: float) -> LooksForWork:
    return LooksForWork.UNCLEAR if min(share, asks) >= least else LooksForWork.NO


def _wishes(parsed: ParsedMessage) -> bool:
    return any(fact.name == "wishes" for fact in parsed.facts)


def _parse_agrees(parsed: ParsedMessage) -> bool:
    """Whether a trade, or work with a condition, is named, and no rule asked about."""
    if asks_about_rules(parsed.masked):
        return False
    return _wishes(parsed) or parsed.understood.looks_for_work or parsed.names_trade
