"""How many comments waited at each full hour of the past, and for how long they had: from the sums of days and the queue of now. Pure.

Nobody kept a count at the time. But what waits now is known, and so is every comment that stopped waiting since, by the hour it was
submitted in and the hour it left in. Going back hour by hour, those that left are put back, and those submitted are taken off:

    waiting at h  =  waiting at h+1  +  left between h and h+1  -  submitted between h and h+1

which is exact, and tells the ages to within an hour.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diwan.clock import HOUR, Milliseconds
from diwan.desk.sums import Sums


@dataclass(frozen=True, slots=True)
class Moment:
    """What waited at a full hour (counted from 1970): how many, and how long half of them and the oldest twentieth had, in milliseconds
    (None where nothing waited)."""

    hour: int
    waiting: int
    median_age: Milliseconds | None
    late_age: Milliseconds | None


def course(waiting_now: Mapping[int, int], days: Iterable[Sums], *, now: int, since: int) -> list[Moment]:
    """One moment for each full hour from `since` to `now` (hours from 1970), the earliest first.

    `waiting_now` counts what waits by the hour it was submitted in; `days` are the sums of every day from that of `since` to today.
    """
    left: dict[int, Counter[int]] = {}
    for sums in days:
        for key, count in sums.left.items():
            submitted, gone = map(int, key.split("/"))
            left.setdefault(gone, Counter())[submitted] += count
    first = min([since, *waiting_now, *(submitted for gone in left.values() for submitted in gone)])
    last = max([now, *left, *waiting_now])
    # How many wait, by the hour they were submitted in, counted from `first`. An array: with a long queue there are thousands of hours at each
    # of thousands of moments.
    queue = np.zeros(last - first + 1, np.int64)
    for submitted, count in waiting_now.items():
        queue[submitted - first] += count
    moments = []
    for hour in range(last, since - 1, -1):
        # What left during this hour waited at its beginning, unless it was submitted in it.
        for submitted, count in left.get(hour, Counter()).items():
            queue[submitted - first] += count
        if hour <= now:
            moments.append(_moment(hour, queue[: hour - first][::-1]))
    return moments[::-1]


def _moment(hour: int, queue: NDArray[np.int64]) -> Moment:
    """`queue`: how many wait that were submitted in the hour before `hour`, in the one before that, and so on."""
    up_to = queue.cumsum()
    total = int(up_to[-1]) if len(up_to) else 0
    if not total:
        return Moment(hour, 0, None, None)
    return Moment(hour, total, _age(up_to, 0.5 * total), _age(up_to, 0.95 * total))


def _age(up_to: NDArray[np.int64], count: float) -> Milliseconds:
    """The age that so many of those waiting have not passed, taking each as submitted in the middle of its hour."""
    return int(up_to.searchsorted(count)) * HOUR + HOUR // 2
