"""A reader's own words with the marks of what was found in them, for his receipt. Pure.

Unlike the desk's (`web/desk/marking`), nothing invisible is named: the pieces joined are the text, character for character.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from diwan.screening.findings import Span

_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, marked or not."""

    text: str
    marked: bool


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text in pieces; none where nothing is marked, or nearly everything, so that marks would tell nothing."""
    marks = _merged(span for span in spans if span.begin < min(span.end, len(text)))
    covered = sum(min(end, len(text)) - begin for begin, end in marks)
    if not covered or covered >= _NEARLY_ALL * len(text):
        return []
    out: list[Piece] = []
    at = 0
    for begin, end in marks:
        out += [Piece(text[at:begin], marked=False), Piece(text[begin:end], marked=True)]
        at = end
    return [piece for piece in (*out, Piece(text[at:], marked=False)) if piece.text]


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Begin and end of each mark; those that touch are one."""
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span.begin, span.end)):
        begin, end = merged.pop() if merged and span.begin <= merged[-1][1] else (span.begin, span.end)
        merged.append((begin, max(end, span.end)))
    return merged
