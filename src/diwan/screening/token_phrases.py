"""Finding phrases of whole words in a text: which tokens they stand on. Pure; made for tables of a few hundred phrases.

A phrase is written as words with spaces between. In it

- `a/b` in a place is either word (what a hyphen or a ZWNJ parts is two words in one place),
- a `*` at a word's end is any ending, or none (`moderat*`),
- `…` between two words is up to `WIDEST_GAP` other words, or none.

A phrase never runs over the end of a sentence; what it stands on is told in words, so that the words around it can be read. `phrases`
can neither, and says why there are two. Spelling is not settled here: texts come folded by the normaliser, and
the words of a phrase go through the same folding.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from diwan.screening.normalise import Mapped, fold_term

WIDEST_GAP = 3
_GAP = "…"
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?;\u061b\u061f\u06d4…\n]")
# What is left when a proclitic is taken away must still be a word.
_SHORTEST_REST = 2


class Token(NamedTuple):
    """A word of a text: its `key`, where it stands there (code points, end exclusive), and in which sentence (from 0)."""

    key: str
    begin: int
    end: int
    sentence: int


class Match(NamedTuple):
    """A phrase of the group `group` stands on the tokens `first` to `last` (numbers from 0, both included)."""

    group: str
    first: int
    last: int

    @property
    def on(self) -> range:
        """The numbers of its tokens."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of a phrase: the words that may stand in it, and whether others may stand before it."""

    closed: frozenset[str]
    open: tuple[str, ...]
    gap: bool = False

    def fits(self, forms: tuple[str, ...]) -> bool:
        if not self.closed.isdisjoint(forms):
            return True
        return bool(self.open) and any(form.startswith(self.open) for form in forms)


def tokens(text: Mapped) -> list[Token]:
    """The words of a folded text, in order."""
    found = []
    sentence = end = 0
    for match in _TOKEN.finditer(text.text):
        between = text.text[end : match.start()]
        if between != " " and SENTENCE_END.search(between):
            sentence += 1
        end = match.end()
        found.append(Token(_key(match.group()), match.start(), end, sentence))
    return found


def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    # A dotted capital of Turkish becomes two characters in lower case; its dot is no letter.
    return word.lower().replace("i\u0307", "i").replace("’", "'")


_Phrase = tuple[str, tuple[_Place, ...]]
"""A group, and the places of one of its phrases."""


class _Beginning:
    """The phrases that begin with one word, by what must follow it: many begin with "the", and few of them stand in a text."""

    __slots__ = ("_before", "_phrases", "_whatever")

    def __init__(self) -> None:
        self._phrases: list[_Phrase] = []
        # By their numbers in that list: those before one of some words, and those for which that cannot be looked up.
        self._before: dict[str, list[int]] = {}
        self._whatever: list[int] = []

    def add(self, phrase: _Phrase) -> None:
        number = len(self._phrases)
        self._phrases.append(phrase)
        _, places = phrase
        if len(places) == 1 or places[1].gap or places[1].open:
            self._whatever.append(number)
        else:
            for word in places[1].closed:
                self._before.setdefault(word, []).append(number)

    def before(self, forms: tuple[str, ...]) -> Sequence[_Phrase]:
        """Those that may stand where the next word has these forms (none at the end of a text), in the order of their adding."""
        numbers = [number for form in forms for number in self._before.get(form, ())]
        if not numbers:
            return [self._phrases[number] for number in self._whatever]
        return [self._phrases[number] for number in sorted({*numbers, *self._whatever})]


