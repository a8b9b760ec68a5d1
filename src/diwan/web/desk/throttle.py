"""Slowing down whoever guesses passwords: by name and address, and more generously by address alone.

Kept in this process's memory: after a restart, or in another process, counting begins anew. The slow hash is the wall;
this is the hedge before it.
"""

import ipaddress
import threading
from collections import OrderedDict
from dataclasses import dataclass

from diwan.clock import MINUTE, SECOND, Clock, Milliseconds
from diwan.errors import TooMany

FREE_BY_NAME = 5
FREE_BY_ADDRESS = 30
FIRST_WAIT: Milliseconds = 30 * SECOND
LONGEST_WAIT: Milliseconds = 15 * MINUTE
_MOST_KEPT = 10_000


@dataclass(slots=True)
class _Tries:
    count: int
    last: Milliseconds


class Throttle:
    """Counts tries. A try counts as failed until `forget` says that it was not."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, ...], _Tries] = OrderedDict()

    def count(self, name: str, address: str) -> None:
        """Count one try. Raises TooMany, and does not count it, while the last ones ask for a wait."""
        at = self._clock()
        network = _network(address)
        with self._lock:
            keys = (((name.casefold()[:100], network), FREE_BY_NAME), ((network,), FREE_BY_ADDRESS))
            wait = max(self._wait(key, free, at) for key, free in keys)
            if wait > 0:
                seconds = -(-wait // SECOND)
                raise TooMany(
                    f"Too many failed sign-ins. Please wait {seconds} seconds, or ask for a sign-in link.",
                    seconds,
                )
            for key, _ in keys:
                tries = self._tries.setdefault(key, _Tries(0, at))
                tries.count += 1
                tries.last = at
                self._tries.move_to_end(key)
            while len(self._tries) > _MOST_KEPT:
                self._tries.popitem(last=False)

    def forget(self, name: str, address: str) -> None:
        """The last try was right: take it off the address, and all of them off the name."""
        network = _network(address)
        with self._lock:
            self._tries.pop((name.casefold()[:100], network), None)
            by_address = self._tries.get((network,))
            if by_address is not None:
                by_address.count -= 1

    def _wait(self, key: tuple[str, ...], free: int, at: Milliseconds) -> Milliseconds:
        tries = self._tries.get(key)
        if tries is None:
            return 0
        if at - tries.last >= LONGEST_WAIT:
            del self._tries[key]
            return 0
        if tries.count < free:
            return 0
        wait: Milliseconds = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries.count - free, 10))
        return tries.last + wait - at


def _network(address: str) -> str:
    """The address, or of IPv6 its /64: one subscriber has them all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
