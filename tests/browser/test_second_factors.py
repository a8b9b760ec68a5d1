"""Signing in with a second factor in a real browser: passkeys by Chromium's virtual authenticator, and everything without script."""

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from diwan.clock import MINUTE
from diwan.factors import STEP, Passkey, Way
from diwan.moderators import Moderator, Role
from diwan.settings.security import Security
from diwan.ways_in import Session
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.test_desk import serving
from tests.desk_house import DeskHouse, desk_house
from tests.house import HandClock

pytestmark = chromium.needed

Open = Callable[..., Page]
PASSWORD = "four quiet words here"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with _desk(tmp_path) as house:
        yield house


@contextmanager
def _desk(folder: Path) -> Iterator[DeskHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # A secure context, and a name: passkeys are possible.
    url = f"http://localhost:{port}"
    with desk_house(folder, public_url=url, clock=HandClock()) as house, serving(house.app, port):
        yield house


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def open_new(desk: DeskHouse, **options: Any) -> Page:
        context = browser.new_context(base_url=desk.house.settings.public_url, **options)
        context.set_default_timeout(chromium.PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield open_new
    for context in contexts:
        context.close()


def come_in(page: Page, desk: DeskHouse, who: Moderator) -> Page:
    """By a link, on to the page on how one signs in."""
    page.goto(desk.link(who))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Set a password").wait_for()
    page.goto("/desk/access")
    return page


@dataclass
class VirtualAuthenticator:
    """Chromium's, as WebDriver and DevTools have it: it verifies its holder and answers at once."""

    session: CDPSession
    id: str

    @classmethod
    def in_page(cls, page: Page) -> "VirtualAuthenticator":
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        return cls(
            session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
        )

    def credentials(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.session.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.id}
        )["credentials"]
        return found

    def verifies(self, verified: bool) -> None:
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": verified}
        )


