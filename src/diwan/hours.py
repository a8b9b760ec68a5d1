"""The hours at which a site takes comments, by the weekday and by its own clock. Pure; what a zone's clock shows is `zoneinfo`'s to say.

Where a clock is put forward, a time that it never shows is the moment of the leap. Where it is put back, an opening begins when its time is
shown first and ends when it is shown last: nobody is sent away in the hour that comes twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from diwan.clock import SECOND, Milliseconds, utc

DAY_MINUTES = 24 * 60
WEEK_DAYS = 7
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FURTHEST_DAYS = 2 * WEEK_DAYS
"""An opening that falls into a leap of the clock is none; so far at most one looks for the next."""


@dataclass(frozen=True, slots=True)
class Opening:
    """From when to when, in minutes from the midnight with which its day begins; what `ends` behind that day's end ends on the next."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When comments are taken: the openings of each weekday, Monday's first, by the clock of `zone`. Raises ValueError for other than seven days."""

    zone: ZoneInfo
    days: tuple[tuple[Opening, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != WEEK_DAYS:
            raise ValueError("a week has seven days")


@dataclass(frozen=True, slots=True)
class SiteHours:
    """The hours of a site, and of the sections that have some of their own. None: comments are taken at any time."""

    everywhere: Hours | None = None
    sections: Mapping[str, Hours] = field(default_factory=dict)

    def of(self, section: str) -> Hours | None:
        """The hours of a section, as the publisher names it; the site's, if the section has none of its own."""
        return self.sections.get(section, self.everywhere)

    @property
    def are_set(self) -> bool:
        """Whether there are any."""
        return self.everywhere is not None or bool(self.sections)


AT_ANY_TIME = SiteHours()


def opens_at(hours: Hours, at: Milliseconds) -> Milliseconds:
    """From when on comments are taken: `at` itself, if they are then; else the next moment at which they will be. Raises ValueError
    for hours that are nowhere open.
    """
    for begins, ends in _moments(hours, at):
        if ends > at:
            return max(begins, at)
    raise ValueError("these hours open on no day")


def is_shut(hours: Hours | None, at: Milliseconds) -> bool:
    """Whether the hours, if there are any, let nobody write at `at`."""
    return hours is not None and opens_at(hours, at) > at


def shuts_at(hours: Hours, at: Milliseconds) -> Milliseconds | None:
    """Until when comments are taken, for a moment at which they are. None where no end is in sight."""
    end = at
    for begins, ends in _moments(hours, at):
        if begins > end:
            return end
        end = max(end, ends)
    return None


def local(hours: Hours, at: Milliseconds) -> datetime:
    """What the site's clock shows."""
    return utc(at).astimezone(hours.zone)


def _moments(hours: Hours, at: Milliseconds) -> Iterator[tuple[Milliseconds, Milliseconds]]:
    """When the openings around `at` and after it begin and end, in the order in which they begin."""
    today = local(hours, at).date()
    for ahead in range(-1, _FURTHEST_DAYS):
        day = today + timedelta(days=ahead)
        for opening in hours.days[day.weekday()]:
            begins = _moment(hours.zone, day, opening.begins, last=False)
            ends = _moment(hours.zone, day, opening.ends, last=True)
            if begins < ends:
                yield begins, ends


def _moment(zone: ZoneInfo, day: date, minutes: int, *, last: bool) -> Milliseconds:
    """When the clock shows so many minutes from a day's midnight: first, or last where it does so twice."""
    shown = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - what a clock shows
    moment = shown.replace(tzinfo=zone, fold=last).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != shown:
        moment = _leap(zone, shown)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _leap(zone: ZoneInfo, never_shown: datetime) -> datetime:
    """The moment at which the clock leaps over a time that it never shows."""
    before, after = sorted(never_shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < never_shown:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def until_s(later: Milliseconds, at: Milliseconds) -> int:
    """The whole seconds from `at` until `later`, at least one, so that nobody comes too soon."""
    return max(1, -(-(later - at) // SECOND))
