"""Passwords are argon2id, and nobody's costs as much as somebody's."""

from collections.abc import Iterator

import pytest

from diwan.errors import Unacceptable
from diwan.web.passwords import Passwords
from tests.quick import thorough

GOOD = "four quiet words here"


@pytest.fixture(scope="module")
def passwords() -> Iterator[Passwords]:
    with thorough():
        yield Passwords()


def test_the_right_password_matches_and_others_do_not(passwords: Passwords) -> None:
    stored = passwords.hash(GOOD)
    assert stored.startswith("$argon2id$")
    assert passwords.matches(stored, GOOD)
    assert not passwords.matches(stored, GOOD + ".")
    assert not passwords.is_dated(stored)


def test_composed_and_decomposed_letters_are_the_same_password(passwords: Passwords) -> None:
    assert passwords.matches(
        passwords.hash("Hêvî û jiyan û azadî"), "He\u0302vi\u0302 u\u0302 jiyan u\u0302 azadi\u0302"
    )


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 1001])
def test_too_short_and_too_long_are_refused(passwords: Passwords, password: str) -> None:
    with pytest.raises(Unacceptable):
        passwords.hash(password)


def test_nobody_has_no_password_and_is_verified_all_the_same(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []
    hasher = passwords._hasher

    class Watching:
        def verify(self, stored: str, password: bytes) -> bool:
            verified.append(stored)
            return hasher.verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Watching())
    assert not passwords.matches(None, "the password of nobody")
    assert verified == [passwords._nobodys]


def test_a_damaged_hash_matches_nothing(passwords: Passwords) -> None:
    assert not passwords.matches("damaged", GOOD)
