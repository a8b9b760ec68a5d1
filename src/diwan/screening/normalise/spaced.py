"""Words spelled out letter by letter: `w o r d`, `w.o.r.d`, `w-o-r-d`, the same gap throughout, are joined.

Three letters at least. Initials (`U.S.A.`, `J.R.R.`, `a.k.a.`) stay as they are; four capitals with dots are joined, which does not
harm `N.A.T.O.`, and said nothing about.
"""

import re

from diwan.screening.normalise.mapped import Edit
from diwan.screening.normalise.notice import What

_ITEM = r"[^\W_]|[@$!]"
_SPELLED = re.compile(
    rf"(?<![^\W_])({_ITEM})([ \t]{{1,4}}|[.\-_*/|·•~+=,:]{{1,2}})(?:{_ITEM})(?:\2(?:{_ITEM}))+(?![^\W_])"
)
_REMARKABLE = 4
_ABBREVIATION = 3
# Words of one letter that may stand before a spelled-out one: English a and I, Turkish o, Kurmanji û, "and" in Arabic script.
_WORDS = frozenset("aiouو")


def spelled(text: str, cased: str) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    """The gaps to be closed in `text`. `cased` is the same text before its case was folded."""
    edits: list[Edit] = []
    met: list[tuple[str, int, int]] = []
    for match in _SPELLED.finditer(text):
        begin, end = match.span()
        gap = match.group(2)
        step = 1 + len(gap)
        items = text[begin:end:step]
        letters = sum(item.isalpha() for item in items)
        if letters * 2 < len(items) or letters < 2 or (letters < len(items) <= _ABBREVIATION):
            continue
        capitals = cased[begin:end].isupper()
        if len(items) <= _ABBREVIATION and gap == "." and (capitals or text[end : end + 1] == "."):
            continue
        if gap.isspace() and items[0] in _WORDS and len(items) >= _REMARKABLE:
            edits.append(Edit(begin, end, f"{items} {items[1:]}"))
        else:
            edits += [Edit(place, place + len(gap), "") for place in range(begin + 1, end, step)]
        if len(items) >= _REMARKABLE and not (capitals and gap == "."):
            met.append((What.SPACED, begin, end))
    return edits, met
