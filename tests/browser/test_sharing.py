"""What browser tests share does what each of them would do alone: axe names what breaks a rule, and a module's browser is left empty."""

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.axe import Axe

pytestmark = chromium.needed

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head>
<body style="background: white"><main><h1>A page</h1><p style="color: %s">Some words</p><button>%s</button></main></body></html>"""


def test_axe_names_each_element_that_breaks_a_rule_and_none_where_none_does(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE % ("#bbb", ""))
    found = {v["id"]: [node["html"] for node in v["nodes"]] for v in Axe().run(page)["violations"]}
    assert found == {
        "color-contrast": ['<p style="color: #bbb">Some words</p>'],
        "button-name": ["<button></button>"],
    }
    page.evaluate("document.querySelector('button').textContent = 'Send'")
    assert [v["id"] for v in Axe().run(page)["violations"]] == ["color-contrast"]
    page.set_content(PAGE % ("#222", "Send"))
    assert Axe().run(page)["violations"] == []


def test_axe_tries_only_the_rules_that_it_is_asked_for(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE % ("#bbb", ""))
    found = Axe().run(page, options={"runOnly": ["button-name"]})["violations"]
    assert [v["id"] for v in found] == ["button-name"]


def test_a_browser_within_a_browser_is_the_same_one_and_closes_what_was_opened_in_it(
    browser: Browser,
) -> None:
    outside = browser.new_context()
    with chromium.started() as inner:
        assert inner is browser
        inner.new_context()
        assert len(browser.contexts) >= 2
    assert outside in browser.contexts
    assert inner.is_connected()
    outside.close()
