"""Care at the desk in a real browser: masked words, what one has read, harsh ones apart, and keys of one's own."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from diwan.moderators import Role
from diwan.words.languages import OWN_NAMES
from tests.browser import chromium
from tests.browser.test_desk import NewPage, cards, check_everywhere, come_in, desk, listens, shown
from tests.desk_house import WATER, DeskHouse

pytestmark = chromium.needed

__all__ = ["come_in", "desk"]

HARSH = "What a fucking stupid bridge this is."


def visible_words(page: Page) -> str:
    """What one sees of the first card's body, once the styles are there by which a word is hidden."""
    page.wait_for_load_state()
    return str(cards(page).nth(0).locator(".body").inner_text())


def test_a_vulgar_word_is_masked_until_a_key_or_a_click_asks_for_it(
    desk: DeskHouse, come_in: NewPage
) -> None:
    comment = desk.submit(HARSH)
    page = come_in(desk.appoint())
    card = cards(page).nth(0)
    assert "fucking" not in visible_words(page)
    assert "f•••" in visible_words(page)
    assert "fucking" not in card.inner_text()
    page.keyboard.press("v")
    assert "fucking" in visible_words(page)
    assert "•••" not in card.inner_text()
    page.keyboard.press("v")
    assert "fucking" not in visible_words(page)
    card.locator(".body .hid").first.click()
    assert "fucking" in visible_words(page)
    page.keyboard.press("1")
    expect(card).to_have_attribute("data-state", "saved")
    assert desk.card(comment).comment.words is not None
    assert desk.card(comment).comment.words.body == HARSH  # type: ignore[union-attr]


def test_a_screen_reader_hears_the_mask_and_not_the_word(desk: DeskHouse, come_in: NewPage) -> None:
    desk.submit(HARSH)
    page = come_in(desk.appoint())
    heard = cards(page).nth(0).locator(".body").aria_snapshot()
    assert "fucking" not in heard
    assert "f masked" in heard


