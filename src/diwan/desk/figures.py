"""What the page of figures shows, worked out from the sums of days. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan.appeals import Verdict
from diwan.clock import DAY, HOUR, Milliseconds
from diwan.decisions import AuthorKind, Outcome
from diwan.desk import sums as summing
from diwan.desk.agreed import NOTHING_REREAD, Agreed, agreed
from diwan.desk.course import Moment, course
from diwan.desk.sums import Sums, quantile, together
from diwan.guidelines import AbuseKind, Guideline

RANGES = (7, 30, 90)
"""Days that can be asked for."""
_STEP = {7: 1, 30: 6, 90: 24}
"""Hours between two points of the curve of what waited."""

SERIES = (
    (Outcome.APPROVED, False),
    (Outcome.REJECTED, False),
    (Outcome.APPROVED, True),
    (Outcome.REJECTED, True),
)
"""The parts of a day's decisions, from the bottom up: outcome, and whether a machine decided."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day's line of the tables. `day` counts from 1970; what was not added up yet is None throughout.

    `median_wait` and `late_wait` (half, and 95 of 100, were decided sooner) are of first decisions by people. `decided` is in the order of
    SERIES.
    """

    day: int
    added_up: bool
    came: int = 0
    median_wait: Milliseconds | None = None
    late_wait: Milliseconds | None = None
    decided: tuple[int, ...] = (0, 0, 0, 0)
    overturned: int = 0
    appeals_made: int = 0
    appeals_overturned: int = 0
    appeals_upheld: int = 0
    rejected_critics: int = 0
    critics: int = 0

    @property
    def at(self) -> Milliseconds:
        """Its beginning."""
        return self.day * DAY


@dataclass(frozen=True, slots=True)
class Compared:
    """How the checks stood to people under one guideline."""

    guideline: Guideline
    both: int
    machine_alone: int
    otherwise: int
    person_alone: int


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """In a hundred; None of nothing."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page. `moments` reaches back as far as the days without a gap do; `kinds` are those of abuse."""

    days: tuple[Day, ...]
    moments: tuple[Moment, ...]
    reasons: tuple[tuple[Guideline, int], ...]
    kinds: tuple[tuple[AbuseKind, int], ...]
    compared: tuple[Compared, ...]
    sampled: int
    overturned: tuple[tuple[AuthorKind, Share], ...]
    appeals_made: int
    appeals_overturned: Share
    """Of the appeals that were answered."""
    critics: Share
    others: Share
    waiting: int
    agreement: Agreed = NOTHING_REREAD

    @property
    def missing(self) -> int:
        """Days that have not been added up yet."""
        return sum(not day.added_up for day in self.days)


def figures(sums: Mapping[int, Sums], waiting: Mapping[int, int], *, days: int, at: Milliseconds) -> Page:
    """The figures of the last `days` days, today included. `sums` by day; `waiting` now, by the hour submitted in."""
    today = at // DAY
    asked = range(today - days + 1, today + 1)
    whole = together(sums[day] for day in asked if day in sums)
    return Page(
        days=tuple(_day(day, sums.get(day)) for day in asked),
        moments=_moments(sums, waiting, asked, _STEP[days], at),
        reasons=tuple((code, whole.reasons.get(code, 0)) for code in Guideline),
        kinds=tuple((kind, whole.reasons.get(f"{Guideline.ABUSE}/{kind}", 0)) for kind in AbuseKind),
        compared=tuple(_compared(code, whole) for code in Guideline),
        sampled=whole.sampled,
        overturned=tuple(
            (kind, Share(whole.overturned.get(kind, 0), _by(whole, kind))) for kind in AuthorKind
        ),
        appeals_made=whole.appeals.get("made", 0),
        appeals_overturned=_overturned_on_appeal(whole),
        critics=_rejected(whole, "marked"),
        others=_rejected(whole, "unmarked"),
        waiting=sum(waiting.values()),
        agreement=agreed(sums, days=asked),
    )


def _day(day: int, sums: Sums | None) -> Day:
    if sums is None:
        return Day(day, added_up=False)
    critics = _rejected(sums, "marked")
    return Day(
        day=day,
        added_up=True,
        came=sum(sums.came.values()),
        median_wait=quantile(sums.waits, 0.5),
        late_wait=quantile(sums.waits, 0.95),
        decided=tuple(
            sum(
                sums.decided.get(f"{outcome}/{kind}", 0)
                for kind in AuthorKind
                if (kind is not AuthorKind.MODERATOR) is by_machine
            )
            for outcome, by_machine in SERIES
        ),
        overturned=sum(sums.overturned.values()),
        appeals_made=sums.appeals.get("made", 0),
        appeals_overturned=sums.appeals.get(Verdict.OVERTURNED, 0),
        appeals_upheld=sums.appeals.get(Verdict.UPHELD, 0),
        rejected_critics=critics.part,
        critics=critics.whole,
    )


def _moments(
    sums: Mapping[int, Sums], waiting: Mapping[int, int], asked: Sequence[int], step: int, at: Milliseconds
) -> tuple[Moment, ...]:
    first = asked[-1]
    while first - 1 in sums and first > asked[0]:
        first -= 1
    known = [sums[day] for day in range(first, asked[-1] + 1) if day in sums]
    now = at // HOUR
    moments = course(waiting, known, now=now, since=first * DAY // HOUR)
    return tuple(moment for moment in moments if (now - moment.hour) % step == 0)


def _compared(code: Guideline, whole: Sums) -> Compared:
    def of(how: str) -> int:
        return whole.compared.get(f"{code}/{how}", 0)

    return Compared(
        code,
        of(summing.BOTH),
        of(summing.MACHINE_ALONE),
        of(summing.OTHERWISE),
        of(summing.PERSON_ALONE),
    )


def _by(whole: Sums, kind: AuthorKind) -> int:
    return sum(whole.decided.get(f"{outcome}/{kind}", 0) for outcome in Outcome)


def _overturned_on_appeal(sums: Sums) -> Share:
    overturned = sums.appeals.get(Verdict.OVERTURNED, 0)
    return Share(overturned, overturned + sums.appeals.get(Verdict.UPHELD, 0))


def _rejected(sums: Sums, mark: str) -> Share:
    rejected = sums.criticism.get(f"{mark}/{Outcome.REJECTED}", 0)
    return Share(rejected, rejected + sums.criticism.get(f"{mark}/{Outcome.APPROVED}", 0))
