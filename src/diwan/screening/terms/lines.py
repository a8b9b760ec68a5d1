"""Term lists as an editor types them: a text for each guideline, one term a line. Pure.

    drat                         exactly this word
    drat*                        words that begin so
    blimey+                      this word with what its language attaches to it (`inflection.py`)
    oh my giddy aunt             these words in a row; with * at the end, more letters may follow
    - drat street                an exception: innocent words, in which no term of this guideline is a hit
    bloody foreigners | mild, xenophobia
                                 how much it says (strong, unless it is mild or ambiguous), and of abuse its kind
    # agreed in March            a note, which plays no part

What is right in it can be read even where a line is wrong: a list that a later Diwan reads more strictly does not fall silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.terms.faults import Exceptions, Fault, of_term, opened
from diwan.screening.terms.format import MOST_TERMS
from diwan.screening.terms.lists import (
    EVERY_LANGUAGE,
    Entry,
    Exempt,
    Kind,
    Manner,
    Strength,
    Term,
    TermList,
)

NOTE, EXCEPTION, STEM, MARKS = "#", "-", "+", "|"
_STRENGTHS: tuple[Strength, ...] = get_args(Strength)
# What cannot be seen and turns the direction of what stands around it, and what no database keeps.
_UNSEEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029"
)


class LineFault(StrEnum):
    """What only a line can have wrong with it."""

    UNSEEN = "unseen"
    UNKNOWN_MARK = "unknown-mark"
    KIND_WITHOUT_ABUSE = "kind-without-abuse"
    MARKED_EXCEPTION = "marked-exception"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be read: under which guideline, its number from 1, and what was written there.

    `first` is where a term stands already that is listed twice.
    """

    guideline: Guideline
    line: int
    fault: Fault | LineFault
    written: str
    first: tuple[Guideline, int] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What the lines come to: the list of all that is right, and every problem, in the order of the lines."""

    terms: TermList
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Marks:
    strength: Strength = "strong"
    abuse_kind: AbuseKind | None = None


def read_lines(texts: Mapping[str, str], *, name: str, language: str | None, kind: Kind) -> Read:
    """The list called `name` in `texts`, which are by guideline; `language` is None for a list that speaks in all of them."""
    reading = _Reading(language)
    for guideline in Guideline:
        if text := texts.get(guideline):
            reading.guideline(guideline, text)
    made = TermList(name, language or EVERY_LANGUAGE, kind, tuple(reading.entries))
    order = list(Guideline)
    return Read(
        made, tuple(sorted(reading.problems, key=lambda each: (order.index(each.guideline), each.line)))
    )


class _Reading:
    """One pass over the texts of a list."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._written: dict[tuple[str, bool], tuple[Guideline, int]] = {}
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []

    def guideline(self, guideline: Guideline, text: str) -> None:
        """Read the lines under one guideline. Terms marked alike are one entry; its exceptions are those of all of them."""
        together: dict[_Marks, list[Term]] = {}
        exceptions: list[tuple[int, str]] = []
        for number, line in enumerate(text.split("\n"), start=1):
            written = line.strip()
            if not written or written.startswith(NOTE):
                continue
            if any(c in _UNSEEN or ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in written):
                self._wrong(guideline, number, LineFault.UNSEEN, written)
            elif written.startswith(EXCEPTION):
                exceptions.append((number, written))
            else:
                self._term(guideline, number, written, together)
        exempt = self._exempt(guideline, exceptions, [term for terms in together.values() for term in terms])
        self.entries.extend(
            Entry(guideline, tuple(terms), exempt, marks.abuse_kind, marks.strength)
            for marks, terms in together.items()
        )

    def _term(
        self, guideline: Guideline, number: int, written: str, together: dict[_Marks, list[Term]]
    ) -> None:
        spelled, bar, said = written.partition(MARKS)
        marks = self._marks(guideline, number, written, said) if bar else _Marks()
        if marks is None:
            return
        text, open_ended = opened(spelled)
        inflected = text.endswith(STEM)
        if inflected:
            text = text[:-1].rstrip()
        manner: Manner = "stem" if inflected else "phrase" if len(text.split()) > 1 else "word"
        fault = of_term(text, manner, open_ended=open_ended, language=self._language)
        if fault is not None:
            self._wrong(guideline, number, fault, written)
            return
        first = self._written.setdefault((text, open_ended), (guideline, number))
        if first != (guideline, number):
            self.problems.append(Problem(guideline, number, Fault.TWICE, written, first))
        elif len(self._written) > MOST_TERMS:
            self._wrong(guideline, number, LineFault.TOO_MANY, written)
        else:
            together.setdefault(marks, []).append(Term(" ".join(text.split()), manner, open_ended))

    def _marks(self, guideline: Guideline, number: int, written: str, said: str) -> _Marks | None:
        strength: Strength = "strong"
        kind: AbuseKind | None = None
        for mark in filter(None, (each.strip().lower() for each in said.replace("،", ",").split(","))):
            if mark in _STRENGTHS:
                strength = next(each for each in _STRENGTHS if each == mark)
            elif mark not in tuple(AbuseKind):
                self._wrong(guideline, number, LineFault.UNKNOWN_MARK, written)
                return None
            elif guideline is not Guideline.ABUSE:
                self._wrong(guideline, number, LineFault.KIND_WITHOUT_ABUSE, written)
                return None
            else:
                kind = AbuseKind(mark)
        return _Marks(strength, kind)

    def _exempt(
        self, guideline: Guideline, lines: list[tuple[int, str]], terms: list[Term]
    ) -> tuple[Exempt, ...]:
        if not lines:
            return ()
        exceptions = Exceptions(terms, self._language)
        exempt = []
        for number, written in lines:
            text, open_ended = opened(written.removeprefix(EXCEPTION))
            fault: Fault | LineFault | None = exceptions.fault(text, open_ended=open_ended)
            if MARKS in text:
                fault = LineFault.MARKED_EXCEPTION
            elif not terms and fault is None:
                fault = Fault.NEVER_APPLIES
            if fault is None:
                exempt.append(Exempt(" ".join(text.split()), open_ended))
            else:
                self._wrong(guideline, number, fault, written)
        return tuple(exempt)

    def _wrong(self, guideline: Guideline, line: int, fault: Fault | LineFault, written: str) -> None:
        self.problems.append(Problem(guideline, line, fault, written))


