"""Where the sentences of a text stand. Pure.

Places are counted in code points; `utf16_places` turns them into UTF-16 code units, which is what the API speaks.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

Stretch: TypeAlias = tuple[int, int]
"""Begin and end, exclusive."""

MOST_SENTENCES: Final = 64
"""In an answer. Where a text has more, neighbours are taken together."""

# What ends a sentence, with the quotation marks and brackets that close behind it; or the end of a line. Begun only where a row
# of marks begins and never given back: the time this takes grows with the text and no faster.
_END = re.compile(r"""(?<![.!?…؟۔])[.!?…؟۔]++["'”’»)\]]*+(?=\s|\Z)|[。！？]["'”’»)\]」』]*+|\n""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|mr|mrs|ms|dr|prof|sr|jr|st|mt|vs|etc|gen|col|capt|lt|sgt|rep|sen|gov|hon|no|fig|"
    r"approx|inc|ltd|co|corp|dept|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\Z",
    re.IGNORECASE,
)
_I = re.compile(r"(?:^|\s)I\Z")
_LONGEST_ABBREVIATION = 12


def sentences(text: str, *, most: int = MOST_SENTENCES) -> list[Stretch]:
    """The sentences in order, without the white space around them; at most `most`. None where there is nothing but white space."""
    found: list[Stretch] = []
    begin = 0
    for match in _END.finditer(text):
        if not _goes_on(text, match):
            _add(found, text, begin, match.end())
            begin = match.end()
    _add(found, text, begin, len(text))
    return _together(found, most)


def utf16_places(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in UTF-16 code units. They must be in order."""
    if text.isascii():
        return list(stretches)
    placed = []
    code_points = units = 0
    for begin, end in stretches:
        units += utf16_length(text[code_points:begin])
        length = utf16_length(text[begin:end])
        placed.append((units, units + length))
        code_points, units = end, units + length
    return placed


def utf16_length(text: str) -> int:
    """In UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop here ends no sentence: behind an abbreviation or an initial, or before a small letter."""
    if match.group() != ".":
        return False
    before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    if _ABBREVIATION.search(before) and not _I.search(before):
        return True
    following = text[match.end() : match.end() + 2].strip()
    return bool(following) and following[0].islower()


def _add(found: list[Stretch], text: str, begin: int, end: int) -> None:
    stretch = text[begin:end]
    if words := stretch.strip():
        start = begin + stretch.index(words[0])
        found.append((start, start + len(words)))


def _together(found: list[Stretch], most: int) -> list[Stretch]:
    """At most `most`, each of as many neighbours as the others."""
    size = -(-len(found) // most)
    if size <= 1:
        return found
    runs = [found[place : place + size] for place in range(0, len(found), size)]
    return [(run[0][0], run[-1][1]) for run in runs]
