"""A chat model of any provider, by way of LangChain; nothing else here knows LangChain."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.exceptions import OutputParserException
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from pydantic import ValidationError

from knowledge.answering.model.breaker import Breaker
from knowledge.answering.model.protocol import (
    Form,
    FormNotFilled,
    ModelUnavailable,
    ModelUse,
    Prompt,
)

_CALLS_AT_ONCE = 16
_REASONS = ("finish_reason", "stop_reason", "done_reason", "stopReason")
"""Where providers say why a reply ended: OpenAI and its likes, Anthropic, Ollama, Bedrock."""
_WHOLE = frozenset({"stop", "end_turn", "stop_sequence"})


@dataclass(frozen=True, slots=True)
class ChatModelOptions:
    """How a chat model is reached, and how long a turn waits for it."""

    name: str
    """provider:name, as LangChain's init_chat_model takes it."""
    base_url: str | None = None
    api_key: str | None = None
    timeout_s: float = 8.0
    """For everything that one turn asks; a turn is to be answered within ten seconds."""


class LangchainChatModel:
    """Streams and fills forms within a time that is kept; safe to use from several threads."""

    def __init__(self, options: ChatModelOptions, breaker: Breaker | None = None) -> None:
        given: dict[str, Any] = {"timeout": options.timeout_s, "max_retries": 0, "temperature": 0}
        if options.base_url:
            given["base_url"] = options.base_url
        if options.api_key:
            given["api_key"] = options.api_key
        self._model = init_chat_model(options.name, **given)
        self._timeout_s = options.timeout_s
        self._breaker = breaker or Breaker()
        # A provider's own timeout starts anew with every byte that drips in; waiting on another
        # thread bounds the whole reply. A stuck call keeps its thread, so there are several.
        self._pool = ThreadPoolExecutor(_CALLS_AT_ONCE, "chat-model")

    def stream(self, prompt: Prompt, use: ModelUse) -> Iterator[str]:
        """The text in pieces; see `ChatModel`."""
        with self._call(use) as until:
            pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
            stopped = threading.Event()
            self._pool.submit(self._pour, _messages(prompt), pieces, stopped)
            try:
                yield from self._poured(pieces, until)
            finally:
                stopped.set()

    def fill(self, prompt: Prompt, form: type[Form], use: ModelUse) -> Form:
        """The form, filled in; see `ChatModel`."""
        with self._call(use) as until:
            asking = self._model.with_structured_output(form, include_raw=True).invoke
            future: Future[Any] = self._pool.submit(asking, _messages(prompt))
            try:
                filled = future.result(max(until - time.monotonic(), 0.0))
            except FutureTimeout as fault:
                future.cancel()
                raise self._too_slow() from fault
            except (ValidationError, OutputParserException) as fault:
                raise FormNotFilled("the reply has not the form asked for") from fault
            except Exception as fault:
                # Every provider has its own tree of errors; the embedded way goes on for each.
                raise ModelUnavailable(type(fault).__name__) from fault
            if not isinstance(filled["parsed"], form):
                raise FormNotFilled("the reply has not the form asked for")
            return filled["parsed"]

    @contextmanager
    def _call(self, use: ModelUse) -> Iterator[float]:
        """
        One call: gives the moment until which it may take, and notes how it ended.

        :raises ModelUnavailable: if the turn may not call, or the model is left alone just now.
        """
        if use.is_over or use.seconds >= self._timeout_s:
            raise ModelUnavailable("the turn's time for the model is used up")
        if not self._breaker.lets_through():
            use.is_over = True
            raise ModelUnavailable("left alone for a while after failing several times in a row")
        started = time.monotonic()
        try:
            yield started + self._timeout_s - use.seconds
        except FormNotFilled:
            self._breaker.succeeded()
            raise
        except ModelUnavailable:
            use.is_over = True
            self._breaker.failed()
            raise
        else:
            self._breaker.succeeded()
        finally:
            use.seconds += time.monotonic() - started

    def _pour(
        self,
        messages: list[BaseMessage],
        pieces: queue.SimpleQueue[str | BaseException | None],
        stopped: threading.Event,
    ) -> None:
        """Puts the pieces into the queue as they come, then None or the fault."""
        ended: str | None = None
        try:
            for chunk in self._model.stream(messages):
                if stopped.is_set():
                    return
                pieces.put(chunk.text)
                ended = _why_ended(chunk.response_metadata) or ended
        except Exception as fault:  # noqa: BLE001 - raised again by the thread that waits
            pieces.put(fault)
        else:
            # A connection that is cut between two pieces looks like the end of the text.
            pieces.put(None if ended in _WHOLE else ModelUnavailable("the reply broke off"))

    def _poured(
        self, pieces: queue.SimpleQueue[str | BaseException | None], until: float
    ) -> Iterator[str]:
        while True:
            try:
                piece = pieces.get(timeout=max(until - time.monotonic(), 0.0))
            except queue.Empty as fault:
                raise self._too_slow() from fault
            if piece is None:
                return
            if isinstance(piece, ModelUnavailable):
                raise piece
            if isinstance(piece, BaseException):
                raise ModelUnavailable(type(piece).__name__) from piece
            if piece:
                yield piece

    def _too_slow(self) -> ModelUnavailable:
        return ModelUnavailable(f"no reply within {self._timeout_s:g} s")


def _messages(prompt: Prompt) -> list[BaseMessage]:
    return [SystemMessage(prompt.instruction), HumanMessage(prompt.material)]


def _why_ended(metadata: dict[str, Any]) -> str | None:
    found = (metadata.get(key) for key in _REASONS)
    return next((str(reason).lower() for reason in found if reason), None)
