"""The pages for editors in a real browser: accessible, on a phone and wide, light and dark, without script, to the right and to the left."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from diwan.clock import DAY, MINUTE, SECOND
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import FIRST_TEXTS, AbuseKind, Guideline
from diwan.lifecycle import Verdict
from diwan.moderators import Moderator, Role
from diwan.revising import revise
from diwan.storage.sums import add_up_one
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.coming_in import sign_in
from tests.browser.test_desk import serving
from tests.deciding import decided
from tests.desk_house import WATER, DeskHouse, desk_house
from tests.house import HandClock

pytestmark = chromium.needed

Open = Callable[..., Page]

PATHS = (
    "/desk/log",
    "/desk/log?from=nonsense",
    "/desk/figures?days=7",
    "/desk/guidelines",
    "/desk/guidelines/new",
    "/desk/moderators",
    "/desk/tonight?section=City",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    """A desk with three days of a past, shared by what only looks at it."""
    with _desk(tmp_path_factory.mktemp("editors")) as house:
        _live(house)
        yield house


@contextlib.contextmanager
def _desk(folder: Path) -> Iterator[DeskHouse]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with desk_house(folder, public_url=url, clock=HandClock()) as house, serving(house.app, port):
        yield house


def _live(desk: DeskHouse) -> None:
    clock, store = desk.house.clock, desk.house.store
    assert isinstance(clock, HandClock)
    berfin, zin = desk.appoint("Berfîn"), desk.appoint("Zîn", Role.EDITOR)
    desk.register("aw", WATER)
    for _ in range(3):
        for n in range(6):
            sent = desk.submit(f"number {n}", article="aw" if n % 2 else "bridge", screened=n == 0)
            clock.advance(20 * MINUTE + n * SECOND)
            guideline = (None, Guideline.THREAT, Guideline.ABUSE)[n % 3]
            verdict = Verdict(
                sent.comment_id,
                sent.digest,
                Outcome.REJECTED if guideline else Outcome.APPROVED,
                guideline,
                AbuseKind.RACISM if guideline is Guideline.ABUSE else None,
                note="the last sentence" if n == 1 else "",
            )
            author = (
                Author(AuthorKind.MODEL, "model", "9f86d081")
                if n == 3
                else Author(AuthorKind.MODERATOR, berfin.id)
            )
            decided(store, clock, desk.house.screener, author, verdict)
        clock.advance(DAY)
    texts = {**FIRST_TEXTS, "profanity": "No cursing.", "threat/ckb": "هەڕەشە مەکە."}
    revise(store, clock, texts=texts, revision=1, by=zin.id).result()
    desk.submit("still waits")
    while add_up_one(store, clock()):
        pass


@pytest.fixture
def come_in(browser: Browser) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def open_for(desk: DeskHouse, moderator: Moderator, **options: object) -> Page:
        context = browser.new_context(base_url=desk.house.settings.public_url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(chromium.PATIENCE_MS)
        contexts.append(context)
        sign_in(context, desk.house, moderator)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def test_every_page_is_accessible_and_fits(desk: DeskHouse, come_in: Open) -> None:
    page = come_in(desk, desk.appoint("Hêvî", Role.EDITOR))
    for path in PATHS:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for screen in on_each(page, ((320, "dark"), (1280, "light"))):
            told = [(v["id"], node["html"][:160]) for v in screen.violations for node in v["nodes"]]
            assert told == [], (path, screen)
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert beyond <= 0, (path, screen)


def test_plots_run_with_the_direction_of_the_page(desk: DeskHouse, come_in: Open) -> None:
    page = come_in(desk, desk.appoint("Hêvî plots", Role.EDITOR))
    page.goto("/desk/figures?days=7")
    first, last = (
        page.locator("#decided ~ .frame .days li").first,
        page.locator("#decided ~ .frame .days li").last,
    )
    bar = page.locator("#decided ~ .frame .drawn .fill").last
    ltr = [each.bounding_box() for each in (first, last, bar)]
    page.evaluate("document.documentElement.dir = 'rtl'")
    rtl = [each.bounding_box() for each in (first, last, bar)]
    assert all((*ltr, *rtl))
    assert ltr[0]["x"] < ltr[1]["x"]  # type: ignore[index]
    assert rtl[0]["x"] > rtl[1]["x"]  # type: ignore[index]
    # The newest bar stands at the newest label, on whichever side that is.
    assert abs(rtl[2]["x"] - rtl[1]["x"]) < abs(rtl[2]["x"] - rtl[0]["x"])  # type: ignore[index]
    assert abs(ltr[2]["x"] - ltr[1]["x"]) < abs(ltr[2]["x"] - ltr[0]["x"])  # type: ignore[index]


def test_an_editor_appoints_and_the_other_signs_in_all_without_script(
    tmp_path: Path, come_in: Open, browser: Browser
) -> None:
    with _desk(tmp_path) as desk:
        page = come_in(desk, desk.appoint("Zîn", Role.EDITOR), java_script_enabled=False)
        page.goto("/desk/moderators")
        page.get_by_label("Name").fill("Rojda")
        page.get_by_role("button", name="Appoint").click()
        link = page.locator(".once").inner_text()
        theirs = browser.new_context(java_script_enabled=False)
        new = theirs.new_page()
        new.goto(link)
        new.get_by_role("button", name="Sign in").click()
        expect(new.get_by_role("banner")).to_contain_text("Rojda")
        page.get_by_role("link", name="To the moderators").click()
        page.get_by_role("link", name="Dismiss Rojda").click()
        page.get_by_role("button", name="Dismiss").click()
        expect(page.get_by_role("status")).to_contain_text("Rojda is dismissed")
        new.goto(desk.house.settings.public_url + "/desk")
        expect(new.get_by_role("heading", level=1)).to_have_text("The moderators’ desk")
        theirs.close()


def test_of_two_editors_with_the_form_open_the_second_takes_over_the_firsts_words(
    tmp_path: Path, come_in: Open
) -> None:
    with _desk(tmp_path) as desk:
        one = come_in(desk, desk.appoint("Zîn", Role.EDITOR))
        other = come_in(desk, desk.appoint("Hêvî", Role.EDITOR))
        for page in (one, other):
            page.goto("/desk/guidelines/new")
        one.locator("[name=threat]").fill("Threaten nobody.")
        one.get_by_role("button", name="Put revision 2 into force").click()
        expect(one.get_by_role("heading", level=1)).to_have_text("Guidelines")
        other.locator("[name='abuse/ckb']").fill("سووکایەتی مەکە.")
        other.get_by_role("button", name="Put revision 2 into force").click()
        expect(other.get_by_role("alert")).to_contain_text("Zîn")
        expect(other.locator(".changed ins").first).to_be_visible()
        expect(other.locator("[name='abuse/ckb']")).to_have_value("سووکایەتی مەکە.")
        other.locator("[name=threat]").fill("Threaten nobody.")
        other.get_by_role("button", name="Put revision 3 into force").click()
        expect(other.get_by_text("revision 3, which holds")).to_be_visible()
        expect(other.locator(".changed li")).to_have_count(1)
