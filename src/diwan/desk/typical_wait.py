"""How long a reader typically waits, from what really happened, or that too little happened to say. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from diwan.clock import HOUR, MINUTE, Milliseconds
from diwan.desk.sums import Sums, quantile, together

DAYS = 28
"""So many days back one looks: long enough for a small newsroom, and short enough that it is about the present."""
FEWEST = 20
"""With fewer decisions in these days, nothing is said: a few happen to be quick or slow."""

Unit = Literal["minutes", "hours", "days"]


@dataclass(frozen=True, slots=True)
class TypicalWait:
    """Of so many (`of`) first decisions by people, half took at most `half`, and nine of ten at most `most`."""

    half: Milliseconds
    most: Milliseconds
    of: int


def typical_wait(days: Iterable[Sums]) -> TypicalWait | None:
    """What these days tell; None if it is too little."""
    waits = together(days).waits
    half, most = quantile(waits, 0.5), quantile(waits, 0.9)
    of = sum(waits.values())
    if half is None or most is None or of < FEWEST:
        return None
    return TypicalWait(half, most, of)


def rounded_up(length: Milliseconds) -> tuple[Unit, int]:
    """A length of time as one says it: the unit, and how many. Up, so that less is promised than was kept."""
    minutes = max(1, math.ceil(length / MINUTE))
    if minutes < 60:
        return "minutes", minutes
    hours = math.ceil(length / HOUR)
    return ("hours", hours) if hours < 48 else ("days", math.ceil(hours / 24))
