"""Term lists and what is set, in a real browser: a list is tried and put into force without script, and every page is accessible and fits."""

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from diwan import pausing
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.listing import revise_list
from diwan.moderators import Moderator, Role
from diwan.term_revisions import ListName
from diwan.web.desk import term_trials
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.coming_in import sign_in
from tests.browser.test_desk import serving
from tests.desk_house import WATER, DeskHouse, desk_house

pytestmark = chromium.needed

TYPED = {"revision": "2", "do": "try", "profanity": "drat+\ndr*t", "text": "Oh D R A T it, dratted bridge!"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    """A desk with two lists, two revisions of one of them, a few comments, and a site at which machines decide nothing."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("terms")
    with desk_house(folder, public_url=f"http://127.0.0.1:{port}") as house, serving(house.app, port):
        zin = house.appoint("Zîn", Role.EDITOR)
        lists = [
            (ListName("en", "banned"), 0, {"profanity": "drat*\nblast", "abuse": "bloody foreigners | mild"}),
            (ListName("en", "banned"), 1, {"profanity": "drat+\nblimey\n- drat street"}),
            (ListName("ckb", "suspect"), 0, {"vulgarity": "گەمژە+"}),
        ]
        for name, base, texts in lists:
            revise_list(
                house.house.store, house.house.clock, name=name, texts=texts, base=base, by=zin.id
            ).result()
        house.register("aw", WATER)
        rejected = house.submit("Oh drat, they closed the bridge again and nobody said a word")
        house.decide(rejected, zin, Outcome.REJECTED, Guideline.PROFANITY)
        house.decide(house.submit("The river Blast has never been as high as in this spring"), zin)
        house.submit("blast it all, who pays for this in the end?")
        house.submit("سوپاس بۆ ئەم هەواڵە، بەڵام ئەو گەمژەیە هیچی نەگوت", article="aw", name="ژیان")
        pausing.pause(
            house.house.store,
            house.house.clock,
            site="courier",
            reason="A flood since noon: we read them all ourselves.",
            by=zin.id,
        ).result()
        yield house


@contextlib.contextmanager
def coming_in(
    browser: Browser,
    desk: DeskHouse,
    moderator: Moderator,
    *,
    language: str = "en",
    script: bool = True,
) -> Iterator[Page]:
    url = desk.house.settings.public_url
    context = browser.new_context(
        base_url=url,
        java_script_enabled=script,
        locale=language,
    )
    context.set_default_timeout(chromium.PATIENCE_MS)
    sign_in(context, desk.house, moderator)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit_all(page: Page, look: list[str]) -> Iterator[str]:
    """Each page in turn, under a name; what is sent as a form is sent from the form."""
    for path in look:
        page.goto(path)
        yield path
    page.goto("/desk/terms/en/banned")
    page.locator("[name=profanity]").fill(TYPED["profanity"])
    page.locator("[name=text]").fill(TYPED["text"])
    page.locator("button[value=try]").click()
    expect(page.locator(".tried mark").first).to_be_visible()
    yield "tried"
    page.locator("[name=profanity]").fill("blast\ndrat+")
    page.locator("button[value=trial]").click()
    expect(page.locator(".trial-sides")).to_be_visible()
    yield "trial"


LOOK = [
    "/desk/terms",
    "/desk/terms/en/banned",
    "/desk/terms/revisions/2",
    "/desk/rules",
    "/desk/closing?site=courier&article=bridge",
]


@pytest.mark.parametrize(
    ("language", "screens"), [("en", [(320, "dark"), (1440, "light")]), ("ckb", [(320, "light")])]
)
def test_every_page_is_accessible_and_fits(
    browser: Browser, desk: DeskHouse, language: str, screens: list[tuple[int, Any]]
) -> None:
    editor = desk.appoint(f"Hêvî {language}", Role.EDITOR)
    with coming_in(browser, desk, editor, language=language) as page:
        for name in visit_all(page, LOOK):
            expect(page.locator("html")).to_have_attribute("lang", language)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            for screen in on_each(page, screens, is_known=language != "en"):
                told = [(v["id"], n["html"][:160]) for v in screen.violations for n in v["nodes"]]
                assert told == [], (name, screen)
                beyond = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert beyond <= 0, (name, screen)


def test_a_list_is_tried_on_a_text_and_on_the_past_and_put_into_force_all_without_script(
    browser: Browser, desk: DeskHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_trials, "PORTION", 1)
    with coming_in(browser, desk, desk.appoint("Rojda", Role.EDITOR), script=False) as page:
        page.goto("/desk/terms")
        page.get_by_role("link", name="Suspect terms: English").click()
        lines = page.locator("[name=profanity]")
        lines.fill("blast\ndr*t")
        page.locator("[name=text]").fill("Oh blast it")
        page.get_by_role("button", name="Show what is found").click()
        expect(page.locator(".tried mark")).to_have_text("blast")
        expect(page.get_by_role("alert")).to_contain_text("Profanity, line 2")
        expect(lines).to_have_value("blast\ndr*t")
        lines.fill("blast")
        page.get_by_role("button", name="Begin").click()
        # Page by page, until all of them are read: nobody clicks.
        expect(page.get_by_role("heading", name="Comments read: 4")).to_be_visible()
        expect(page.locator(".differing li")).to_have_count(2)
        page.get_by_role("link", name="Back to the list as it was tried").first.click()
        expect(lines).to_have_value("blast")
        page.get_by_role("button", name="Put into force").click()
        expect(page.locator(".changed ins")).to_have_text("blast")
