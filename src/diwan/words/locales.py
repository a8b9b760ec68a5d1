"""What a language writes that is no message: direction, digits, numbers, months and dates, from `locales/{language}.toml`.

The tables are ours because browsers and libraries answer for Kurdish in English, silently or half-way.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from diwan.clock import Milliseconds, utc
from diwan.words.calendars import CALENDARS

_UP_TO_THE_DAY = re.compile(r".*\{(?:day|month|year)\}")


@dataclass(frozen=True, slots=True)
class Locale:
    """One language's conventions. `digits` are ten, from zero; `group` stands between thousands, `point` before tenths."""

    language: str
    direction: str
    digits: str
    group: str
    point: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Monday first."""
    date_pattern: str
    calendar: Callable[[date], tuple[int, int, int]]

    def number(self, n: int) -> str:
        """`n` in the language's digits, thousands set apart."""
        return self.in_digits(f"{n:,}".replace(",", self.group))

    def date(self, at: Milliseconds) -> str:
        """The date and time in UTC, on the calendar that newspapers in this language print."""
        moment = utc(at)
        year, month, day = self.calendar(moment.date())
        return self.date_pattern.format(
            day=self.in_digits(str(day)),
            month=self.months[month - 1],
            year=self.in_digits(str(year)),
            hour=self.in_digits(f"{moment.hour:02}"),
            minute=self.in_digits(f"{moment.minute:02}"),
        )

    def day(self, at: Milliseconds) -> str:
        """The same without the hour, and without what leads to it (Persian's ساعت)."""
        return replace(self, date_pattern=_UP_TO_THE_DAY.findall(self.date_pattern)[0]).date(at)

    def time(self, minutes: int) -> str:
        """So many minutes after midnight, as the pattern of a date has the hour; what is over a day begins anew."""
        pattern = self.date_pattern[self.date_pattern.index("{hour}") :].split("{minute}")[0] + "{minute}"
        hour, minute = divmod(minutes, 60)
        return self.in_digits(pattern.format(hour=f"{hour % 24:02}", minute=f"{minute:02}"))

    def in_digits(self, text: str) -> str:
        """`text` with its ASCII digits as the language writes them."""
        return text.translate(_in(self.digits))

    def hundredths(self, number: float) -> str:
        """A small number with two places behind the point."""
        return self.in_digits(f"{number:.2f}".replace(".", self.point))


@cache
def _in(digits: str) -> dict[int, str]:
    """The ten ASCII digits, each with what is written for it."""
    return {ord("0") + n: digit for n, digit in enumerate(digits)}


@cache
def locale(language: str) -> Locale:
    """The conventions of one of our languages. Raises FileNotFoundError for another."""
    file = resources.files(__package__) / "locales" / f"{language}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    calendar = CALENDARS[table.pop("calendar")]
    return Locale(
        calendar=calendar,
        months=tuple(table.pop("months")),
        weekdays=tuple(table.pop("weekdays")),
        date_pattern=table.pop("date"),
        **table,
    )
