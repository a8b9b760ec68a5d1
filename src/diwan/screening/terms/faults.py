"""What a term or an exception can have wrong with it, whatever form the list is written in.

`format` tells it for a file, `lines` for what an editor types at the desk: the same rules hold for both.
"""

from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

from ahocorasick_rs import AhoCorasick

from diwan.screening.normalise import fold_term
from diwan.screening.terms.letters import bare, parts
from diwan.screening.terms.lists import Manner, Term

LONGEST_TERM = 100
SHORTEST_STEM = 2
SHORTEST_OPEN = 3


class Fault(StrEnum):
    """What is wrong. The values are keys of sentences."""

    NO_LETTERS = "no-letters"
    STAR_INSIDE = "star-inside"
    TOO_LONG = "too-long"
    ONE_WORD = "one-word"
    SEVERAL_WORDS = "several-words"
    OPEN_STEM = "open-stem"
    SHORT_STEM = "short-stem"
    SHORT_OPEN = "short-open"
    NOT_READ = "not-read"
    TWICE = "twice"
    NO_EXCEPTION = "no-exception"
    NEVER_APPLIES = "never-applies"
    IS_A_TERM = "is-a-term"


def opened(written: str) -> tuple[str, bool]:
    """A term without the `*` at its end, and whether there was one."""
    stripped = written.strip()
    return (stripped[:-1].rstrip(), True) if stripped.endswith("*") else (stripped, False)


def of_term(text: str, manner: Manner, *, open_ended: bool, language: str | None) -> Fault | None:
    """What is wrong with a term, without its `*`, in a list of `language` (None: of every one)."""
    words = parts(text)
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return Fault.NO_LETTERS
    if "*" in text:
        return Fault.STAR_INSIDE
    if len(text) > LONGEST_TERM:
        return Fault.TOO_LONG
    if manner == "phrase" and len(words) < 2:
        return Fault.ONE_WORD
    if manner != "phrase" and len(text.split()) > 1:
        return Fault.SEVERAL_WORDS
    if manner == "stem" and open_ended:
        return Fault.OPEN_STEM
    if manner == "stem" and letters < SHORTEST_STEM:
        return Fault.SHORT_STEM
    if open_ended and letters < SHORTEST_OPEN:
        return Fault.SHORT_OPEN
    if not fold_term(text, language).strip():
        return Fault.NOT_READ
    return None


class Exceptions:
    """Says what is wrong with exceptions to `terms`; made once for all of them, for a list may have thousands of both."""

    def __init__(self, terms: Sequence[Term], language: str | None) -> None:
        self._language = language
        self._any = bool(terms)
        self._listed = {term.text for term in terms if not term.open_ended}
        keys = {key for term in terms for key in (fold_term(term.text, language), bare(term.text)) if key}
        self._inside = AhoCorasick(list(keys)) if keys else None
        self._words = sorted({word for key in keys for word in key.split()})

    def fault(self, text: str, *, open_ended: bool) -> Fault | None:
        """What is wrong with this one, without its `*`."""
        if not any(character.isalpha() for character in text) or "*" in text:
            return Fault.NO_EXCEPTION
        forms = (fold_term(text, self._language), bare(text))
        if self._any and not any(self._touches(form, open_ended=open_ended) for form in forms):
            return Fault.NEVER_APPLIES
        return Fault.IS_A_TERM if text in self._listed else None

    def _touches(self, form: str, *, open_ended: bool) -> bool:
        """Whether it can cover a hit of a term: it contains one or, if it may go on, grows into one."""
        if self._inside is not None and self._inside.find_matches_as_indexes(form):
            return True
        last = form.split()[-1:] if open_ended else []
        return any(_begins(beginning, self._words) for beginning in last)


def _begins(beginning: str, ordered: Sequence[str]) -> bool:
    """Whether one of the words, which are in order, begins so."""
    at = bisect_left(ordered, beginning)
    return at < len(ordered) and ordered[at].startswith(beginning)
