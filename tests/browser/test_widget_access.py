"""The widget for whoever has no pointer, wants nothing to move, or sees only the colours that he has chosen."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from diwan.editions.sheets import Page as ThreadPage
from tests.browser import chromium
from tests.browser.test_widget import (
    Newsroom,
    alone,
    heading,
    page as page,
    room as room,
)

pytestmark = chromium.needed


@pytest.fixture
def article(room: Newsroom) -> Newsroom:
    """Two comments, one of which can be answered."""
    room.print_thread(heading(), [ThreadPage(0, (alone("one", "First."), alone("two", "Second.")))])
    return room


def reached(page: Page, selector: str, *, presses: int = 15) -> None:
    """Press Tab until the focus is there. What has the focus can be seen to have it."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.querySelector('diwan-comments').shadowRoot.activeElement")
        outline = focused.evaluate(
            "e => e && getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth"
        )
        if focused.evaluate("(e, selector) => !!e && e.matches(selector)", selector):
            assert outline == "solid2px"
            return
    raise AssertionError(f"no way to {selector} by the keyboard")


def test_a_comment_and_a_reply_are_written_and_a_reply_given_up_by_the_keyboard_alone(
    article: Newsroom, page: Page
) -> None:
    page.goto(f"{article.publisher}/ferry.html")
    page.locator("#diwan-body").wait_for()
    reached(page, "#diwan-body")
    page.keyboard.type("By keys alone.")
    reached(page, "#diwan-name")
    page.keyboard.type("Ann")
    reached(page, "form.write button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("article.waiting")).to_be_focused()
    reached(page, ".waiting .receipt")
    reached(page, "#diwan-body")
    reached(page, ".reply")
    page.keyboard.press("Enter")
    expect(page.locator("#diwan-body")).to_be_focused()
    page.keyboard.type("An answer.")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".replying .cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article[data-id=one] .reply")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#diwan-body")).to_have_value("An answer.")
    reached(page, "#diwan-name")
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    expect(page.locator("article.waiting").nth(1)).to_be_focused()
    assert [(sent["body"], sent.get("parent")) for sent in article.submissions] == [
        ("By keys alone.", None),
        ("An answer.", "one"),
    ]


MOVING = """root => [...root.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior !== 'auto';
}).length"""


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_whoever_wants_nothing_to_move(
    article: Newsroom, page: Page, motion: Any, moves: bool
) -> None:
    page.emulate_media(reduced_motion=motion)
    page.goto(f"{article.publisher}/ferry.html")
    page.locator("#diwan-body").wait_for()
    moving = page.locator("diwan-comments section.diwan").evaluate(MOVING)
    assert bool(moving) is moves


def test_in_forced_colours_fields_and_buttons_keep_their_edges(article: Newsroom, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{article.publisher}/ferry.html")
    page.locator("#diwan-body").focus()
    for part in ("#diwan-body", "#diwan-name", "form.write button[type=submit]"):
        edge, ground = page.locator(part).evaluate(
            "e => [getComputedStyle(e).borderTopColor, getComputedStyle(e).backgroundColor]"
        )
        assert edge != ground, part
        assert page.locator(part).evaluate("e => getComputedStyle(e).borderTopWidth") != "0px", part
    context.close()
