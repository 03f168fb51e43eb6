"""How long the Telegram surface waits, and how often it tries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Waiting times in seconds; the defaults are for the real Telegram."""

    long_poll_s: int = 30
    """How long a request for updates stays open when there are none."""
    between_fetches_s: float = 0.1
    """The pause after a fetch that brought nothing new."""
    send_attempts: int = 5
    first_backoff_s: float = 0.5
    longest_backoff_s: float = 30.0
    longest_told_wait_s: float = 60.0
    """A longer wait that Telegram asks for leaves the reply to a later round."""
    tell_delay_after_s: float = 5.0
    """How long the database may be locked or full before the person is told of it."""
    redelivery_every_s: float = 60.0
    notices_every_s: float = 60.0
    """How often it is looked for what people are to be told unasked."""
    messages_every_s: float = 1.0
    """How often it is looked for what staff have written."""
    typing_every_s: float = 4.0
    """Telegram shows the typing signal for five seconds at most (Bot API, sendChatAction)."""
    edit_every_s: float = 1.0
    """Telegram takes about a message a second in one chat (Bots FAQ), and an edit counts as one."""
    edit_in_group_every_s: float = 4.0
    """It takes 20 a minute in a group; some are left for the answers to others."""
    stop_within_s: float = 10.0
    turns_at_once: int = 16