def add_passkey(page: Page, name: str = "Phone") -> None:
    page.get_by_label("Name of the new passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()


def registered(page: Page, desk: DeskHouse, who: Moderator) -> VirtualAuthenticator:
    """Somebody with a passkey, signed in, on the page on how he does."""
    come_in(page, desk, who)
    device = VirtualAuthenticator.in_page(page)
    add_passkey(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.get_by_role("link", name="I have kept them").click()
    return device


def sign_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The moderators’ desk")


def test_a_passkey_is_registered_and_signs_in(desk: DeskHouse, new_page: Open) -> None:
    page = new_page(desk)
    come_in(page, desk, desk.appoint("Berfîn"))
    device = VirtualAuthenticator.in_page(page)
    add_passkey(page, "Blue key")
    expect(page.locator(".codes li")).to_have_count(10)
    [credential] = device.credentials()
    assert credential["isResidentCredential"]
    assert credential["rpId"] == "localhost"
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("region", name="Passkeys").locator("bdi")).to_have_text("Blue key")
    sign_out(page)
    page.goto("/desk/log")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("log", ignore_case=True)
    page.goto("/desk/access")
    expect(page.locator(".here")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("by passkey")


def test_behind_a_password_a_passkey_is_the_second_step(desk: DeskHouse, new_page: Open) -> None:
    page = new_page(desk)
    registered(page, desk, desk.appoint("Berfîn"))
    page.goto("/desk/password")
    for label in ("New password", "The same again"):
        page.get_by_label(label).fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    sign_out(page)
    page.get_by_label("Name").fill("Berfîn")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One step more")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("banner")).to_contain_text("Berfîn")


def test_the_same_authenticator_is_not_registered_twice(desk: DeskHouse, new_page: Open) -> None:
    page = new_page(desk)
    device = registered(page, desk, desk.appoint())
    add_passkey(page, "Once more")
    expect(page.get_by_role("alert")).to_contain_text("It may know one for you already")
    assert len(device.credentials()) == 1
    expect(page.locator(".kept strong", has_text="Once more")).to_have_count(0)


def test_a_removed_passkey_is_refused_and_the_page_says_what_to_do(desk: DeskHouse, new_page: Open) -> None:
    page = new_page(desk)
    device = registered(page, desk, desk.appoint())
    page.get_by_role("link", name="Remove Phone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey is removed here")
    sign_out(page)
    assert len(device.credentials()) == 1
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("It may have been removed here")
    page.goto("/desk")
    expect(page.get_by_role("heading", level=1)).to_have_text("The moderators’ desk")


def test_on_a_page_of_another_name_no_passkey_answers(desk: DeskHouse, new_page: Open) -> None:
    page = new_page(desk)
    registered(page, desk, desk.appoint())
    sign_out(page)
    elsewhere = desk.house.settings.public_url.replace("localhost", "127.0.0.1")
    page.goto(f"{elsewhere}/desk/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The browser did not get a passkey")
    assert page.url.startswith(f"{elsewhere}/desk/sign-in")


def test_a_passkey_whose_holder_is_not_verified_does_not_sign_in(desk: DeskHouse, new_page: Open) -> None:
    page = new_page(desk)
    device = registered(page, desk, desk.appoint())
    sign_out(page)
    device.verifies(False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_be_visible()
    device.verifies(True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("banner").get_by_role("button", name="Sign out")).to_be_visible()


def test_all_of_it_without_script_by_an_app(desk: DeskHouse, new_page: Open) -> None:
    clock = desk.house.clock
    assert isinstance(clock, HandClock)
    object.__setattr__(desk.house.settings, "security", Security(second_factor="everyone"))
    page = new_page(desk, java_script_enabled=False)
    page.goto(desk.link(desk.appoint("Berfîn")))
    page.get_by_role("button", name="Sign in").click()
    for label in ("New password", "The same again"):
        page.get_by_label(label).fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("note")).to_contain_text("Set up a second factor to go on")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    page.get_by_role("link", name="Set up an app").click()
    app = pyotp.TOTP(page.locator(".once").inner_text().replace(" ", ""))
    page.get_by_label("Type the six digits").fill(app.at(clock() // 1000))
    page.get_by_role("button", name="Done").click()
    codes = page.locator(".codes code").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("navigation", name="Desk")).to_be_visible()
    for code in (app.at(clock() // 1000 + STEP // 1000), codes[0]):
        sign_out(page)
        expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
        page.get_by_label("Name").fill("Berfîn")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("banner")).to_contain_text("Berfîn")


# --- how the pages look ---------------------------------------------------------------------------------------------


def _look(page: Page, name: str) -> None:
    """No violation, nothing to scroll sideways, every target 24 pixels high; also from right to left."""
    for screen in on_each(page, ((320, "dark"), (1280, "light"))):
        told = [(v["id"], node["html"][:160]) for v in screen.violations for node in v["nodes"]]
        assert told == [], f"{name} {screen}"
        for direction in ("rtl", "ltr"):
            page.evaluate("direction => { document.documentElement.dir = direction }", direction)
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert beyond <= 0, f"{name} {screen} {direction}"
            small = page.evaluate(
                """[...document.querySelectorAll("button, input:not([type=hidden]), nav a, .button")]
                .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"""
            )
            assert small == [], f"{name} {screen} {direction}"
            chromium.look(page, f"{name}-{screen}-{direction}")


def _other_session(desk: DeskHouse, who: Moderator) -> None:
    at = desk.house.clock()
    session = Session(os.urandom(32), who.id, Way.CODE, "Safari, iPhone", at - MINUTE, at, at + 60 * MINUTE)
    doubted = Passkey(
        os.urandom(16).hex(), who.id, "کلیلی شین", os.urandom(16), b"key", 7, at, at, doubted_at=at
    )
    desk.house.store.write(lambda tx: tx.keep_session(session)).result()
    desk.house.store.write(lambda tx: tx.keep_passkey(doubted)).result()


def test_every_page_is_accessible_and_fits(desk: DeskHouse, new_page: Open) -> None:
    clock = desk.house.clock
    assert isinstance(clock, HandClock)
    object.__setattr__(desk.house.settings, "security", Security(second_factor="everyone"))
    who, colleague = desk.appoint("Zîn", Role.EDITOR), desk.appoint("Berfîn")
    page = new_page(desk)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "ontent Security" in said.text else None)
    page.goto("/desk/sign-in")
    _look(page, "sign-in")
    come_in(page, desk, who)
    _look(page, "access-unsettled")
    page.goto("/desk/access/authenticator")
    _look(page, "authenticator")
    app = pyotp.TOTP(re.sub(" ", "", page.locator(".once").inner_text()))
    page.get_by_label("Type the six digits").fill("000000")
    page.get_by_role("button", name="Done").click()
    _look(page, "authenticator-wrong")
    page.get_by_label("Type the six digits").fill(app.at(clock() // 1000))
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".codes li")).to_have_count(10)
    _look(page, "recovery-codes")
    _other_session(desk, who)
    page.goto("/desk/access?told=app-added")
    _look(page, "access")
    page.get_by_role("link", name="Remove کلیلی شین").click()
    _look(page, "removal")
    for path, name in (
        (f"/desk/moderators/{colleague.id}/reset", "reset"),
        ("/desk/moderators", "moderators"),
    ):
        page.goto(path)
        _look(page, name)
    page.goto(f"/desk/moderators/{colleague.id}/reset")
    page.get_by_role("button", name="Reset").click()
    _look(page, "was-reset")
    clock.advance(16 * MINUTE)
    page.goto("/desk/access")
    _look(page, "access-later")
    page.goto("/desk/access/authenticator")
    _look(page, "stale")
    page.goto(desk.link(who))
    page.get_by_role("button", name="Sign in").click()
    _look(page, "second-step")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    _look(page, "second-step-wrong")
    assert complaints == []
