"""What the desk says, in the language of whoever reads it: sentences by their keys, numbers, days and times.

The catalogs are `diwan.words`, the domain `desk`. A sentence may hold `<strong>`, `<kbd>` and `<code>`, which stand as they are, and
elements of other names, such as `<a>…</a>`, whose opening comes with the values: translators set them where their language wants them.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, reduce
from string import Formatter

from markupsafe import Markup, escape

from diwan.clock import DAY, HOUR, MINUTE, Milliseconds, iso, utc
from diwan.words.calendars import CALENDARS
from diwan.words.catalogs import Words, words_for
from diwan.words.languages import SOURCE

PLAIN_ELEMENTS = frozenset({"strong", "kbd", "code"})
_TAG = re.compile(r"(</?[a-z]+>)")
_FORMATTER = Formatter()


@dataclass(frozen=True, slots=True)
class _Speaking:
    words: Words
    address: str


_speaking: ContextVar[_Speaking] = ContextVar("speaking")


@contextmanager
def speaking(language: str, address: str = "/desk") -> Iterator[None]:
    """Within it, the desk speaks `language`; `address` is the page that is asked for."""
    before = _speaking.set(_Speaking(words_for("desk", language), address))
    try:
        yield
    finally:
        _speaking.reset(before)


def tongue() -> Words:
    """The words of the language that is spoken now; English where nobody has said."""
    now = _speaking.get(None)
    return words_for("desk", SOURCE) if now is None else now.words


def address() -> str:
    """The page that is asked for, with its query."""
    now = _speaking.get(None)
    return "/desk" if now is None else now.address


def say(key: str, /, **values: object) -> Markup:
    """The sentence for `key`, filled. With `n`, in the plural that the language asks for. Raises KeyError.

    A number is written in the language's digits, a text is escaped, Markup stands as it is.
    """
    words = tongue()
    if not values:
        return _filled(words.say(key))
    n = values.get("n")
    text = _form(words, key, n) if isinstance(n, int) else words.say(key)
    shown = {name: words.number(value) if isinstance(value, int) else value for name, value in values.items()}
    return _set_together(text, shown)


def plain(sentence: Markup) -> str:
    """A sentence without its elements, for a script or an attribute that is no HTML."""
    return sentence.striptags()


def number(n: int) -> str:
    """`n` in the language's digits, thousands set apart."""
    return tongue().number(n)


def lasting(ms: Milliseconds) -> Markup:
    """A length of time, in the units that a person counts it in."""
    return _minutes(tongue().language, ms // MINUTE)


@lru_cache(maxsize=4096)
def _minutes(_language: str, minutes: int) -> Markup:
    if minutes < 1:
        return say("time/under-minute")
    if minutes < HOUR // MINUTE:
        return say("time/minutes", minutes=minutes)
    hours, minutes = divmod(minutes, HOUR // MINUTE)
    if hours < DAY // HOUR:
        return say("time/hours", hours=hours, minutes=minutes)
    return say("time/days", days=hours // (DAY // HOUR), hours=hours % (DAY // HOUR))


def digits(text: object) -> str:
    """A text with its ASCII digits as the language writes them."""
    return tongue().locale.in_digits(str(text))


def decimal(n: float) -> str:
    """A number for the eye: whole from 10 on, else with tenths if it has any."""
    if n >= 10 or n == int(n):
        return number(round(n))
    return digits(f"{n:.1f}".replace(".", tongue().locale.point))


def two(n: float) -> str:
    """A number with two decimals, as a coefficient is written."""
    return tongue().locale.hundredths(n)


def percent(share: float) -> Markup:
    """A share of one, such as a score, in whole hundredths."""
    return _hundredths(tongue().language, round(100 * share))


@lru_cache(maxsize=1024)
def _hundredths(_language: str, n: int) -> Markup:
    # A page of cards shows some hundred scores.
    return say("time/percent", number=n)


def day(at: Milliseconds) -> Markup:
    """The UTC day in digits, on the calendar and in the order of the language."""
    year, month, date = tongue().locale.calendar(utc(at).date())
    return say("time/day", year=digits(year), month=digits(f"{month:02}"), day=digits(f"{date:02}"))


def calendar() -> str:
    """The name of the language's calendar, for a script that shows the moderator's own time."""
    return next(name for name, days in CALENDARS.items() if days is tongue().locale.calendar)


def moment(at: Milliseconds) -> Markup:
    """The day and the time, in UTC."""
    return say("time/moment", day=day(at), time=digits(f"{utc(at):%H:%M}"))


def time_of(at: Milliseconds) -> Markup:
    """The same as an element, of which a script makes the moderator's own time."""
    return _time(tongue().language, at)


@lru_cache(maxsize=4096)
def _time(_language: str, at: Milliseconds) -> Markup:
    # Each card tells one or two, and a card comes up on many pages.
    return Markup('<time datetime="{}">{}</time>').format(iso(at), say("time/utc", moment=moment(at)))


def listed(things: Iterable[object]) -> Markup:
    """Things one after another, parted as the language does."""
    shown = [thing if isinstance(thing, Markup) else escape(str(thing)) for thing in things]
    return reduce(lambda first, second: say("common/listed", first=first, second=second), shown)


def link(where: str) -> Markup:
    """The opening of a link, for an `<a>…</a>` in a sentence."""
    return Markup('<a href="{}">').format(where)


def _form(words: Words, key: str, n: int) -> str:
    if f"count/{key}" not in words.counted and words.english is not None:
        words = words.english
    return words.forms(key)[words.plurals.form(n)]


@dataclass(frozen=True, slots=True)
class _Value:
    """A place in a sentence where a value stands."""

    name: str

    def filled(self, values: dict[str, object]) -> str:
        return escape(values[self.name])


@dataclass(frozen=True, slots=True)
class _Element:
    """The beginning or the end of an element whose opening comes with the values: see `link`, and the openings in words.html."""

    name: str
    closes: bool

    def filled(self, values: dict[str, object]) -> str:
        opening = str(values[self.name]).strip()
        return f"</{opening[1:].partition(' ')[0].strip('<>')}>" if self.closes else opening


def _set_together(text: str, values: dict[str, object]) -> Markup:
    pieces = [piece if isinstance(piece, str) else piece.filled(values) for piece in _pieces(text)]
    return Markup("".join(pieces))  # noqa: S704 — each piece of it is escaped


@lru_cache(maxsize=8192)
def _filled(text: str) -> Markup:
    """A sentence in which there is nothing to fill in: a page says hundreds of these, and the same ones on each of its cards."""
    return _set_together(text, {})


@lru_cache(maxsize=8192)
def _pieces(text: str) -> tuple[str | _Value | _Element, ...]:
    """A sentence taken apart, once for all and not each time it is said. What is text among the pieces is HTML."""
    return tuple(piece for part in _TAG.split(text) for piece in _pieces_of(part))


def _pieces_of(part: str) -> Iterator[str | _Value | _Element]:
    if _TAG.fullmatch(part) is None:
        for literal, name, _, _ in _FORMATTER.parse(part):
            yield str(escape(literal))
            if name is not None:
                yield _Value(name)
        return
    name = part.strip("</>")
    yield part if name in PLAIN_ELEMENTS else _Element(name, closes=part.startswith("</"))
