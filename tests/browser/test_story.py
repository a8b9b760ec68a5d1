"""The whole path as a newcomer walks it: `diwan demo`, a comment, the desk, the printed page; on both databases."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import breadth, databases
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.chromium import look

pytestmark = chromium.needed

PATIENCE_S = 90


@dataclass
class Demo:
    """A running demonstration and what it printed on the terminal; once somebody has signed in by that, his cookies."""

    address: str
    link: str
    cookies: list[Any] = field(default_factory=list)


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Demo]]:
    """`diwan demo`, as a newcomer starts it, on whichever database is asked for: one for all tests of this page."""
    with ExitStack() as stack:

        @cache
        def on(database: str) -> Demo:
            url = "sqlite"
            if database == "postgresql":
                url = databases.new_database()
                stack.callback(databases.drop_database, url)
            return stack.enter_context(started(tmp_path_factory.mktemp("demo"), url))

        yield on


@pytest.fixture
def demo(database: str, demos: Callable[[str], Demo]) -> Demo:
    """The demonstration on each database in turn."""
    return demos(database)


@contextmanager
def started(folder: Path, url: str) -> Iterator[Demo]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "diwan", "demo", "--data", str(folder / "demo"), "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--database", url],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        encoding="utf-8",
    )
    try:
        printed = []
        assert process.stdout is not None
        for line in process.stdout:
            printed.append(line)
            if "sign-in/" in line:
                break
        text = "".join(printed)
        link = re.search(r"http://\S+/desk/sign-in/\S+", text)
        assert link, f"no sign-in link on the terminal: {text}"
        address = f"http://127.0.0.1:{port}"
        _wait_until_alive(f"{address}/livez", process)
        # Whatever is still printed must not fill the pipe.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Demo(address, link.group())
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE_S)


def _wait_until_alive(address: str, process: "subprocess.Popen[str]") -> None:
    pause = threading.Event()
    for _ in range(PATIENCE_S * 20):
        assert process.poll() is None, "the demonstration ended by itself"
        with suppress(OSError), urllib.request.urlopen(address, timeout=1) as answer:  # noqa: S310 - our own address
            if answer.status == 200:
                return
        pause.wait(0.05)
    raise AssertionError(f"{address} never answered")


def _write(page: Page, name: str, body: str) -> None:
    comments = page.locator("diwan-comments")
    comments.locator("[name=body]").fill(body)
    comments.locator("[name=name]").fill(name)
    comments.locator("form.write button[type=submit]").click()


def _sign_in(page: Page, demo: Demo) -> None:
    """By the printed link, which is good once; in another browser, as the one who did."""
    if demo.cookies:
        page.context.add_cookies(demo.cookies)
    else:
        page.goto(demo.link)
        page.get_by_role("button", name="Sign in").click()
    page.goto(f"{demo.address}/desk")
    demo.cookies = list(page.context.cookies())


def _card(page: Page, words: str) -> Any:
    return page.locator("article.card", has_text=words)


COMMENTS = {
    "harbour-bridge": ("ltr", "A newcomer", "I crossed it this morning & counted <b>12</b> herons."),
    "library-at-night": (
        "rtl",
        "میوانێک",
        "دەستخۆش بۆ ئەم بابەتە؛ من هەموو شەوێک دێم. ١٢ کورسی کەمە!",
    ),
}


@pytest.mark.parametrize(("database", "slug"), breadth.each(databases.DATABASES, COMMENTS))
def test_a_comment_goes_from_the_form_past_the_moderator_to_the_printed_page(
    demo: Demo, browser: Browser, database: str, slug: str
) -> None:
    direction, name, words = COMMENTS[slug]
    reader = browser.new_context()
    page = reader.new_page()
    page.goto(demo.address)
    page.locator(f"a[href='/articles/{slug}']").first.click()
    comments = page.locator("diwan-comments")
    expect(comments.locator("article").first).to_be_visible()
    expect(comments.locator("section.diwan")).to_have_attribute("dir", direction)
    _write(page, name, words)
    waiting = comments.locator("article.waiting")
    expect(waiting).to_contain_text(words)
    look(page, f"story-{database}-{slug}-1-waiting")
    receipt = waiting.locator("a.receipt").get_attribute("href")
    assert receipt

    # Nobody else sees it.
    other = browser.new_context().new_page()
    other.goto(f"{demo.address}/articles/{slug}")
    expect(other.locator("diwan-comments").locator("article").first).to_be_visible()
    expect(other.locator("diwan-comments")).not_to_contain_text(words)

    moderator = browser.new_context().new_page()
    _sign_in(moderator, demo)
    card = _card(moderator, words)
    expect(card).to_be_visible()
    look(moderator, f"story-{database}-{slug}-2-desk")
    card.get_by_role("button", name="Approve").click()
    expect(card.locator(".result")).to_be_visible()

    shown = browser.new_context().new_page()
    expect_printed(shown, f"{demo.address}/articles/{slug}", words)
    look(shown, f"story-{database}-{slug}-3-printed")
    page.goto(receipt)
    expect(page.locator("a.receipt").first).to_be_visible()
    look(page, f"story-{database}-{slug}-4-receipt")
    page.locator("a.receipt").first.click()
    expect(page.locator("article", has_text=words)).to_be_visible()


def expect_printed(page: Page, address: str, words: str) -> None:
    """Load the page until the press has printed the comment: about a second at most, but nothing is assumed."""
    pause = threading.Event()
    for _ in range(PATIENCE_S * 10):
        page.goto(address)
        comments = page.locator("diwan-comments")
        expect(comments.locator("article").first).to_be_visible()
        if comments.locator("article", has_text=words).count():
            return
        pause.wait(0.1)
    raise AssertionError("the approved comment was never printed")


def test_without_scripts_the_same_page_is_served_whole_with_a_form_that_works(
    demos: Callable[[str], Demo], browser: Browser
) -> None:
    demo = demos("sqlite")
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{demo.address}/articles/library-at-night")
    plain.locator("diwan-comments a").first.click()
    expect(plain.locator("html")).to_have_attribute("dir", "rtl")
    plain.locator("[name=body]").fill("بەبێ جاڤاسکریپتیش کار دەکات.")
    plain.locator("[name=name]").fill("‎x")
    plain.locator("form.write button").click()
    expect(plain.locator("[role=alert]").first).to_be_visible()
    expect(plain.locator("[name=body]")).to_have_value("بەبێ جاڤاسکریپتیش کار دەکات.")
    look(plain, "story-no-script-refused")
    plain.locator("[name=name]").fill("میوان")
    plain.locator("form.write button").click()
    expect(plain).to_have_url(re.compile(r"/receipts/[0-9a-f]{64}$"))
    expect(plain.locator("main")).to_contain_text("بەبێ جاڤاسکریپتیش کار دەکات.")


def test_a_second_start_keeps_everything(browser: Browser, tmp_path: Path) -> None:
    words = "This must still be there tomorrow."
    with started(tmp_path, "sqlite") as first:
        page = browser.new_page()
        page.goto(f"{first.address}/articles/school-buses")
        _write(page, "Somebody", words)
        expect(page.locator("article.waiting")).to_contain_text(words)
        _sign_in(page, first)
        card = _card(page, words)
        card.get_by_role("button", name="Approve").click()
        expect(card.locator(".result")).to_be_visible()
        waiting = page.locator("article.card").count()
    with started(tmp_path, "sqlite") as second:
        expect_printed(page, f"{second.address}/articles/school-buses", words)
        _sign_in(page, second)
        assert page.locator("article.card").count() == waiting - 1


def test_reader_pages_are_clean_under_axe_and_never_scroll_sideways(
    browser: Browser, demos: Callable[[str], Demo]
) -> None:
    address = demos("sqlite").address
    context = browser.new_context()
    page = context.new_page()
    paths = ["/", "/articles/harbour-bridge", "/articles/library-at-night", "/articles/street-bakery"]
    paths += ["/desk/sign-in"]
    for path in paths:
        page.goto(address + path)
        if path.startswith("/articles"):
            expect(page.locator("diwan-comments").locator("article").first).to_be_visible()
        for screen in on_each(page, ((320, "dark"), (1280, "light"))):
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, (path, screen)
            assert [v["id"] for v in screen.violations] == [], (path, screen, screen.violations)
            look(page, f"page-{path.strip('/').replace('/', '-') or 'front'}-{screen}")
    context.close()
