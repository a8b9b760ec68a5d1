"""A name that imitates the staff: that of somebody at the desk, of one who bears a badge, of the publisher, or of an office.

Nobody is refused for it, and nothing about it is told to the reader: a person looks at each such comment, and knows why. Who signed in with
a badge is who the publisher says he is, and is never marked.

    whole     the whole name is one of these, or several together, or with words beside them that say nothing ("The Courier Team")
    within    a name of two words or more, or a word that nobody is called by, stands inside it ("Rojda (Moderator)")

A name of one word, such as a moderator's first name, counts only as the whole: many are called so. What it does not see: a name
in another script than it is known in, and one that is misspelled.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark, Span
from diwan.screening.name_keys import Read, one, plainly, readings
from diwan.screening.rules.office_words import ALONE, BESIDE, PHRASES, PLAIN

SCORE = 0.9
STAFF = "the name is, or looks like, that of somebody at the desk or with a badge"
PUBLISHER = "the name is, or looks like, the publisher's"
OFFICE = "the name says that its bearer decides here"
_LONG = 8
"""A word of so many letters is found in the midst of others, however they are written together."""
_JOINED = 4
"""So many words next to each other are also read as one."""
_PART = 3
_ARTICLES = frozenset(map(one, ("the", "der", "die", "das", "le", "la")))
_MOST_ORDERED = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """What is imitated, by its keys: each whole name, and what counts within other names as well."""

    wholes: frozenset[str]
    within: frozenset[str]


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names if (key := one("".join(plainly(name)))))


_BESIDE = _keys(BESIDE)
_LONG_OFFICES = frozenset(key for key in _keys(PLAIN) if len(key) >= _LONG)


class Imitation:
    name = "imitation"
    version = "1"
    # A name is in no language.
    languages: frozenset[str] | None = None

    def __init__(self, publishers: Sequence[str]) -> None:
        self._publishers = tuple(publishers)

    def prepare(self) -> None:
        """Read the tables of what looks alike."""
        imitated("Prepared", (), self._publishers)

    def look(self, reading: Reading) -> Sequence[Finding]:
        name = reading.words.name
        if not name or reading.context.has_badge:
            return []
        detail = imitated(name, reading.context.staff, self._publishers)
        if detail is None:
            return []
        spans = (Span(0, len(name), "name"),)
        return [Finding(self.name, self.version, None, SCORE, spans, detail, mark=Mark.IMITATION)]


def imitated(name: str, staff: Sequence[str], publishers: Sequence[str]) -> str | None:
    """What the name imitates, in a sentence for moderators; None if nothing. `staff` and `publishers` are names as they are written."""
    known = ((STAFF, _known(tuple(staff))), (PUBLISHER, _known(tuple(publishers))), (OFFICE, _offices()))
    everything = _BESIDE.union(*(each.wholes for _, each in known))
    read = [_Pieces.of(way) for way in dict.fromkeys(readings(name))]
    # Nearly every name is made of nothing that is known: then it is not asked of what.
    made = [way for way in read if way.is_made_of(everything)]
    for detail, each in known:
        if any(way.is_made_of(everything, one_of=each.wholes) for way in made):
            return detail
    for detail, each in known:
        if any(not each.within.isdisjoint(way.joined.values()) for way in read):
            return detail
    return OFFICE if any(office in way.squashed for way in read for office in _LONG_OFFICES) else None


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A reading, with the keys of its words and of so many neighbours together, by where they begin and end."""

    squashed: str
    count: int
    joined: dict[tuple[int, int], str]

    @classmethod
    def of(cls, way: Read) -> "_Pieces":
        words = _joined_letters(way.words)
        joined = {
            (begin, end): one("".join(words[begin:end]))
            for begin in range(len(words))
            for end in range(begin + 1, min(begin + _JOINED, len(words)) + 1)
        }
        return cls(way.squashed, len(words), joined)

    def is_made_of(self, everything: frozenset[str], one_of: frozenset[str] | None = None) -> bool:
        """Whether the name is nothing but what is in `everything`, parted into words or written together; one of `one_of` among it."""
        wanted = everything if one_of is None else one_of
        if self.squashed in wanted:
            return True
        # Written together, what is short is easily a part of somebody's name (Staffan is no staff).
        text = self.squashed
        together = {
            (begin, end): text[begin:end]
            for begin in range(len(text))
            for end in range(begin + _PART, len(text) + 1)
            if text[begin:end] in everything
        }
        return _reaches(self.joined, self.count, everything, wanted) or _reaches(
            together, len(text), everything, wanted
        )


def _reaches(
    parts: Mapping[tuple[int, int], str], count: int, everything: frozenset[str], wanted: frozenset[str]
) -> bool:
    """Whether known parts lead from the beginning to the end, one that is wanted among them."""
    # Of each place: None if nothing leads there, or else whether something does that is wanted.
    made: list[bool | None] = [False, *[None] * count]
    for (begin, end), part in sorted(parts.items()):
        if made[begin] is not None and part in everything:
            made[end] = bool(made[end]) or bool(made[begin]) or part in wanted
    return bool(made[-1])


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> _Known:
    wholes, within = set[str](), set[str]()
    for name in names:
        words = plainly(name)
        bare = tuple(word for word in words if one(word) not in _ARTICLES) or words
        ordered = permutations(bare) if len(bare) <= _MOST_ORDERED else (bare,)
        keys = {one("".join(each)) for each in ordered} - {""}
        wholes |= keys
        # Said once more with its article: a key made of both is not always both keys together.
        wholes |= {one("".join(words))} - {""}
        if len(bare) > 1:
            within |= keys
    return _Known(frozenset(wholes), frozenset(within))


@cache
def _offices() -> _Known:
    phrases = _known(PHRASES)
    return _Known(_keys((*PLAIN, *ALONE)) | phrases.wholes, _keys(PLAIN) | phrases.wholes)


def _joined_letters(words: Sequence[str]) -> list[str]:
    """The words, with single letters in a row put together: they are spelled out."""
    joined: list[str] = []
    for spelled, each in re.findall(r"((?:(?<!\S)\S(?:\s|$)){2,})|(\S+)", " ".join(words)):
        joined.append(spelled.replace(" ", "") or each)
    return joined
