"""Reporting in a real browser: from the widget and from the page without script, to the desk's lane; and the key for the search."""

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from diwan.editions.render import Rendering
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator
from diwan.web import assets
from diwan.web.app import create
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.chromium import look
from tests.browser.coming_in import sign_in
from tests.browser.test_desk import serving
from tests.desk_house import WATER, DeskHouse, desk_house
from tests.waiting import until

pytestmark = chromium.needed

"""Made anew by each run, for people to look at; not kept in the repository."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    """The whole application on a port of its own. Its duties do not run: what is printed is printed by the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with desk_house(tmp_path, public_url=f"http://127.0.0.1:{port}") as house:
        house.register("aw", WATER)
        assets.print_assets(house.house.press, Rendering(house.house.settings.public_url), house.house.sites)
        with serving(create(house.house), port):
            yield house


@pytest.fixture
def berfin(desk: DeskHouse) -> Moderator:
    return desk.appoint()


@pytest.fixture
def printed(desk: DeskHouse, berfin: Moderator) -> Acknowledgement:
    acknowledged = desk.submit("I know where you live.", name="Hejar")
    desk.decide(acknowledged, berfin)
    other = desk.submit("دەزانم لە کوێ دەژیت.", name="هەژار", article="aw")
    desk.decide(other, berfin)
    desk.print()
    return acknowledged


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(chromium.PATIENCE_MS)
    yield context
    context.close()


def article(page: Page, desk: DeskHouse, key: str = "bridge", language: str = "en") -> Locator:
    """The publisher's page, with the widget on it."""
    public = desk.house.settings.public_url
    direction = "rtl" if language == "ckb" else "ltr"
    page.route(
        "**/article.html",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"""<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>The bridge</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.0625rem Georgia, "Noto Naskh Arabic", serif; max-inline-size: 44rem;
margin: 1.5rem auto; padding-inline: 1rem }}</style></head><body><main><h1>The bridge</h1>
<diwan-comments site="courier" article="{key}" language="{language}"><a href="{public}/read/courier/{key}">Comments</a></diwan-comments>
</main><script type="module" src="{public}/widget/diwan.js"></script></body></html>""",
        ),
    )
    page.goto(f"{public}/article.html")
    comments = page.locator("diwan-comments")
    expect(comments.locator("article").first).to_be_visible()
    return comments


def reported(desk: DeskHouse, acknowledged: Acknowledgement) -> list[tuple[str, str | None, str | None]]:
    card = desk.card(acknowledged)
    return (
        []
        if card.reported is None
        else [(t.report.guideline.value, t.report.abuse_kind, t.report.reason) for t in card.reported.told]
    )


def come_in(context: BrowserContext, desk: DeskHouse, moderator: Moderator, path: str = "/desk") -> Page:
    sign_in(context, desk.house, moderator)
    page = context.new_page()
    page.goto(desk.house.settings.public_url + path)
    return page


def is_clean(page: Page, name: str) -> None:
    for screen in on_each(page, ((320, "dark"), (1280, "light"))):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        look(page, f"{name}-{screen}")
        assert wide <= 0, (name, screen)
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in screen.violations] == [], (name, screen)


# --- from the widget --------------------------------------------------------------------------------------------------


def test_a_reader_reports_with_the_keyboard_alone_and_is_thanked(
    desk: DeskHouse, printed: Acknowledgement, context: BrowserContext
) -> None:
    page = context.new_page()
    comments = article(page, desk)
    link = comments.get_by_role("link", name="Report the comment by Hejar")
    link.focus()
    page.keyboard.press("Enter")
    form = comments.locator("form.report-form")
    expect(form.locator("input[type=radio]").first).to_be_focused()
    expect(form.locator(".kind")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name="Threats")).to_be_checked()
    form.locator("textarea").fill("He means <me>.")
    form.get_by_role("button", name="Send report").focus()
    page.keyboard.press("Enter")
    thanks = comments.locator(".list .reporting")
    expect(thanks).to_contain_text("Your report has arrived")
    expect(thanks).to_be_focused()
    assert reported(desk, printed) == [("threat", None, "He means <me>.")]
    expect(comments.locator("article")).to_contain_text("I know where you live.")