def test_masking_works_and_is_switched_off_without_script_and_the_switch_is_his_alone(
    desk: DeskHouse, come_in: NewPage
) -> None:
    desk.submit(HARSH)
    page = come_in(desk.appoint(), java_script_enabled=False)
    assert "fucking" not in visible_words(page)
    cards(page).nth(0).locator(".unmask summary").click()
    assert "fucking" in visible_words(page)
    page.get_by_text("Read in this shift").click()
    page.get_by_role("button", name="Do not mask words").click()
    expect(page).to_have_url(re.compile("/desk$"))
    assert "fucking" in visible_words(page)
    expect(page.locator(".unmask")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    other = come_in(desk.appoint("Hawrê"), java_script_enabled=False)
    assert "fucking" not in visible_words(other)


def test_lists_mask_words_too_until_an_entry_is_asked_for_without_script(
    desk: DeskHouse, come_in: NewPage
) -> None:
    berfin = desk.appoint()
    for n in range(2):
        desk.decide(desk.submit(f"{HARSH} ({n})", name="Fucking Zana"), berfin)
    page = come_in(berfin, java_script_enabled=False)
    page.goto("/desk/decided")
    entries = page.locator(".entries > li")
    assert "ucking" not in page.locator(".entries").inner_text()
    assert "f•••" in entries.nth(0).locator(".said").inner_text()
    assert "F•••" in entries.nth(0).locator(".place").inner_text()
    assert "ucking" not in entries.nth(0).aria_snapshot()
    opener = entries.nth(0).locator(".unmask summary")
    opener.focus()
    page.keyboard.press("Enter")
    assert "fucking" in entries.nth(0).locator(".said").inner_text()
    assert "Fucking Zana" in entries.nth(0).locator(".place").inner_text()
    assert "ucking" not in entries.nth(1).inner_text()
    page.goto("/desk")
    page.get_by_text("Read in this shift").click()
    page.get_by_role("button", name="Do not mask words").click()
    page.goto("/desk/decided")
    assert "fucking" in entries.nth(1).locator(".said").inner_text()
    expect(page.locator(".unmask")).to_have_count(0)


def test_a_search_masks_what_was_not_itself_searched_for(desk: DeskHouse, come_in: NewPage) -> None:
    desk.submit(f"{HARSH} Shit.")
    page = come_in(desk.appoint(), java_script_enabled=False)
    for words, plain, hidden in (
        ("bridge", "bridge", ("fucking", "Shit")),
        ("fucking", "fucking", ("Shit",)),
    ):
        page.goto("/desk/search")
        page.locator("[name=words]").fill(words)
        page.get_by_role("button", name="Search").click()
        expect(page.locator("#found")).to_be_visible()
        page.wait_for_load_state()
        hit = page.locator(".hit")
        assert plain in hit.locator(".found").inner_text()
        assert not [word for word in hidden if word in hit.locator(".found").inner_text()]
        hit.locator(".unmask summary").click()
        assert "Shit" in hit.locator(".found").inner_text()


def test_what_one_has_read_is_counted_for_him_alone(desk: DeskHouse, come_in: NewPage) -> None:
    desk.submit(HARSH)
    desk.submit("A fine bridge.")
    desk.submit("Another fine bridge.")
    berfin = come_in(desk.appoint())
    counted = berfin.locator(".care")
    counted.locator("summary").click()
    expect(counted.locator("[data-seen]:visible")).to_have_count(0)
    berfin.keyboard.press("1")
    berfin.keyboard.press("a")
    expect(counted.locator("summary")).to_have_text("Read in this shift: 2")
    expect(counted.locator('[data-seen="profanity"]')).to_contain_text("1")
    berfin.reload()
    expect(counted.locator("summary")).to_have_text("Read in this shift: 2")
    editor = come_in(desk.appoint("Zîlan", Role.EDITOR))
    expect(editor.locator(".care summary")).to_have_text("Read in this shift: 0")


def test_harsh_ones_stand_apart_unless_one_asks_for_them_together(desk: DeskHouse, come_in: NewPage) -> None:
    for words in (HARSH, HARSH + " Really.", "A fine bridge.", "Another fine bridge."):
        desk.submit(words)
    page = come_in(desk.appoint())
    harsh = ["stupid" in words for words in shown(page)]
    assert harsh == [True, False, True, False]
    page.get_by_role("link", name="by age alone").click()
    listens(page)
    assert ["stupid" in words for words in shown(page)] == [True, True, False, False]


def test_after_many_harsh_ones_in_a_row_another_lane_is_suggested(desk: DeskHouse, come_in: NewPage) -> None:
    for n in range(7):
        desk.submit(f"{HARSH} ({n})")
    page = come_in(desk.appoint())
    expect(page.get_by_text("There is not enough here to put between")).to_be_visible()
    for n in range(6):
        expect(page.locator("#breath")).to_be_hidden()
        page.keyboard.press("1")
        expect(cards(page).nth(n)).to_have_attribute("data-state", "saved")
    expect(page.locator("#breath")).to_be_visible()
    expect(page.locator("#breath a")).to_have_attribute("href", re.compile("lane=fine"))


# --- keys ----------------------------------------------------------------------------------------------------------------


def test_a_key_is_set_by_pressing_it_and_acts_from_then_on(desk: DeskHouse, come_in: NewPage) -> None:
    first, second = desk.submit("first"), desk.submit("second")
    page = come_in(desk.appoint())
    page.goto("/desk/preferences")
    field = page.locator("select[name=approve]")
    field.focus()
    page.keyboard.press("w")
    expect(field).to_have_value("KeyW")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_role("status")).to_have_text("Your keys are kept.")
    page.goto("/desk")
    listens(page)
    expect(page.locator(".legend")).to_contain_text("W approve")
    expect(cards(page).nth(0).locator(".approve kbd")).to_have_text("W")
    page.keyboard.press("a")
    page.keyboard.press("Alt+w")
    assert desk.card(first).current is None
    page.keyboard.press("w")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    assert desk.card(first).standing == "approved"
    assert desk.card(second).current is None
    # A colleague's are as they came.
    other = come_in(desk.appoint("Hawrê"))
    expect(other.locator(".legend")).to_contain_text("A approve")


def test_two_actions_with_one_key_are_refused_with_all_that_was_chosen(
    desk: DeskHouse, come_in: NewPage
) -> None:
    page = come_in(desk.appoint(), java_script_enabled=False)
    page.goto("/desk/preferences")
    page.locator("select[name=next]").select_option("KeyA")
    page.locator("select[name=note]").select_option("KeyM")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_role("alert")).to_contain_text("one key was given to several actions")
    expect(page.get_by_role("alert").locator("li")).to_have_text(re.compile("A.*approve.*next"))
    expect(page.locator("select[name=note]")).to_have_value("KeyM")
    expect(page.locator("select[name=next]")).to_have_attribute("aria-invalid", "true")
    page.locator("select[name=next]").select_option("KeyL")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_role("status")).to_have_text("Your keys are kept.")
    page.get_by_role("button", name="Back to the keys").click()
    expect(page.get_by_role("status")).to_contain_text("come with the desk")
    expect(page.locator("select[name=next]")).to_have_value("KeyJ")


def test_the_kind_of_abuse_has_keys_of_its_own(desk: DeskHouse, come_in: NewPage) -> None:
    comment = desk.submit("one")
    page = come_in(desk.appoint())
    page.goto("/desk/preferences")
    page.locator("select[name=racism]").select_option("KeyA")
    page.get_by_role("button", name="Keep these keys").click()
    page.goto("/desk")
    listens(page)
    page.keyboard.press("5")
    page.keyboard.press("a")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    current = desk.card(comment).current
    assert current is not None
    assert current.decision.reason.abuse_kind == "racism"


