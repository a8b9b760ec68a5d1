"""The file format of term lists, read strictly: from TOML to a TermList, or to everything that is wrong, each with its line.

    format = 1
    language = "en"              # or ckb, ku, ar, tr, fa; "*" speaks in every language
    kind = "banned"              # or "suspect"
    exceptions = ["…"]           # for the whole list; may be left out
    note = "…"                   # for people; may be left out

    [[entries]]
    guideline = "abuse"          # profanity, threat, personal-attack, vulgarity, abuse, promotion
    abuse_kind = "racism"        # with abuse only; may be left out
    strength = "strong"          # the default; or mild, ambiguous
    words = ["…", "…*"]          # exactly this word; with * any letters may follow
    stems = ["…"]                # this word with what its language attaches to it (`inflection.py`)
    parts = ["…"]                # every word that holds these letters, wherever they stand in it
    phrases = ["… …"]            # several words in a row, whatever stands between them; * as for words
    beside = ["…", "…*"]         # these terms count only near one of these words; may be left out
    exceptions = ["…", "…*"]     # innocent words in which these terms are no hit
    note = "…"

Unlike in the settings, the terms are quoted in errors: they are the publisher's own, and he must find them.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, get_args

from diwan.errors import CannotStart
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.language import LANGUAGES
from diwan.screening.terms.faults import (
    LONGEST_TERM,
    SHORTEST_OPEN,
    SHORTEST_STEM,
    Exceptions,
    Fault,
    of_term,
    opened,
)
from diwan.screening.terms.lists import (
    EVERY_LANGUAGE,
    Beside,
    Entry,
    Exempt,
    Kind,
    Manner,
    Strength,
    Term,
    TermList,
)

FORMAT = 1
MOST_TERMS = 20_000
SHORTEST_PART = 4
MOST_PROBLEMS = 20
"""Told at once; of a file full of mistakes the first are enough."""

_TOP = ("format", "language", "kind", "note", "exceptions", "entries")
_MANNERS: dict[str, Manner] = {"words": "word", "stems": "stem", "parts": "part", "phrases": "phrase"}
_ENTRY = ("guideline", "abuse_kind", "strength", *_MANNERS, "beside", "exceptions", "note")
_SAID = {
    Fault.NO_LETTERS: "has no letters. Write a word, or leave it out.",
    Fault.STAR_INSIDE: "has a * inside. Write a * only at its end, for any letters that may follow.",
    Fault.TOO_LONG: f"is longer than {LONGEST_TERM} characters. List the word that matters.",
    Fault.ONE_WORD: "is a single word. Write it under `words` or `stems`.",
    Fault.SEVERAL_WORDS: "has several words. Write it under `phrases`.",
    Fault.OPEN_STEM: "is a stem, which takes its language's endings already. Leave the * out, or write it under `words`.",
    Fault.SHORT_STEM: f"is too short for a stem. Write at least {SHORTEST_STEM} letters, or put it under `words`.",
    Fault.SHORT_OPEN: f"begins too many words. Write at least {SHORTEST_OPEN} letters before the *.",
    Fault.NOT_READ: "is nothing but signs that are not read. Leave it out.",
    Fault.NO_EXCEPTION: "is no exception. Write an innocent word, with a * at its end if more letters may follow.",
    Fault.NEVER_APPLIES: "never applies: no term of {where} is in it. Leave it out, or correct it.",
    Fault.IS_A_TERM: "is itself a term and could never match. Leave one of the two out.",
}


def parse(text: str, *, name: str, file: str) -> TermList:
    """The list called `name` in `text`, which came from `file`. Raises CannotStart, naming everything that is wrong."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        what = re.sub(r"\s*\(at (line \d+, column \d+|end of document)\)", "", str(error))
        raise CannotStart(
            f'{file}, line {line}: {what}. Write `key = value`, terms in "quotes" with commas between them.'
        ) from None
    reading = _Reading(text, document, name, file)
    made = reading.term_list()
    if reading.problems:
        more = len(reading.problems) - MOST_PROBLEMS
        told = reading.problems[:MOST_PROBLEMS] + ([f"… and {more} more"] if more > 0 else [])
        raise CannotStart("\n".join(told))
    return made


