"""The commands of the menu, and what a typed command asks for."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from knowledge.language import Lang

logger = logging.getLogger(__name__)

# Source: Telegram Bot API, BotCommand: 1-32 lowercase English letters, digits and underscores.
_TYPED = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)

_MENU = (
    ("start", "开始", "Start"),
    ("jobs", "找工作", "Find work"),
    ("policy", "问政策", "Ask about a policy"),
    ("may", "我能享受什么", "What may I get?"),
    ("saved", "我收藏的岗位", "My saved posts"),
    ("alerts", "新岗位提醒", "Alerts for new posts"),
    ("events", "招聘活动", "Job fairs and events"),
    ("courses", "培训课程", "Training courses"),
    ("mydata", "我的资料", "My data"),
    ("forget", "删除我的资料", "Delete my data"),
    ("person", "找工作人员", "Talk to a person"),
    ("sources", "依据的文件", "The documents behind the answers"),
    ("language", "切换语言（中文 / English）", "Change the language (中文 / English)"),
    ("help", "使用说明", "How to use this assistant"),
)
NAMES = frozenset(name for name, _, _ in _MENU) | {"stop"}
# What follows these is what the person wants to know or find.
_ASKING = frozenset({"jobs", "policy", "may"})

_DESCRIPTION = {
    Lang.ZH: "春风：就业局的助手。问政策有出处，查资格有依据，找岗位看条件。政策热线 023-12333。",
    Lang.EN: (
        "Chunfeng, the employment bureau's assistant: policy answers that quote their source,"
        " eligibility, and matching posts. Hotline 023-12333."
    ),
}


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """
    A command as typed: an action, or the text of `/jobs cleaning in Nan'an`.

    `addressee` is the name of the bot after the @, None where there is none.
    """

    name: str
    addressee: str | None
    action: str | None
    text: str | None


def typed_command(text: str) -> TypedCommand | None:
    """The command that a text is, or None if it is none of ours and so an ordinary text."""
    found = _TYPED.fullmatch(text.strip())
    if found is None or found[1].lower() not in NAMES:
        return None
    name, rest = found[1].lower(), (found[3] or "").strip()
    if rest and name in _ASKING:
        return TypedCommand(name, found[2], None, rest)
    chosen = f":{rest.lower()}" if rest and name == "language" else ""
    return TypedCommand(name, found[2], f"command:{name}{chosen}", None)


def menu(lang: Lang) -> list[BotCommand]:
    """The commands with their descriptions in one language."""
    return [BotCommand(name, zh if lang is Lang.ZH else en) for name, zh, en in _MENU]


async def introduce(bot: Bot) -> None:
    """Tells Telegram the menu and the description; a failure is logged and does no harm."""
    # The city's language is the default for clients in any language but these two.
    for lang, language_code in ((Lang.ZH, None), (Lang.ZH, "zh"), (Lang.EN, "en")):
        try:
            await bot.set_my_commands(menu(lang), language_code=language_code)
        except TelegramError as error:
            logger.warning("the %s menu could not be set: %s", language_code or "default", error)
        try:
            await bot.set_my_description(_DESCRIPTION[lang], language_code=language_code)
        except TelegramError as error:
            logger.warning("the %s description was not set: %s", language_code or "default", error)
