"""A receipt's address cannot be guessed, and opens one comment only."""

import pytest
from hypothesis import given, strategies as st

from diwan import identifiers, receipts
from diwan.errors import Unknown

SECRET = bytes(range(32))
COMMENT = identifiers.new(1_790_000_000_000)


def test_a_token_leads_to_its_comment() -> None:
    token = receipts.token(SECRET, COMMENT)
    assert len(token) == 64
    assert receipts.comment_of(SECRET, token) == COMMENT


@given(st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_a_token_with_another_digit_leads_nowhere(place: int, digit: str) -> None:
    token = receipts.token(SECRET, COMMENT)
    other = token[:place] + digit + token[place + 1 :]
    if other == token:
        return
    with pytest.raises(Unknown) as refused:
        receipts.comment_of(SECRET, other)
    assert refused.value.code == "unknown-receipt"


@given(st.text(max_size=80))
def test_no_text_is_taken_for_a_token(text: str) -> None:
    with pytest.raises(Unknown):
        receipts.comment_of(SECRET, text)


def test_another_installations_token_leads_nowhere() -> None:
    with pytest.raises(Unknown):
        receipts.comment_of(bytes(32), receipts.token(SECRET, COMMENT))


def test_two_comments_tokens_have_nothing_in_common() -> None:
    other = identifiers.new(1_790_000_000_000)
    assert receipts.token(SECRET, COMMENT)[32:] != receipts.token(SECRET, other)[32:]
    with pytest.raises(Unknown):
        receipts.comment_of(SECRET, other + receipts.token(SECRET, COMMENT)[32:])
