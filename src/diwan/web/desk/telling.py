"""Sentences that were made in English, told in the language of whoever reads: refusals, and what checks have written on record.

They are recognised by their English in the catalog, keys `refusal/…` and `told/…`. What no catalog knows, such as an adviser's own
reason, stands as it is.
"""

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup, escape

from diwan.errors import DiwanError
from diwan.web.desk.speaking import digits, listed, plain, say, tongue
from diwan.words import catalogs
from diwan.words.languages import SOURCE

REFUSAL, TOLD = "refusal/", "told/"
_NUMBERS = frozenset({"n", "number", "most", "percent", "whole", "part"})
_NAMES = {"check": r"[a-z][a-z-]*", "guideline": r"[a-z-]+", "code": r"[A-Za-z-]+", "error": r"\w+"}
_WORDED = frozenset({"what", "why", "threads", "names", "headline", "section", "parent", "text", "trouble"})
"""Places that hold another sentence of ours."""


def explained(error: DiwanError) -> Markup:
    """What an error says, in the language spoken now."""
    if tongue().language == SOURCE:
        return escape(error.detail)
    return _told(error.detail, REFUSAL) or _as_it_is(error.detail)


def explained_plainly(error: DiwanError) -> str:
    """The same without elements, for a script."""
    return plain(explained(error))


def told(text: str) -> Markup:
    """What a check or a referral says, in the language spoken now; of a list, each part that is known."""
    if tongue().language == SOURCE:
        return escape(text)
    whole = _told(text, TOLD) or _told(text, REFUSAL)
    if whole is not None:
        return whole
    parts = text.split(", ")
    said = [_told(part, TOLD) for part in parts]
    return listed(part for part in said if part is not None) if all(said) else _as_it_is(text)


def _told(text: str, kind: str) -> Markup | None:
    key = _exact(kind).get(text)
    if key is not None:
        return say(key)
    for pattern, key, counted in _patterns(kind):
        found = pattern.fullmatch(text)
        if found is not None:
            values: dict[str, object] = {
                name: _value(name, value) for name, value in found.groupdict().items()
            }
            return say(key, **({"n": 1} | values if counted else values))
    return None


def _value(name: str, value: str) -> object:
    if name in _NUMBERS:
        return int(value)
    if name in _WORDED:
        return told(value)
    if name == "known":
        return listed(_number(part) or _as_it_is(part) for part in value.split(", "))
    if name == "guideline":
        return say(f"guideline/{value}")
    return _as_it_is(value)


def _number(text: str) -> Markup | None:
    return escape(digits(int(text))) if text.isascii() and text.isdigit() else None


def _as_it_is(text: str) -> Markup:
    return escape(text) if tongue().language == SOURCE else Markup("<bdi>{}</bdi>").format(text)


@cache
def _exact(kind: str) -> dict[str, str]:
    """Sentences without places, by their English."""
    messages = catalogs.template("desk").messages
    return {m.english: m.key for m in messages if m.key.startswith(kind) and "{" not in m.english}


@cache
def _patterns(kind: str) -> list[tuple[re.Pattern[str], str, bool]]:
    """What sentences with places look like when they are filled, the longest first: with their keys, and whether they are counted."""
    found = [
        (english, message.key.removeprefix("count/"), bool(message.english_plural))
        for message in catalogs.template("desk").messages
        if message.key.removeprefix("count/").startswith(kind)
        for english in filter(None, (message.english, message.english_plural))
        if "{" in english
    ]
    found.sort(key=lambda each: -len(re.sub(r"{\w+}", "", each[0])))
    return [
        (re.compile("".join(_regex(english)), re.DOTALL), key, counted) for english, key, counted in found
    ]


def _regex(english: str) -> Iterator[str]:
    for place, part in enumerate(re.split(r"{(\w+)}", english)):
        if place % 2 == 0:
            yield re.escape(part)
        else:
            yield f"(?P<{part}>{r'[0-9]+' if part in _NUMBERS else _NAMES.get(part, '.+?')})"
