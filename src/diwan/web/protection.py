"""Who is asking, as far as it must be known, and how often he may.

A client address is used to limit floods and for nothing else. It is never stored and never logged: what leaves this
module is an HMAC under a salt that only lives in memory, and not longer than a day.
"""

import hashlib
import hmac
import ipaddress
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Seconds: TypeAlias = float

SALT_LIFETIME: Final[Seconds] = 24 * 3600.0
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
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


class Pseudonyms:
    """Turns addresses into names that mean nothing outside this process and nothing after a day."""

    def __init__(self, clock: Callable[[], Seconds] = time.monotonic) -> None:
        self._clock = clock
        self._salt = b""
        self._made = -math.inf
        self.renew_if_due()

    def of(self, address: Address | None) -> bytes:
        """16 bytes: the same for the same client (IPv6: for its /64) as long as the salt lives.

        All clients without an address share one name, so that a broken proxy cannot lift the limit.
        """
        self.renew_if_due()
        return hmac.digest(self._salt, _group(address), hashlib.sha256)[:16]

    def renew_if_due(self) -> None:
        """Forget the salt once it is a day old. `of` does it too; call this hourly, so that a quiet night does not
        keep a salt alive."""
        now = self._clock()
        if now - self._made >= SALT_LIFETIME:
            self._salt, self._made = secrets.token_bytes(32), now


def _group(address: Address | None) -> bytes:
    if address is None:
        return b"none"
    if isinstance(address, ipaddress.IPv6Address):
        return b"6" + address.packed[: IPV6_GROUP // 8]
    return b"4" + address.packed


class RateLimit:
    """At most `burst` at once and `per_minute` in the long run, for each name.

    The Generic Cell Rate Algorithm in its virtual scheduling form (ITU-T Recommendation I.371, annex A): for each name
    one number, the theoretical arrival time of the next request. A request that comes more than the tolerance before it
    is refused, and a refused one changes nothing, so that knocking again does not prolong the wait.

    Names whose time has passed are like new ones and are dropped. When `capacity` names are in debt at once, the one
    seen longest ago is forgiven: memory is bounded, and a flood of addresses cannot lock others out.
    """

    def __init__(
        self,
        *,
        per_minute: float,
        burst: int,
        capacity: int = 100_000,
        clock: Callable[[], Seconds] = time.monotonic,
    ) -> None:
        self._interval: Seconds = 60 / per_minute
        self._tolerance: Seconds = self._interval * (burst - 1)
        self._capacity = capacity
        self._clock = clock
        self._arrivals: OrderedDict[bytes, Seconds] = OrderedDict()

    def wait(self, name: bytes) -> int:
        """0, and the request counts; or in how many whole seconds to come back, and it does not."""
        now = self._clock()
        arrival = max(self._arrivals.get(name, now), now)
        early = arrival - self._tolerance - now
        if early > 1e-9:  # the rounding of sums of intervals is not an arrival too early
            return math.ceil(early)
        self._arrivals[name] = arrival + self._interval
        self._arrivals.move_to_end(name)
        self._drop(now)
        return 0

    def __len__(self) -> int:
        return len(self._arrivals)

    def _drop(self, now: Seconds) -> None:
        """Two at most for each one added: the work is spread out, and the number still falls."""
        for _ in range(2):
            oldest = next(iter(self._arrivals))
            if self._arrivals[oldest] > now and len(self._arrivals) <= self._capacity:
                return
            del self._arrivals[oldest]
            if not self._arrivals:
                return
