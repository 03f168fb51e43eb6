"""How much one person, one address and everybody together may send."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

_REMEMBERED = 20_000
_DAY_S = 24 * 60 * 60
# Source: RFC 6177: a home or a telephone is given at least a /64 of IPv6 addresses.
_GIVEN_OUT = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults let a quick typist through and leave a program nothing to gain."""

    chat_burst: int = 10
    chat_per_s: float = 1 / 3
    # Many people share an address: a dormitory, a mobile network, an employment office.
    address_burst: int = 200
    address_per_s: float = 10.0
    people_burst: int = 20
    """Chats of one address that may be put on the list of those who wait for a person."""
    people_per_s: float = 1 / 120
    waiting_turns: int = 200
    """Turns that may wait or be under way; who comes then is asked to try again."""


class Allowance:
    """Messages that each sender may still send now; they come back with time."""

    def __init__(
        self, burst: int, per_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._per_s, self._clock = burst, per_s, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def is_spent(self, sender: str) -> bool:
        """Whether nothing may be sent now; counts nothing."""
        return self._left_now(sender) < 1

    def wait_s(self, sender: str) -> float:
        """Counts one message; 0 if it may be sent, else the seconds until one may be."""
        left = self._left_now(sender)
        wait_s = 0.0 if left >= 1 else (1 - left) / self._per_s
        self._left[sender] = (left if wait_s else left - 1, self._clock())
        self._left.move_to_end(sender)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return wait_s

    def _left_now(self, sender: str) -> float:
        now = self._clock()
        left, counted_at = self._left.get(sender, (float(self._burst), now))
        return min(self._burst, left + (now - counted_at) * self._per_s)


class PeopleAsked:
    """
    How many chats of one network have been put on the list of those who wait for a person.

    A new chat costs nothing, so without this one program could fill the list for everybody.
    """

    def __init__(self, limits: Limits) -> None:
        self._networks = Allowance(limits.people_burst, limits.people_per_s)
        self._chats = Allowance(1, 1 / _DAY_S)

    def may_queue(self, network: str) -> bool:
        """Whether one more chat of the network may be put on the list."""
        return not self._networks.is_spent(network)

    def note(self, network: str, chat_id: str) -> None:
        """A chat of the network is on the list; each counts once a day."""
        if self._chats.wait_s(chat_id) == 0:
            self._networks.wait_s(network)


def network_of(address: str) -> str:
    """What one person can send from: the address, or of a long one the half that was given out."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ip_network((found, _GIVEN_OUT), strict=False))
