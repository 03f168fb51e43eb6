"""
The machine interface: one JSON object per line in, one per line out, in UTF-8.

A chat's lines are answered in their order, chats side by side; a line that cannot be served gets an
object with the status "error", and the next line is served.
"""

from bot.jsonl.serving import serve_jsonl
from bot.jsonl.streams import MAX_LINE_BYTES
from bot.jsonl.writing import reply_as_json

__all__ = ["MAX_LINE_BYTES", "reply_as_json", "serve_jsonl"]
