"""Finding the terms of the lists of one language in a normalised text: one pass for all terms, then a look around each hit.

Terms and text go through the same normaliser, so both sides agree whatever it does. A hit leads back to the original.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from diwan.screening.normalise import Mapped, Normalised, fold_term
from diwan.screening.terms.inflection import LONGEST_PREFIX, LONGEST_TAIL, Inflection, inflection
from diwan.screening.terms.letters import in_word, is_marked, lowered, parts, word_begin, word_end
from diwan.screening.terms.lists import SCORES, Beside, Entry, Exempt, Term, TermList
from diwan.screening.terms.masked import Masked, MaskedWords
from diwan.screening.token_phrases import SENTENCE_END

_AROUND = 48
"""Characters on either side of a hit in which an exception of several words is looked for."""
NEAR = 3
"""So many words before and behind a term, of the same sentence, are its company."""
_NEAR_CHARACTERS = 64
_WORD = re.compile(r"\w+")
_BETWEEN = r"[\W_]{1,8}"
_REST = r"\w*"


@dataclass(frozen=True, slots=True)
class Hit:
    """One term found: the entry that lists it, in which list, and where in the original text (code points)."""

    entry: Entry
    term: Term
    list_name: str
    score: float
    begin: int
    end: int


class _Pattern:
    """A regular expression that is compiled when it is first asked: most of a list's are not, in most processes. Equal by what it says."""

    __slots__ = ("_compiled", "_said")

    def __init__(self, said: str) -> None:
        self._said = said
        self._compiled: re.Pattern[str] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pattern) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def compiled(self) -> re.Pattern[str]:
        # Two threads may both compile it: they come to the same.
        if self._compiled is None:
            self._compiled = re.compile(self._said)
        return self._compiled


@dataclass(frozen=True, slots=True)
class _Excuses:
    """An entry's exceptions as two patterns: over the folded text, and over the original in small letters.

    One that is written with marks (`sık`) excuses exactly that spelling; one in plain letters every spelling of it.
    """

    folded: _Pattern | None
    as_typed: _Pattern | None


@dataclass(frozen=True, slots=True)
class _Listed:
    entry: Entry
    term: Term
    list_name: str
    score: float
    excuses: _Excuses
    length: int
    rest: _Pattern | None
    """For a phrase: all of it, to be matched where its first word stands."""
    beside: _Pattern | None = None
    """Where the term counts only in company: one of the words that must stand near."""

    @property
    def is_part(self) -> bool:
        """Whether it counts wherever it stands in a word; the whole word is then the hit."""
        return self.term.manner == "part"

    @property
    def stands_alone(self) -> bool:
        """Whether it is one word to which nothing is ever attached behind."""
        return self.rest is None and self.term.manner == "word" and not self.term.open_ended


