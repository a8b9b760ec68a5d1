"""The hours of a site: by its own clock, also on the days on which that is put forward or back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from diwan.clock import HOUR, MINUTE, Milliseconds, iso
from diwan.hours import AT_ANY_TIME, Hours, Opening, SiteHours, is_shut, opens_at, shuts_at, until_s

SEVEN_TO_TEN = (Opening(7 * 60, 22 * 60),)
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> Milliseconds:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def daily(*openings: Opening, zone: ZoneInfo = BERLIN) -> Hours:
    return Hours(zone, (openings,) * 7)


WEEK = Hours(BERLIN, (SEVEN_TO_TEN,) * 5 + ((Opening(540, 780), Opening(900, 1080)), ()))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-30T07:00:00+01:00", None),
        ("2026-11-30T21:59:59+01:00", None),
        ("2026-11-30T06:59:59+01:00", "2026-11-30T07:00:00+01:00"),
        ("2026-11-30T22:00:00+01:00", "2026-12-01T07:00:00+01:00"),
        ("2026-12-05T13:00:00+01:00", "2026-12-05T15:00:00+01:00"),
        ("2026-12-05T18:00:00+01:00", "2026-12-07T07:00:00+01:00"),
        ("2026-12-06T12:00:00+01:00", "2026-12-07T07:00:00+01:00"),
    ],
)
def test_a_site_opens_by_its_weekdays(moment: str, opens: str | None) -> None:
    assert opens_at(WEEK, at(moment)) == at(opens or moment)
    assert is_shut(WEEK, at(moment)) is (opens is not None)


def test_hours_end_when_they_say() -> None:
    assert shuts_at(WEEK, at("2026-11-30T12:00:00+01:00")) == at("2026-11-30T22:00:00+01:00")
    assert shuts_at(WEEK, at("2026-12-05T09:00:00+01:00")) == at("2026-12-05T13:00:00+01:00")


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    fridays = Hours(BERLIN, ((),) * 4 + ((Opening(20 * 60, 26 * 60),), (), ()))
    assert not is_shut(fridays, at("2026-12-05T01:59:59+01:00"))
    assert is_shut(fridays, at("2026-12-04T01:00:00+01:00"))
    assert opens_at(fridays, at("2026-12-05T02:00:00+01:00")) == at("2026-12-11T20:00:00+01:00")
    assert shuts_at(fridays, at("2026-12-04T23:00:00+01:00")) == at("2026-12-05T02:00:00+01:00")


def test_days_that_follow_each_other_without_a_gap_are_one_opening() -> None:
    always = daily(Opening(0, 1440))
    assert opens_at(always, at("2026-12-05T00:00:00+01:00")) == at("2026-12-05T00:00:00+01:00")
    assert shuts_at(always, at("2026-12-05T12:00:00+01:00")) is None
    weekend = Hours(BERLIN, ((),) * 5 + ((Opening(0, 1440),),) * 2)
    assert shuts_at(weekend, at("2026-12-05T12:00:00+01:00")) == at("2026-12-07T00:00:00+01:00")


def test_a_section_may_have_hours_of_its_own() -> None:
    site = SiteHours(WEEK, {"Sport": daily(Opening(0, 1440))})
    assert site.of("Sport") is not site.of("City") is WEEK
    assert AT_ANY_TIME.of("Sport") is None
    assert not is_shut(None, 0)
    assert (site.are_set, AT_ANY_TIME.are_set, SiteHours(None, site.sections).are_set) == (True, False, True)


def test_seven_in_the_morning_is_seven_in_summer_and_in_winter() -> None:
    hours = daily(*SEVEN_TO_TEN)
    assert iso(opens_at(hours, at("2026-07-01T03:00:00Z"))) == "2026-07-01T05:00:00.000Z"
    assert iso(opens_at(hours, at("2026-12-01T03:00:00Z"))) == "2026-12-01T06:00:00.000Z"


def test_the_night_on_which_the_clock_leaps_is_an_hour_shorter() -> None:
    hours = daily(*SEVEN_TO_TEN)
    closed = at("2026-03-28T22:00:00+01:00")
    assert opens_at(hours, closed) - closed == 8 * HOUR
    closed = at("2026-10-24T22:00:00+02:00")
    assert opens_at(hours, closed) - closed == 10 * HOUR


@pytest.mark.parametrize(
    ("zone", "night", "leap"),
    [
        ("Europe/Berlin", "2026-03-28T23:30:00+00:00", "2026-03-29T01:00:00+00:00"),
        ("America/New_York", "2026-03-08T05:30:00+00:00", "2026-03-08T07:00:00+00:00"),
        # Half an hour only.
        ("Australia/Lord_Howe", "2026-10-03T14:30:00+00:00", "2026-10-03T15:30:00+00:00"),
    ],
)
def test_a_time_that_the_clock_leaps_over_is_the_moment_of_the_leap(zone: str, night: str, leap: str) -> None:
    never_shown = daily(Opening(2 * 60 + 15, 5 * 60), zone=ZoneInfo(zone))
    assert iso(opens_at(never_shown, at(night))) == iso(at(leap))
    ending = daily(Opening(0, 2 * 60 + 15), zone=ZoneInfo(zone))
    assert shuts_at(ending, at(night)) == at(leap)


def test_hours_that_lie_wholly_within_a_leap_are_none_that_day() -> None:
    hours = daily(Opening(2 * 60 + 10, 2 * 60 + 50))
    assert opens_at(hours, at("2026-03-29T00:30:00+00:00")) == at("2026-03-30T02:10:00+02:00")


def test_in_the_hour_that_comes_twice_it_opens_at_once_and_shuts_at_last() -> None:
    opening = daily(Opening(2 * 60 + 30, 5 * 60))
    assert opens_at(opening, at("2026-10-25T01:00:00+02:00")) == at("2026-10-25T02:30:00+02:00")
    # Half past two is shown again: nobody is sent away at the second two o'clock.
    assert not is_shut(opening, at("2026-10-25T02:10:00+01:00"))
    ending = daily(Opening(0, 2 * 60 + 30))
    assert shuts_at(ending, at("2026-10-25T01:00:00+02:00")) == at("2026-10-25T02:30:00+01:00")
    assert not is_shut(ending, at("2026-10-25T02:45:00+02:00"))


ZONES = (
    "Europe/Berlin",
    "Asia/Baghdad",
    "Asia/Tehran",
    "America/St_Johns",
    "Africa/Cairo",
    "Pacific/Auckland",
    "UTC",
)


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.lists(st.lists(st.integers(0, 95), min_size=0, max_size=4, unique=True), min_size=7, max_size=7),
    st.integers(at("2025-01-01T00:00:00Z") // MINUTE, at("2027-12-31T00:00:00Z") // MINUTE),
)
def test_what_is_open_is_what_the_clock_on_the_wall_says(
    zone: str, quarters: list[list[int]], minute: int
) -> None:
    days = tuple(
        tuple(
            Opening(15 * one, 15 * other)
            for one, other in zip(sorted(day)[::2], sorted(day)[1::2], strict=False)
        )
        for day in quarters
    )
    if not any(days):
        return
    hours, moment = Hours(ZoneInfo(zone), days), minute * MINUTE
    shown = datetime.fromtimestamp(minute * 60, hours.zone)
    around = {
        datetime.fromtimestamp(minute * 60 + hour * 3600, UTC).astimezone(hours.zone).utcoffset()
        for hour in range(-30, 31)
    }
    if len(around) > 1:
        return  # What holds on such a day is told above, case by case.
    minutes = shown.hour * 60 + shown.minute
    is_open = any(each.begins <= minutes < each.ends for each in days[shown.weekday()])
    assert is_shut(hours, moment) is not is_open
    opens = opens_at(hours, moment)
    assert moment <= opens <= moment + timedelta(days=14) // timedelta(milliseconds=1)
    assert not is_shut(hours, opens)
    if opens > moment:
        assert is_shut(hours, opens - MINUTE)
    ends = shuts_at(hours, opens)
    if ends is not None:
        assert ends > opens
        assert is_shut(hours, ends)
        assert not is_shut(hours, ends - MINUTE)


def test_nobody_is_told_to_come_back_a_moment_too_soon() -> None:
    assert [until_s(later, 0) for later in (1, 999, 1000, 1001)] == [1, 1, 1, 2]


def test_hours_that_open_on_no_day_are_no_hours() -> None:
    with pytest.raises(ValueError, match="on no day"):
        opens_at(daily(), 0)
    with pytest.raises(ValueError, match="seven days"):
        Hours(BERLIN, ((),))
