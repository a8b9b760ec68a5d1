"""The pages on how one signs in, in six languages in a real browser: nothing left in English, nothing cut at 320 px or wide, accessible."""

import os
import re
import socket
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from diwan.clock import MINUTE
from diwan.factors import Passkey, Way
from diwan.moderators import Moderator, Role
from diwan.settings.security import Security
from diwan.ways_in import Session
from diwan.web.desk.preferring import COOKIE
from diwan.words import catalogs
from diwan.words.languages import LANGUAGES, SOURCE, direction
from tests import breadth
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.test_desk import serving
from tests.desk_house import DeskHouse, desk_house
from tests.house import HandClock

pytestmark = chromium.needed

SHOTS = os.environ.get("DIWAN_TEST_SHOTS")
SPOKEN_HERE = (
    "access/",
    "app/",
    "step/",
    "codes/",
    "done/",
    "way/",
    "removal/",
    "reset/",
    "stale/",
    "people/",
)
ENGLISH = [
    part.strip()
    for message in catalogs.template("desk").messages
    if message.key.removeprefix("count/").startswith(SPOKEN_HERE)
    for text in (message.english, message.english_plural)
    for part in re.split(r"{\w+}|<[^>]*>", text)
    if len(part.strip()) > 8
]
"""What stands between the places of the English sentences. Very short words may be part of others."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("second-factors")
    # A secure context, and a name: passkeys are possible.
    url = f"http://localhost:{port}"
    with desk_house(folder, public_url=url, clock=HandClock()) as house, serving(house.app, port):
        object.__setattr__(house.house.settings, "security", Security(second_factor="everyone"))
        yield house


def _look(page: Page, language: str, name: str) -> None:
    """What a language can change. What axe finds, `test_second_factors.py` asks of each of these pages in English, and one language here."""
    page.wait_for_load_state()
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction(language)), name
    if language != SOURCE:
        text = page.locator("body").inner_text()
        assert [left for left in ENGLISH if left in text] == [], name
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        cut = page.evaluate(
            """[...document.querySelectorAll("main button, main .button, main h1, main h2, main label, main p")]
            .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 160))"""
        )
        assert cut == [], f"{name} {width}"
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{language}-{width}.png", full_page=True)
    # Which of the languages it is differs from page to page, the same ones each time.
    if language != LANGUAGES[sum(name.encode()) % len(LANGUAGES)] and not breadth.EVERYTHING:
        return
    found = Axe().run(page)["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found] == [], name


def _used_before(desk: DeskHouse, who: Moderator) -> None:
    """Another session, and a passkey that may have been copied."""
    at = desk.house.clock()
    session = Session(os.urandom(32), who.id, Way.CODE, "Safari, iPhone", at - MINUTE, at, at + 60 * MINUTE)
    doubted = Passkey(
        os.urandom(16).hex(), who.id, "کلیلی شین", os.urandom(16), b"key", 7, at, at, doubted_at=at
    )
    desk.house.store.write(lambda tx: tx.keep_session(session)).result()
    desk.house.store.write(lambda tx: tx.keep_passkey(doubted)).result()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_on_signing_in_is_in_one_language_and_fits(
    browser: Browser, desk: DeskHouse, language: str
) -> None:
    clock = desk.house.clock
    assert isinstance(clock, HandClock)
    url = desk.house.settings.public_url
    who = desk.appoint(f"Zîn {language}", Role.EDITOR)
    colleague = desk.appoint(f"Berfîn {language}")
    context = browser.new_context(base_url=url, locale="de-DE", viewport={"width": 320, "height": 800})
    context.set_default_timeout(chromium.PATIENCE_MS)
    context.add_cookies([{"name": COOKIE, "value": language, "url": url.replace("http:", "https:")}])
    page = context.new_page()
    page.goto("/desk/sign-in")
    _look(page, language, "sign-in")
    page.goto(desk.link(who))
    page.locator("main button.main").click()
    expect(page).to_have_url(re.compile("/desk/password$"))
    page.goto("/desk/access")
    _look(page, language, "access-unsettled")
    page.goto("/desk/access/authenticator")
    _look(page, language, "authenticator")
    app = pyotp.TOTP(page.locator(".once").inner_text().replace(" ", ""))
    page.locator("input.code").fill("000000")
    page.locator("main button.main").click()
    _look(page, language, "authenticator-wrong")
    page.locator("input.code").fill(app.at(clock() // 1000))
    page.locator("main button.main").click()
    expect(page.locator(".codes li")).to_have_count(10)
    _look(page, language, "recovery-codes")
    _used_before(desk, who)
    page.goto("/desk/access?told=app-added")
    _look(page, language, "access")
    for removed in ("passkeys", "authenticator"):
        page.goto("/desk/access")
        page.locator(f"a[href*='/access/{removed}'][href$='/removal']").click()
        expect(page.locator("main form button.main")).to_be_visible()
        _look(page, language, f"removal-{removed}")
    page.goto("/desk/moderators")
    _look(page, language, "moderators")
    page.goto(f"/desk/moderators/{colleague.id}/reset")
    _look(page, language, "reset")
    page.locator("main button.main").click()
    expect(page.locator("main .once")).to_be_visible()
    _look(page, language, "was-reset")
    clock.advance(16 * MINUTE)
    page.goto("/desk/access")
    _look(page, language, "access-later")
    page.goto("/desk/access/authenticator")
    _look(page, language, "stale")
    page.goto(desk.link(who))
    page.locator("main button.main").click()
    expect(page.locator("input.code")).to_be_visible()
    _look(page, language, "second-step")
    page.locator("input.code").fill("000000")
    page.locator("form:has(input.code) button").click()
    expect(page.locator("#trouble")).to_be_visible()
    _look(page, language, "second-step-wrong")
    context.close()
