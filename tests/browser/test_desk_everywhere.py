"""The desk's pages full of a working week, in the languages that other tests look at least: accessible, nothing beyond the screen, and numbers written as the
language writes them.
"""

import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from playwright.sync_api import Browser, Page, expect

from diwan import claims
from diwan.desk import lanes
from diwan.moderators import Role
from diwan.web.desk import decisions, log
from diwan.words.languages import direction
from tests import breadth
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.coming_in import sign_in
from tests.browser.full_house import FullHouse, full_house
from tests.browser.test_desk import serving

pytestmark = chromium.needed

SHOTS = os.environ.get("DIWAN_TEST_SHOTS")
LOOKS: list[tuple[str, int, Any]] = [
    ("ar", 320, "dark"),
    ("fa", 1280, "light"),
    ("ku", 320, "light"),
    ("tr", 1280, "dark"),
]
FOREIGN_DIGITS = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        if (parentElement.closest("[lang]") !== document.documentElement || !/[0-9]/.test(data)) continue;
        if (!parentElement.closest("bdi, code, kbd, textarea, option, .check, .note, .tongues")) found.push(data.trim());
    }
    return found;
}"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("everywhere")
    with (
        shorter_pages(),
        full_house(folder, public_url=f"http://127.0.0.1:{port}") as built,
        serving(built.desk.app, port),
    ):
        yield built


@contextlib.contextmanager
def shorter_pages() -> Iterator[None]:
    """What stands on a page fifty times takes a browser longer than it takes us to see that it is the same."""
    with (
        mock.patch.object(claims, "PAGE", breadth.wide(12, lanes.PAGE)),
        mock.patch.object(decisions, "PAGE", breadth.wide(20, decisions.PAGE)),
        mock.patch.object(log, "PAGE", breadth.wide(20, log.PAGE)),
    ):
        yield


def pages(full: FullHouse) -> dict[str, str]:
    """Each under a name by which its picture can be kept."""
    comments = full.comments
    cards = ("signed", "moved", "appealed", "reported", "withdrawn", "twice")
    return {
        "lane": "/desk",
        "lane-second": "/desk?lane=second-opinion",
        "lane-appeals": "/desk?lane=appeals",
        "lane-reported": "/desk?lane=reported",
        **{f"card-{name}": f"/desk/comments/{comments[name].comment_id}" for name in cards},
        "decided": "/desk/decided",
        "log": "/desk/log",
        "reader": f"/desk/readers/{full.reader}",
        "readers": "/desk/readers",
        "batches": "/desk/batches?lane=fine",
        "batch-new": f"/desk/batches/new?article={comments['vulgar/street-bakery'].comment_id}",
        "batch": f"/desk/batches/{full.batch}",
        "figures": "/desk/figures?days=30",
        "tonight": "/desk/tonight?section=City",
        "guidelines": "/desk/guidelines",
        "rules": "/desk/rules",
        "closing": "/desk/closing?site=courier&article=school-buses",
        "people": "/desk/moderators",
        "differences": "/desk/differences",
    }


@contextlib.contextmanager
def coming_in(browser: Browser, full: FullHouse, look: tuple[str, int, Any]) -> Iterator[Page]:
    language, width, scheme = look
    context = browser.new_context(
        base_url=full.desk.house.settings.public_url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale=language,
    )
    context.set_default_timeout(chromium.PATIENCE_MS)
    sign_in(context, full.desk.house, full.moderator("Zîn", Role.EDITOR))
    try:
        yield context.new_page()
    finally:
        context.close()


def axe_on(
    page_number: int, look: tuple[str, int, Any]
) -> Callable[[Page], dict[str, list[dict[str, Any]]]] | None:
    """What axe is asked of this page in this look. Its elements are the same in all four: each page is asked in two of them, once dark and once
    light, once narrow and once wide; in the first all that axe knows, in the second what can differ there.
    """
    at = LOOKS.index(look)
    if breadth.EVERYTHING:
        return Axe().run
    if at // 2 != page_number % 2:
        return None
    return Axe().run if at % 2 == page_number // 2 % 2 else Axe().run_again


def troubles(
    page: Page, language: str, axe: Callable[[Page], dict[str, list[dict[str, Any]]]] | None
) -> list[str]:
    found = []
    if axe is not None:
        found = [f"{v['id']}: {n['html'][:140]}" for v in axe(page)["violations"] for n in v["nodes"]]
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if beyond > 0:
        found.append(f"{beyond} px beyond the screen")
    if language in {"ar", "fa", "ckb"}:
        found += [f"digits: {text}" for text in page.evaluate(FOREIGN_DIGITS)]
    return found


@pytest.mark.parametrize("look", LOOKS, ids=[f"{language}-{width}" for language, width, _ in LOOKS])
def test_every_page_is_accessible_fits_and_counts_as_its_language_does(
    browser: Browser, full: FullHouse, look: tuple[str, int, Any]
) -> None:
    language = look[0]
    told = {}
    with coming_in(browser, full, look) as page:
        for number, (name, path) in enumerate(pages(full).items()):
            axe = axe_on(number, look)
            if language == "tr" and axe is None:
                # Whether it fits a wide screen the other languages tell: it is the narrow one that words can be too long for.
                continue
            page.goto(path)
            if name.startswith("lane"):
                expect(page.locator("html")).to_have_attribute("data-keys", "on")
            expect(page.locator("html")).to_have_attribute("dir", direction(language))
            page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
            if found := troubles(page, language, axe):
                told[name] = found
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{language}-{look[1]}-{look[2]}.png", full_page=True)
    assert told == {}


def test_the_lane_that_is_open_stands_within_a_narrow_screen(browser: Browser, full: FullHouse) -> None:
    with coming_in(browser, full, ("ar", 320, "light")) as page:
        for lane in ("oldest", "promotion"):
            page.goto(f"/desk?lane={lane}")
            expect(page.locator("html")).to_have_attribute("data-keys", "on")
            box = page.locator(".lanes [aria-current]").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320


def test_the_languages_open_within_the_screen_before_anybody_has_come_in(
    browser: Browser, full: FullHouse
) -> None:
    for language in ("en", "ar"):
        context = browser.new_context(
            base_url=full.desk.house.settings.public_url,
            viewport={"width": 320, "height": 700},
            locale=language,
        )
        page = context.new_page()
        page.goto("/desk/sign-in")
        page.locator(".tongues summary").click()
        box = page.locator(".tongues form").bounding_box()
        context.close()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_what_one_reads_is_chosen_by_a_box_beside_its_name(browser: Browser, full: FullHouse) -> None:
    with coming_in(browser, full, ("en", 320, "light")) as page:
        page.goto("/desk")
        page.locator(".reads summary").click()
        label = page.locator(".reads label").first
        box, around = label.locator("input").bounding_box(), label.bounding_box()
        assert box is not None
        assert around is not None
        assert around["height"] < 2 * box["height"]
