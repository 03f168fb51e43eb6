"""Which failures of Telegram pass, and how long to wait for that."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.warnings import PTBDeprecationWarning
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.stop import stop_never

from bot.telegram.pace import Pace
from knowledge.database import is_passing_fault

logger = logging.getLogger(__name__)


def quiet_the_library() -> None:
    """Keeps the token, what people write and doubled reports out of the log."""
    # Their INFO lines hold the URL of each request, and the URL holds the bot's token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    # Below INFO the library prints every message that comes in.
    logging.getLogger("telegram").setLevel(max(logging.INFO, logging.getLogger().level))
    # It reports each 429 with a traceback; the outbox waits as told and says so in one line.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    # RetryAfter warns of its own attribute whenever one is raised; told_wait_s takes both forms.
    warnings.filterwarnings("ignore", ".*retry_after.*", PTBDeprecationWarning)


def told_wait_s(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    told = error.retry_after
    return told.total_seconds() if isinstance(told, timedelta) else float(told)


def is_passing(error: BaseException, longest_told_wait_s: float) -> bool:
    """Whether the same request may succeed a little later."""
    if isinstance(error, RetryAfter):
        return told_wait_s(error) <= longest_told_wait_s
    # BadRequest is a NetworkError by inheritance, but it says that the request itself is wrong.
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def patient_sending(pace: Pace) -> AsyncRetrying:
    """Tries a request a few times while its failures are of the passing kind."""
    return AsyncRetrying(
        stop=stop_after_attempt(pace.send_attempts),
        wait=_wait(pace),
        retry=retry_if_exception(lambda error: is_passing(error, pace.longest_told_wait_s)),
        before_sleep=_report("Telegram did not take a message"),
        reraise=True,
    )


def endless_connecting(pace: Pace) -> AsyncRetrying:
    """Tries a request until it succeeds or fails for a reason that does not pass."""
    return AsyncRetrying(
        stop=stop_never,
        wait=_wait(pace),
        retry=retry_if_exception(lambda error: is_passing(error, float("inf"))),
        before_sleep=_report("Telegram cannot be reached"),
        reraise=True,
    )


def endless_recording(
    pace: Pace, told: Callable[[RetryCallState], Awaitable[None]]
) -> AsyncRetrying:
    """
    Tries work on the database until it is neither locked nor full, or fails for another reason.

    :param told: awaited before each wait.
    """
    return AsyncRetrying(
        stop=stop_never,
        wait=_wait(pace),
        retry=retry_if_exception(is_passing_fault),
        before_sleep=told,
        reraise=True,
    )


def _wait(pace: Pace) -> Callable[[RetryCallState], float]:
    def wait_s(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, RetryAfter):
            return told_wait_s(error)
        doubled = pace.first_backoff_s * 2.0 ** min(state.attempt_number - 1, 10)
        return float(min(doubled, pace.longest_backoff_s))

    return wait_s


def _report(what: str) -> Callable[[RetryCallState], None]:
    def report(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        wait_s = state.next_action.sleep if state.next_action else 0.0
        logger.warning("%s (%s); try %d in %.1f s", what, error, state.attempt_number + 1, wait_s)

    return report
