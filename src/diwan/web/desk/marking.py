"""Marking what the checks saw, in the words as they were stored. Pure.

Offsets are Unicode code points, as Python counts them. Directional and other invisible characters are named, not
obeyed, so that this view shows what the printed one might hide; the joiners of Persian and Kurdish words are letters.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diwan.desk.care import Masked
from diwan.screening.findings import Span

AROUND = 28
"""So many code points of context stand on either side of an excerpt."""
MOST_EXCERPTS = 4
_NEARLY_ALL = 0.9

_UNSEEN = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one kind: marked or not; `unseen` if it is the name of an invisible character; `masked` if it is a word
    that is shown only when it is asked for, of which `begins` is the first part.
    """

    text: str
    marked: bool = False
    unseen: bool = False
    masked: bool = False
    begins: bool = False


def pieces(text: str, spans: Iterable[Span], masks: Sequence[Masked] = ()) -> list[Piece]:
    """The whole text in pieces. Overlapping spans are one. `masks` are of this text's field, in order."""
    return _between(text, _merged(spans), 0, len(text), masks)


def excerpts(text: str, spans: Sequence[Span], masks: Sequence[Masked] = ()) -> list[list[Piece]]:
    """Each marked stretch with a little around it, at most MOST_EXCERPTS; those close together share one."""
    merged = _merged(spans)
    windows: list[tuple[int, int]] = []
    for begin, end in merged:
        start, stop = _window(text, begin, end)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], stop)
        else:
            windows.append((start, stop))
    shown = []
    for start, stop in windows[:MOST_EXCERPTS]:
        excerpt = _between(text, merged, start, stop, masks)
        if start > 0:
            excerpt.insert(0, Piece("…"))
        if stop < len(text):
            excerpt.append(Piece("…"))
        shown.append(excerpt)
    return shown


def is_nearly_all(text: str, spans: Iterable[Span]) -> bool:
    """Whether the marks would cover so much that marking tells nothing."""
    covered = sum(end - begin for begin, end in _merged(spans))
    return bool(text) and covered >= _NEARLY_ALL * len(text)


def unseen(text: str) -> bool:
    """Whether the text holds invisible characters that are not letters of a word."""
    return not _UNSEEN.isdisjoint(text)


def direction(text: str) -> str:
    """`rtl` or `ltr`, by the first letter that has a direction, as `dir="auto"` finds it."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _window(text: str, begin: int, end: int) -> tuple[int, int]:
    """The stretch around a mark that an excerpt shows, cut at spaces where there are any."""
    start, stop = max(0, begin - AROUND), min(len(text), end + AROUND)
    if start > 0:
        space = text.find(" ", start, begin)
        start = space + 1 if space >= 0 else start
    if stop < len(text):
        space = text.rfind(" ", end, stop)
        stop = space if space >= 0 else stop
    return start, stop


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted((span.begin, span.end) for span in spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _between(
    text: str, marks: Sequence[tuple[int, int]], start: int, stop: int, masks: Sequence[Masked]
) -> list[Piece]:
    out: list[Piece] = []
    at = start
    for begin, end in marks:
        if begin < stop and end > start:
            out.extend(_veiled(text, at, max(begin, start), masks, marked=False))
            out.extend(_veiled(text, max(begin, start), min(end, stop), masks, marked=True))
            at = min(end, stop)
    out.extend(_veiled(text, at, stop, masks, marked=False))
    return out


def _veiled(text: str, start: int, stop: int, masks: Sequence[Masked], *, marked: bool) -> list[Piece]:
    out: list[Piece] = []
    at = start
    for mask in masks:
        begin, end = max(mask.begin, at), min(mask.end, stop)
        if begin < end:
            out.extend(_seen(text[at:begin], marked=marked))
            parts = _seen(text[begin:end], marked=marked)
            letters = next((n for n, part in enumerate(parts) if not part.unseen), None)
            begins = letters if begin == mask.begin else None
            out.extend(replace(part, masked=True, begins=n == begins) for n, part in enumerate(parts))
            at = end
    out.extend(_seen(text[at:stop], marked=marked))
    return out


def _seen(text: str, *, marked: bool) -> list[Piece]:
    out: list[Piece] = []
    run = ""
    for character in text:
        if character in _UNSEEN:
            if run:
                out.append(Piece(run, marked))
            out.append(Piece(f"U+{ord(character):04X}", marked, unseen=True))
            run = ""
        else:
            run += character
    if run:
        out.append(Piece(run, marked))
    return out
