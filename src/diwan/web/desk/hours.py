"""The hours of a site as the desk tells them: by groups of days that are alike, and whether comments are taken now."""

from collections.abc import Iterator
from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.hours import DAY_MINUTES, WEEK_DAYS, Hours, SiteHours, local, opens_at, shuts_at
from diwan.web.desk.speaking import tongue
from diwan.web.opening import zone_of


@dataclass(frozen=True, slots=True)
class ToldDays:
    """Days one after the other whose hours are the same; `last` is "" for a single one. `openings` as times from and to, none if it is shut."""

    first: str
    last: str
    openings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldHours:
    """The hours of one section, "" for all that have none of their own. `days` are empty where comments are taken at any time.

    `weekday` and `time` are when what holds now ends, by the site's clock; "" where no end is in sight.
    """

    section: str
    days: tuple[ToldDays, ...]
    open: bool = True
    weekday: str = ""
    time: str = ""
    zone: str = ""
    offset: str = ""


def told(hours: SiteHours, at: Milliseconds) -> list[ToldHours]:
    """The hours of a site and of its sections, in the language that is spoken."""
    everywhere = ToldHours("", ()) if hours.everywhere is None else told_of(hours.everywhere, at)
    return [everywhere, *(told_of(each, at, name) for name, each in sorted(hours.sections.items()))]


def told_of(hours: Hours, at: Milliseconds, section: str = "") -> ToldHours:
    """One week."""
    locale, opens = tongue().locale, opens_at(hours, at)
    changes = shuts_at(hours, at) if opens == at else opens
    clock = None if changes is None else local(hours, changes)
    return ToldHours(
        section,
        tuple(_days(hours)),
        open=opens == at,
        weekday="" if clock is None else locale.weekdays[clock.weekday()],
        time="" if clock is None else locale.time(clock.hour * 60 + clock.minute),
        zone=hours.zone.key or "",
        offset=zone_of(hours, at),
    )


def _days(hours: Hours) -> Iterator[ToldDays]:
    locale, first = tongue().locale, 0
    for day in range(1, WEEK_DAYS + 1):
        if day < WEEK_DAYS and hours.days[day] == hours.days[first]:
            continue
        yield ToldDays(
            locale.weekdays[first],
            locale.weekdays[day - 1] if day - 1 > first else "",
            tuple((locale.time(each.begins), _end(each.ends)) for each in hours.days[first]),
        )
        first = day


def _end(minutes: int) -> str:
    """The end of a day is 24:00, not the beginning of the next."""
    locale = tongue().locale
    return (
        locale.time(minutes)
        if minutes % DAY_MINUTES
        else locale.in_digits(locale.time(0).replace(locale.digits[0] * 2, "24", 1))
    )
