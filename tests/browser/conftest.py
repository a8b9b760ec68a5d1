"""What all browser tests share: one Chromium, and houses that are quick to build."""

from collections.abc import Iterator
from functools import partial
from unittest import mock

import pytest
from argon2 import PasswordHasher

from diwan.press import files
from diwan.web import passwords
from tests.browser import chromium
from tests.served import compressed


@pytest.fixture(scope="package", autouse=True)
def one_chromium() -> Iterator[None]:
    """Each module's `browser` is this one, for to start one takes seconds. It is gone before a test of another folder runs: while
    it is there, a thread's event loop is taken."""
    if chromium.PATH is None:
        yield
        return
    with chromium.started():
        yield


@pytest.fixture(scope="package", autouse=True)
def quick_houses() -> Iterator[None]:
    """Making a password's hash takes half a second on purpose, and compressing the widget as long: here nobody guesses, and the
    same bytes are compressed once."""
    with (
        mock.patch.object(passwords, "PasswordHasher", partial(PasswordHasher, 1, 8, 1)),
        mock.patch.object(files, "variants", compressed),
    ):
        yield
