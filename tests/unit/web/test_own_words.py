"""A reader's own words with marks: the same words, whatever is marked."""

from hypothesis import given, strategies as st

from diwan.screening.findings import Span
from diwan.web.own_words import Piece, pieces


def marked(text: str, *spans: tuple[int, int]) -> list[str]:
    return [piece.text for piece in pieces(text, [Span(*span) for span in spans]) if piece.marked]


def test_what_is_marked_is_what_the_spans_name() -> None:
    assert pieces("one two three", [Span(4, 7)]) == [
        Piece("one ", marked=False),
        Piece("two", marked=True),
        Piece(" three", marked=False),
    ]
    assert marked("one two three", (8, 13), (0, 3)) == ["one", "three"]


def test_overlapping_spans_are_one_mark_and_those_beyond_the_end_none() -> None:
    assert marked("one two three", (0, 5), (3, 7), (20, 30)) == ["one two"]


def test_where_nothing_or_nearly_everything_is_marked_there_are_no_pieces() -> None:
    assert pieces("one two three", []) == []
    assert pieces("one two three", [Span(0, 13)]) == []
    assert pieces("", [Span(0, 3)]) == []


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_the_pieces_joined_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = pieces(text, [Span(*span) for span in spans])
    assert not found or "".join(piece.text for piece in found) == text