class Phrases:
    """Groups of phrases, ready to be looked for. `proclitics` are what the language writes joined to the word it precedes."""

    def __init__(
        self, groups: Mapping[str, Sequence[str]], language: str | None, *, proclitics: Iterable[str] = ()
    ) -> None:
        self._proclitics = tuple(_key(fold_term(p, language)) for p in proclitics)
        self._closed: dict[str, _Beginning] = {}
        self._open: dict[str, _Beginning] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                for places in _parse(phrase, language):
                    for key in places[0].closed:
                        self._closed.setdefault(key, _Beginning()).add((group, places))
                    for key in places[0].open:
                        self._open.setdefault(key, _Beginning()).add((group, places))
        self._longest = max(map(len, self._open), default=0)
        self._shortest = min(map(len, self._open), default=1)
        self._openings = frozenset(key[: self._shortest] for key in self._open)

    def find(self, text: Sequence[Token]) -> list[Match]:
        """All matches, in the order of their first tokens; they may overlap."""
        forms = [self._forms(token.key) for token in text]
        found = []
        for first in range(len(text)):
            after = forms[first + 1] if first + 1 < len(text) else ()
            for beginning in self._beginning(forms[first]):
                for group, places in beginning.before(after):
                    last = _stretch(places, text, forms, first)
                    if last is not None:
                        found.append(Match(group, first, last))
        return found

    def _forms(self, key: str) -> tuple[str, ...]:
        """The word as it stands, without an ending after an apostrophe ("paper's", "you've"), without a proclitic."""
        if "'" not in key and not self._proclitics:
            return (key,)
        forms = [key]
        if "'" in key:
            forms.append(key.partition("'")[0])
        if self._proclitics and key.startswith(self._proclitics):
            rests = (key[len(p) :] for p in self._proclitics if key.startswith(p))
            forms += (rest for rest in rests if len(rest) >= _SHORTEST_REST)
        return tuple(forms)

    def _beginning(self, forms: tuple[str, ...]) -> Iterator[_Beginning]:
        for form in forms:
            if form in self._closed:
                yield self._closed[form]
            if form[: self._shortest] not in self._openings:
                continue
            for length in range(self._shortest, min(self._longest, len(form)) + 1):
                if form[:length] in self._open:
                    yield self._open[form[:length]]


def _stretch(
    places: tuple[_Place, ...], text: Sequence[Token], forms: Sequence[tuple[str, ...]], first: int
) -> int | None:
    """The token on which the phrase ends that begins with `first`; None, if it does not stand there."""
    at = first
    for place in places[1:]:
        reach = WIDEST_GAP + 1 if place.gap else 1
        for ahead in range(at + 1, min(at + reach + 1, len(text))):
            if text[ahead].sentence != text[first].sentence:
                return None
            if place.fits(forms[ahead]):
                at = ahead
                break
        else:
            return None
    return at


def _parse(phrase: str, language: str | None) -> Iterator[tuple[_Place, ...]]:
    """The phrase as places, once for each alternative of several words. Raises ValueError, if it begins or ends with a gap."""
    choices: list[list[tuple[_Place, ...]]] = []
    gap = False
    for place in phrase.split():
        if place == _GAP:
            gap = True
            continue
        choices.append(_alternatives(place, language, gap=gap))
        gap = False
    if gap or not choices or choices[0][0][0].gap:
        raise ValueError(f"a phrase begins and ends with a word: {phrase!r}")
    for choice in product(*choices):
        yield tuple(place for places in choice for place in places)


def _alternatives(written: str, language: str | None, *, gap: bool) -> list[tuple[_Place, ...]]:
    """All single words in one place, and each alternative that a hyphen or a ZWNJ parts as places of its own."""
    closed: set[str] = set()
    stems: set[str] = set()
    several: list[tuple[_Place, ...]] = []
    for alternative in written.split("/"):
        stem = alternative.removesuffix("*")
        keys = _TOKEN.findall(_key(fold_term(stem, language)))
        if not keys:
            raise ValueError(f"not a word: {alternative!r}")
        if len(keys) == 1:
            (closed if stem == alternative else stems).add(keys[0])
            continue
        *before, last = (frozenset({key}) for key in keys)
        places = [_Place(key, (), gap and i == 0) for i, key in enumerate(before)]
        places.append(_Place(last, ()) if stem == alternative else _Place(frozenset(), tuple(last)))
        several.append(tuple(places))
    if closed or stems:
        several.append((_Place(frozenset(closed), tuple(stems), gap),))
    return several
