"""Every string that readers see, by language: one TOML file each in `words/`, all with the same keys.

A file says: `language` and `direction`; `digits` (ten, from zero) and `group` (between thousands); `months` and the
pattern `date`; `[[plural]]` rules in order, each giving its `category` to the numbers whose remainder by `modulo` (the
number itself, if there is no `modulo`) lies in `from`..`to`, anything else being "other" (the shape that all
cardinal rules of CLDR take for whole numbers in our languages, Arabic's six included); `[counted.*]`, a text for
each category; `[say]`, plain texts; `[problem]`, one for each error code; `[guideline]`, one for each guideline;
`[abuse-kind]`, one for each kind of abuse.

The tables are ours because browsers and libraries answer for Kurdish in English, silently or half-way.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup, escape

from diwan.clock import Milliseconds, utc

FALLBACK = "en"

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "thaa"})


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 tag. A script subtag decides where there is one; `ku` alone is written in Latin."""
    primary, *rest = language.lower().split("-")
    for subtag in rest:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class PluralRule:
    """Numbers from `first` to `last`, counted modulo `modulo` if that is not 0, take the `category`."""

    category: str
    modulo: int
    first: int
    last: int

    def covers(self, n: int) -> bool:
        """Whether `n` takes this category."""
        return self.first <= (n % self.modulo if self.modulo else n) <= self.last


@dataclass(frozen=True)
class ReaderWords:
    """One language's strings. Asking for a key that is not there raises KeyError: a gap must not reach a reader."""

    language: str
    direction: str
    digits: str
    group: str
    months: tuple[str, ...]
    date_pattern: str
    plurals: tuple[PluralRule, ...]
    counted: dict[str, dict[str, str]]
    texts: dict[str, str]
    problems: dict[str, str]
    guidelines: dict[str, str]
    abuse_kinds: dict[str, str]

    def say(self, key: str) -> str:
        """The plain text for `key`. Raises KeyError."""
        return self.texts[key]

    def fill(self, key: str, **values: str | Markup) -> Markup:
        """The text for `key` as HTML, each `{value}` in its place: a str is escaped, Markup stands as it is."""
        return Markup(escape(self.texts[key])).format(**values)  # noqa: S704 — escaped in the same breath

    def count(self, key: str, n: int) -> str:
        """`n` things, in the plural that the language asks for. Raises KeyError."""
        forms = self.counted[key]
        category = next((rule.category for rule in self.plurals if rule.covers(n)), "other")
        return forms[category].format(n=self.number(n))

    def number(self, n: int) -> str:
        """`n` in the language's digits, thousands set apart."""
        return self._digits(f"{n:,}".replace(",", self.group))

    def date(self, at: Milliseconds) -> str:
        """The absolute date and time in UTC, on the Gregorian calendar."""
        moment = utc(at)
        return self.date_pattern.format(
            day=self._digits(str(moment.day)),
            month=self.months[moment.month - 1],
            year=self._digits(str(moment.year)),
            hour=self._digits(f"{moment.hour:02}"),
            minute=self._digits(f"{moment.minute:02}"),
        )

    def problem(self, code: str) -> str:
        """What to tell a reader about the error `code`; a general text for codes that no reader should meet."""
        return self.problems.get(code, self.problems["other"])

    def guideline(self, code: str) -> str:
        """The guideline's name. Raises KeyError."""
        return self.guidelines[code]

    def _digits(self, text: str) -> str:
        return "".join(self.digits[ord(c) - 48] if "0" <= c <= "9" else c for c in text)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are words for, sorted."""
    folder = resources.files(__package__) / "words"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def words_for(language: str) -> ReaderWords:
    """The words for a BCP 47 tag: of the tag itself, of its first part, or English, which then says so itself."""
    for tag in (language.lower(), language.lower().split("-")[0]):
        if tag in languages():
            return _load(tag)
    return _load(FALLBACK)


def raw(language: str) -> dict[str, Any]:
    """The file for a language as it lies; for the test that every language has every key."""
    text = (resources.files(__package__) / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _load(language: str) -> ReaderWords:
    table = raw(language)
    return ReaderWords(
        language=table["language"],
        direction=table["direction"],
        digits=table["digits"],
        group=table["group"],
        months=tuple(table["months"]),
        date_pattern=table["date"],
        plurals=tuple(
            PluralRule(rule["category"], rule.get("modulo", 0), rule["from"], rule["to"])
            for rule in table["plural"]
        ),
        counted=table["counted"],
        texts=table["say"],
        problems=table["problem"],
        guidelines=table["guideline"],
        abuse_kinds=table["abuse-kind"],
    )
