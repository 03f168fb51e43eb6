"""A reply as Telegram messages: HTML in parts that fit, and the buttons under the last."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.reply import Button, Reply
from bot.telegram.cards import SOURCE_WORD, Card, cards_of, printable
from bot.telegram.splitting import LIMIT, characters_that_fit, cut_position, units
from knowledge.language import Lang

# Source: Telegram Bot API, InlineKeyboardButton: callback_data of 1-64 bytes.
MAX_ACTION_BYTES = 64
_LONG_QUOTE_UNITS = 300
_LONGEST_LINK = 1000
_WORTH_FILLING = 200
_GAP = "\n\n"


class UnsendableButton(ValueError):
    """A button that Telegram would refuse: a fault of the conversation."""

    def __init__(self, button: Button) -> None:
        size = len(button.action.encode("utf-8", "replace"))
        super().__init__(
            f"button {button.text!r}: its text must not be blank and its action has {size} bytes,"
            f" Telegram takes 1 to {MAX_ACTION_BYTES}"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One message; `plain` says the same without tags."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of plain text in one style; runs are closed in the message that opens them."""

    text: str
    opening: str = ""
    closing: str = ""

    @property
    def html(self) -> str:
        return f"{self.opening}{escape(self.text, quote=False)}{self.closing}"

    def with_text(self, text: str) -> _Run:
        return _Run(text, self.opening, self.closing)


@dataclass(slots=True)
class _Pages:
    """Runs laid out in messages of at most `limit` code units."""

    limit: int
    pages: list[list[_Run]] = field(default_factory=lambda: [[]])
    used: int = 0

    def turn_page(self) -> None:
        self.pages.append([])
        self.used = 0

    def put(self, run: _Run) -> None:
        self.pages[-1].append(run)
        self.used += units(run.html)

    def add_block(self, block: list[_Run]) -> None:
        """Keeps a block in one message where that is possible at all."""
        size = sum(units(run.html) for run in block)
        gap = len(_GAP) if self.used else 0
        if self.used + gap + size > self.limit and (size <= self.limit or self._is_full()):
            self.turn_page()
        if self.used:
            self.put(_Run(_GAP))
        for run in block:
            self._add_run(run)

    def _is_full(self) -> bool:
        return self.limit - self.used < _WORTH_FILLING

    def _add_run(self, run: _Run) -> None:
        rest = run.text
        while rest:
            room = self.limit - self.used - units(run.opening + run.closing)
            fits = characters_that_fit(rest, room)
            if fits < len(rest) and self.used and room < _WORTH_FILLING:
                self.turn_page()
                continue
            cut = cut_position(rest, max(fits, 1))
            if cut == len(rest):
                self.put(run.with_text(rest))
                return
            self.put(run.with_text(rest[:cut].rstrip()))
            rest = rest[cut:].lstrip()
            self.turn_page()


def render(reply: Reply, limit: int = LIMIT) -> list[Part]:
    """
    The messages that carry a reply, in order; none is empty, the last has the buttons.

    :raises UnsendableButton: if an action is empty or over 64 bytes, or a button has no text.
    """
    keyboard = _keyboard(reply.buttons)
    quotes = [printable(citation.quote).strip() for citation in reply.citations]
    blocks = [
        _text_block(text, [quote for quote in quotes if quote]) for text in _paragraphs(reply.text)
    ]
    blocks += [_card_block(card, reply.lang) for card in cards_of(reply)]
    parts = _parts(blocks, limit)
    if not parts and keyboard:
        # Telegram has no message of buttons alone.
        parts = [Part("…", "…")]
    if parts and keyboard:
        parts[-1] = Part(parts[-1].html, parts[-1].plain, keyboard)
    return parts


def split_plain(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` code units, without markup."""
    return [part.plain for part in _parts([[_Run(part)] for part in _paragraphs(text)], limit)]


def _parts(blocks: list[list[_Run]], limit: int) -> list[Part]:
    pages = _Pages(limit)
    for block in blocks:
        pages.add_block(block)
    parts = [
        Part("".join(run.html for run in page).strip(), "".join(run.text for run in page).strip())
        for page in pages.pages
    ]
    return [part for part in parts if _is_visible(part.plain)]


def _card_block(card: Card, lang: Lang) -> list[_Run]:
    block = [_Run(printable(card.heading), "<b>", "</b>")]
    if card.lines:
        block.append(_Run("\n" + "\n".join(printable(line) for line in card.lines)))
    if card.quote:
        block += [_Run("\n"), _quote(printable(card.quote))]
    if card.url and _is_link(card.url):
        block += [_Run("\n"), _Run(SOURCE_WORD[lang], f'<a href="{escape(card.url)}">', "</a>")]
    return [run for run in block if run.text]


def _text_block(text: str, quotes: list[str]) -> list[_Run]:
    """A paragraph; the first clause that it quotes is set apart."""
    quote = next((quote for quote in quotes if quote in text), None)
    if quote is None:
        return [_Run(text)]
    before, _, after = text.partition(quote)
    return [run for run in (_Run(before), _quote(quote), _Run(after)) if run.text]


def _quote(text: str) -> _Run:
    style = " expandable" if units(text) > _LONG_QUOTE_UNITS else ""
    return _Run(text, f"<blockquote{style}>", "</blockquote>")


def _is_link(url: str) -> bool:
    return url.startswith(("https://", "http://")) and units(escape(url)) <= _LONGEST_LINK


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    keyboard = [[_key(button) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def _key(button: Button) -> InlineKeyboardButton:
    size = len(button.action.encode("utf-8", "replace"))
    if not 1 <= size <= MAX_ACTION_BYTES or not _is_visible(button.text):
        raise UnsendableButton(button)
    return InlineKeyboardButton(printable(button.text), callback_data=button.action)


def _paragraphs(text: str) -> list[str]:
    found = (paragraph.strip() for paragraph in re.split(r"\n[ \t]*\n", printable(text)))
    return [paragraph for paragraph in found if paragraph]


def _is_visible(text: str) -> bool:
    """Telegram refuses a text of spaces and invisible characters as empty."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)
