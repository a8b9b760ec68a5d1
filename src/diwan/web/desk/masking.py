"""Masked words as HTML: the first letter and dots, with the word itself beside them for whoever asks for it.

Which of the two is shown follows from an element of the card that opens and closes (`.unmask`), without script. The other is hidden from
everybody alike, screen readers too. Everything else stands exactly as readers would see it. In a list each entry has an element of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markupsafe import Markup, escape

from diwan.comments import Words
from diwan.desk.cards import Card
from diwan.desk.care import DOTS, Masked, first_letter, masked
from diwan.editions import text
from diwan.web.desk.marking import Piece
from diwan.web.desk.own import own
from diwan.web.desk.showing import LONG_BODY, beginning
from diwan.web.desk.speaking import say

_PARTS = re.compile(r"(<[^>]*>|&[^;]*;)")


def of_card(card: Card) -> tuple[Masked, ...]:
    """The words of a card that are masked."""
    return () if card.comment.words is None else masked(card.comment.words, card.findings)


def of_entry(card: Card) -> tuple[Masked, ...]:
    """The words of a card that are masked in an entry of a list, which shows the name and the beginning of the body; none for who wants none."""
    if not own().masking:
        return ()
    return tuple(mask for mask in of_card(card) if mask.field == "name" or mask.begin < LONG_BODY)


def entry(words: Words, masks: Iterable[Masked]) -> Markup:
    """The beginning of a body, for a list, with its words masked."""
    return in_text(beginning(words.body), masks, "body")


def veil(word: str, shown: str | Markup = "", *, first: bool = True) -> Markup:
    """A masked word, or a later part of one (not `first`), which then has only one letter to show. `shown` is the word as the page shows it otherwise."""
    hidden = ""
    if first:
        hidden = f'{escape(first_letter(word))}<span aria-hidden="true">{DOTS}</span><span class="away"> {say("care/masked-word")}</span>'
    # Put together by hand: Markup's own `format` costs ten times as much, and a page masks a hundred words.
    return Markup(  # noqa: S704 - what is no markup is escaped here
        f'<span class="veil"><span class="hid">{hidden}</span><span class="bare">{escape(shown or word)}</span></span>'
    )


def in_pieces(pieces: Iterable[Piece]) -> Markup:
    """A stretch of the words as they are stored, with what the checks saw marked, and its masked words masked for who wants that."""
    masks = own().masking
    out = [
        veil(piece.text, _bare(piece), first=piece.begins) if masks and piece.masked else _bare(piece)
        for piece in pieces
    ]
    return Markup("".join(out))  # noqa: S704 - each of them is escaped


def _bare(piece: Piece) -> Markup:
    written = escape(piece.text)
    if piece.unseen:
        kind = "unseen marked" if piece.marked else "unseen"
        return Markup(f'<span class="{kind}" title="{say("card/unseen")}">{written}</span>')  # noqa: S704 - escaped
    return Markup(f"<mark>{written}</mark>") if piece.marked else written  # noqa: S704 - escaped


def printed(body: str, masks: Iterable[Masked]) -> Markup:
    """The body as readers would see it (`editions.text`), with the words of `masks` masked."""
    # In the printed body every line end is one character.
    ranges = [
        (mask.begin - body.count("\r\n", 0, mask.begin), mask.end - body.count("\r\n", 0, mask.end))
        for mask in masks
        if mask.field == "body"
    ]
    html = text.html(body)
    if not ranges:
        return html
    out: list[Markup | str] = []
    at = 0
    for part in _PARTS.split(str(html)):
        if part.startswith("<"):
            out.append(part)
        elif part:
            stretch = unescape(part)
            out += _veiled(stretch, at, ranges)
            at += len(stretch)
    return Markup("".join(map(str, out)))  # noqa: S704 - tags as they were printed, and what _veiled has escaped


def in_text(written: str, masks: Iterable[Masked], field: str, *, begins: int = 0) -> Markup:
    """A text of one line, such as a name, with its words masked. `begins` says where it begins in its field."""
    ranges = [(mask.begin - begins, mask.end - begins) for mask in masks if mask.field == field]
    return Markup("").join(_veiled(written, 0, ranges))


def in_short(words: Words, masks: Iterable[Masked]) -> str:
    """The body as a plain text in which masked words stay masked: for a list, where nothing opens."""
    out, at = [], 0
    for mask in masks:
        if mask.field == "body":
            out += [words.body[at : mask.begin], first_letter(words.body[mask.begin : mask.end]), DOTS]
            at = mask.end
    return "".join([*out, words.body[at:]])


def _veiled(stretch: str, at: int, ranges: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    """The stretch, which begins at `at`, escaped, with what lies in the ranges (in order, apart) veiled."""
    place = 0
    for begin, end in ranges:
        first, last = max(begin - at, 0), min(end - at, len(stretch))
        if first < last and last > 0:
            yield escape(stretch[place:first])
            yield veil(stretch[first:last], first=begin >= at)
            place = last
    yield escape(stretch[place:])
