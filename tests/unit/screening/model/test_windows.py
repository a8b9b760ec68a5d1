"""Windows cover every token, none is too long, and neighbours overlap."""

from itertools import pairwise

from hypothesis import given, strategies as st

from diwan.screening.model.windows import LONGEST, OVERLAP, windows, without_surrogates


@given(st.integers(1, 2000))
def test_every_token_is_read(tokens: int) -> None:
    read = set()
    for begin, end in windows(tokens):
        assert 0 <= begin < end <= tokens
        assert end - begin <= LONGEST
        read |= set(range(begin, end))
    assert read == set(range(tokens))


@given(st.integers(1, 2000))
def test_neighbours_overlap(tokens: int) -> None:
    for (_, end), (begin, _) in pairwise(windows(tokens)):
        assert end - begin >= OVERLAP


@given(st.integers(LONGEST, 2000))
def test_a_long_text_has_no_short_window(tokens: int) -> None:
    assert all(end - begin == LONGEST for begin, end in windows(tokens))


def test_nothing_has_no_window() -> None:
    assert list(windows(0)) == []


@given(st.text(st.characters(codec=None), max_size=50))
def test_what_no_utf_8_can_hold_is_exchanged_in_place(text: str) -> None:
    without = without_surrogates(text)
    without.encode()
    assert len(without) == len(text)
