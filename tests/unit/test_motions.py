"""Finding the words that break a guideline, and committing to them."""

import pytest

from diwan.comments import Words
from diwan.errors import Unacceptable
from diwan.motions import Quote, find_quote, quote_commitment, quoted

WORDS = Words("The Idiot", "You deleted\n\nmy comment.  You FOOLS.")


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("You FOOLS", "You FOOLS"),
        ("you fools", "You FOOLS"),
        ("deleted my comment", "deleted\n\nmy comment"),
        ("comment. You", "comment.  You"),
        ("the idiot", "The Idiot"),
    ],
)
def test_words_are_found_whatever_their_white_space_and_capitals(sought: str, found: str) -> None:
    assert quoted(WORDS, find_quote(WORDS, sought)) == found


def test_the_body_is_read_before_the_name() -> None:
    assert find_quote(Words("fool", "a fool"), "fool") == Quote("body", 2, 6)
    assert find_quote(Words("fool", "a bridge"), "fool") == Quote("name", 0, 4)


@pytest.mark.parametrize("sought", ["", " \n ", "elsewhere", "deletedmy"])
def test_what_is_not_there_is_refused(sought: str) -> None:
    with pytest.raises(Unacceptable):
        find_quote(WORDS, sought)


def test_what_looks_like_a_pattern_is_taken_as_it_is() -> None:
    assert quoted(Words("x", "a.* (b)"), find_quote(Words("x", "a.* (b)"), ".* (b)")) == ".* (b)"


def test_the_commitment_is_salted_and_follows_the_words() -> None:
    salt, other = bytes(32), bytes([1]) * 32
    assert quote_commitment(salt, "fool") != quote_commitment(other, "fool")
    assert quote_commitment(salt, "fool") != quote_commitment(salt, "fools")
    with pytest.raises(ValueError, match="32 bytes"):
        quote_commitment(b"short", "fool")
