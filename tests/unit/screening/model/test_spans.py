"""The words that are named stood for the score, lie within the text and do not overlap."""

import itertools

import numpy as np
from hypothesis import given, strategies as st

from diwan.screening.model.classifier import Token
from diwan.screening.model.spans import MOST_WORDS, moving_words


def tokens(text: str, strengths: dict[str, float]) -> list[Token]:
    """Each word of `text` as a token that contributes its strength, or nothing."""
    made, at = [], 0
    for word in text.split():
        begin = text.index(word, at)
        at = begin + len(word)
        made.append(Token(begin, at, np.array([strengths.get(word, 0.0)], np.float32)))
    return made


def named(text: str, strengths: dict[str, float]) -> list[str]:
    return [text[begin:end] for begin, end in moving_words(text, tokens(text, strengths), 0)]


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
    made = [Token(begin, end, np.array([weight], np.float32)) for begin, end, weight in pieces]
    assert [text[begin:end] for begin, end in moving_words(text, made, 0)][:1] != ["shit"]
    assert "shitheads" in " ".join(text[begin:end] for begin, end in moving_words(text, made, 0))


@given(
    st.lists(
        st.tuples(st.text("abcd'", min_size=1, max_size=6), st.floats(-5, 5, width=32)),
        min_size=1,
        max_size=40,
    )
)
def test_spans_lie_within_the_text_in_order(words: list[tuple[str, float]]) -> None:
    text = " ".join(word for word, _ in words)
    made, at = [], 0
    for word, weight in words:
        made.append(Token(at, at + len(word), np.array([weight], np.float32)))
        at += len(word) + 1
    found = moving_words(text, made, 0)
    assert len(found) <= MOST_WORDS
    assert all(0 <= begin < end <= len(text) for begin, end in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))
