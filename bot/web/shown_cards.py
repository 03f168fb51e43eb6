"""Cards and buttons in the order in which a small screen can take them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.reply import Button
from bot.telegram.cards import Card, printable

Rows = tuple[tuple[Button, ...], ...]

_FOR = "✓"
_REASONS_SHOWN = 3
_MANY_BUTTONS = 8
# What changes settings or leads away; the question asked and the posts shown come first.
_FURTHER = ("fact_edit:", "card:", "command:", "alerts:", "jobs:opens")


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A post or a source; `further` are reasons for a post that stand folded."""

    heading: str
    lines: tuple[str, ...]
    further: tuple[str, ...]
    quote: str
    url: str | None
    is_source: bool


@dataclass(frozen=True, slots=True)
class ShownButtons:
    """Every button of a reply: those at once in sight, and those behind a word."""

    first: Rows
    further: Rows


def shown_card(card: Card) -> ShownCard:
    """The card with what speaks against a post always in sight, and no address but a web page's."""
    lines = tuple(printable(line) for line in card.lines)
    reasons = [line for line in lines if line.startswith(_FOR)]
    # One line behind a word takes as much room as the line.
    most = _REASONS_SHOWN if len(reasons) > _REASONS_SHOWN + 1 else len(reasons)
    folded = tuple(reasons[most:])
    is_link = card.url is not None and card.url.startswith(("https://", "http://"))
    return ShownCard(
        heading=printable(card.heading),
        lines=tuple(line for line in lines if line not in folded),
        further=folded,
        quote=printable(card.quote),
        url=card.url if is_link else None,
        is_source=card.is_source,
    )


def shown_buttons(rows: Sequence[Sequence[Button]]) -> ShownButtons:
    """Answers to one question flow as one row; where there are many buttons, some are folded."""
    joined = _joined(
        [tuple(Button(printable(one.text), one.action) for one in row) for row in rows if row]
    )
    first = tuple(row for row in joined if not _is_further(row))
    if sum(len(row) for row in joined) <= _MANY_BUTTONS or not first:
        return ShownButtons(tuple(joined), ())
    return ShownButtons(first, tuple(row for row in joined if _is_further(row)))


def _joined(rows: Sequence[tuple[Button, ...]]) -> list[tuple[Button, ...]]:
    """Rows that belong to one question, which other surfaces break by their width, in one."""
    joined: list[tuple[Button, ...]] = []
    for row in rows:
        if joined and _subject(joined[-1]) is not None and _subject(joined[-1]) == _subject(row):
            joined[-1] = (*joined[-1], *row)
        else:
            joined.append(row)
    return joined


def _subject(row: Sequence[Button]) -> str | None:
    """What all buttons of a row are about, as far as their actions tell."""
    subjects = {one.action.rpartition(":")[0] for one in row}
    return subjects.pop() if len(subjects) == 1 else None


def _is_further(row: Sequence[Button]) -> bool:
    return all(one.action.startswith(_FURTHER) for one in row)
