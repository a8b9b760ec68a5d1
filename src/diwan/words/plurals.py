"""Which form a number takes, by the rule in a catalog's header: `nplurals=2; plural=(n != 1);`."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

_RULE = re.compile(r"nplurals=(\d+); plural=(.+?);?$")
SAMPLE = range(1001)
"""Numbers enough to meet every form: the rules of all our languages repeat after a hundred."""


@dataclass(frozen=True, slots=True)
class Plurals:
    """`forms` is how many there are, `form` gives the place of the one that a number takes."""

    forms: int
    form: Callable[[int], int]

    def numbers(self, form: int) -> list[int]:
        """The numbers up to a thousand that take this form."""
        return [n for n in SAMPLE if self.form(n) == form]


@cache
def plurals(rule: str) -> Plurals:
    """The rule of a `Plural-Forms` field. Raises ValueError for one that is none, or names a form there is not.

    The standard library compiles it: it admits arithmetic on `n` and nothing else.
    """
    parsed = _RULE.match(rule.strip())
    if parsed is None:
        raise ValueError(f"Plural-Forms must read `nplurals=N; plural=RULE;`, not {rule!r}")
    forms, form = int(parsed[1]), gettext.c2py(parsed[2])
    met = {form(n) for n in SAMPLE}
    if met != set(range(forms)):
        raise ValueError(f"{rule!r} leads to the forms {sorted(met)}, not to {forms}")
    return Plurals(forms, form)
