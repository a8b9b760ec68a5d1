"""Search at the desk: the key under which a comment's words are found, and what a moderator's words ask for. Pure.

A key is a set of tokens: each word of the body and of the display name, folded as term lists are (`screening/normalise`), so that
ي and ی, ك and ک, ه and ە, ı and i, marked letters and bare ones find each other. What ZWNJ holds apart is found as one word and as
its parts. Nothing in the words is taken for a disguise: a moderator looks for what stands there. Keys are only for looking up; they are never shown,
and the words stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.comments import Words
from diwan.decisions import Outcome
from diwan.screening.normalise.folded import fold
from diwan.screening.normalise.mapped import Edit, Mapped, edited, same
from diwan.screening.normalise.plain import make_plain

NAME, SITE = "@", "="
"""What a token of a display name and of a site begins with. No word does."""
LONGEST_TOKEN = 60
"""In letters. What is longer is found by its beginning, in keys and in questions alike."""
MOST_WORDS = 12

_ZWNJ = re.compile("\u200c")
_WORD = re.compile(r"[^\W_]+")


def key(words: Words, site: str) -> tuple[str, ...]:
    """The tokens under which these words are found, each once, in order."""
    body = {token for token, _, _ in _tokens(words.body)}
    name = {NAME + token for token, _, _ in _tokens(words.name)}
    return tuple(sorted(body | name | {SITE + site}))


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One of the words asked for: it is found where all tokens of any of `ways` are."""

    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a moderator looks for. All of `words`, in the name or the body as their tokens say; the rest narrows it down.

    `site` is one or None for all; `outcome` is one, or None for any; `waiting` asks for what is undecided; `since` and `until` bound the
    time of submission (until: not included).
    """

    words: tuple[Alternatives, ...]
    site: str | None = None
    outcome: Outcome | None = None
    waiting: bool = False
    since: Milliseconds | None = None
    until: Milliseconds | None = None


def asked_for(body: str, name: str) -> tuple[Alternatives, ...]:
    """The words of a question, at most MOST_WORDS; empty if there is no letter and no digit in it."""
    found = [*_asked(body, ""), *_asked(name, NAME)]
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def found_in(text: str, words: Sequence[Alternatives]) -> list[tuple[int, int]]:
    """Where the words that were asked for stand in a body: (begin, end), in order, without overlap."""
    wanted = {token for each in words for way in each.ways for token in way}
    spans = sorted({(begin, end) for token, begin, end in _tokens(text) if token in wanted})
    apart: list[tuple[int, int]] = []
    for begin, end in spans:
        if apart and begin < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart


def _asked(text: str, prefix: str) -> Iterator[Alternatives]:
    for word in text.split():
        ways = [tuple(prefix + token for token, _, _ in _read(reading)) for reading in _readings(word)]
        told = tuple(dict.fromkeys(way for way in ways if way))
        if told:
            yield Alternatives(told)


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Each token with its place in `text`; what ZWNJ holds apart comes as one and as its parts."""
    for reading in _readings(text):
        yield from _read(reading)


def _readings(text: str) -> list[Mapped]:
    at = [match.start() for match in _ZWNJ.finditer(text)]
    if not at:
        return [same(text)]
    return [
        edited(text, [Edit(place, place + 1, "") for place in at]),
        edited(text, [Edit(place, place + 1, " ") for place in at]),
    ]


def _read(reading: Mapped) -> Iterator[tuple[str, int, int]]:
    plain, _ = make_plain(reading.text)
    folded, _ = fold(plain.text, None, disguised=False)
    whole = folded.onto(plain).onto(reading)
    for match in _WORD.finditer(whole.text):
        yield match.group()[:LONGEST_TOKEN], *whole.original(*match.span())
