"""Rereading in a real browser: the second moderator judges by keys, sees nothing of the first decision, and is told afterwards."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from diwan.moderators import Moderator, Role
from tests.browser import chromium
from tests.browser.test_appeals import come_in, is_clean
from tests.browser.test_desk import serving
from tests.desk_house import DeskHouse, desk_house

pytestmark = chromium.needed

FIRST = "Xezal"
BODY = "The bridge was painted twice, you fool."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with desk_house(tmp_path, public_url=url, reread_percent=100) as house, serving(house.app, port):
        yield house


def to_be_reread(page: Page, moderator: Moderator) -> None:
    page.goto("/desk?lane=rereading")
    expect(page.locator("article.card")).to_contain_text(BODY)
    assert moderator.name not in page.locator("article.card").inner_text()


def test_a_decision_is_reread_blind_by_keys_and_an_editor_sees_the_difference(
    desk: DeskHouse, browser: Browser
) -> None:
    first, second = desk.appoint(FIRST), desk.appoint("Berfîn")
    editor = desk.appoint("Zîn", Role.EDITOR)
    desk.submit(BODY)
    deciding = come_in(browser, desk, first)
    card = deciding.locator("article.card", has_text=BODY)
    card.get_by_role("button", name="Threat").click()
    expect(card).to_have_attribute("data-state", "saved")
    expect(card.locator(".result")).to_contain_text("Rejected: Threat")
    deciding.context.close()

    for size in ({"width": 320, "height": 700}, {"width": 1440, "height": 900}):
        page = come_in(browser, desk, second, viewport=size)
        to_be_reread(page, first)
        is_clean(page)
        page.goto("/desk")
        page.context.close()

    page = come_in(browser, desk, second)
    to_be_reread(page, first)
    page.locator("article.card").get_by_role("link", name=re.compile("details", re.IGNORECASE)).click()
    expect(page.get_by_role("button", name="Show what was decided")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(FIRST)
    is_clean(page)
    page.goto("/desk?lane=rereading")
    page.keyboard.press("a")
    expect(page.locator("article.card .result")).to_contain_text("Reread: Approved")
    page.goto("/desk?lane=rereading")
    expect(page.locator("article.card")).to_have_count(0)
    page.context.close()

    page = come_in(browser, desk, editor)
    page.goto("/desk/differences")
    entry = page.locator(".differences li", has_text=BODY)
    expect(entry).to_contain_text("Rejected: Threat")
    expect(entry).to_contain_text("Approved")
    expect(entry).not_to_contain_text(FIRST)
    is_clean(page)
    page.context.close()
