"""The words of one language, for readers or for the desk: messages by their key, with numbers and dates as it writes them.

A message's key is its `msgctxt`: `reply`; behind a word and a slash where there are many of a kind: `count/…` (with a form for
each plural), `problem/…`, `guideline/…`, `abuse-kind/…`. English is the template itself (`messages.pot`).
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Literal

from markupsafe import Markup, escape

from diwan.clock import DAY, HOUR, MINUTE, Milliseconds
from diwan.words import po
from diwan.words.languages import SOURCE, answering
from diwan.words.locales import Locale, locale
from diwan.words.plurals import Plurals, plurals

Domain = Literal["reader", "desk"]
DOMAINS: tuple[Domain, ...] = ("reader", "desk")
ENGLISH_PLURALS = "nplurals=2; plural=(n != 1);"
RECENT = 7 * DAY
"""What is older is told by its date: "23 days ago" sends readers to a calendar."""


@dataclass(frozen=True)
class Words:
    """One language's words. Asking for a key that no catalog has raises KeyError: such a gap must not reach a reader."""

    locale: Locale
    plurals: Plurals
    texts: dict[str, str]
    counted: dict[str, tuple[str, ...]]
    english: "Words | None" = field(default=None, repr=False)
    """Who is asked for what is not translated yet. No release has such gaps: the build fails on them."""

    @property
    def language(self) -> str:
        """The language's tag, for `lang`."""
        return self.locale.language

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, for `dir`."""
        return self.locale.direction

    @property
    def digits(self) -> str:
        """Ten digits, from zero."""
        return self.locale.digits

    @property
    def group(self) -> str:
        """What stands between thousands."""
        return self.locale.group

    def say(self, key: str) -> str:
        """The plain text for `key`. Raises KeyError."""
        if key not in self.texts and self.english is not None:
            return self.english.say(key)
        return self.texts[key]

    def fill(self, key: str, **values: str | Markup) -> Markup:
        """The text for `key` as HTML, each `{value}` in its place: a str is escaped, Markup stands as it is."""
        return Markup(escape(self.say(key))).format(**values)  # noqa: S704 — escaped in the same breath

    def count(self, key: str, n: int) -> str:
        """`n` things, in the plural that the language asks for. Raises KeyError."""
        if f"count/{key}" not in self.counted and self.english is not None:
            return self.english.count(key, n)
        return self.forms(key)[self.plurals.form(n)].format(n=self.number(n))

    def forms(self, key: str) -> tuple[str, ...]:
        """Every form of what `count` says, its place not filled: for a script, which finds the form by `places_below`."""
        return self.counted[f"count/{key}"]

    def places_below(self, end: int) -> str:
        """For each number from 0 to below `end`, the digit that is the place of its form among `forms`."""
        return "".join(str(self.plurals.form(n)) for n in range(end))

    def number(self, n: int) -> str:
        """`n` in the language's digits, thousands set apart."""
        return self.locale.number(n)

    def date(self, at: Milliseconds) -> str:
        """The date and time in UTC, in full."""
        return self.locale.date(at)

    def day(self, at: Milliseconds) -> str:
        """The date without the hour."""
        return self.locale.day(at)

    def ago(self, at: Milliseconds, now: Milliseconds) -> str:
        """How long ago `at` was, in the largest whole unit: "3 minutes ago"; the date, if it is more than a week."""
        past = max(now - at, MINUTE)
        if past >= RECENT:
            return self.date(at)
        unit, length = next(
            (u, ms) for u, ms in (("day", DAY), ("hour", HOUR), ("minute", MINUTE)) if past >= ms
        )
        return self.count(f"{unit}s-ago", past // length)

    def problem(self, code: str) -> str:
        """What to tell about the error `code`; a general text for codes that nobody should meet."""
        return self.problems.get(code, self.problems["other"])

    @cached_property
    def problems(self) -> dict[str, str]:
        """What to tell about every error that has a text, by its code."""
        return self._of_kind("problem/")

    @cached_property
    def guidelines(self) -> dict[str, str]:
        """The guidelines' names by their codes."""
        return self._of_kind("guideline/")

    @cached_property
    def abuse_kinds(self) -> dict[str, str]:
        """The names of the kinds of abuse by their codes."""
        return self._of_kind("abuse-kind/")

    def guideline(self, code: str) -> str:
        """The guideline's name. Raises KeyError."""
        return self.say(f"guideline/{code}")

    def abuse_kind(self, code: str) -> str:
        """The name of a kind of abuse. Raises KeyError."""
        return self.say(f"abuse-kind/{code}")

    def _of_kind(self, prefix: str) -> dict[str, str]:
        keys = (self.english or self).texts
        return {key.removeprefix(prefix): self.say(key) for key in keys if key.startswith(prefix)}


def words_for(domain: Domain, tag: str) -> Words:
    """The words for a BCP 47 tag, in the language that answers for it."""
    return _words(domain, answering(tag))


def template(domain: Domain) -> po.Catalog:
    """The English, as it lies. Raises po.Malformed."""
    return po.read(text(domain, "messages.pot"))


def catalog(domain: Domain, language: str) -> po.Catalog:
    """A translation, as it lies. Raises po.Malformed, or FileNotFoundError."""
    return po.read(text(domain, f"{language}.po"))


def text(domain: Domain, name: str) -> str:
    """A file of a domain. Raises FileNotFoundError."""
    return (resources.files(__package__) / domain / name).read_text(encoding="utf-8")


@cache
def _words(domain: Domain, language: str) -> Words:
    if language == SOURCE:
        messages = template(domain).messages
        return Words(
            locale(SOURCE),
            plurals(ENGLISH_PLURALS),
            {m.key: m.english for m in messages if not m.english_plural},
            {m.key: (m.english, m.english_plural) for m in messages if m.english_plural},
        )
    translation = catalog(domain, language)
    messages = tuple(message for message in translation.messages if message.translated)
    return Words(
        locale(language),
        plurals(translation.header["Plural-Forms"]),
        {m.key: m.texts[0] for m in messages if not m.english_plural},
        {m.key: m.texts for m in messages if m.english_plural},
        _words(domain, SOURCE),
    )
