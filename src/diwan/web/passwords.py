"""Passwords: argon2id with the library's defaults (RFC 9106's second recommendation), at a bounded cost in memory.

Guaranteed: a name without a password costs the same work as a wrong password, so that time tells nobody who exists.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from diwan.errors import TooMany, Unacceptable

FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 1000

# Each hash takes 64 MiB while it is made: a rush of sign-ins waits in line instead of filling the memory.
_AT_ONCE = 2
_PATIENCE_S = 10


class Passwords:
    """Makes and checks hashes."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._nobodys = self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        """The hash to store. Raises Unacceptable for a password that is too short or too long."""
        if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
            raise Unacceptable(
                f"A password has {FEWEST_CHARACTERS} to {MOST_CHARACTERS} characters. "
                "A few words in a row are easy to remember.",
                field="password",
            )
        with self._turn():
            return self._hasher.hash(_normal(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether this is the password; never for `stored` None, after the same work."""
        with self._turn():
            try:
                return (
                    self._hasher.verify(stored or self._nobodys, _normal(password[: MOST_CHARACTERS + 1]))
                    and stored is not None
                )
            except (VerificationError, InvalidHashError):
                return False

    def is_dated(self, stored: str) -> bool:
        """Whether the hash was made with parameters of another time, and should be made again."""
        return self._hasher.check_needs_rehash(stored)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=_PATIENCE_S):
            raise TooMany("Too many people are signing in at once. Please try again in a moment.", 5)
        try:
            yield
        finally:
            self._turns.release()


def _normal(password: str) -> bytes:
    # Keyboards differ in how they compose letters; the same word typed on two of them is the same password.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
