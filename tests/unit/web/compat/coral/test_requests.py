"""Reading what Coral posts."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from diwan.errors import Malformed
from diwan.web.compat.coral.requests import body_of


def posted(**given: Any) -> bytes:
    """A request as Coral writes it: JSON indented by two spaces."""
    request = {"action": "NEW", "comment": {"body": "A fine bridge.", "parentID": None}, **given}
    return json.dumps(request, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass")


def test_the_body_is_read_whatever_else_stands_there() -> None:
    assert body_of(posted()) == "A fine bridge."
    assert body_of(posted(author={"role": "BOT"}, action="MERGE", more=[1])) == "A fine bridge."
    assert body_of(posted(comment={"body": "پردەکە 🙂"})) == "پردەکە 🙂"


def test_half_of_a_surrogate_pair_is_no_way_past() -> None:
    sent = rb'{"comment": {"body": "You \ud83d idiot"}}'
    assert body_of(sent) == "You \N{REPLACEMENT CHARACTER} idiot"
    assert body_of(rb'{"comment": {"body": "\udc00\ud83d\ude42"}}') == "\N{REPLACEMENT CHARACTER}🙂"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"comment": "You idiot"}',
        b'{"comment": {"body": 7}}',
        b'{"comment": {"body": "\xff"}}',
        b'{"comment": {"body": null}, "x": "\\ud800"}',
        b"[" * 100_000,
        b'{"comment": ' * 5000,
    ],
)
def test_what_is_not_corals_is_refused_without_repeating_it(sent: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        body_of(sent)
    assert "idiot" not in refused.value.detail


@given(st.text())
def test_every_text_that_json_can_hold_comes_as_it_is(body: str) -> None:
    assert body_of(json.dumps({"comment": {"body": body}}).encode()) == body


@given(st.binary())
def test_bytes_are_read_or_refused_and_nothing_else(sent: bytes) -> None:
    with pytest.raises(Malformed):
        body_of(sent)
