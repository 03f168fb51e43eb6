"""A Bot API on loopback that behaves like Telegram's and refuses what Telegram refuses."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from tests.bot.telegram.loopback import Handler, LoopbackServer
from tests.bot.telegram.telegram_rules import (
    Refused,
    check_commands,
    check_edit,
    check_message,
    text_seen,
)

__all__ = ["BotApi", "Call", "Refused", "bot_api"]

TOKEN = "123456:double"
BOT = {"id": 123456, "is_bot": True, "first_name": "春风", "username": "ChunfengBot"}


@dataclass(frozen=True)
class Call:
    """One request as it came in, with what was answered."""

    method: str
    parameters: dict
    ok: bool
    at: float


@dataclass
class BotApi:
    """What Telegram knows, and what it is told to get wrong; see `bot_api`."""

    token: str = TOKEN
    known_chats: set[int] = field(default_factory=lambda: {7, 8, -100})
    files: dict[str, bytes] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    updates: list[dict] = field(default_factory=list)
    confirmed: int = 0
    url: str = ""
    _faults: dict[str, list] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _last_update_id: int = 1000
    least_between_edits_s: float = 0.08
    """An edit of the same message that comes sooner is refused; Telegram's is about a second."""
    _messages: dict[tuple[int, int], dict] = field(default_factory=dict)
    _written_at: dict[tuple[int, int], float] = field(default_factory=dict)
    _message_ids: Iterator[int] = field(default_factory=lambda: count(1))

    # What tests do.

    def fail(self, method: str, *faults: object) -> None:
        """
        Has the next calls of a method fail: a Refused is answered, "drop" closes the connection.
        """
        self._faults.setdefault(method, []).extend(faults)

    def push(self, update: dict) -> int:
        """Queues an update, with the next id unless it has one; returns the id."""
        with self._changed:
            update = {"update_id": self._last_update_id + 1, **update}
            self._last_update_id = max(self._last_update_id, update["update_id"])
            self.updates.append(update)
            self._changed.notify_all()
        return update["update_id"]

    def write(self, text: str, *, chat: int = 7, **more: object) -> int:
        """Queues a message that somebody writes to the bot."""
        return self.push({"message": self.message(chat, text=text, **more)})

    def press(self, action: str, *, chat: int = 7, query: str, message: int = 1) -> int:
        """Queues a press of a button."""
        return self.push(
            {
                "callback_query": {
                    "id": query,
                    "from": _person(chat),
                    "chat_instance": "1",
                    "message": {**self.message(chat, text="…"), "message_id": message},
                    "data": action,
                }
            }
        )

    def message(self, chat: int, **content: object) -> dict:
        """A message as Telegram describes it."""
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": next(self._message_ids),
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind, "first_name": "A", "title": "G"},
            "from": _person(abs(chat)),
            **content,
        }

    def sent(self, method: str = "sendMessage", chat: int | None = None) -> list[Call]:
        """The calls of a method that were taken, oldest first."""
        return [
            call
            for call in list(self.calls)
            if call.method == method
            and call.ok
            and (chat is None or int(call.parameters["chat_id"]) == chat)
        ]

    def texts(self, chat: int | None = None) -> list[str]:
        """What the people read, without the markup."""
        return [text_seen(call.parameters) for call in self.sent(chat=chat)]

    def shown(self, chat: int = 7) -> list[str]:
        """The bot's messages in the chat as they read now, in the order in which they came."""
        return [
            text_seen(parameters)
            for (where, _), parameters in list(self._messages.items())
            if where == chat
        ]

    def delete(self, chat: int, message_id: int) -> None:
        """Somebody deletes one of the bot's messages."""
        del self._messages[chat, message_id]

    def wait_for(self, happened, within_s: float = 8.0) -> None:
        """Returns as soon as `happened(self)` is true; fails the test if that takes too long."""
        with self._changed:
            assert self._changed.wait_for(lambda: happened(self), within_s), (
                f"not in {within_s} s; calls: {[(c.method, c.ok) for c in self.calls[-12:]]}"
            )

    # What the server does.

    def answer(self, method: str, parameters: dict) -> object:
        """The result of a call, recorded; raises Refused or returns "drop"."""
        fault = self._faults[method].pop(0) if self._faults.get(method) else None
        ok = False
        try:
            if isinstance(fault, Refused):
                raise fault
            if fault == "drop":
                return fault
            result = self._result(method, parameters)
            ok = True
            return result
        finally:
            with self._changed:
                self.calls.append(Call(method, parameters, ok, time.monotonic()))
                self._changed.notify_all()

    def _result(self, method: str, parameters: dict) -> object:
        results = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "getFile": self._get_file,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message,
            "sendChatAction": self._check_chat,
            "setMyCommands": self._set_commands,
            **dict.fromkeys(("answerCallbackQuery", "setMyDescription"), _done),
            **dict.fromkeys(("deleteWebhook", "setWebhook"), _done),
        }
        if method not in results:
            raise Refused(404, "Not Found")
        return results[method](parameters)

    def _get_me(self, _parameters: dict) -> dict:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}

    def _get_file(self, parameters: dict) -> dict:
        name = parameters["file_id"]
        if name not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        size = len(self.files[name])
        return {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": name}

    def _set_commands(self, parameters: dict) -> bool:
        check_commands(parameters)
        return True

    def _get_updates(self, parameters: dict) -> list[dict]:
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 100))
        deadline = time.monotonic() + min(float(parameters.get("timeout", 0)), 1.0)
        with self._changed:
            self.confirmed = max(self.confirmed, offset)
            self._changed.notify_all()
            while True:
                self.updates = [u for u in self.updates if u["update_id"] >= self.confirmed]
                left = deadline - time.monotonic()
                if self.updates or left <= 0:
                    return self.updates[:limit]
                self._changed.wait(left)

    def _send_message(self, parameters: dict) -> dict:
        chat = self._check_chat(parameters)
        check_message(parameters)
        message = {**self.message(chat, text=text_seen(parameters)), "from": BOT}
        self._note(chat, message["message_id"], parameters)
        return message

    def _edit_message(self, parameters: dict) -> dict:
        chat, number = self._check_chat(parameters), int(parameters["message_id"])
        check_message(parameters)
        if (chat, number) not in self._messages:
            raise Refused(400, "Bad Request: message to edit not found")
        check_edit(self._messages[chat, number], parameters)
        if time.monotonic() - self._written_at[chat, number] < self.least_between_edits_s:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        self._note(chat, number, parameters)
        message = self.message(chat, text=text_seen(parameters))
        return {**message, "message_id": number, "edit_date": int(time.time()), "from": BOT}

    def _note(self, chat: int, number: int, parameters: dict) -> None:
        self._messages[chat, number] = parameters
        self._written_at[chat, number] = time.monotonic()

    def _check_chat(self, parameters: dict) -> int:
        chat = int(parameters["chat_id"])
        if chat not in self.known_chats:
            raise Refused(400, "Bad Request: chat not found")
        return chat


def _done(_parameters: dict) -> bool:
    return True


def _person(number: int) -> dict:
    return {"id": number, "is_bot": False, "first_name": "A", "language_code": "zh-hans"}


@contextmanager
def bot_api(port: int = 0, api: BotApi | None = None) -> Iterator[BotApi]:
    """A running Bot API; give the port and the API of an earlier one to bring it back."""
    api = api or BotApi()
    server = LoopbackServer(("127.0.0.1", port), type("ApiHandler", (Handler,), {"api": api}))
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)
