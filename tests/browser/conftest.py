"""What all browser tests share: one Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium


@pytest.fixture(scope="package", autouse=True)
def one_chromium() -> Iterator[None]:
    """Each module's `browser` is this one, for to start one takes seconds. It is gone before a test of another folder runs: while
    it is there, a thread's event loop is taken."""
    if chromium.PATH is None:
        yield
        return
    with chromium.started():
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """It, for one module: whatever the module leaves open in it is closed behind it."""
    with chromium.started() as browser:
        yield browser
