"""Days on the calendar that a language's newspapers print: the Gregorian, or Iran's (solar Hijri).

Iran's year begins on the day of the spring equinox in Tehran. For the years below, a rule of 33 years gives the same days as the
astronomers (CLDR's `persian` calendar uses it); beyond them it begins to differ, so we refuse rather than be off by a day.
"""

import datetime as dt
from functools import cache

PERSIAN_YEARS = range(1178, 1502)
"""The years for which the rule is exact: March 1799 to March 2123."""

_EPOCH = dt.date(1799, 3, 21).toordinal()
_MONTH_STARTS = tuple(31 * m if m < 6 else 186 + 30 * (m - 6) for m in range(12))


def gregorian(day: dt.date) -> tuple[int, int, int]:
    """Year, month and day as they are."""
    return day.year, day.month, day.day


def persian(day: dt.date) -> tuple[int, int, int]:
    """Year, month (from 1, Farvardin) and day on Iran's calendar. Raises ValueError outside PERSIAN_YEARS."""
    year = day.year - 621
    if day.toordinal() < _new_year(year):
        year -= 1
    if year not in PERSIAN_YEARS:
        raise ValueError(f"{day} is outside the Persian years {PERSIAN_YEARS[0]} to {PERSIAN_YEARS[-1]}.")
    in_year = day.toordinal() - _new_year(year)
    month = next(m for m in reversed(range(12)) if _MONTH_STARTS[m] <= in_year)
    return year, month + 1, in_year - _MONTH_STARTS[month] + 1


def is_leap(year: int) -> bool:
    """Whether a year of Iran's calendar has 366 days."""
    return (25 * year + 11) % 33 < 8


@cache
def _new_year(year: int) -> int:
    """The ordinal of the first of Farvardin."""
    past = year - PERSIAN_YEARS[0]
    return _EPOCH + 365 * past + sum(map(is_leap, range(PERSIAN_YEARS[0], year)))


CALENDARS = {"gregorian": gregorian, "persian": persian}
