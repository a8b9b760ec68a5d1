"""Finding phrases of whole words in a text: which tokens they stand on. Pure; made for tables of a few hundred phrases.

A phrase is written as words with spaces between. In it

- `a/b` in a place is either word (what a hyphen or a ZWNJ parts is two words in one place),
- a `*` at a word's end is any ending, or none (`moderat*`),
- `…` between two words is up to `WIDEST_GAP` other words, or none; `… …` is up to twice as many.

A phrase never runs over the end of a sentence; what it stands on is told in words, so that the words around it can be read. `phrases`
can neither, and says why there are two. Spelling is not settled here: texts come folded by the normaliser, and
the words of a phrase go through the same folding.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from diwan.screening.normalise import Mapped, fold_term, fold_terms

WIDEST_GAP = 3
_GAP = "…"
_OR = "/"
_ANY_ENDING = "*"
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?;\u061b\u061f\u06d4…\n]")
# Of a phrase whose second word is one of more than these, it costs less to try it than to remember all of them.
_MOST_LOOKED_UP = 16
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


class _Row(NamedTuple):
    """Several words in one place, without the first: those that follow it, and what may be the last."""

    middle: tuple[str, ...]
    closed: frozenset[str]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of a phrase: the words that may stand in it, and how many others may stand before it."""

    closed: frozenset[str]
    open: tuple[str, ...]
    rows: Mapping[str, tuple[_Row, ...]]
    """By its first word, what stands in the place as several words."""
    gap: int

    @property
    def begins(self) -> frozenset[str] | None:
        """The words with which it can begin; None, if they cannot be counted."""
        if self.open:
            return None
        return self.closed.union(self.rows) if self.rows else self.closed

    def ends(self, forms: Sequence[tuple[str, ...]], at: int, until: int) -> Iterator[int]:
        """On which tokens before `until` it ends, if it begins with `at`."""
        here = forms[at]
        if _fits(here, self.closed, self.open):
            yield at
        for form in here:
            for row in self.rows.get(form, ()):
                last = at + len(row.middle) + 1
                if (
                    last < until
                    and all(word in forms[at + n] for n, word in enumerate(row.middle, start=1))
                    and _fits(forms[last], row.closed, row.open)
                ):
                    yield last


def _fits(forms: tuple[str, ...], closed: frozenset[str], stems: tuple[str, ...]) -> bool:
    return not closed.isdisjoint(forms) or (bool(stems) and any(form.startswith(stems) for form in forms))


def tokens(text: Mapped) -> list[Token]:
    """The words of a folded text, in order."""
    found = []
    sentence = end = 0
    written = text.text
    small = written.lower() if written.isascii() else None
    for match in _TOKEN.finditer(written):
        begin, stop = match.span()
        between = written[end:begin]
        if between != " " and SENTENCE_END.search(between):
            sentence += 1
        end = stop
        key = _key(written[begin:end]) if small is None else small[begin:end]
        found.append(Token(key, begin, end, sentence))
    return found


def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    # A dotted capital of Turkish becomes two characters in lower case; its dot is no letter.
    return word.lower().replace("i\u0307", "i").replace("’", "'")


class _Phrase(NamedTuple):
    """One phrase of a group. `needed`: of each of these, the places behind the first whose words can be counted, one word must stand in the
    text; the fewest first. Most phrases whose first words are there are given up for that at once."""

    group: str
    places: tuple[_Place, ...]
    needed: tuple[frozenset[str], ...]


def _phrase(group: str, places: tuple[_Place, ...]) -> _Phrase:
    counted = {words for place in places[1:] if (words := place.begins) is not None}
    return _Phrase(group, places, tuple(sorted(counted, key=len)))


class _Beginning:
    """The phrases that begin with one word, by what must follow it: many begin with "the", and few of them stand in a text."""

    __slots__ = ("_before", "_numbers", "_phrases", "_whatever")

    def __init__(self) -> None:
        self._phrases: list[_Phrase] = []
        # By their numbers in that list: those before one of some words, and those for which that cannot be looked up.
        self._before: dict[str, list[int]] = {}
        self._whatever: list[_Phrase] = []
        self._numbers: list[int] = []

    def add(self, phrase: _Phrase, then: frozenset[str] | None) -> None:
        """`then`: the words of which one must follow; None, if they cannot be counted."""
        number = len(self._phrases)
        self._phrases.append(phrase)
        if then is None or len(then) > _MOST_LOOKED_UP:
            self._whatever.append(phrase)
            self._numbers.append(number)
        else:
            for word in then:
                self._before.setdefault(word, []).append(number)

    def before(self, forms: tuple[str, ...]) -> Sequence[_Phrase]:
        """Those that may stand where the next word has these forms (none at the end of a text), in the order of their adding."""
        numbers = [number for form in forms for number in self._before.get(form, ())]
        if not numbers:
            return self._whatever
        return [self._phrases[number] for number in sorted({*numbers, *self._numbers})]