def test_a_whole_shift_of_fifty_comments_by_keys_alone(desk: DeskHouse, come_in: NewPage) -> None:
    """Nothing but keys from the first card to the last: approving, rejecting with and without a kind, a note, stepping over one and
    coming back, going on to the next page."""
    comments = [desk.submit(f"number {n:02}") for n in range(50)]
    page = come_in(desk.appoint())
    keys = ["a", "1", "52", "a", "6", "5\r", "a", "2", "a", "3"]
    done = 0
    while done < 50:
        here = min(20, 50 - done)
        expect(page.locator(".card:not([data-state])")).to_have_count(here)
        for n in range(here):
            if n == 3:
                page.keyboard.press("j")
                page.keyboard.press("k")
                page.keyboard.press("n")
                page.keyboard.type("a note")
                page.keyboard.press("Escape")
            for key in keys[(done + n) % len(keys)]:
                page.keyboard.press("Enter" if key == "\r" else key)
        done += here
        expect(page.locator('.card[data-state="saved"]')).to_have_count(here)
        expect(page.locator("#again")).to_be_focused()
        if done < 50:
            page.keyboard.press("Enter")
            expect(page.locator(".card[data-state]")).to_have_count(0)
            listens(page)
    found = []
    for comment in comments:
        current = desk.card(comment).current
        assert current is not None
        reason = current.decision.reason
        found.append((current.decision.outcome, reason.guideline, reason.abuse_kind))
    wanted: dict[str, tuple[Any, ...]] = {
        "a": ("approved", None, None),
        "1": ("rejected", "profanity", None),
        "2": ("rejected", "threat", None),
        "3": ("rejected", "personal-attack", None),
        "52": ("rejected", "abuse", "racism"),
        "5\r": ("rejected", "abuse", None),
        "6": ("rejected", "promotion", None),
    }
    assert found == [wanted[keys[n % len(keys)]] for n in range(50)]


# --- live ----------------------------------------------------------------------------------------------------------------


def test_a_colleagues_decision_and_new_comments_are_told_as_they_happen(
    desk: DeskHouse, come_in: NewPage
) -> None:
    """By the stream: nothing on the page asks for it, and its own renewal is not waited for."""
    contested, _ = desk.submit("contested"), desk.submit("other")
    hawre = come_in(desk.appoint("Hawrê"))
    expect(hawre.locator(".cards")).to_have_attribute("data-stream", "open")
    desk.decide(contested, desk.appoint("Berfîn"))
    expect(cards(hawre).nth(0)).to_have_attribute("data-state", "refused")
    expect(cards(hawre).nth(0).locator(".result")).to_contain_text("Decided meanwhile: Berfîn")
    expect(hawre.locator('.lanes [data-lane="oldest"] .count')).to_have_text("1")
    desk.submit("a new one")
    expect(hawre.locator("#arrived")).to_be_visible()
    expect(hawre.locator('.lanes [data-lane="oldest"] .count')).to_have_text("2")


def test_who_waits_before_an_empty_lane_gets_what_comes(desk: DeskHouse, come_in: NewPage) -> None:
    page = come_in(desk.appoint())
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    expect(page.locator(".cards")).to_have_attribute("data-stream", "open")
    desk.submit("the first of the day")
    expect(cards(page)).to_have_count(1)


def test_who_is_at_the_desk_is_told_as_they_come(desk: DeskHouse, come_in: NewPage) -> None:
    berfin = come_in(desk.appoint("Berfîn"))
    come_in(desk.appoint("Hawrê"))
    expect(berfin.get_by_label("At the desk")).to_contain_text("Hawrê")
    expect(berfin.get_by_label("At the desk")).to_contain_text("Oldest first (you)")


# --- how it looks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_accessible_and_fit(desk: DeskHouse, come_in: NewPage, language: str) -> None:
    desk.register("aw", WATER)
    for n, words in enumerate((HARSH, "A fine bridge.", HARSH + " Shit.", "Fuck.")):
        desk.submit(words, name=f"Reader {n}")
    page = come_in(desk.appoint("Zilan"))
    page.locator(".tongues summary").click()
    page.get_by_role("button", name=OWN_NAMES[language], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    for name, path in (("lane", "/desk"), ("preferences", "/desk/preferences")):
        page.goto(path)
        if name == "lane":
            listens(page)
            page.locator(".care summary").click()
        else:
            page.locator("select[name=next]").select_option("KeyA")
            page.locator("button[value=keep]").click()
            page.locator(".trouble").wait_for()
            # Each of thirty lists offers the same forty keys: axe looks at those of one.
            page.locator("main").evaluate(
                """main => [...main.querySelectorAll("select")].slice(1)
                .forEach(list => [...list.options].forEach(option => option.selected || option.remove()))"""
            )
        check_everywhere(page, f"care-{name}-{language}", is_known=language != "en")
