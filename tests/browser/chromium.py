"""The Chromium of this machine, for every browser test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

# The shell is the same Chromium without the windows, tabs and menus that nobody sees here: a page costs less than half.
KNOWN_AS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATH = os.environ.get("DIWAN_TEST_CHROMIUM") or next(filter(None, map(shutil.which, KNOWN_AS)), None)
# The browser's own errands are switched off: tests talk to this machine alone.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
]

# How long a condition may take to come true before it counts as never. A test that passes waits for none of it.
PATIENCE_MS = 30_000

needed = [
    pytest.mark.browser,
    pytest.mark.skipif(PATH is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
"""The marks of a module that drives it."""


def asked_for(test: Any) -> Any:
    """The same for one test of a module whose others do not."""
    for mark in needed:
        test = mark(test)
    return test


_running: list[Browser] = []


@contextmanager
def started() -> Iterator[Browser]:
    """A browser, closed afterwards; inside another `started`, that one's browser: what was opened in it is closed."""
    if _running:
        [browser] = _running
        if not browser.is_connected():
            # It has crashed, which is the last module's failure and not this one's.
            browser = _running[0] = browser.browser_type.launch(executable_path=PATH, args=ARGUMENTS)
        before = set(browser.contexts)
        try:
            yield browser
        finally:
            for context in set(browser.contexts) - before:
                context.close()
        return
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=ARGUMENTS)
        _running.append(browser)
        try:
            yield browser
        finally:
            _running.pop().close()


def look(page: Page, name: str) -> None:
    """A picture for people to look at, in the folder that DIWAN_TEST_SHOTS names; none without it."""
    if folder := os.environ.get("DIWAN_TEST_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
