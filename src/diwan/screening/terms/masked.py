"""Masked words (`f**k`, `s#it`): letters hidden behind signs, where only one kind of listed term fits.

A masked word begins and ends with a letter, shows at least two, and hides one letter behind each sign; or it shows them all, and the
signs only stand between them (`wo*rd`). It counts only when every listed term that fits breaks the same guideline: what stands behind
the signs is then no guess about the finding, though it may be one about the word.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from diwan.screening.normalise import fold_term
from diwan.screening.terms.inflection import Inflection
from diwan.screening.terms.letters import word_begin

SIGNS = "*#%&•×█"
_MASKED = re.compile(rf"[^\W\d_]+(?:[{SIGNS}]+[^\W\d_]+)+")
_RUNS = re.compile(rf"[{SIGNS}]+|[^{SIGNS}]+")
_ANY = re.compile(rf"[{SIGNS}]")
_SIGNS = frozenset(SIGNS)
_HIDDEN = "*"
LONGEST = 24
FEWEST_LETTERS = 3

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Masked(Generic[What]):
    """One term that may be masked, folded; its family, which must be the only one that fits; and what it stands for."""

    text: str
    inflected: bool
    open_ended: bool
    family: Hashable
    what: What


class MaskedWords(Generic[What]):
    """The terms of one language, by first letter. Terms of fewer than three letters are left out: too much would fit."""

    def __init__(self, terms: Sequence[Masked[What]], forms: Inflection, language: str) -> None:
        self._forms = forms
        self._language = None if language == "*" else language
        self._by_letter: dict[str, list[Masked[What]]] = {}
        for term in terms:
            if len(term.text) >= FEWEST_LETTERS:
                self._by_letter.setdefault(term.text[0], []).append(term)

    def find(self, text: str) -> Iterator[tuple[What, int, int]]:
        """What is masked in `text` (normalised, with its signs), and where."""
        if _ANY.search(text) is None:
            return
        known: dict[str, What | None] = {}
        for match in _MASKED.finditer(text):
            word = match[0]
            if len(word) > LONGEST or word_begin(text, match.start()) != match.start():
                continue
            if word not in known:
                known[word] = self._behind(word)
            found = known[word]
            if found is not None:
                yield found, *match.span()

    def _behind(self, word: str) -> What | None:
        runs = _RUNS.findall(word)
        shown = [run if run[0] in SIGNS else fold_term(run, self._language) for run in runs]
        pattern = "".join(_HIDDEN * len(run) if run[:1] in _SIGNS else run for run in shown)
        fitting: list[Masked[What]] = []
        if len(pattern) == len(word):
            fitting = [term for term in self._by_letter.get(pattern[0], ()) if self._fits(term, pattern)]
        if not fitting:
            bare = pattern.replace(_HIDDEN, "")
            fitting = [term for term in self._by_letter.get(bare[:1], ()) if self._is(term, bare)]
        families = {term.family for term in fitting}
        return fitting[0].what if len(families) == 1 else None

    def _fits(self, term: Masked[What], pattern: str) -> bool:
        size = len(term.text)
        head, tail = pattern[:size], pattern[size:]
        shown = sum(letter != _HIDDEN for letter in head)
        if len(head) < size or _HIDDEN not in head or shown < 2 or _HIDDEN in tail:
            return False
        if any(letter not in (_HIDDEN, wanted) for letter, wanted in zip(head, term.text, strict=True)):
            return False
        return self._goes_on(term, tail)

    def _is(self, term: Masked[What], bare: str) -> bool:
        return bare.startswith(term.text) and self._goes_on(term, bare[len(term.text) :])

    def _goes_on(self, term: Masked[What], tail: str) -> bool:
        return not tail or term.open_ended or (term.inflected and self._forms.allows("", tail))