def test_the_kind_of_abuse_is_asked_for_only_with_abuse(
    desk: DeskHouse, printed: Acknowledgement, context: BrowserContext
) -> None:
    comments = article(context.new_page(), desk)
    comments.locator("a.report").click()
    form = comments.locator("form.report-form")
    form.get_by_role("radio", name="Abuse").check()
    form.locator("select").select_option("racism")
    form.get_by_role("button", name="Send report").click()
    expect(comments.locator(".list .reporting")).to_contain_text("Your report has arrived")
    assert reported(desk, printed) == [("abuse", "racism", "")]


def test_without_a_guideline_it_is_told_what_is_missing(
    desk: DeskHouse, printed: Acknowledgement, context: BrowserContext
) -> None:
    comments = article(context.new_page(), desk)
    comments.locator("a.report").click()
    form = comments.locator("form.report-form")
    form.locator("textarea").fill("kept")
    form.get_by_role("button", name="Send report").click()
    expect(form.get_by_role("alert")).to_have_text("Please choose the guideline that the comment breaks.")
    expect(form.locator("textarea")).to_have_value("kept")
    assert reported(desk, printed) == []


def test_an_answer_that_was_lost_is_asked_for_again_and_counted_once(
    desk: DeskHouse, printed: Acknowledgement, context: BrowserContext
) -> None:
    page = context.new_page()
    comments = article(page, desk)
    lost: list[bool] = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        lost.append(True)
        route.abort()

    page.route("**/api/reports", lose)
    comments.locator("a.report").click()
    form = comments.locator("form.report-form")
    form.get_by_role("radio", name="Threats").check()
    form.get_by_role("button", name="Send report").click()
    expect(form.get_by_role("alert")).to_contain_text("No answer came from the server")
    form.get_by_role("button", name="Send report").click()
    expect(comments.locator(".list .reporting")).to_contain_text("Your report has arrived")
    assert reported(desk, printed) == [("threat", None, "")]


def test_escape_and_the_button_close_the_form_and_give_the_focus_back(
    desk: DeskHouse, printed: Acknowledgement, context: BrowserContext
) -> None:
    page = context.new_page()
    comments = article(page, desk)
    link = comments.locator("a.report")
    ways: list[Callable[[], None]] = [
        lambda: page.keyboard.press("Escape"),
        lambda: comments.locator(".list .close").click(),
    ]
    for close in ways:
        link.click()
        expect(comments.locator("form.report-form input[type=radio]").first).to_be_focused()
        close()
        expect(comments.locator("form.report-form")).to_have_count(0)
        expect(link).to_be_focused()


def test_opening_the_form_leaves_the_one_for_writing_alone(
    desk: DeskHouse, printed: Acknowledgement, context: BrowserContext
) -> None:
    page = context.new_page()
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url))
    comments = article(page, desk)
    comments.locator("a.report").click()
    expect(comments.locator("form.report-form")).to_be_visible()
    assert not any(url.endswith("compose.js") for url in scripts)
    comments.locator("[name=body]").click()
    comments.locator("[name=body]").fill("A comment of my own.")
    comments.locator("[name=name]").fill("Rojîn")
    comments.locator("form.write button").click()
    expect(comments.locator("article.waiting")).to_contain_text("A comment of my own.")
    expect(comments.locator("form.report-form")).to_be_visible()


def test_without_scripts_the_link_leads_to_a_page_that_works(
    desk: DeskHouse, printed: Acknowledgement, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.house.settings.public_url}/read/courier/bridge")
    page.get_by_role("link", name="Report the comment by Hejar").click()
    expect(page.locator("blockquote")).to_contain_text("I know where you live.")
    page.get_by_role("radio", name="Vulgarity").check()
    page.locator("textarea").fill("in words")
    page.get_by_role("button", name="Send report").click()
    expect(page).to_have_url(re.compile("/reported/courier/bridge$"))
    expect(page.locator("h1")).to_have_text("Thank you. Your report has arrived.")
    assert reported(desk, printed) == [("vulgarity", None, "in words")]
    context.close()


