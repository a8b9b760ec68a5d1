"""Slowing down whoever guesses passwords: by name and address, and more generously by address alone.

Counted in the server's memory by all its processes together, under pseudonyms of the day; after a restart counting begins anew. The slow hash is
the wall; this is the hedge before it.
"""

import ipaddress
import math

from diwan.errors import TooMany
from diwan.tallies import NOTHING, Seconds, Tallies, Tally

FREE_BY_NAME = 5
FREE_BY_ADDRESS = 30
FIRST_WAIT: Seconds = 30.0
LONGEST_WAIT: Seconds = 900.0


class Throttle:
    """Counts tries. A try counts as failed until `forget` says that it was not.

    Of each name and network a tally keeps the number of tries, until LONGEST_WAIT after the last one: so it is known when that was.
    """

    def __init__(self, tallies: Tallies) -> None:
        self._tallies = tallies

    def count(self, name: str, address: str) -> None:
        """Count one try. Raises TooMany, and does not count it, while the last ones ask for a wait."""
        network = _network(address)
        by_name, by_address = self._by_name(name, network), self._by_address(network)
        # The name's share first: a name that must wait uses up nothing of its network's.
        self._admit(by_name, FREE_BY_NAME)
        try:
            self._admit(by_address, FREE_BY_ADDRESS)
        except TooMany:
            self._take_back(by_name)
            raise

    def forget(self, name: str, address: str) -> None:
        """The last try was right: take it off the address, and all of them off the name."""
        network = _network(address)
        self._tallies.change(self._by_name(name, network), lambda _tally, _now: NOTHING)
        self._take_back(self._by_address(network))

    def _by_name(self, name: str, network: str) -> bytes:
        about = f"{network}\n{name.casefold()[:100]}"
        return self._tallies.name("sign-in", about.encode("utf-8", "surrogatepass"))

    def _by_address(self, network: str) -> bytes:
        return self._tallies.name("sign-in-from", network.encode("utf-8", "surrogatepass"))

    def _admit(self, key: bytes, free: int) -> None:
        wait: Seconds = 0.0

        def count(tally: Tally, now: Seconds) -> Tally | None:
            nonlocal wait
            if tally.number >= free:
                last = tally.until - LONGEST_WAIT
                wait = last + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tally.number - free, 10)) - now
                if wait > 1e-6:  # the rounding of sums is no wait
                    return None
            return Tally(now + LONGEST_WAIT, tally.number + 1, 0)

        self._tallies.change(key, count)
        if wait > 1e-6:
            seconds = math.ceil(wait - 1e-6)
            raise TooMany(
                f"Too many failed sign-ins. Please wait {seconds} seconds, or ask for a sign-in link.",
                seconds,
            )

    def _take_back(self, key: bytes) -> None:
        self._tallies.change(
            key, lambda tally, _now: Tally(tally.until, max(0, tally.number - 1), tally.marks)
        )


def _network(address: str) -> str:
    """The address, or of IPv6 its /64: one subscriber has them all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