class Phrases:
    """Groups of phrases, ready to be looked for. `proclitics` are what the language writes joined to the word it precedes."""

    def __init__(
        self, groups: Mapping[str, Sequence[str]], language: str | None, *, proclitics: Iterable[str] = ()
    ) -> None:
        self._proclitics = tuple(_key(fold_term(p, language)) for p in proclitics)
        self._closed: dict[str, _Beginning] = {}
        self._open: dict[str, _Beginning] = {}
        # Hundreds of phrases name the same words; those are read, and kept, once.
        folded = _folded(groups, language)
        words = cache(lambda written: tuple(_TOKEN.findall(_key(folded[written]))))
        place = cache(lambda written, gap: _place(written, words, gap))
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(_phrase(group, _parse(phrase, place)))
        self._longest = max(map(len, self._open), default=0)
        self._shortest = min(map(len, self._open), default=1)
        self._openings = frozenset(key[: self._shortest] for key in self._open)

    def _add(self, phrase: _Phrase) -> None:
        first, *others = phrase.places
        then = others[0].begins if others and not others[0].gap else None
        for key in first.closed:
            self._closed.setdefault(key, _Beginning()).add(phrase, then)
        for key in first.open:
            self._open.setdefault(key, _Beginning()).add(phrase, then)
        for key, rows in first.rows.items():
            counted = all(row.middle or not row.open for row in rows)
            seconds = frozenset(word for row in rows for word in (row.middle[:1] or row.closed))
            self._closed.setdefault(key, _Beginning()).add(phrase, seconds if counted else None)

    def find(self, text: Sequence[Token]) -> list[Match]:
        """All matches, in the order of their first tokens; they may overlap."""
        forms = [self._forms(token.key) for token in text]
        until = _sentence_ends(text)
        present = frozenset(chain.from_iterable(forms))
        found = []
        for first in range(len(text)):
            after = forms[first + 1] if first + 1 < len(text) else ()
            for beginning in self._beginnings(forms[first]):
                for group, places, needed in beginning.before(after):
                    for words in needed:
                        if words.isdisjoint(present):
                            break
                    else:
                        last = _stretch(places, 0, forms, first, until[first])
                        if last is not None:
                            found.append(Match(group, first, last))
        return list(dict.fromkeys(found))

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

    def _beginnings(self, forms: tuple[str, ...]) -> Sequence[_Beginning]:
        found = []
        for form in forms:
            if (beginning := self._closed.get(form)) is not None:
                found.append(beginning)
            if form[: self._shortest] in self._openings:
                ends = range(self._shortest, min(self._longest, len(form)) + 1)
                found += [self._open[form[:end]] for end in ends if form[:end] in self._open]
        return found


class Phrased:
    """A text as tables of phrases see it. Several checks ask about the same one: what is asked for again is not looked for again."""

    def __init__(self, text: Mapped) -> None:
        self.text = text
        self._found: dict[Phrases, list[Match]] = {}

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """Its words, in order."""
        return tokens(self.text)

    def find(self, table: Phrases) -> Sequence[Match]:
        """All matches of the table, as `Phrases.find` gives them."""
        found = self._found.get(table)
        if found is None:
            found = self._found[table] = table.find(self.tokens)
        return found


def _sentence_ends(text: Sequence[Token]) -> list[int]:
    """For each token the number of the first one behind its sentence."""
    ends = [len(text)] * len(text)
    for number in range(len(text) - 2, -1, -1):
        same = text[number].sentence == text[number + 1].sentence
        ends[number] = ends[number + 1] if same else number + 1
    return ends


def _stretch(
    places: tuple[_Place, ...], number: int, forms: Sequence[tuple[str, ...]], at: int, until: int
) -> int | None:
    """The token on which a phrase ends whose place `number` begins with `at`; None, if the rest does not stand there."""
    for end in places[number].ends(forms, at, until):
        if number + 1 == len(places):
            return end
        for ahead in range(end + 1, min(end + places[number + 1].gap + 2, until)):
            last = _stretch(places, number + 1, forms, ahead, until)
            if last is not None:
                return last
    return None


def _parse(phrase: str, place: Callable[[str, int], _Place]) -> tuple[_Place, ...]:
    """The phrase as places. Raises ValueError, if it begins or ends with a gap."""
    places: list[_Place] = []
    gap = 0
    for written in phrase.split():
        if written == _GAP:
            gap += WIDEST_GAP
            continue
        places.append(place(written, gap))
        gap = 0
    if gap or not places or places[0].gap:
        raise ValueError(f"a phrase begins and ends with a word: {phrase!r}")
    return tuple(places)


def _place(written: str, words: Callable[[str], tuple[str, ...]], gap: int) -> _Place:
    """What is written in one place: single words, and rows of those that a hyphen or a ZWNJ parts."""
    # By the words before the last: alternatives that differ in it alone are one row, for many verbs stand behind one particle.
    alike: dict[tuple[str, ...], tuple[set[str], set[str]]] = {(): (set(), set())}
    for alternative in written.split(_OR):
        stem = alternative.removesuffix(_ANY_ENDING)
        *before, last = words(stem) or ("",)
        if not last:
            raise ValueError(f"not a word: {alternative!r}")
        closed, stems = alike.setdefault(tuple(before), (set(), set()))
        (closed if stem == alternative else stems).add(last)
    single, single_stems = alike.pop(())
    rows: dict[str, list[_Row]] = {}
    for (first, *middle), (closed, stems) in alike.items():
        rows.setdefault(first, []).append(_Row(tuple(middle), frozenset(closed), tuple(stems)))
    return _Place(
        frozenset(single), tuple(single_stems), {first: tuple(each) for first, each in rows.items()}, gap
    )


def _folded(groups: Mapping[str, Sequence[str]], language: str | None) -> Mapping[str, str]:
    """The key of every alternative in every place."""
    written = {
        alternative.removesuffix(_ANY_ENDING)
        for phrases in groups.values()
        for phrase in phrases
        for place in phrase.split()
        for alternative in place.split(_OR)
    }
    ordered = sorted(written)
    return dict(zip(ordered, fold_terms(ordered, language), strict=True))
