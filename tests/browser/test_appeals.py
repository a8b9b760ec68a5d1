"""Appealing in a real browser, in English and in Sorani, with and without script: write, wait, be rejected, read why, appeal, be
overturned, be printed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from diwan import appealing
from diwan.articles import folder_name
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.moderators import Moderator
from tests import breadth
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.chromium import look
from tests.browser.coming_in import sign_in
from tests.browser.receipt_house import open_house, receipt_of
from tests.browser.test_desk import wait_until
from tests.desk_house import SITE, WATER, DeskHouse

pytestmark = chromium.needed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with open_house(tmp_path) as desk:
        desk.register("aw", WATER)
        yield desk


def come_in(browser: Browser, desk: DeskHouse, moderator: Moderator, **options: Any) -> Page:
    context = browser.new_context(base_url=desk.house.settings.public_url, **options)
    sign_in(context, desk.house, moderator)
    page = context.new_page()
    page.goto("/desk")
    expect(page).to_have_url(re.compile("/desk$"))
    return page


def is_clean(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    found = Axe().run(page)
    assert [v["id"] for v in found["violations"]] == [], found["violations"]


SPOKEN = {
    "bridge": (
        "The builder of this bridge should cross it first.",
        "I only said that he should cross it.",
        ("Waiting for a moderator", "Rejected", "Send objection", "has arrived", "overturned"),
    ),
    "aw": (
        "با ئەوەی ئەم ئاوەی بڕی خۆی بیخواتەوە.",
        "تەنیا گوتم با خۆی بیخواتەوە.",
        ("چاوەڕێی سەرپەرشتیارە", "ڕەت کرایەوە", "ناڕەزایی بنێرە", "گەیشتووە", "هەڵوەشێنرایەوە"),
    ),
}


@pytest.mark.parametrize(("article", "script"), breadth.each(SPOKEN, (True, False)))
def test_a_comment_is_written_rejected_appealed_against_overturned_and_printed(
    desk: DeskHouse,
    browser: Browser,
    article: str,
    script: bool,
) -> None:
    body, objection, says = SPOKEN[article]
    waiting, rejected, send, arrived, overturned = says
    reader = browser.new_context(
        java_script_enabled=script, viewport={"width": 360, "height": 800}
    ).new_page()
    thread = f"{desk.house.settings.public_url}/read/{SITE}/{folder_name(article)}"
    desk.print()
    reader.goto(thread)
    reader.locator("[name=body]").fill(body)
    reader.locator("[name=name]").fill("Rojîn")
    reader.locator("form.write button[type=submit]").click()
    expect(reader).to_have_url(re.compile(r"/receipts/[0-9a-f]{64}$"))
    receipt = reader.url
    expect(reader.locator("#standing")).to_have_text(waiting)
    expect(reader.locator("html")).to_have_attribute("dir", "rtl" if article == "aw" else "ltr")

    berfin = come_in(browser, desk, desk.appoint("Berfîn"))
    card = berfin.locator("article.card", has_text=body)
    card.get_by_role("button", name="Threat").click()
    # It says so at once; recorded it is a moment later.
    expect(card).to_have_attribute("data-state", "saved")
    expect(card.locator(".result")).to_contain_text("Rejected: Threat")
    berfin.context.close()

    reader.goto(receipt)
    expect(reader.locator("#standing")).to_have_text(rejected)
    look(reader, f"appeal-{article}-1-rejected-{script}")
    reader.locator("[name=words]").fill(objection)
    reader.get_by_role("button", name=send).click()
    expect(reader).to_have_url(receipt + "#appeal")
    expect(reader.locator("#appeal")).to_contain_text(objection)
    expect(reader.locator("#appeal")).to_contain_text(arrived)
    look(reader, f"appeal-{article}-2-appealed-{script}")

    hawre = come_in(browser, desk, desk.appoint("Hawrê"), java_script_enabled=script)
    hawre.goto("/desk?lane=appeals")
    card = hawre.locator("article.card", has_text=body)
    expect(card).to_contain_text(objection)
    look(hawre, f"appeal-{article}-3-desk-{script}")
    if script:
        expect(hawre.locator("html")).to_have_attribute("data-keys", re.compile("on|off"))
        hawre.keyboard.press("a")
        expect(card).to_have_attribute("data-state", "saved")
        expect(card.locator(".result")).to_contain_text("Overturned on appeal")
    else:
        card.get_by_role("button", name="Overturn").click()
        expect(hawre.locator(".just")).to_contain_text("Overturned on appeal")
    hawre.context.close()

    wait_until(lambda: body in desk.front(article), 30)
    reader.goto(receipt)
    expect(reader.locator("#appeal")).to_contain_text(overturned)
    look(reader, f"appeal-{article}-4-overturned-{script}")
    reader.locator("a.receipt").first.click()
    expect(reader.locator("article", has_text=body)).to_be_visible()
    reader.context.close()


def test_upholding_asks_for_a_reason_before_it_is_sent(desk: DeskHouse, browser: Browser) -> None:
    """1 without a reason leads to the field; with one the rejection stands, and the reader reads why."""
    sent = desk.submit("words to be rejected")
    desk.decide(sent, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.THREAT)
    reader = browser.new_page()
    reader.goto(receipt_of(desk, sent))
    reader.locator("[name=words]").fill("I object")
    reader.get_by_role("button", name="Send objection").click()
    page = come_in(browser, desk, desk.appoint("Hawrê"))
    page.goto("/desk?lane=appeals")
    expect(page.locator("html")).to_have_attribute("data-keys", re.compile("on|off"))
    page.keyboard.press("1")
    expect(page.locator("textarea[name=note]")).to_be_focused()
    page.keyboard.type("It wishes him harm.")
    page.get_by_role("button", name="Uphold").click()
    expect(page.locator(".card .result")).to_contain_text("Upheld on appeal: stays rejected")
    reader.reload()
    expect(reader.locator("#appeal")).to_contain_text("It wishes him harm.")
    assert desk.card(sent).standing == "rejected"
    page.context.close()
    reader.close()


def test_an_appeal_against_ones_own_decision_stands_on_clean_pages_that_never_scroll_sideways(
    desk: DeskHouse, browser: Browser
) -> None:
    berfin = desk.appoint("Berfîn")
    options: dict[str, Any] = {"viewport": {"width": 320, "height": 900}, "color_scheme": "dark"}
    sent = desk.submit("words to be rejected", article="aw")
    decision = desk.decide(sent, berfin, Outcome.REJECTED, Guideline.THREAT)
    words = "I object. " + "x" * 120
    house = desk.house
    appealing.appeal(
        house.store,
        house.clock,
        comment_id=sent.comment_id,
        decision_id=decision.id,
        words=words,
        days=14,
    ).result()
    own = come_in(browser, desk, berfin, **options)
    for path, name in (("/desk?lane=appeals", "own-lane"), (f"/desk/comments/{sent.comment_id}", "own")):
        own.goto(path)
        is_clean(own)
        look(own, f"appeal-desk-{name}")
    own.context.close()
