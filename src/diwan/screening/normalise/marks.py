"""Combining marks: which there are, and when there are too many of them on one letter."""

import re
import unicodedata

from diwan.screening.normalise.mapped import Edit
from diwan.screening.normalise.notice import What

_LAST = 0x10000  # Beyond are dead scripts and music, and a class that reaches there is ten times slower.


def _ranges() -> str:
    """All non-spacing and enclosing marks as the inside of a character class, variation selectors aside."""
    marks = [
        code
        for code in range(0x300, _LAST)
        if unicodedata.category(chr(code)) in {"Mn", "Me"} and not 0xFE00 <= code <= 0xFE0F
    ]
    parts, first = [], marks[0]
    for code, following in zip(marks, [*marks[1:], _LAST * 2], strict=True):
        if following != code + 1:
            parts.append(re.escape(chr(first)) + ("-" + re.escape(chr(code)) if code > first else ""))
            first = following
    return "".join(parts)


MARK = _ranges()
"""The inside of a character class that matches one combining mark."""

# Lines through letters are decoration wherever they stand; a keycap's frame (U+20E3) belongs to its emoji.
_OVERLAY = "\u0334-\u0338\u20d0-\u20e2\u20e4-\u20f0"
_MANY = re.compile(f"[{MARK}]{{3,}}|[{_OVERLAY}]+")
# Vowel signs of Arabic and Hebrew script come in twos and, in scripture, in threes and fours; Indic ones likewise.
_STACKING = re.compile(
    "[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u109f\u1780-\u17dd]"
)
_MOST_IN_STACKING_SCRIPTS = 4
_KEPT = 2


def thin(text: str) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    """Stacks of marks removed from letters that bear none, cut to two where a script has some of its own."""
    edits: list[Edit] = []
    met: list[tuple[str, int, int]] = []
    for match in _MANY.finditer(text):
        stack, (begin, end) = match.group(), match.span()
        own = _STACKING.match(stack) is not None
        if own and len(stack) <= _MOST_IN_STACKING_SCRIPTS:
            continue
        edits.append(Edit(begin + _KEPT, end, "") if own else Edit(begin, end, ""))
        if len(stack) > _KEPT:
            if met and met[-1][2] >= begin - 3:
                met[-1] = (What.STACKED, met[-1][1], end)
            else:
                met.append((What.STACKED, max(0, begin - 1), end))
    return edits, met