class Matcher:
    """The terms of `lists`, which are all of one `language`, ready to be looked for. Pure; safe for several threads."""

    def __init__(self, lists: Sequence[TermList], language: str) -> None:
        self._language = language
        self._inflection = inflection(language)
        by_key: dict[str, list[_Listed]] = {}
        masked: list[Masked[_Listed]] = []
        for each in lists:
            for entry in each.entries:
                excuses = self._excuses((*each.exempt, *entry.exempt))
                beside = self._company(entry.beside)
                for term in entry.terms:
                    words = parts(self._folded(term.text))
                    if not words:
                        continue
                    key = words[0]
                    listed = _Listed(
                        entry,
                        term,
                        each.name,
                        SCORES[each.kind][entry.strength],
                        excuses,
                        len(key),
                        _phrase(words, open_ended=term.open_ended) if len(words) > 1 else None,
                        beside,
                    )
                    # Two spellings that the normaliser makes one are one term: the first in the file speaks.
                    if not any(
                        other.entry == entry
                        and other.rest == listed.rest
                        and (other.term.manner, other.term.open_ended) == (term.manner, term.open_ended)
                        for other in by_key.get(key, ())
                    ):
                        by_key.setdefault(key, []).append(listed)
                        if listed.rest is None and beside is None:
                            family = (entry.guideline, entry.abuse_kind)
                            masked.append(Masked(key, term.manner == "stem", term.open_ended, family, listed))
        self._listed = list(by_key.values())
        self._alone = [all(each.stands_alone for each in group) for group in self._listed]
        self._within = [any(each.is_part for each in group) for group in self._listed]
        self._automaton = AhoCorasick(list(by_key)) if by_key else None
        self._masked = MaskedWords(masked, self._inflection, language)

    def hits(self, text: Normalised) -> list[Hit]:
        """Every term that stands in `text`, in the order of its place; overlapping ones all of them."""
        found = [*self._open_hits(text), *self._masked_hits(text)]
        return sorted(found, key=lambda hit: (hit.begin, hit.end, hit.term.text))

    def _open_hits(self, text: Normalised) -> Iterator[Hit]:
        if self._automaton is None:
            return
        folded = text.folded.text
        inside_words = bool(self._inflection.prefixes)
        for index, begin, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not inside_words and begin > 0 and in_word(folded[begin - 1]) and not self._within[index]:
                continue  # most occurrences are inside other words, and only a prefix would make them count
            if self._alone[index] and end < len(folded) and in_word(folded[end]):
                continue  # and most of the others begin a longer word, for which only an ending would make them count
            for listed in self._listed[index]:
                until = self._stands(listed, folded, begin, end, self._inflection)
                if (
                    until is not None
                    and (listed.beside is None or _in_company(listed.beside, folded, begin, until))
                    and not self._excused(listed.excuses, text, begin, end if listed.is_part else until)
                ):
                    first = word_begin(folded, begin) if listed.is_part else begin
                    yield _hit(listed, text.folded, first, until)

    def _masked_hits(self, text: Normalised) -> Iterator[Hit]:
        for listed, begin, end in self._masked.find(text.plain.text):
            yield _hit(listed, text.plain, begin, end)

    @staticmethod
    def _stands(listed: _Listed, text: str, begin: int, end: int, forms: Inflection) -> int | None:
        """Where the term that begins here ends, with what is attached to it; None, if it is part of another word."""
        if listed.is_part:
            return word_end(text, end)
        starts_word = begin == 0 or not in_word(text[begin - 1])
        if listed.rest is not None:
            before = text[word_begin(text, begin, at_most=LONGEST_PREFIX + 1) : begin]
            match = listed.rest.compiled.match(text, begin) if forms.allows(before, "") else None
            return None if match is None else match.end()
        if listed.term.manner != "stem":
            if not starts_word:
                return None
            if listed.term.open_ended:
                return word_end(text, end)
            return end if end == len(text) or not in_word(text[end]) else None
        until = word_end(text, end, at_most=LONGEST_TAIL + 1)
        before = text[word_begin(text, begin, at_most=LONGEST_PREFIX + 1) : begin]
        return until if forms.allows(before, text[end:until]) else None

    def _excused(self, excuses: _Excuses, text: Normalised, begin: int, end: int) -> bool:
        folded = text.folded.text
        if excuses.folded is not None and _covers(excuses.folded.compiled, folded, begin, end):
            return True
        if excuses.as_typed is None:
            return False
        first, last = text.folded.original(begin, end)
        low = max(0, first - _AROUND)
        typed = lowered(text.original[low : last + _AROUND], self._language)
        return _covers(excuses.as_typed.compiled, typed, first - low, last - low)

    def _company(self, beside: Sequence[Beside]) -> _Pattern | None:
        """One pattern for all of them, each with what its language attaches in front; None, if there is none."""
        words = [(parts(self._folded(each.text)), each.open_ended) for each in beside]
        return _any_of(words, prefixes=sorted(self._inflection.prefixes))

    def _excuses(self, exempt: Sequence[Exempt]) -> _Excuses:
        marked = [each for each in exempt if is_marked(each.text)]
        plain = [each for each in exempt if not is_marked(each.text)]
        return _Excuses(
            _any_of([(parts(self._folded(each.text)), each.open_ended) for each in plain]),
            _any_of([(parts(lowered(each.text, self._language)), each.open_ended) for each in marked]),
        )

    def _folded(self, term: str) -> str:
        language = None if self._language == "*" else self._language
        return fold_term(term, language)


def _hit(listed: _Listed, mapped: Mapped, begin: int, end: int) -> Hit:
    first, last = mapped.original(begin, end)
    return Hit(listed.entry, listed.term, listed.list_name, listed.score, first, last)


def _phrase(words: Sequence[str], *, open_ended: bool) -> _Pattern:
    end = _REST if open_ended else ""
    return _Pattern(_BETWEEN.join(map(re.escape, words)) + end + r"(?!\w)")


def _any_of(exempt: Sequence[tuple[list[str], bool]], *, prefixes: Sequence[str] = ()) -> _Pattern | None:
    """One pattern for all of them, the longest first, where `prefixes` may stand attached; None, if there is none."""
    alternatives = sorted(
        (
            _BETWEEN.join(map(re.escape, words)) + (_REST if open_ended else "")
            for words, open_ended in exempt
            if words
        ),
        key=lambda each: (-len(each), each),
    )
    attached = f"(?:{'|'.join(map(re.escape, prefixes))})?" if prefixes else ""
    return _Pattern(f"(?<!\\w){attached}(?:{'|'.join(alternatives)})(?!\\w)") if alternatives else None


def _in_company(pattern: _Pattern, text: str, begin: int, end: int) -> bool:
    """Whether what must stand near `text[begin:end]` does, on either side and in its sentence."""
    first = word_begin(text, max(0, begin - _NEAR_CHARACTERS))
    last = word_end(text, min(len(text), end + _NEAR_CHARACTERS))
    before = SENTENCE_END.split(text[first:begin])[-1]
    behind = SENTENCE_END.split(text[end:last], maxsplit=1)[0]
    near = (_WORD.findall(before)[-NEAR:], _WORD.findall(behind)[:NEAR])
    return any(pattern.compiled.search(" ".join(words)) is not None for words in near)


def _covers(pattern: re.Pattern[str], text: str, begin: int, end: int) -> bool:
    """Whether an excused stretch lies over `text[begin:end]`, or begins where the term does behind an attached prefix."""
    low = max(0, word_begin(text, begin) - _AROUND)
    window = text[low : word_end(text, end) + _AROUND]
    if any(match.start() + low <= begin and match.end() + low >= end for match in pattern.finditer(window)):
        return True
    behind = pattern.match(text[begin : word_end(text, end) + _AROUND])
    return behind is not None and begin + behind.end() >= end