# --- at the desk ------------------------------------------------------------------------------------------------------


def test_a_key_keeps_it_and_another_takes_it_out_of_print(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement, context: BrowserContext
) -> None:
    bad = desk.submit("Vile words.", name="Bad")
    desk.decide(bad, berfin)
    desk.print()
    desk.report(printed, reason="He means me.")
    desk.report(bad)
    page = come_in(context, desk, berfin, "/desk?lane=reported")
    cards = page.locator(".cards .card")
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    expect(cards.nth(0)).to_contain_text("He means me.")
    page.keyboard.press("a")
    expect(cards.nth(0)).to_have_attribute("data-state", "saved")
    expect(cards.nth(0).locator(".result")).to_contain_text("Looked at: stays printed")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("2")
    expect(cards.nth(1)).to_have_attribute("data-state", "saved")
    desk.print()
    assert "I know where you live." in desk.front()
    assert "Vile words." not in desk.front()
    card = desk.card(printed)
    assert card.kept is not None
    assert (card.standing, card.kept.by_name) == ("approved", "Berfîn")
    assert desk.card(bad).standing == "rejected"


def test_the_loser_of_a_race_over_reports_is_told_who_kept_it(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement, context: BrowserContext, browser: Browser
) -> None:
    desk.report(printed)
    page = come_in(context, desk, berfin, f"/desk/comments/{printed.comment_id}")
    elsewhere = browser.new_context()
    colleague = come_in(elsewhere, desk, desk.appoint("Dilan"), f"/desk/comments/{printed.comment_id}")
    for each in (colleague, page):
        expect(each.get_by_role("button", name="Keep it printed")).to_be_visible()
    colleague.get_by_role("button", name="Keep it printed").click()
    expect(colleague.locator(".reported")).to_contain_text("says Dilan")
    page.get_by_role("button", name="Keep it printed").click()
    expect(page.get_by_role("alert")).to_contain_text("Dilan has looked at these reports")
    elsewhere.close()


def test_the_lane_and_the_search_are_clean_under_axe_and_never_scroll_sideways(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement, context: BrowserContext
) -> None:
    first = desk.report(printed, reason="He means me: he named my street yesterday, and my brother's school.")
    assert first.position
    desk.report(printed)
    desk.submit("The bridge they built is too narrow for a bus. " * 9 + "I know where to find the plan.")
    desk.submit("دەزانم پردەکە کەی دەکرێتەوە، و کەس وەڵامی تەلەفۆن ناداتەوە.", article="aw", name="ژیان")
    page = come_in(context, desk, berfin, "/desk?lane=reported")
    expect(page.locator(".cards .card")).to_have_count(1)
    is_clean(page, "reported-lane")
    page.get_by_role("button", name="Keep it printed").click()
    until(lambda: desk.card(printed).kept is not None, "the clearing")
    desk.report(printed)
    page.goto(f"{desk.house.settings.public_url}/desk/comments/{printed.comment_id}")
    is_clean(page, "reported-history")
    page.goto(f"{desk.house.settings.public_url}/desk/search")
    is_clean(page, "search-form")
    for words in ("know", "دەزانم", "nothinglikethis"):
        page.locator("[name=words]").fill(words)
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page.locator("#found")).to_be_visible()
        is_clean(page, f"search-{len(words)}")


def test_a_stroke_opens_the_search_from_every_page_unless_somebody_types_or_keys_are_off(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement, context: BrowserContext
) -> None:
    page = come_in(context, desk, berfin, "/desk/log")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/desk/search$"))
    field = page.locator("[name=words]")
    expect(field).to_be_focused()
    page.keyboard.type("live/")
    expect(field).to_have_value("live/")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator(".hits")).to_contain_text("I know where you live.")
    expect(page.locator(".hits mark")).to_have_text("live")
    assert "live" not in page.url
    page.wait_for_load_state()  # its scripts have run by then
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.evaluate("localStorage.setItem('diwan-desk-keys', 'off')")
    page.goto(f"{desk.house.settings.public_url}/desk/log")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/desk/log$"))
