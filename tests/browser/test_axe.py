"""What axe is asked here finds what a whole report would."""

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.axe import EACH_LOOK, Axe

pytestmark = chromium.needed

MANY = 4 * EACH_LOOK
PAGE = """<!doctype html><html lang="en"><title>Cards</title>
<style>
  body {{ background: #fff; color: #111; }}
  .dim {{ opacity: 0.3; }} .dark {{ background: #222; }} .aloft {{ position: absolute; inset-block-start: 0; background: #222; }}
  p.pale, p:nth-of-type({last}) {{ color: #ccc; }}
</style>
<main><h1>Cards</h1>{before}{odd}</main>"""

ODD = {
    "by its class": "<p class='pale'>odd one</p>",
    "by its own style": "<p style='color: #ccc'>odd one</p>",
    "by its place alone": "<p>odd one</p>",
    "by what it stands in": "<div class='dim'><p>odd one</p></div>",
    "by the ground it stands on": "<div class='dark'><p>odd one</p></div>",
    "by what is in it": "<p>It holds <b style='color: #ddd'>odd one</b></p>",
    "by lying elsewhere": "<div class='aloft'><p>odd one</p></div>",
}


def contrasts(browser: Browser, before: str, odd: str, last: int = 0) -> list[str]:
    """The elements that are hard to read, on a page of these."""
    page = browser.new_page()
    page.set_content(PAGE.format(before=before, odd=odd, last=last))
    [found] = [each for each in Axe().run(page)["violations"] if each["id"] == "color-contrast"] or [{}]
    page.close()
    return [node["html"] for node in found.get("nodes", [])]


@pytest.mark.parametrize("how", ODD)
def test_the_one_that_is_hard_to_read_is_found_among_many_that_are_not(browser: Browser, how: str) -> None:
    last = MANY + 1 if how == "by its place alone" else 0
    told = contrasts(browser, "<p>one of many</p>" * MANY, ODD[how], last)
    assert len(told) == 1
    assert "odd one" in told[0]


def test_what_many_have_in_common_is_told_of_the_first(browser: Browser) -> None:
    assert len(contrasts(browser, "<p class='pale'>one of many</p>" * MANY, "")) == EACH_LOOK


def test_of_a_page_that_can_be_read_nothing_is_told(browser: Browser) -> None:
    assert contrasts(browser, "<p>one of many</p>" * MANY, "<p>and another</p>") == []
