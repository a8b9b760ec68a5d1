"""Something fetched that is kept for a while, so that a provider is not asked at every sign-in."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from diwan.openid.trouble import Silent

T = TypeVar("T")

FRESH_S = 3600.0
STALE_S = 24 * 3600.0
"""An old answer is better than none while the provider cannot be asked, for a day."""
PAUSE_S = 5.0
"""After a failure nobody asks again for so long: many who wait for a dead provider would wait one after the other."""
RENEWAL_S = 60.0
"""What does not fit what is kept has it fetched anew, so often at most: a stranger can invent what does not fit."""


class Kept(Generic[T]):
    """The value of `fetch`, which is called by one thread at a time. `seconds` is a monotonic clock."""

    def __init__(self, fetch: Callable[[], T], seconds: Callable[[], float]) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._lock = threading.Lock()
        self._value: T | None = None
        self._fetched = 0.0
        self._failed: tuple[float, str] | None = None

    def get(self) -> T:
        """The value, not older than an hour, or than a day while there is no other. Raises Silent."""
        with self._lock:
            if self._value is not None and self._seconds() - self._fetched < FRESH_S:
                return self._value
            try:
                return self._renew()
            except Silent:
                if self._value is not None and self._seconds() - self._fetched < STALE_S:
                    return self._value
                raise

    def again(self) -> T:
        """The value fetched anew, unless that was done a moment ago. Raises Silent."""
        with self._lock:
            if self._value is not None and self._seconds() - self._fetched < RENEWAL_S:
                return self._value
            return self._renew()

    def known(self) -> T | None:
        """The value, if there is one; nobody is asked."""
        return self._value

    def _renew(self) -> T:
        if self._failed is not None and self._seconds() - self._failed[0] < PAUSE_S:
            raise Silent(self._failed[1])
        try:
            value = self._fetch()
        except Silent as trouble:
            self._failed = (self._seconds(), trouble.why)
            raise
        self._value, self._fetched, self._failed = value, self._seconds(), None
        return value
