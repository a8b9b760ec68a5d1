"""What a page's address asks for: days, sites and filters, read strictly. Pure.

Days are UTC's, as all times at the desk are. What cannot be read raises Unacceptable, naming the field.
"""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from diwan.clock import DAY, Milliseconds
from diwan.decisions import AuthorKind, Outcome
from diwan.desk.log import Asked, Place
from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline

Code = TypeVar("Code", bound=StrEnum)
Query = Mapping[str, str]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_CHARACTERS = 200
FIELDS = ("from", "to", "site", "section", "author", "outcome", "reason", "overruled")
"""The filters of the log, as they stand in its address."""


def read_asked(query: Query, sites: Collection[str]) -> Asked:
    """The filters: `from` and `to` (days, both inclusive), `site`, `section`, `author` (`moderator`, or `moderator/ID`,
    `rule/NAME`, `model/NAME`), `outcome`, `reason` (`threat`, `abuse/racism`), `overruled` (`yes` or `no`).
    """
    since, until = read_day(query, "from"), read_day(query, "to")
    if since is not None and until is not None and until < since:
        raise Unacceptable("The last day lies before the first one. Exchange them.", field="to")
    kind, _, name = query.get("author", "").partition("/")
    guideline, _, abuse_kind = query.get("reason", "").partition("/")
    return Asked(
        since=since,
        until=None if until is None else until + DAY,
        site=read_site(query, sites),
        section=read_text(query, "section") or None,
        author_kind=_code(AuthorKind, kind, "author"),
        author=_bounded(name, "author") or None,
        outcome=_code(Outcome, query.get("outcome", ""), "outcome"),
        guideline=_code(Guideline, guideline, "reason"),
        abuse_kind=_code(AbuseKind, abuse_kind, "reason"),
        overruled=_yes_or_no(query, "overruled"),
    )


def read_place(query: Query) -> Place | None:
    """The place behind which a page of the log begins (`behind`, written `AT-POSITION`); None for the first page."""
    written = query.get("behind", "")
    if not written:
        return None
    at, _, position = written.partition("-")
    return Place(_number(at, "behind"), _number(position, "behind"))


def read_site(query: Query, sites: Collection[str]) -> str | None:
    """The site asked for; None for all of them."""
    site = query.get("site", "")
    if site and site not in sites:
        raise Unacceptable("There is no such site here. Choose one from the list.", field="site")
    return site or None


def read_text(query: Query, field: str) -> str:
    """A short text, without spaces at its ends."""
    return _bounded(query.get(field, "").strip(), field)


def read_choice(query: Query, field: str, choices: Collection[int], otherwise: int) -> int:
    """One of a few numbers; `otherwise` where nothing is asked for."""
    written = query.get(field, "")
    if not written:
        return otherwise
    if not written.isascii() or not written.isdigit() or len(written) > 9 or int(written) not in choices:
        known = ", ".join(map(str, choices))
        raise Unacceptable(f"Choose one of {known}.", field=field)
    return int(written)


def day_written(at: Milliseconds) -> str:
    """The UTC day of a moment, as an address and a date field write it."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def read_day(query: Query, field: str) -> Milliseconds | None:
    """The beginning of a UTC day; None where none is asked for."""
    written = query.get(field, "")
    if not written:
        return None
    try:
        if not _DAY.fullmatch(written):
            raise ValueError
        day = date.fromisoformat(written)
        return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000
    except ValueError:
        raise Unacceptable("Write a day as year, month and day, such as 2026-11-24.", field=field) from None


def _bounded(text: str, field: str) -> str:
    # PostgreSQL takes neither NUL nor half a surrogate pair in a question.
    if len(text) > MOST_CHARACTERS or any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text):
        raise Unacceptable(f"Write at most {MOST_CHARACTERS} characters of valid Unicode.", field=field)
    return text


def _number(written: str, field: str) -> int:
    if not written.isascii() or not written.isdigit() or len(written) > 18:
        raise Unacceptable("This address does not lead into the log. Begin from its first page.", field=field)
    return int(written)


def _code(kind: type[Code], written: str, field: str) -> Code | None:
    if not written:
        return None
    try:
        return kind(written)
    except ValueError:
        raise Unacceptable(f"Choose one of: {', '.join(kind)}.", field=field) from None


def _yes_or_no(query: Query, field: str) -> bool | None:
    written = query.get(field, "")
    if written not in {"", "yes", "no"}:
        raise Unacceptable("Choose yes or no.", field=field)
    return None if not written else written == "yes"
