"""How many comments waited at each full hour of the past, and for how long they had: from the sums of days and the queue of now. Pure.

Nobody kept a count at the time. But what waits now is known, and so is every comment that stopped waiting since, by the hour it was
submitted in and the hour it left in. Going back hour by hour, those that left are put back, and those submitted are taken off:

    waiting at h  =  waiting at h+1  +  left between h and h+1  -  submitted between h and h+1

which is exact, and tells the ages to within an hour.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    ages = Counter(waiting_now)
    moments = []
    for hour in range(max([now, *left, *waiting_now]), since - 1, -1):
        # What left during this hour waited at its beginning, unless it was submitted in it.
        ages.update(left.get(hour, ()))
        ages.pop(hour, None)
        if hour <= now:
            moments.append(_moment(hour, ages))
    return moments[::-1]


def _moment(hour: int, ages: Counter[int]) -> Moment:
    total = sum(count for submitted, count in ages.items() if submitted < hour)
    if not total:
        return Moment(hour, 0, None, None)
    return Moment(hour, total, _age(hour, ages, total, 0.5), _age(hour, ages, total, 0.95))


def _age(hour: int, ages: Counter[int], total: int, share: float) -> Milliseconds:
    """The age that `share` of those waiting have not passed, taking each as submitted in the middle of its hour."""
    seen = 0
    for submitted in sorted(ages, reverse=True):
        if submitted < hour:
            seen += ages[submitted]
            if seen >= share * total:
                return (hour - submitted) * HOUR - HOUR // 2
    raise AssertionError("a share of more than everything")
