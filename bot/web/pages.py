"""Templates, texts and the language of a page."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from knowledge.answering.wording import Wording
from knowledge.language import Lang

LANG_COOKIE = "chunfeng_lang"
_ROOM = Path(__file__).parent

WORDING = Wording.load(_ROOM / "wording.toml")


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_ROOM / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static_address, say=WORDING.text, languages=tuple(Lang))
    return made


def static_address(name: str) -> str:
    """The address of one of our files; it changes with the file, so that no old one is kept."""
    content = (_ROOM / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def page_lang(request: Request) -> Lang:
    """The language of what stands around the conversation: as chosen, else as the browser asks."""
    chosen = request.cookies.get(LANG_COOKIE)
    if chosen in set(Lang):
        return Lang(chosen)
    for wish in request.headers.get("accept-language", "").lower().split(","):
        code = wish.strip().partition(";")[0].partition("-")[0]
        if code in set(Lang):
            return Lang(code)
    return Lang.ZH


TEMPLATES = _environment()
