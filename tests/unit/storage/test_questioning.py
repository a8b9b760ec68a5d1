"""A view's questions are written once, and asked of either database."""

import pytest

from diwan.storage.questioning import _translated


@pytest.mark.parametrize(
    ("postgresql", "asked"),
    [
        (False, "SELECT a FROM b WHERE c = :c AND d IN (SELECT value FROM json_each(:ids))"),
        (True, "SELECT a FROM b WHERE c = %(c)s AND d = ANY (%(ids)s)"),
    ],
)
def test_a_question_is_translated(postgresql: bool, asked: str) -> None:
    assert _translated("SELECT a FROM b WHERE c = :c AND d IN :ids", postgresql) == asked
