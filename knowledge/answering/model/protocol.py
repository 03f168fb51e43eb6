"""What the steps ask of a chat model, and what a turn may still ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

Form = TypeVar("Form", bound=BaseModel)


class ModelUnavailable(Exception):
    """The chat model gave no usable reply: it is down, too slow, or left alone for a while."""


class FormNotFilled(ModelUnavailable):
    """The model has replied in time, but not with the form; it may do better at the next call."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is to do, and the material that it does it with."""

    instruction: str
    material: str


@dataclass(slots=True)
class ModelUse:
    """One turn's use of the chat model, shared by all that the turn asks of it."""

    listen: Callable[[str], None] | None = None
    """Hears the checked part of an answer whenever a sentence is added to it."""
    seconds: float = 0.0
    """Spent so far; all calls of a turn share one limit, however many there are."""
    is_over: bool = False
    """Whether this turn asks no more: a call failed, or the turn is none for the model."""


class ChatModel(Protocol):
    """Writes text, or fills a form, within the time that the turn has left."""

    def stream(self, prompt: Prompt, use: ModelUse) -> Iterator[str]:
        """
        The text in the pieces in which it is written.

        :raises ModelUnavailable: at any piece, if it is down or the turn's time is used up.
        """

    def fill(self, prompt: Prompt, form: type[Form], use: ModelUse) -> Form:
        """
        The form, filled in and valid.

        :raises FormNotFilled: if what it wrote is not the form.
        :raises ModelUnavailable: if it is down or too slow.
        """
