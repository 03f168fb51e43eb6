"""What a person sent with the form of the chat page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import HTTPException, Request
from pydantic import BaseModel, StringConstraints, ValidationError
from starlette.datastructures import FormData, UploadFile

from bot.conversation.reply import Incoming
from bot.telegram.commands import typed_command
from bot.telegram.documents import MAX_BYTES, TOO_LARGE
from bot.web.messages import SURFACE
from knowledge.language import Lang

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
# The conversation refuses long texts itself; what is beyond this it need not even see whole.
_MOST_CHARACTERS = 50_000


class Fields(BaseModel):
    """The form's fields; an action is at most 64 bytes, as on Telegram."""

    csrf: Annotated[str, StringConstraints(max_length=200)] = ""
    form_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16,64}$")]
    text: str = ""
    action: Annotated[str, StringConstraints(max_length=64)] = ""
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An uploaded file; only the ending of its name is taken: a name may hold a path."""

    suffix: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """A button's action, or a document, or a text, or a document and a text."""

    fields: Fields
    document: Document | None


async def read_posted(request: Request) -> Posted:
    """
    The form.

    :raises HTTPException: 400 if it is not a form of ours.
    """
    async with request.form(max_files=1, max_fields=10, max_part_size=1_000_000) as form:
        try:
            fields = Fields.model_validate({k: v for k, v in form.items() if isinstance(v, str)})
        except ValidationError as fault:
            raise HTTPException(400) from fault
        return Posted(fields, await _document_in(form))


def incomings(posted: Posted, chat_id: str, lang: Lang | None) -> list[Incoming]:
    """
    The messages in the order in which they are to be taken; none if nothing was written.

    The id of each comes from the form and from what it says: the same form sent twice is one
    message, and another text in an old form (the browser's back button) is a new one.

    :param lang: the language for what has no words to tell it from.
    """
    fields, document = posted.fields, posted.document
    if fields.action:
        return [_incoming(fields, chat_id, action=fields.action, lang=lang)]
    found = []
    if document is not None and len(document.content) > MAX_BYTES:
        found.append(_incoming(fields, chat_id, action=TOO_LARGE, lang=lang))
    elif document is not None:
        digest = hashlib.sha256(document.content).hexdigest()
        found.append(Incoming(SURFACE, chat_id, _message_id(fields, f"file {digest}"), lang=lang))
    text = fields.text.replace("\r\n", "\n")[:_MOST_CHARACTERS]
    command = typed_command(text)
    if command is not None and command.action is not None:
        found.append(_incoming(fields, chat_id, action=command.action, lang=lang))
    elif text.strip():
        said = command.text if command is not None else text
        found.append(_incoming(fields, chat_id, text=said))
    return found


def _incoming(
    fields: Fields,
    chat_id: str,
    *,
    text: str | None = None,
    action: str | None = None,
    lang: Lang | None = None,
) -> Incoming:
    what = f"text {text}" if action is None else f"action {action}"
    return Incoming(SURFACE, chat_id, _message_id(fields, what), text, action, lang=lang)


def _message_id(fields: Fields, what: str) -> str:
    digest = hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{fields.form_id}-{digest[:16]}"


async def _document_in(form: FormData) -> Document | None:
    upload = form.get("document")
    # A file field that was left empty comes as a file without a name.
    if not isinstance(upload, UploadFile) or not upload.filename:
        return None
    suffix = Path(upload.filename).suffix
    content = await upload.read(MAX_BYTES + 1)
    return Document(suffix if _SUFFIX.fullmatch(suffix) else "", content)
