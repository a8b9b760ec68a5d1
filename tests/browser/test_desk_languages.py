"""The desk in six languages in a real browser: accessible, nothing cut at 320 px or wide, and the script speaks the same language."""

import contextlib
import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from diwan.moderators import Moderator
from diwan.web.desk.preferring import COOKIE
from diwan.words.catalogs import words_for
from diwan.words.languages import LANGUAGES, OWN_NAMES, direction
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.coming_in import sign_in
from tests.browser.test_desk import serving
from tests.desk_house import DeskHouse, desk_house

pytestmark = chromium.needed


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("languages")
    with desk_house(folder, public_url=f"http://127.0.0.1:{port}") as house, serving(house.app, port):
        # Three cards have every shape that a card can have there: axe takes its time for each.
        for n in range(3):
            house.submit(f"number {n}")
        yield house


@pytest.fixture(scope="module")
def berfin(desk: DeskHouse) -> Moderator:
    return desk.appoint("Berfîn")


@contextlib.contextmanager
def coming_in(browser: Browser, desk: DeskHouse, moderator: Moderator, width: int) -> Iterator[Page]:
    """A browser that asks for English; its moderator is signed in."""
    url = desk.house.settings.public_url
    context = browser.new_context(base_url=url, viewport={"width": width, "height": 800}, locale="en-GB")
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    sign_in(context, desk.house, moderator)
    page.goto("/desk")
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    try:
        yield page
    finally:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lane_is_whole_and_accessible_in_every_language(
    browser: Browser, desk: DeskHouse, berfin: Moderator, language: str
) -> None:
    with coming_in(browser, desk, berfin, 320) as page:
        page.locator(".tongues summary").click()
        page.get_by_role("button", name=OWN_NAMES[language], exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", direction(language))
        expect(page.locator("html")).to_have_attribute("data-keys", "on")
        for screen in on_each(page, ((320, "light"), (1280, "light")), is_known=language != "en"):
            assert page.evaluate("document.documentElement.scrollWidth") <= screen.width
            assert [found["id"] for found in screen.violations] == []
        assert COOKIE in {cookie["name"] for cookie in page.context.cookies()}


def test_the_script_speaks_the_pages_language_and_keys_stay_where_they_are(
    browser: Browser, desk: DeskHouse, berfin: Moderator
) -> None:
    with coming_in(browser, desk, berfin, 1280) as page:
        page.locator(".tongues summary").click()
        page.get_by_role("button", name=OWN_NAMES["ckb"], exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", "ckb")
        expect(page.locator("html")).to_have_attribute("data-keys", "on")
        card = page.locator(".cards .card").first
        expect(page.locator(".bar .count")).to_have_text("٣")
        expect(card.locator(".waited time")).to_have_text(re.compile("[٠-٩]{2}:[٠-٩]{2}$"))
        page.keyboard.press("KeyA")
        expect(card.locator(".result")).to_contain_text(words_for("desk", "ckb").say("decided/approved"))
        expect(card).to_have_attribute("data-state", "saved")
        expect(page.locator(".bar .count")).to_have_text("٢")
