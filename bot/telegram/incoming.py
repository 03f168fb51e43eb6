"""What a Telegram message says to us: an Incoming, a file to fetch, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Message, MessageEntity, User

from bot.conversation.reply import Incoming
from bot.telegram.commands import TypedCommand, typed_command
from bot.telegram.desk import SURFACE
from knowledge.language import Lang

# The order matters: an animation also has a document, a venue also has a location.
_UNSUPPORTED = (
    "photo",
    "sticker",
    "voice",
    "audio",
    "video_note",
    "video",
    "animation",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "story",
    "game",
)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A document that somebody sent; `incoming` lacks only the path."""

    incoming: Incoming
    file_id: str
    name: str
    size: int | None


def read_message(
    message: Message, me: User, *, is_edit: bool = False
) -> Incoming | SentFile | None:
    """
    What the message asks of us, or None if it is not for us.

    In a group that is what mentions us, replies to us or is a command for us. An edited text is a
    new question with an id of its own; other edits (a live location moving on) are nothing new.
    """
    if message.from_user is None or message.from_user.is_bot:
        return None
    if message.text is not None:
        return _read_text(message, me, is_edit=is_edit)
    if is_edit or not _is_for_me(message, me):
        return None
    if message.document is not None and message.animation is None:
        return _sent_file(message)
    kind = next((kind for kind in _UNSUPPORTED if getattr(message, kind)), None)
    # Without any of these it is a service message (somebody joined, a title changed).
    return None if kind is None else _incoming(message, action=f"unsupported:{kind}")


def read_press(query: CallbackQuery) -> Incoming | None:
    """The action behind a pressed button."""
    if not query.data:
        return None
    chat_id = query.message.chat.id if query.message else query.from_user.id
    return Incoming(SURFACE, str(chat_id), f"cb-{query.id}", action=query.data)


def _read_text(message: Message, me: User, *, is_edit: bool) -> Incoming | None:
    text = message.text or ""
    command = typed_command(text)
    if command is not None and _is_command_for(command, me):
        lang = _lang_at_start(message, command)
        return _incoming(
            message, text=command.text, action=command.action, lang=lang, is_edit=is_edit
        )
    if not _is_for_me(message, me):
        return None
    return _incoming(message, text=_without_mention(message, me), is_edit=is_edit)


def _incoming(
    message: Message,
    *,
    text: str | None = None,
    action: str | None = None,
    lang: Lang | None = None,
    is_edit: bool = False,
) -> Incoming:
    message_id = str(message.message_id)
    if is_edit and message.edit_date:
        message_id = f"{message_id}-e{int(message.edit_date.timestamp())}"
    if action and message.media_group_id:
        # Ten pictures of one album get one notice.
        message_id = f"album-{message.media_group_id}"
    return Incoming(SURFACE, str(message.chat.id), message_id, text, action, lang=lang)


def _sent_file(message: Message) -> SentFile:
    document = message.document
    assert document is not None
    return SentFile(
        _incoming(message), document.file_id, document.file_name or "", document.file_size
    )


def _lang_at_start(message: Message, command: TypedCommand) -> Lang | None:
    """A greeting has no words to tell the language from, so the person's own client says it."""
    code = message.from_user.language_code if message.from_user else None
    if command.name != "start" or not code:
        return None
    return Lang.ZH if code.lower().startswith("zh") else Lang.EN


def _is_command_for(command: TypedCommand, me: User) -> bool:
    return command.addressee is None or command.addressee.lower() == (me.username or "").lower()


def _is_for_me(message: Message, me: User) -> bool:
    if message.chat.type == message.chat.PRIVATE:
        return True
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == me.id:
        return True
    return bool(_mentions(message, me))


def _mentions(message: Message, me: User) -> list[str]:
    """The stretches of text or caption that mention this bot."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    name = f"@{me.username}".lower()
    return [
        text
        for entity, text in found.items()
        if text.lower() == name or (entity.user is not None and entity.user.id == me.id)
    ]


def _without_mention(message: Message, me: User) -> str:
    text = message.text or ""
    if message.chat.type == message.chat.PRIVATE:
        return text
    for mention in _mentions(message, me):
        text = text.replace(mention, " ", 1)
    return text.strip()