class _Reading:
    """One pass over a document: collects every problem on the way."""

    def __init__(self, text: str, document: Mapping[str, Any], name: str, file: str) -> None:
        self._lines = text.split("\n")
        headers = [n for n, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*entries\s*\]\]", line)]
        self._tables = [0, *headers, len(self._lines)]
        self._document = document
        self._name = name
        self._file = file
        self._language: str | None = None
        self._written: dict[tuple[str, bool], tuple[int, str]] = {}
        self.problems: list[str] = []

    def term_list(self) -> TermList:
        """The list; only to be used if there are no problems."""
        document = self._document
        if document.get("format") != FORMAT or isinstance(document.get("format"), bool):
            said = "is missing" if "format" not in document else "is none that this version of Diwan reads"
            self._problem(0, "format", f"the format {said}. Write `format = {FORMAT}` in the first line.")
            return TermList(self._name, EVERY_LANGUAGE, "banned", ())  # another format may mean anything
        self._refuse_unknown(0, document, _TOP)
        language = self._one_of(0, document, "language", (*sorted(LANGUAGES), EVERY_LANGUAGE))
        self._language = None if language == EVERY_LANGUAGE else language
        kind = self._one_of(0, document, "kind", get_args(Kind))
        tables = document.get("entries", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._problem(0, "entries", "entries are tables. Write [[entries]] before each entry.")
            tables = []
        elif not tables:
            self._problem(
                0, "", "the list has no entries. Write [[entries]], and below it its guideline and terms."
            )
        entries = tuple(self._entry(index, table) for index, table in enumerate(tables, start=1))
        made = TermList(
            self._name,
            language,
            cast("Kind", kind),
            entries,
            self._exempt(0, document, [term for entry in entries for term in entry.terms]),
            self._note(0, document),
        )
        if made.size > MOST_TERMS:
            self._problem(0, "", f"the list has {made.size} terms. Keep it to {MOST_TERMS}, or split it.")
        return made

    def _entry(self, index: int, table: Mapping[str, Any]) -> Entry:
        self._refuse_unknown(index, table, _ENTRY)
        guideline = self._one_of(index, table, "guideline", [each.value for each in Guideline])
        kind = None
        if "abuse_kind" in table:
            kind = self._one_of(index, table, "abuse_kind", [each.value for each in AbuseKind])
            if guideline != Guideline.ABUSE:
                self._problem(
                    index,
                    "abuse_kind",
                    'only abuse has a kind. Write `guideline = "abuse"`, or leave abuse_kind out.',
                )
        strength = "strong"
        if "strength" in table:
            strength = self._one_of(index, table, "strength", get_args(Strength))
        terms = tuple(
            term
            for key, manner in _MANNERS.items()
            for written in self._texts(index, table, key)
            if (term := self._term(index, key, manner, written)) is not None
        )
        if not any(key in table for key in _MANNERS):
            self._problem(index, "", 'the entry has no terms. Write for example `words = ["…"]`.')
        return Entry(
            Guideline(guideline) if guideline else Guideline.PROFANITY,
            terms,
            self._exempt(index, table, terms),
            AbuseKind(kind) if kind else None,
            cast("Strength", strength),
            self._note(index, table),
            self._beside(index, table),
        )

    def _beside(self, index: int, table: Mapping[str, Any]) -> tuple[Beside, ...]:
        found = []
        for written in self._texts(index, table, "beside"):
            text, open_ended = opened(written)
            manner: Manner = "phrase" if len(text.split()) > 1 else "word"
            fault = of_term(text, manner, open_ended=open_ended, language=self._language)
            if fault is None:
                found.append(Beside(" ".join(text.split()), open_ended))
            else:
                self._problem(index, "beside", f"“{written}” {_SAID[fault]}", value=written)
        return tuple(found)

    def _term(self, index: int, key: str, manner: Manner, written: str) -> Term | None:
        text, open_ended = opened(written)
        fault = of_term(text, manner, open_ended=open_ended, language=self._language)
        wrong = None if fault is None else _SAID[fault]
        if wrong is None and manner == "part":
            wrong = _wrong_with_part(text, open_ended=open_ended)
        if wrong is None:
            # Of one spelling in the same manner only: after normalising, many spellings are one, and listing
            # them all is what careful people do.
            again = self._written.get((text, open_ended))
            if again is None:
                self._written[(text, open_ended)] = (index, key)
            else:
                wrong = f"is listed twice, first in line {self._line(*again, written)}. Leave one out."
        if wrong is not None:
            self._problem(index, key, f"“{written}” {wrong}", value=written, again="listed twice" in wrong)
            return None
        return Term(" ".join(text.split()), manner, open_ended)

    def _exempt(self, index: int, table: Mapping[str, Any], terms: Sequence[Term]) -> tuple[Exempt, ...]:
        if "exceptions" not in table:
            return ()
        exempt = []
        exceptions = Exceptions(terms, self._language)
        where = "this entry" if index else "this list"
        for written in self._texts(index, table, "exceptions"):
            text, open_ended = opened(written)
            fault = exceptions.fault(text, open_ended=open_ended)
            if fault is None:
                exempt.append(Exempt(" ".join(text.split()), open_ended))
            else:
                said = _SAID[fault].format(where=where)
                self._problem(index, "exceptions", f"“{written}” {said}", value=written)
        return tuple(exempt)

    def _texts(self, index: int, table: Mapping[str, Any], key: str) -> Iterator[str]:
        if key not in table:
            return
        texts = table[key]
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            self._problem(index, key, f'{key} is a list of texts. Write for example `{key} = ["…", "…"]`.')
            return
        yield from texts

    def _note(self, index: int, table: Mapping[str, Any]) -> str:
        note = table.get("note", "")
        if not isinstance(note, str):
            self._problem(index, "note", 'a note is text. Write `note = "…"`.')
            return ""
        return note

    def _one_of(self, index: int, table: Mapping[str, Any], key: str, known: Sequence[str]) -> str:
        """The value, or "" when it is none of `known`."""
        value = table.get(key)
        if isinstance(value, str) and value in known:
            return value
        choice = ", ".join(f'"{each}"' for each in known)
        said = "is missing" if value is None else f"{value!r} is unknown"
        near = difflib.get_close_matches(value, known, n=1) if isinstance(value, str) else []
        write = f'Write `{key} = "{near[0]}"`.' if near else f"Write `{key} = …` with one of {choice}."
        self._problem(index, key, f"{key} {said}. {write}")
        return ""

    def _refuse_unknown(self, index: int, table: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                what = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}."
                self._problem(index, key, f"the key {key} is unknown. {what}")

    def _problem(
        self, index: int, key: str, problem: str, *, value: str | None = None, again: bool = False
    ) -> None:
        self.problems.append(f"{self._file}, line {self._line(index, key, value, again=again)}: {problem}")

    def _line(self, index: int, key: str, value: str | None = None, *, again: bool = False) -> int:
        """The line of the value, else of the key, else of its table: tomllib does not tell. Good enough to point at."""
        if index + 1 >= len(self._tables):  # entries written inline
            return 1
        first, last = self._tables[index], self._tables[index + 1]
        lines = range(first, last)
        start = next(
            (n for n in lines if key and re.match(rf'\s*"?{re.escape(key)}"?\s*=', self._lines[n])), None
        )
        if start is None:
            return first + 1
        if value is None:
            return start + 1
        quoted = [n for n in range(start, last) for _ in range(_count(self._lines[n], value))]
        return (quoted[-1 if again else 0] if quoted else start) + 1


def _wrong_with_part(text: str, *, open_ended: bool) -> str | None:
    """What only a part can have wrong with it. (A list typed at the desk has none.)"""
    if open_ended:
        return (
            "is a part, behind which anything may stand already. Leave the * out, or write it under `words`."
        )
    if sum(character.isalpha() for character in text) < SHORTEST_PART:
        return f"stands in too many words. Write at least {SHORTEST_PART} letters, or put it under `words`."
    return None


def _count(line: str, value: str) -> int:
    return line.count(f'"{value}"') + line.count(f"'{value}'")
