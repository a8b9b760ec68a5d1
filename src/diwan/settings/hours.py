"""`[sites.hours]`: when a site and its sections take comments, as `diwan.toml` states it: declared and read here.

A section says only what differs: a day that it leaves out is as the site has it. A section's `every_day` is for all days that it does not
name itself.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from diwan.hours import AT_ANY_TIME, DAY_MINUTES, WEEK_DAYS, Hours, Opening, SiteHours
from diwan.settings.policies import unknown

Place = tuple[str | int, ...]
Days = tuple[tuple[Opening, ...], ...]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY = "every_day"
_OPENING = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) ?[-–] ?(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00))")
_DAY = 'hours such as "07:00-22:00", a list of such, or [] for none'


def _told(about: str, must: str, example: str) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": None, "check": None}


def _day(name: str, example: str) -> dict[str, Any]:
    return _told(
        f"The hours on {name.capitalize()}s, where they differ.", f"be {_DAY}", f"{name} = {example}"
    )


@dataclass(frozen=True, slots=True)
class HoursTable:
    """`[sites.hours]`, and without `zone` and `sections` each `[sites.hours.sections."…"]`."""

    zone: str | None = field(
        default=None,
        metadata=_told(
            "By which clock the hours are, as the IANA calls it. Needed where there are hours.",
            "be the name of a time zone",
            'zone = "Europe/Berlin"',
        ),
    )
    every_day: str | tuple[str, ...] | None = field(
        default=None,
        metadata=_told(
            "The hours in which comments are taken, on each day that has none of its own; `22:00-02:00` ends on the day after. "
            "Left out: none on the days that are not named.",
            f"be {_DAY}",
            'every_day = "07:00-22:00"',
        ),
    )
    monday: str | tuple[str, ...] | None = field(default=None, metadata=_day("monday", '"07:00-20:00"'))
    tuesday: str | tuple[str, ...] | None = field(default=None, metadata=_day("tuesday", '"07:00-20:00"'))
    wednesday: str | tuple[str, ...] | None = field(default=None, metadata=_day("wednesday", '"07:00-20:00"'))
    thursday: str | tuple[str, ...] | None = field(default=None, metadata=_day("thursday", '"07:00-20:00"'))
    friday: str | tuple[str, ...] | None = field(default=None, metadata=_day("friday", '"07:00-20:00"'))
    saturday: str | tuple[str, ...] | None = field(
        default=None, metadata=_day("saturday", '["09:00-13:00", "15:00-18:00"]')
    )
    sunday: str | tuple[str, ...] | None = field(default=None, metadata=_day("sunday", "[]"))
    sections: dict[str, Any] | None = field(
        default=None,
        metadata=_told(
            "By the section's name: the same days, where they differ there.",
            "be a table of sections, each a table of what differs there",
            'sections = { Obituaries = { every_day = "09:00-12:00" } }',
        ),
    )


KEYS = ("zone", EVERY_DAY, *WEEKDAYS, "sections")


class HoursReading:
    """Reads hours, and tells each mistake to `problem` with its place."""

    def __init__(self, problem: Callable[[Place, str], None]) -> None:
        self._problem = problem
        self._found = 0

    def site(self, table: object, place: Place) -> SiteHours:
        """The hours in a site's `hours` table; none at all, where they are wrong."""
        before = self._found
        if not isinstance(table, Mapping):
            self._tell(place, "sites.hours is a table. Write [sites.hours] and its settings below it.")
            return AT_ANY_TIME
        self._check_keys(table, place, KEYS)
        zone = self._zone(table, place)
        days = self._days(table, place, ((),) * WEEK_DAYS) if self._names_days(table) else None
        of_sections = self._sections(table.get("sections", {}), (*place, "sections"), days)
        if days is None and not of_sections and self._found == before:
            self._tell(
                place,
                'sites.hours names no hours. Write for example `every_day = "07:00-22:00"`, or leave the table out.',
            )
        if zone is None or self._found != before:
            return AT_ANY_TIME
        return SiteHours(
            None if days is None else Hours(zone, days),
            {name: Hours(zone, each) for name, each in of_sections.items()},
        )

    def _zone(self, table: Mapping[str, Any], place: Place) -> ZoneInfo | None:
        if "zone" not in table:
            self._tell(
                place,
                'sites.hours.zone is missing: by which clock? Write for example `zone = "Europe/Berlin"`.',
            )
            return None
        name = table["zone"]
        try:
            # What is no name but a path is refused with other errors than what is unknown, one for each system.
            return ZoneInfo(name)
        except (KeyError, ValueError, TypeError, OSError):
            self._tell((*place, "zone"), f"sites.hours.zone must be the name of a time zone. {_meant(name)}")
            return None

    def _sections(self, tables: object, place: Place, base: Days | None) -> dict[str, Days]:
        if not isinstance(tables, Mapping) or not all(isinstance(each, Mapping) for each in tables.values()):
            self._tell(
                place, 'sites.hours.sections: write [sites.hours.sections."Obituaries"] for a section.'
            )
            return {}
        read = {}
        for name, table in tables.items():
            where = (*place, name)
            self._check_keys(table, where, (EVERY_DAY, *WEEKDAYS))
            if self._names_days(table):
                read[name] = self._days(table, where, base or ((),) * WEEK_DAYS)
            else:
                self._tell(
                    where,
                    f'{_dotted(where)} names no hours. Write for example `every_day = "00:00-24:00"` for all day.',
                )
        return read

    def _days(self, table: Mapping[str, Any], place: Place, base: Days) -> Days:
        """The week in one table, over that of `base`."""
        before = self._found
        if EVERY_DAY in table:
            base = (self._openings(table[EVERY_DAY], (*place, EVERY_DAY)),) * WEEK_DAYS
        days = tuple(
            self._openings(table[name], (*place, name)) if name in table else base[number]
            for number, name in enumerate(WEEKDAYS)
        )
        if not any(days) and self._found == before:
            self._tell(
                place,
                f"{_dotted(place)} opens on no day, so that nobody could ever write. "
                'Write for example `monday = "07:00-22:00"`.',
            )
        return days

    def _openings(self, value: object, place: Place) -> tuple[Opening, ...]:
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return self._refuse(place, f"must be {_DAY}")
        openings = []
        for text in texts:
            found = _OPENING.fullmatch(text)
            if found is None:
                return self._refuse(place, f"must be {_DAY}, each from 00:00 to 24:00, with two digits")
            numbers = [int(part) for part in found.groups() if part is not None]
            begins, ends = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
            if begins == ends:
                return self._refuse(
                    place, "has hours that end when they begin; the whole day is `00:00-24:00`"
                )
            openings.append(Opening(begins, ends if ends > begins else ends + DAY_MINUTES))
        openings.sort(key=lambda each: each.begins)
        for one, next_one in pairwise(openings):
            if next_one.begins < one.ends:
                return self._refuse(place, "has hours that overlap; write them as one")
        return tuple(openings)

    def _refuse(self, place: Place, what: str) -> tuple[Opening, ...]:
        name = place[-1]
        self._tell(place, f'{_dotted(place)} {what}. Write for example `{name} = "07:00-22:00"`.')
        return ()

    def _check_keys(self, table: Mapping[str, Any], place: Place, known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                self._tell((*place, key), f"{_dotted((*place, key))} {unknown('a setting', key, known)}")

    @staticmethod
    def _names_days(table: Mapping[str, Any]) -> bool:
        return any(key in table for key in (EVERY_DAY, *WEEKDAYS))

    def _tell(self, place: Place, what: str) -> None:
        self._found += 1
        self._problem(place, what)


def _meant(name: object) -> str:
    """What may have been meant by a zone that there is not."""
    names = available_timezones()
    if not names:
        return "This machine knows none: install its time zone data (the package tzdata)."
    near = difflib.get_close_matches(name, names, n=1) if isinstance(name, str) else []
    return f"Did you mean {near[0]}?" if near else 'Write for example `zone = "Europe/Berlin"`.'


def _dotted(place: Place) -> str:
    return ".".join(part for part in place if isinstance(part, str))
