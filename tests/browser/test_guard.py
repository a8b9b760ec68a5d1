"""Criticism of the publisher at the desk, in a real browser: two moderators, by keys alone and without script."""

import re

import pytest
from playwright.sync_api import expect

from diwan.duties import Duties
from diwan.guidelines import Guideline
from tests.browser import chromium
from tests.browser.test_desk import NewPage, cards, come_in, desk
from tests.desk_house import DeskHouse

__all__ = ["come_in", "desk"]
pytestmark = chromium.needed


@pytest.fixture
def screening_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The duty that screens leaves everything for later."""
    monkeypatch.setattr(Duties, "_screen_one", lambda *_: None)


CRITICISM = "You deleted my comment, you idiots."


def test_two_moderators_reject_criticism_by_keys_alone(desk: DeskHouse, come_in: NewPage) -> None:
    """A digit asks for the words, Enter sends them; the second one's C confirms."""
    comment, other = desk.submit(CRITICISM), desk.submit("A fine bridge.")
    first = come_in(desk.appoint("First"))
    first.keyboard.press("3")
    field = cards(first).nth(0).get_by_label("The words that break the guideline")
    expect(field).to_be_focused()
    assert desk.card(comment).standing == "waiting"
    first.keyboard.type("you idiots")
    first.keyboard.press("Enter")
    expect(cards(first).nth(1)).to_be_focused()
    expect(cards(first).nth(0)).to_have_attribute("data-state", "saved")
    expect(first.get_by_role("status")).to_have_text(
        re.compile("Waits for a second moderator: Personal attack")
    )
    assert desk.card(comment).standing == "waiting"
    assert desk.card(other).standing == "waiting"
    second = come_in(desk.appoint("Second"))
    second.goto("/desk?lane=second-opinion")
    expect(second.locator("html")).to_have_attribute("data-keys", "on")
    expect(cards(second)).to_have_count(1)
    expect(second.locator(".motion")).to_contain_text("you idiots")
    second.keyboard.press("c")
    expect(cards(second).nth(0)).to_have_attribute("data-state", "saved")
    expect(second.get_by_role("status")).to_have_text(re.compile("Rejected: Personal attack|last one"))
    card = desk.card(comment)
    assert card.standing == "rejected"
    assert card.current is not None
    assert card.current.author_name == "Second"


def test_what_is_selected_in_the_comment_is_the_quote(desk: DeskHouse, come_in: NewPage) -> None:
    comment = desk.submit(CRITICISM)
    page = come_in(desk.appoint())
    page.locator(".card .body p").dblclick(position={"x": 8, "y": 8})
    field = cards(page).nth(0).get_by_label("The words that break the guideline")
    expect(field).to_have_value("You")
    page.keyboard.press("2")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    assert desk.card(comment).quote(desk.card(comment).moved[0].motion) == "You"


def test_abuse_asks_for_the_words_before_its_kind(desk: DeskHouse, come_in: NewPage) -> None:
    comment = desk.submit(CRITICISM)
    page = come_in(desk.appoint())
    page.keyboard.press("5")
    page.keyboard.type("idiots")
    page.keyboard.press("Enter")
    expect(page.locator(".kinds[open]")).to_have_count(1)
    page.keyboard.press("2")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    motion = desk.card(comment).moved[0].motion
    assert (str(motion.guideline), str(motion.abuse_kind)) == ("abuse", "racism")


def test_approving_criticism_wants_no_words(desk: DeskHouse, come_in: NewPage) -> None:
    comment = desk.submit(CRITICISM)
    page = come_in(desk.appoint())
    page.keyboard.press("a")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    assert desk.card(comment).standing == "approved"


def test_two_moderators_reject_criticism_without_script(desk: DeskHouse, come_in: NewPage) -> None:
    comment = desk.submit(CRITICISM)
    first = come_in(desk.appoint("First"), java_script_enabled=False)
    first.get_by_label("The words that break the guideline").fill("you idiots")
    first.get_by_role("button", name=re.compile("^Threat")).click()
    expect(first.locator(".just")).to_contain_text("Waits for a second moderator: Threat")
    second = come_in(desk.appoint("Second"), java_script_enabled=False)
    second.get_by_role("link", name=re.compile("^To confirm")).click()
    second.get_by_role("link", name="Look at it, and decide").click()
    second.get_by_role("button", name="Confirm the rejection: Threat").click()
    expect(second.locator(".standing")).to_contain_text("Rejected: Threat")
    assert desk.card(comment).standing == "rejected"


@pytest.mark.usefixtures("screening_stands_still")
def test_a_card_that_was_shown_before_the_checks_had_read_it_leads_to_where_the_words_are_asked_for(
    desk: DeskHouse, come_in: NewPage
) -> None:
    comment = desk.submit(CRITICISM, screened=False)
    page = come_in(desk.appoint("First"))
    expect(page.locator(".card .unlooked")).to_have_count(1)
    page.keyboard.press("3")
    result = cards(page).nth(0).locator(".result")
    expect(result).to_contain_text("criticises the publisher")
    expect(page.get_by_role("status")).to_contain_text("Not recorded")
    assert desk.card(comment).standing == "waiting"
    page.keyboard.press("3")
    assert desk.card(comment).standing == "waiting"
    result.get_by_role("link", name="Open the comment").click()
    page.get_by_label("The words that break the guideline").fill("you idiots")
    page.get_by_role("button", name=re.compile("^Personal attack")).click()
    expect(page.locator(".motion, .just, .past").first).to_contain_text("Personal attack")
    assert desk.card(comment).moved[0].motion.guideline is Guideline.PERSONAL_ATTACK
