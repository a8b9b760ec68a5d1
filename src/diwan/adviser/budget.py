"""When the adviser is not asked: over its budget, or while its server rests after failures. Counted by each process for itself."""

import threading
from collections import deque
from collections.abc import Callable

A_MINUTE_S = 60.0
FAILURES = 3
"""In a row, after which the server is left alone."""
REST_S = 60.0


class Budget:
    """At most `per_minute` questions in any minute. `clock` tells seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._asked: deque[float] = deque()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether one more may be asked; if so, it counts."""
        with self._lock:
            now = self._clock()
            while self._asked and self._asked[0] <= now - A_MINUTE_S:
                self._asked.popleft()
            if len(self._asked) >= self.per_minute:
                return False
            self._asked.append(now)
            return True


class Breaker:
    """Open after FAILURES in a row, so that a dead server costs no comment its time; one question tries again after REST_S."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._until: float | None = None
        self._lock = threading.Lock()

    def is_open(self) -> bool:
        """Whether the server must be left alone. Once its rest is over the first to ask is let through, and the others wait for him."""
        with self._lock:
            if self._until is None:
                return False
            now = self._clock()
            if now < self._until:
                return True
            self._until = now + REST_S
            return False

    def failed(self) -> bool:
        """Note a failure. True if it opened the breaker."""
        with self._lock:
            self._failures += 1
            if self._failures < FAILURES:
                return False
            self._until = self._clock() + REST_S
            return self._failures == FAILURES

    def worked(self) -> None:
        """Note an answer."""
        with self._lock:
            self._failures = 0
            self._until = None
