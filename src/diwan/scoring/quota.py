"""What is left of each key's quota. Pure but for the clock it is given.

The Generic Cell Rate Algorithm in its virtual scheduling form (ITU-T Recommendation I.371, annex A), counting texts: for each key one
number, the theoretical arrival time, up to which its texts so far are paid for. A key that has been quiet may send a whole
minute's quota at once; in the long run it is never more than `per_minute` a minute. A refused asking changes nothing, so that
knocking again does not prolong the wait.

Each process counts for itself: with several, a key may reach its quota in each of them.
"""

import time
from collections.abc import Callable
from typing import TypeAlias

Seconds: TypeAlias = float

MINUTE: Seconds = 60.0
_ROUNDING: Seconds = 1e-6
"""Sums of intervals do not come out exactly; so much too early is not too early."""
_TIDY_ABOVE = 10_000


class Quotas:
    """One for each process; asked in one thread."""

    def __init__(self, clock: Callable[[], Seconds] = time.monotonic) -> None:
        self._clock = clock
        self._arrivals: dict[int, Seconds] = {}

    def take(self, number: int, per_minute: int, texts: int = 1) -> Seconds:
        """Take `texts` from the quota of the key `number` and return 0.0; or take nothing and return the seconds until it would do.

        More texts at once than the whole quota are let through when nothing is owed, and paid for afterwards: no asking is
        impossible for ever.
        """
        now = self._clock()
        interval = MINUTE / per_minute
        arrival = max(self._arrivals.get(number, now), now)
        at_once = min(texts, per_minute)
        early = arrival - now - interval * (per_minute - at_once)
        if early > _ROUNDING:
            return early
        self._arrivals[number] = arrival + interval * texts
        if len(self._arrivals) > _TIDY_ABOVE:
            self._arrivals = {each: paid for each, paid in self._arrivals.items() if paid > now}
        return 0.0
