"""Signing in by e-mail from the widget, in a real browser: the address is asked for on the paper's page, of another origin, and the
mailed link leads back there.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from diwan.articles import Description
from diwan.editions.words import words_for
from tests.browser import chromium
from tests.browser.receipt_house import open_house
from tests.browser.test_mail import MAIL, mails_to, next_mail
from tests.desk_house import DeskHouse
from tests.mail_server import MailServer, link, mail_server
from tests.waiting import until

pytestmark = chromium.needed

ARTICLE = """<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>The bridge</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.0625rem Georgia, "Liberation Serif", "Noto Naskh Arabic", serif;
  max-inline-size: 44rem; margin: 1.5rem auto; padding-inline: 1rem }}</style></head><body><main><h1>The bridge</h1>
<diwan-comments site="courier" article="paper" sign-in-email><a href="{diwan}/read/courier/paper">Comments</a></diwan-comments>
</main><script type="module" src="{diwan}/widget/diwan.js"></script></body></html>"""


class Paper:
    """The publisher's pages, on an origin of their own: at every address an article with the widget in it."""

    def __init__(self) -> None:
        self.article = ""
        paper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = paper.article.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
                """Nothing: a test's output is the test's."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://localhost:{self.server.server_port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/paper"

    def embed(self, desk: DeskHouse, language: str) -> None:
        direction = words_for(language).direction
        self.article = ARTICLE.format(
            language=language, direction=direction, diwan=desk.house.settings.public_url
        )


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    made = Paper()
    thread = threading.Thread(target=made.server.serve_forever, name="test-paper", daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture(scope="module", params=["en", "ckb"])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, paper: Paper
) -> Iterator[tuple[DeskHouse, MailServer, str]]:
    """A house that writes to its readers, in each language in turn, and the paper that has its widget."""
    with mail_server() as server:
        more = MAIL.format(host=server.host, port=server.port)
        folder = tmp_path_factory.mktemp("mail-widget")
        with open_house(folder, more=more, language=request.param, origin=paper.origin) as desk:
            desk.register("paper", Description(paper.address, "The bridge", "City", request.param))
            paper.embed(desk, request.param)
            until(lambda: desk.front("paper"), "the thread to be printed")
            yield desk, server, request.param


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, in which any script error fails the test."""
    context = browser.new_context()
    context.set_default_timeout(chromium.PATIENCE_MS)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


def begin(page: Page, paper: Paper) -> Locator:
    """Open the article and mean to write; what is offered then."""
    page.goto(paper.address)
    page.locator("#diwan-body").focus()
    offer = page.locator(".by-email")
    offer.locator("summary").click()
    return offer


def ask(offer: Locator, mailbox: str) -> None:
    offer.locator("input").fill(mailbox)
    offer.locator("button").click()


def asked(language: str) -> str:
    words = words_for(language)
    return str(words.fill("enter-asked", time=words.count("minutes", 15)))


def press(tab: Page, address: str, language: str, name: str = "Şîlan") -> None:
    """Open the mailed link and press its button."""
    tab.goto(address)
    tab.fill("input[name=name]", name)
    tab.get_by_role("button", name=words_for(language).say("enter"), exact=True).click()


def test_a_reader_asks_for_a_link_in_the_widget_is_led_back_by_it_and_writes_under_his_name(
    running: tuple[DeskHouse, MailServer, str], paper: Paper, context: BrowserContext
) -> None:
    _, server, language = running
    words = words_for(language)
    mailbox = f"widget-{language}@example.org"
    page = context.new_page()
    offer = begin(page, paper)
    page.locator("#diwan-body").fill("Words begun before the mail came.")
    offer.locator("input").fill("widget@example")
    offer.locator("input").press("Enter")
    expect(offer.get_by_role("status")).to_have_text(words.problem("mailbox"))
    expect(offer.locator("input")).to_have_attribute("aria-invalid", "true")
    ask(offer, mailbox)
    expect(offer.get_by_role("status")).to_have_text(asked(language))

    # The mail program opens another tab of the same browser.
    tab = context.new_page()
    address = link(next_mail(server, mailbox, 1), "enter")
    press(tab, address, language)
    expect(tab.locator(".who .slot")).to_have_text("Şîlan")
    assert tab.url == paper.address
    expect(tab.locator(".by-email")).to_have_count(0)
    expect(tab.locator("#diwan-body")).to_be_focused()
    expect(tab.locator("#diwan-body")).to_have_value("Words begun before the mail came.")
    tab.locator("form.write button[type=submit]").click()
    expect(tab.locator(".waiting .name")).to_have_text("Şîlan")
    assert context.cookies() == []
    tab.goto(address)
    expect(tab.get_by_role("status")).to_have_text(words.say("enter-lapsed"))


def test_of_several_links_that_one_browser_asked_for_each_signs_in(
    running: tuple[DeskHouse, MailServer, str], paper: Paper, context: BrowserContext
) -> None:
    _, server, language = running
    mailbox = f"twice-{language}@example.org"
    page = context.new_page()
    offer = begin(page, paper)
    for count in (1, 2):
        ask(offer, mailbox)
        next_mail(server, mailbox, count)
    first = link(mails_to(server, mailbox)[0], "enter")
    press(page, first, language)
    expect(page.locator(".who .slot")).to_have_text("Şîlan")


def test_a_link_opened_in_another_browser_signs_nobody_in_and_says_where_it_would(
    running: tuple[DeskHouse, MailServer, str], paper: Paper, context: BrowserContext, browser: Browser
) -> None:
    _, server, language = running
    mailbox = f"elsewhere-{language}@example.org"
    offer = begin(context.new_page(), paper)
    ask(offer, mailbox)
    address = link(next_mail(server, mailbox, 1), "enter")
    phone = browser.new_context()
    tab = phone.new_page()
    press(tab, address, language)
    expect(tab.locator(".by-email [role=status]")).to_have_text(words_for(language).say("enter-elsewhere"))
    assert tab.url == paper.address
    expect(tab.locator(".who .slot")).to_have_count(0)
    expect(tab.locator("#diwan-name")).to_be_visible()
    phone.close()


def test_a_code_that_is_none_signs_nobody_in_and_another_link_is_offered(
    running: tuple[DeskHouse, MailServer, str], paper: Paper, context: BrowserContext
) -> None:
    _, server, language = running
    mailbox = f"none-{language}@example.org"
    page = context.new_page()
    ask(begin(page, paper), mailbox)
    next_mail(server, mailbox, 1)
    page.goto("about:blank")
    page.goto(f"{paper.address}#diwan-enter={'0' * 64}")
    expect(page.locator(".by-email [role=status]")).to_have_text(words_for(language).say("enter-lapsed"))
    assert page.url == paper.address
    expect(page.locator(".who .slot")).to_have_count(0)
