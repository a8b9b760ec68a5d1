"""Marks stand on the code points that a check named, in every script."""

from hypothesis import given, strategies as st

from diwan.screening.findings import Span
from diwan.web.desk import marking


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(min_size=1, max_size=60))
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    pairs = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=5))
    return text, [Span(begin, end) for begin, end in pairs]


@given(marked_texts())
def test_pieces_hold_every_character_once_and_marks_exactly_the_spans(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    at = 0
    for piece in marking.pieces(text, spans):
        characters = [chr(int(piece.text.removeprefix("U+"), base=16))] if piece.unseen else list(piece.text)
        for character in characters:
            assert character == text[at]
            assert piece.marked == any(span.begin <= at < span.end for span in spans)
            at += 1
    assert at == len(text)


@given(marked_texts())
def test_every_excerpt_holds_a_mark(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    excerpts = marking.excerpts(text, spans)
    assert bool(excerpts) == bool(spans)
    assert all(any(piece.marked for piece in excerpt) for excerpt in excerpts)


def test_offsets_are_code_points_and_not_bytes_or_utf_16() -> None:
    assert [p.text for p in marking.pieces("😀 دووەم word", [Span(2, 7)]) if p.marked] == ["دووەم"]


def test_directional_characters_are_named_and_joiners_are_letters() -> None:
    shown = marking.pieces("a\u202eb می\u200cخواهم", [])
    assert [p.text for p in shown] == ["a", "U+202E", "b می\u200cخواهم"]
    assert marking.unseen("a\u202eb")
    assert not marking.unseen("می\u200cخواهم")


def test_an_excerpt_begins_and_ends_between_words() -> None:
    text = "one two three four five six seven eight nine MARK ten eleven twelve thirteen fourteen fifteen"
    begin = text.index("MARK")
    [excerpt] = marking.excerpts(text, [Span(begin, begin + 4)])
    assert "".join(p.text for p in excerpt) == "…five six seven eight nine MARK ten eleven twelve thirteen…"
