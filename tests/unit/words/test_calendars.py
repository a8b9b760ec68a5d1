"""Iran's calendar, against days that are known from history and from its almanacs."""

import datetime as dt

import pytest

from diwan.words.calendars import PERSIAN_YEARS, gregorian, is_leap, persian

LEAP_YEARS = [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424]
"""As Iran's official calendar had them and has announced them."""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(1925, 3, 31), (1304, 1, 11)),  # The law that introduced the calendar.
        (dt.date(1953, 8, 19), (1332, 5, 28)),
        (dt.date(1979, 2, 11), (1357, 11, 22)),
        (dt.date(1979, 4, 1), (1358, 1, 12)),
        (dt.date(1989, 6, 3), (1368, 3, 13)),
        (dt.date(2000, 3, 20), (1379, 1, 1)),
        (dt.date(2003, 12, 26), (1382, 10, 5)),
        (dt.date(2021, 3, 20), (1399, 12, 30)),
        (dt.date(2021, 3, 21), (1400, 1, 1)),
        (dt.date(2024, 3, 20), (1403, 1, 1)),
        (dt.date(2025, 3, 20), (1403, 12, 30)),
        (dt.date(2025, 3, 21), (1404, 1, 1)),
        (dt.date(2026, 9, 22), (1405, 6, 31)),
        (dt.date(2026, 9, 23), (1405, 7, 1)),
        (dt.date(2026, 11, 23), (1405, 9, 2)),
        (dt.date(2029, 3, 20), (1408, 1, 1)),
    ],
)
def test_known_days_have_their_persian_date(day: dt.date, expected: tuple[int, int, int]) -> None:
    assert persian(day) == expected


def test_the_leap_years_are_those_of_the_official_calendar() -> None:
    assert [year for year in range(1370, 1425) if is_leap(year)] == LEAP_YEARS


def test_every_day_follows_the_day_before() -> None:
    day, last = dt.date(1799, 3, 21), dt.date(2123, 3, 20)
    before = persian(day)
    assert before == (PERSIAN_YEARS[0], 1, 1)
    while day < last:
        day += dt.timedelta(days=1)
        year, month, number = persian(day)
        if number > 1:
            assert (year, month, number - 1) == before
        else:
            length = 31 if before[1] <= 6 else 30 if before[1] < 12 or is_leap(before[0]) else 29
            assert before[2] == length
            assert (year, month) == ((before[0], before[1] + 1) if before[1] < 12 else (before[0] + 1, 1))
        before = year, month, number
    assert before[0] == PERSIAN_YEARS[-1]


@pytest.mark.parametrize("day", [dt.date(1799, 3, 20), dt.date(2123, 3, 21), dt.date(1, 1, 1)])
def test_a_day_beyond_what_the_rule_knows_is_refused(day: dt.date) -> None:
    with pytest.raises(ValueError, match="outside"):
        persian(day)


def test_the_gregorian_day_is_the_day() -> None:
    assert gregorian(dt.date(2026, 11, 23)) == (2026, 11, 23)