def as_lines(terms: TermList) -> dict[str, str]:
    """A list as it would be typed, by guideline: to be shown, and to be taken over from a file."""
    lines: dict[str, list[str]] = {}
    for entry in terms.entries:
        said = [
            *([entry.strength] if entry.strength != "strong" else []),
            *([entry.abuse_kind] if entry.abuse_kind else []),
        ]
        marks = f" {MARKS} {', '.join(said)}" if said else ""
        under = lines.setdefault(entry.guideline, [])
        under.extend(
            _untypable(entry, term)
            + term.text
            + (STEM if term.manner == "stem" else "*" if term.open_ended else "")
            + marks
            for term in entry.terms
        )
        typed = not all(_untypable(entry, term) for term in entry.terms)
        for each in (*(entry.exempt if typed else ()), *terms.exempt):
            line = f"{EXCEPTION} {each.text}{'*' if each.open_ended else ''}"
            if line not in under:
                under.append(line)
    return {guideline: "\n".join(under) for guideline, under in lines.items()}


def _untypable(entry: Entry, term: Term) -> str:
    """What stands before a term that only a file can hold, so that it is a note and no term; "" before any other."""
    if entry.beside:
        return f"{NOTE} beside {', '.join(each.text for each in entry.beside)}: "
    return f"{NOTE} part of a word: " if term.manner == "part" else ""
