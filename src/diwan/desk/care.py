"""Care for who reads all this: what is harsh, which words are masked, and what somebody has read in a shift. Pure.

Whoever reads hundreds of comments a day is to go home well. Masking and counting decide nothing; what readers see, and what is stored, is
never masked.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from diwan.comments import Words
from diwan.desk.lanes import LIKELY_BROKEN
from diwan.guidelines import Guideline
from diwan.screening.findings import Finding
from diwan.screening.rules.hostility import Hostility

T = TypeVar("T")

HARSH = frozenset(Guideline) - {Guideline.PROMOTION}
"""What weighs on whoever reads it. Promotion bores."""
MASKED = frozenset({Guideline.PROFANITY, Guideline.VULGARITY, Guideline.ABUSE})
"""Guidelines that single words break. A threat or an attack is a sentence: masked, it could not be judged."""
OF_ORDINARY_WORDS = Hostility.name
"""The check whose findings stand on ordinary words ("refugees", "like", "rats"), which offend only together: masked, they could not be judged."""
MOST_WORDS = 4
"""A finding that marks more words at a stretch speaks of a sentence and not of a word."""
REST_AFTER = 6
"""After so many harsh comments in a row the desk suggests another lane."""
DOTS = "•••"

_COUNT_BITS = 10
_ROW_BITS = 4


def broken(findings: Sequence[Finding] | None) -> frozenset[Guideline]:
    """The guidelines that a comment likely breaks, according to the checks."""
    return frozenset(
        finding.guideline
        for finding in findings or ()
        if finding.guideline is not None and not finding.could_not_tell and finding.score >= LIKELY_BROKEN
    )


def is_harsh(findings: Sequence[Finding] | None) -> bool:
    """Whether a comment weighs on whoever reads it."""
    return not HARSH.isdisjoint(broken(findings))


# --- masking ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Masked:
    """A word to be masked, in Unicode code points of its field, end exclusive."""

    begin: int
    end: int
    field: str = "body"


def masked(words: Words, findings: Sequence[Finding] | None) -> tuple[Masked, ...]:
    """The words that are masked until they are asked for, in order, each once: those of the surer findings under MASKED."""
    found = set()
    for finding in findings or ():
        if finding.guideline not in MASKED or finding.check == OF_ORDINARY_WORDS:
            continue
        if not finding.could_not_tell and finding.score >= LIKELY_BROKEN:
            for span in finding.spans:
                text = words.name if span.field == "name" else words.body
                inside = list(_words(text, span.begin, span.end))
                if len(inside) <= MOST_WORDS:
                    found |= {Masked(begin, end, span.field) for begin, end in inside}
    return tuple(sorted(found, key=lambda each: (each.field, each.begin, each.end)))


def first_letter(word: str) -> str:
    """What is left of a masked word, with the marks that belong to its first letter; the dots come behind it."""
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end]


def _words(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a stretch, each whole even where the stretch begins within it."""
    begin, end = max(0, begin), min(len(text), end)
    while begin > 0 and begin < end and not text[begin].isspace() and _is_of_a_word(text[begin - 1]):
        begin -= 1
    while begin < end < len(text) and _is_of_a_word(text[end - 1]) and _is_of_a_word(text[end]):
        end += 1
    start = None
    for place in range(begin, end + 1):
        inside = place < end and not text[place].isspace()
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            yield start, place
            start = None


def _is_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in "\u200c\u200d"


# --- what somebody has read ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exposure:
    """What somebody has read in a shift: how many comments, how many that likely break each guideline, and how many harsh ones in a row.

    Told to him alone. It fits into a number and 64 bits, which is what a tally has room for.
    """

    read: int = 0
    seen: tuple[int, ...] = (0,) * len(Guideline)
    row: int = 0

    @property
    def by_guideline(self) -> dict[Guideline, int]:
        """The counts of those that there were."""
        return {guideline: count for guideline, count in zip(Guideline, self.seen, strict=True) if count}

    @property
    def wants_rest(self) -> bool:
        """Whether another lane is to be suggested."""
        return self.row >= REST_AFTER

    def and_one(self, under: frozenset[Guideline]) -> "Exposure":
        """With one comment more, which breaks these. Counts end at 1,023, and the row at 15."""
        seen = tuple(
            min(count + (guideline in under), (1 << _COUNT_BITS) - 1)
            for guideline, count in zip(Guideline, self.seen, strict=True)
        )
        row = 0 if HARSH.isdisjoint(under) else min(self.row + 1, (1 << _ROW_BITS) - 1)
        return Exposure(self.read + 1, seen, row)

    @property
    def bits(self) -> int:
        """The counts and the row in one number of 64 bits."""
        packed = self.row
        for count in self.seen:
            packed = packed << _COUNT_BITS | count
        return packed


def unpacked(read: int, bits: int) -> Exposure:
    """The exposure that was packed: what `bits` says, and how many comments were read."""
    seen = []
    for _ in Guideline:
        seen.append(bits & (1 << _COUNT_BITS) - 1)
        bits >>= _COUNT_BITS
    return Exposure(read, tuple(reversed(seen)), bits)


# --- a breath in between ---------------------------------------------------------------------------------------------


def breathing(cards: Sequence[T], harsh: Sequence[bool]) -> list[T]:
    """The cards with no two harsh ones next to each other, as far as there are others to put between; each kind in its own order.

    A card moves no further than it must: a light one comes forward only where it parts two harsh ones.
    """
    heavy = [place for place, is_heavy in enumerate(harsh) if is_heavy]
    light = [place for place, is_heavy in enumerate(harsh) if not is_heavy]
    order: list[int] = []
    while heavy or light:
        after_heavy = bool(order) and harsh[order[-1]]
        first = not light or (bool(heavy) and heavy[0] < light[0])
        takes_heavy = bool(heavy) and (not light or (not after_heavy and (first or len(heavy) > len(light))))
        order.append((heavy if takes_heavy else light).pop(0))
    return [cards[place] for place in order]
