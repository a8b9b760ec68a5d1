"""Who goes first: a reader who waits to be acknowledged, before the screening of what has been acknowledged.

Both want the same processor, and within one process the same interpreter: reading one comment with every check takes as long as acknowledging
many. Screening therefore begins with a comment when nobody waits, and after a while even if somebody does: in a surge the acknowledgements come at their full
rate, and screening falls behind without ever standing still (decision 27).
"""

import time
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

Seconds: TypeAlias = float

QUIET_S: Final[Seconds] = 0.01
"""Nobody waits once nobody has for so long: one who sends the next comment as soon as the last is acknowledged leaves no longer gap."""
LIVELY_S: Final[Seconds] = 1.0
"""For so long after an acknowledgement the quiet is waited for. Whoever came while a comment was screened may not have been let in yet."""
PATIENCE_S: Final[Seconds] = 0.25
"""So long screening gives way before each comment: it reads three in a second at the least."""
MOST_WAITING: Final = 512
"""Readers who wait to be acknowledged at once, in each process: two groups of the writer. Whoever comes then is told to come back (decision 31)."""
LONG_S: Final[Seconds] = 1.0
"""Once somebody had to wait longer, as on a slow machine or for a slow disk, no more than FEW_WAITING wait until it goes faster."""
FEW_WAITING: Final = 64


class Stopping(Protocol):
    """The event of an end that is near."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: Seconds) -> bool: ...


class Turns:
    """Readers come and go in one thread, the server's; any other may give way to them."""

    def __init__(self, *, seconds: Callable[[], Seconds] = time.monotonic) -> None:
        self._seconds = seconds
        self._waiting = 0
        self._last: Seconds = float("-inf")
        self._is_slow = False

    def come(self) -> Seconds:
        """One more reader waits; since when."""
        self._waiting += 1
        return self._seconds()

    @property
    def are_taken(self) -> bool:
        """Whether so many wait that nobody more should."""
        return self._waiting >= (FEW_WAITING if self._is_slow else MOST_WAITING)

    def go(self, since: Seconds) -> None:
        """One of them, who had waited since then, has been answered, whatever the answer."""
        self._waiting -= 1
        self._last = self._seconds()
        self._is_slow = self._last > since + LONG_S

    def give_way(self, stopping: Stopping) -> None:
        """Wait until nobody waits, PATIENCE_S at most, or until it is time to end."""
        began = now = self._seconds()
        if not self._waiting and now >= self._last + LIVELY_S:
            return
        while not stopping.is_set() and now < began + PATIENCE_S:
            quiet = now + QUIET_S if self._waiting else max(began, self._last) + QUIET_S
            if now >= quiet:
                return
            stopping.wait(min(quiet, began + PATIENCE_S) - now)
            now = self._seconds()
