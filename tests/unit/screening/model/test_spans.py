"""The words that are named stood for the score, lie within the text and do not overlap."""

import itertools

import numpy as np
from hypothesis import given, strategies as st

from diwan.screening.model.classifier import Piece
from diwan.screening.model.spans import MOST_WORDS, MovingWords


def piece(tokens: list[tuple[int, int, float]]) -> Piece:
    """A window of tokens: where each begins and ends, and what it contributes to the only label."""
    return Piece(
        [(begin, end) for begin, end, _ in tokens],
        np.array([[weight] for _, _, weight in tokens], np.float32),
    )


def words(text: str, strengths: dict[str, float]) -> Piece:
    """Each word of `text` as a token that contributes its strength, or nothing."""
    made, at = [], 0
    for word in text.split():
        begin = text.index(word, at)
        at = begin + len(word)
        made.append((begin, at, strengths.get(word, 0.0)))
    return piece(made)


def named(text: str, strengths: dict[str, float]) -> list[str]:
    return [text[begin:end] for begin, end in MovingWords(text).of(words(text, strengths), 0)]


def test_the_word_that_made_the_score_is_named() -> None:
    assert named("you are a liar my friend", {"liar": 4.0, "you": 0.1}) == ["liar"]


def test_neighbours_are_one_span() -> None:
    assert named("go and drown yourself today", {"drown": 2.0, "yourself": 1.9}) == ["drown yourself"]


def test_words_that_spoke_against_are_not_named() -> None:
    assert named("he is not a liar", {"liar": 2.0, "not": -3.0}) == ["liar"]


def test_nothing_is_named_where_nothing_spoke_for_it() -> None:
    assert named("a fine bridge", {"fine": -1.0}) == []


def test_pieces_of_a_word_count_together() -> None:
    text = "such shitheads here"
    pieces = [(0, 4, 0.4), (5, 9, 0.6), (9, 14, 0.7), (15, 19, 0.0)]
    made = piece(pieces)
    assert [text[begin:end] for begin, end in MovingWords(text).of(made, 0)][:1] != ["shit"]
    assert "shitheads" in " ".join(text[begin:end] for begin, end in MovingWords(text).of(made, 0))


@given(
    st.lists(
        st.tuples(st.text("abcd'", min_size=1, max_size=6), st.floats(-5, 5, width=32)),
        min_size=1,
        max_size=40,
    )
)
def test_spans_lie_within_the_text_in_order(written: list[tuple[str, float]]) -> None:
    text = " ".join(word for word, _ in written)
    made, at = [], 0
    for word, weight in written:
        made.append((at, at + len(word), weight))
        at += len(word) + 1
    found = MovingWords(text).of(piece(made), 0)
    assert len(found) <= MOST_WORDS
    assert all(0 <= begin < end <= len(text) for begin, end in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))
