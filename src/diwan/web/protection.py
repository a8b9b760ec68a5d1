"""Who is asking, as far as it must be known, and how often he may.

A client address is used to limit floods and for nothing else. It is never stored and never logged: what leaves this
module is an HMAC under a salt that only lives in memory, and not longer than a day (`tallies`).
"""

import ipaddress
import math
import socket
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from diwan.tallies import Seconds, Tallies, Tally

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
IPV6_GROUP: Final = 64
"""One subscriber is given a whole /64 at least, and may use any address in it."""

_MAX_HOPS: Final = 32
_MAX_FORWARDED: Final = 4096


class Proxies:
    """The proxies whose word is taken for where a request came from."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted: tuple[Network, ...] = tuple(ipaddress.ip_network(network) for network in trusted)

    def client(self, peer: str | None, forwarded_for: Sequence[str]) -> Address | None:
        """The address the request came from: the peer's, or what trusted proxies say of it.

        Each proxy appends the address it was called from to X-Forwarded-For, so the list is read from the right, and
        only as far as the one who wrote the entry is trusted; anything further left may be the client's invention. An
        entry that is no address ends the reading at the proxy that passed it on. None if there is no peer address.
        """
        current = _address(peer or "")
        if current is None or not self._trusts(current):
            return current
        text = ",".join(forwarded_for)[-_MAX_FORWARDED:]
        for entry in list(reversed(text.split(",")))[:_MAX_HOPS]:
            before = _address(entry)
            if before is None:
                return current
            current = before
            if not self._trusts(current):
                return current
        return current

    def _trusts(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self._trusted)


def _address(text: str) -> Address | None:
    """An address as proxies write it: bare, with a port, or in brackets. An IPv4 address inside IPv6 is taken out."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        # Nearly all of them are of this kind, which the system reads a good deal faster than Python does, and as strictly.
        return ipaddress.IPv4Address(socket.inet_pton(socket.AF_INET, text))
    except (OSError, ValueError):
        pass
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


class Pseudonyms:
    """Turns addresses into names that mean nothing outside this server's memory, and nothing after a day."""

    def __init__(self, tallies: Tallies) -> None:
        self._tallies = tallies

    def of(self, address: Address | None, purpose: str = "client") -> bytes:
        """16 bytes: the same for the same client (IPv6: for its /64) and purpose as long as the salt lives.

        All clients without an address share one name, so that a broken proxy cannot lift the limit.
        """
        return self._tallies.name(purpose, _group(address))


def _group(address: Address | None) -> bytes:
    if address is None:
        return b"none"
    if isinstance(address, ipaddress.IPv6Address):
        return b"6" + address.packed[: IPV6_GROUP // 8]
    return b"4" + address.packed


RATE: Final = 1
BUSY: Final = 2
"""Marks of a client, as bits: by what it was held up lately and has not come through since. The limit itself, or a busy article."""


class Taken(NamedTuple):
    """What became of one request: 0, and it counts; or in how many whole seconds to come back, and it does not.

    `changed` holds RATE if it is the first refusal of this client since it last came through, or if it came through now after one.
    `stopped` is what the client is held up by still.
    """

    wait: int
    changed: int
    stopped: int


REMEMBERED_S: Final[Seconds] = 600.0
"""For so long it is remembered that a client was refused, to see whether it comes through."""


class RateLimit:
    """At most `burst` at once and `per_minute` in the long run, for each name, in all processes that share the tallies.

    The Generic Cell Rate Algorithm in its virtual scheduling form (ITU-T Recommendation I.371, annex A): for each name
    one number, the theoretical arrival time of the next request. A request that comes more than the tolerance before it
    is refused, and a refused one leaves that number as it is, so that knocking again does not prolong the wait.
    """

    def __init__(self, tallies: Tallies, *, per_minute: float, burst: int) -> None:
        self._tallies = tallies
        self._interval: Seconds = 60 / per_minute
        self._tolerance: Seconds = self._interval * (burst - 1)

    def take(self, name: bytes) -> Taken:
        """Count one request of this name, unless it comes too early."""
        taken = Taken(0, 0, 0)

        def count(tally: Tally, now: Seconds) -> Tally:
            nonlocal taken
            arrival, marks = max(tally.number, now), tally.marks
            early = arrival - self._tolerance - now
            if early > 1e-9:  # the rounding of sums of intervals is not an arrival too early
                taken = Taken(math.ceil(early), RATE & ~marks, marks | RATE)
                return Tally(max(tally.until, arrival, now + REMEMBERED_S), arrival, marks | RATE)
            taken = Taken(0, marks & RATE, marks & ~RATE)
            arrival += self._interval
            return Tally(max(arrival, tally.until) if taken.stopped else arrival, arrival, taken.stopped)

        self._tallies.change(name, count)
        return taken

    def wait(self, name: bytes) -> int:
        """The same, where only the wait is wanted."""
        return self.take(name).wait

    def mark(self, name: bytes, stopped: int) -> bool:
        """Remember that this client is held up by something else. True if it was not yet."""
        is_news = False

        def note(tally: Tally, now: Seconds) -> Tally:
            nonlocal is_news
            is_news = not tally.marks & stopped
            return Tally(max(tally.until, now + REMEMBERED_S), tally.number, tally.marks | stopped)

        self._tallies.change(name, note)
        return is_news

    def clear(self, name: bytes, stopped: int) -> None:
        """It has come through."""
        self._tallies.change(
            name, lambda tally, _now: Tally(tally.until, tally.number, tally.marks & ~stopped)
        )
