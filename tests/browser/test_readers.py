"""A reader's page at the desk in a real browser: reached from the card, accessible, on a phone and wide, and all of it without script."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from diwan import arriving, lifecycle
from diwan.clock import DAY
from diwan.comments import Submission, Words
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator, Role
from diwan.readers import Arrival, Reader, Source
from tests import breadth
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.chromium import look
from tests.browser.coming_in import sign_in
from tests.browser.test_desk import serving
from tests.desk_house import SITE, DeskHouse, desk_house

pytestmark = chromium.needed

Open = Callable[..., Page]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (
        desk_house(tmp_path, public_url=f"http://127.0.0.1:{port}") as house,
        serving(house.app, port),
    ):
        yield house


@pytest.fixture
def reader(desk: DeskHouse) -> Reader:
    house = desk.house
    arrival = Arrival(SITE, Source.PUBLISHER, "17", "Berîvan Kaya")
    return arriving.arrive(
        house.store, house.clock, arrival, token_hash=b"t" * 32, until=house.clock() + DAY
    ).result()


def signed(desk: DeskHouse, reader: Reader, body: str) -> Acknowledgement:
    house = desk.house
    desk.keys += 1
    submission = Submission(SITE, "bridge", f"desk-signed-key-{desk.keys:06d}", Words("", body))
    sent = lifecycle.submit(house.store, house.clock, house.sites[SITE], submission, reader).result()
    lifecycle.screen(house.store, house.clock, house.screener, house.policies, sent.comment_id)
    return sent


@pytest.fixture
def come_in(browser: Browser) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def open_for(desk: DeskHouse, moderator: Moderator, **options: object) -> Page:
        context = browser.new_context(base_url=desk.house.settings.public_url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(chromium.PATIENCE_MS)
        contexts.append(context)
        sign_in(context, desk.house, moderator)
        page = context.new_page()
        page.goto("/desk")
        return page

    yield open_for
    for context in contexts:
        context.close()


def restrain(page: Page, effect: str, days: str = "", note: str = "") -> None:
    page.locator(f"input[name=effect][value={effect}]").check()
    page.locator("form.restrain select[name=guideline]").select_option("personal-attack")
    page.locator("form.restrain input[name=days]").fill(days)
    page.locator("form.restrain textarea[name=note]").fill(note)
    page.locator("form.restrain button.main").click()


def test_from_the_card_to_a_mute_and_its_lifting_without_script(
    desk: DeskHouse, come_in: Open, reader: Reader
) -> None:
    moderator, editor = desk.appoint(), desk.appoint("Zîn", Role.EDITOR)
    desk.decide(signed(desk, reader, "Nobody asked you."), moderator, Outcome.REJECTED, Guideline.ABUSE)
    signed(desk, reader, "You again, you fool.")
    page = come_in(desk, moderator, java_script_enabled=False)
    card = page.locator(".card")
    expect(card.locator(".counts")).to_contain_text("Rejected 1 (Abuse 1)")
    card.get_by_role("link", name="This reader’s page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reader Berîvan Kaya")
    expect(page.locator("input[name=effect][value=bar]")).to_have_count(0)
    restrain(page, "mute", "30", "He names colleagues.")
    expect(page.get_by_role("alert")).to_contain_text("at most 14 days")
    expect(page.locator("form.restrain textarea[name=note]")).to_have_value("He names colleagues.")
    restrain(page, "mute", "3", "He names colleagues.")
    expect(page.locator(".restraint")).to_contain_text("Muted")
    page.goto("/desk")
    expect(page.locator(".card .in-force")).to_contain_text("Muted")
    theirs = come_in(desk, editor, java_script_enabled=False)
    theirs.goto(f"/desk/readers/{reader.id}")
    theirs.get_by_label("Why it is lifted").fill("He wrote to us.")
    theirs.get_by_role("button", name="Lift").click()
    expect(theirs.locator(".restraints")).to_contain_text("He may write")
    expect(theirs.locator(".past")).to_contain_text("He wrote to us.")


@pytest.mark.parametrize(
    ("language", "screens"),
    # In other languages, and from right to left, `test_desk_everywhere.py` looks at them.
    breadth.wide(
        [("en", [(320, "dark"), (1280, "light")])],
        [("en", [(320, "dark"), (1280, "light")]), ("ckb", [(320, "light")]), ("ar", [(1280, "dark")])],
    ),
)
def test_the_pages_are_accessible_and_fit(
    desk: DeskHouse, come_in: Open, reader: Reader, language: str, screens: list[tuple[int, Any]]
) -> None:
    moderator, editor = desk.appoint(), desk.appoint("Zîn", Role.EDITOR)
    for n, guideline in enumerate((Guideline.ABUSE, Guideline.THREAT, None)):
        outcome = Outcome.REJECTED if guideline else Outcome.APPROVED
        desk.decide(signed(desk, reader, f"What he wrote, number {n}."), moderator, outcome, guideline)
    waiting = signed(desk, reader, "You again, you fool.")
    page = come_in(desk, editor, locale=language)
    page.goto(f"/desk/readers/{reader.id}")
    for effect, days in (("hold", ""), ("mute", "3"), ("bar", "")):
        restrain(page, effect, days, "He names colleagues.")
    page.locator(".restraint form button").last.click()
    for name, path in (
        ("reader", f"/desk/readers/{reader.id}"),
        ("readers", "/desk/readers"),
        ("card", f"/desk/comments/{waiting.comment_id}"),
        ("lane", "/desk"),
    ):
        page.goto(path)
        # What a closed part holds has no sound places: axe would lay one line of it upon another.
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        for screen in on_each(page, screens):
            told = [(v["id"], node["html"][:160]) for v in screen.violations for node in v["nodes"]]
            assert told == [], (path, screen)
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert beyond <= 0, (path, screen)
            look(page, f"readers-{name}-{language}-{screen}")
