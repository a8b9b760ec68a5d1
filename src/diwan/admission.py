"""What an article asks of those who write under it while many do: work of a browser, or a wait of whoever cannot work. Pure.

It asks more the longer a surge lasts, and never says no. Decided comments and acknowledged ones are none of its business.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

MOST_LEVEL = 6
LONGEST_WAIT_S = 120
"""However great the surge: who has waited this long since his form was made is let in without any work."""
TRIES = 500
"""Numbers to try at level 0; each level doubles them. Half of them on average (docs/decisions/0017-abuse.md)."""
DEBT_S = 60.0
"""An article that is so many seconds of its own rate ahead is at level 1; three times as many at level 2, and so on."""
MOST_DEBT_S = 1800.0
"""So soon at the latest after a surge everything is as before."""


class Work(StrEnum):
    """When a site asks browsers for work."""

    OFF = "off"
    BUSY = "busy"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's. `busy_per_minute` is the rate of comments under one article from which on it is busy; 0: never. `wait_seconds` is what the
    first level waits. `dwell_seconds` is the time since a form was made before which sending it is haste; 0: nobody looks.
    """

    work: Work = Work.BUSY
    busy_per_minute: int = 120
    wait_seconds: int = 10
    dwell_seconds: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing is ever asked, so that tickets mean nothing here."""
        return self.work is not Work.ALWAYS and not self.busy_per_minute and not self.dwell_seconds


@dataclass(frozen=True, slots=True)
class Demand:
    """Either a ticket's work among `most` numbers (0: no work is taken here), or `wait_s` seconds since it was issued."""

    most: int
    wait_s: int


def level(ahead_s: float) -> int:
    """How busy: 0 for an article that is not ahead of its rate, else 1 to MOST_LEVEL."""
    if ahead_s <= 0:
        return 0
    return min(MOST_LEVEL, 1 + int(math.log2(1 + ahead_s / DEBT_S)))


def demand(rules: Rules, level: int) -> Demand | None:
    """What is asked at this level; None while nothing is."""
    if level == 0 and rules.work is not Work.ALWAYS:
        return None
    most = 0 if rules.work is Work.OFF else TRIES << level
    return Demand(most, min(LONGEST_WAIT_S, rules.wait_seconds << level))
