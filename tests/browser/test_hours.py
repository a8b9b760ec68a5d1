"""Hours, in a real browser: the widget on the publisher's page and the page without JavaScript, before and after a newsroom goes to bed.

The server's clock and the browser's are set by hand. It is Monday, 16:13 in Berlin.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from diwan import bootstrap, lifecycle, registration, settings
from diwan.articles import Description
from diwan.bootstrap import House
from diwan.clock import DAY, HOUR, MINUTE, SECOND, utc
from diwan.editions.render import Rendering
from diwan.hours import is_shut, local, opens_at
from diwan.web import app, assets
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.test_desk import serving
from tests.house import START, HandClock
from tests.served import settings_text

pytestmark = chromium.needed

HOURS = """
[sites.hours]
zone = "Europe/Berlin"
every_day = "07:00-17:00"
friday = ["07:00-17:00", "22:00-02:00"]
sunday = []
[sites.hours.sections.Sport]
every_day = "00:00-24:00"
"""
CLOSING = 46 * MINUTE + 40 * SECOND
"""So long after the start it is five in the afternoon."""
ARTICLE = """<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>The bridge</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.0625rem Georgia, "Liberation Serif", "Noto Naskh Arabic", serif;
  max-inline-size: 44rem; margin: 1.5rem auto; padding-inline: 1rem }}</style></head>
<body><main><h1>{headline}</h1>
<diwan-comments site="courier" article="{article}" language="{language}">
<a href="{diwan}/read/courier/{article}">Comments</a></diwan-comments></main>
<script type="module" src="{diwan}/widget/diwan.js"></script></body></html>"""
ARTICLES = {
    "bridge": Description("https://courier.example/bridge", "The bridge is open again", "City", "en"),
    "match": Description("https://courier.example/match", "Three goals in the rain", "Sport", "en"),
    "pird": Description("https://courier.example/pird", "پردەکە دووبارە کرایەوە", "City", "ckb"),
}


@dataclass
class Paper:
    """The publisher's pages and Diwan, on two names of this machine, and the clock that both live by."""

    port: int
    house: House
    clock: HandClock

    @property
    def diwan(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(self, article: str) -> str:
        return f"http://localhost:{self.port}/articles/{article}"

    def article(self, request: Request) -> Response:
        key = request.path_params["article"]
        described = ARTICLES[key]
        html = ARTICLE.format(
            language=described.language,
            direction="rtl" if described.language == "ckb" else "ltr",
            headline=described.headline,
            article=key,
            diwan=self.diwan,
        )
        return Response(html, media_type="text/html")

    def turn(self, page: Page, at: int) -> None:
        """It is `at` now, here and in the browser; an open page looks at its clock."""
        self.clock.at = at
        page.clock.set_fixed_time(utc(at))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@contextmanager
def opened(folder: Path) -> Iterator[Paper]:
    """The whole application on a port of its own. Its duties do not run: what is printed is printed here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = (
        settings_text("sqlite", site=HOURS)
        .replace("https://comments.courier.example", f"http://127.0.0.1:{port}")
        .replace('["https://courier.example"]', f'["http://localhost:{port}"]')
    )
    clock = HandClock()
    house = bootstrap.build(settings.parse(told, {}, folder=folder, name="diwan.toml"), clock=clock)
    for key, described in ARTICLES.items():
        thread = registration.register(
            house.store,
            clock,
            site=house.sites["courier"],
            key=key,
            description=described,
            text="",
            by="test",
        ).result()
        while lifecycle.publish(
            house.store, house.press, clock, house.duties._room, house.sites, thread.thread_id
        ):
            pass
    assets.print_assets(house.press, Rendering(house.settings.public_url), house.sites)
    paper = Paper(port, house, clock)
    with serving(app.create(house, [Route("/articles/{article}", paper.article)]), port):
        try:
            yield paper
        finally:
            house.scoring.close()


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    with opened(tmp_path) as paper:
        yield paper


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader in Berlin. Any script error fails the test."""
    context = browser.new_context(timezone_id="Europe/Berlin")
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    page.clock.set_fixed_time(utc(START))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def written(paper: Paper) -> int:
    with paper.house.store.connection() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM comments").scalar_one())


def test_the_form_makes_way_when_the_hours_end_and_comes_back_when_they_begin(
    paper: Paper, page: Page
) -> None:
    page.goto(paper.address("bridge"))
    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.locator(".shut")).to_have_count(0)
    paper.turn(page, START + CLOSING)
    expect(page.locator(".shut")).to_have_text(
        "Comments are closed at this hour. Comments open again tomorrow at 07:00."
    )
    expect(page.get_by_label("Your comment")).to_be_hidden()
    paper.turn(page, START + CLOSING + 8 * HOUR)
    expect(page.locator(".shut")).to_contain_text("open again today at 07:00.")
    paper.turn(page, START + CLOSING + 14 * HOUR)
    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.locator(".shut")).to_have_count(0)


def test_who_writes_past_the_end_keeps_his_words_and_sends_them_in_the_morning(
    paper: Paper, page: Page
) -> None:
    page.goto(paper.address("bridge"))
    page.get_by_label("Your comment").fill("Late, and still of use")
    page.get_by_label("Name to be shown").fill("Zîn")
    paper.turn(page, START + CLOSING)
    expect(page.locator(".shut")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Late, and still of use")
    page.locator("form.write button").click()
    expect(page.get_by_role("alert")).to_contain_text("Your words were not sent; they are kept here.")
    expect(page.get_by_role("alert")).to_contain_text("open again tomorrow at 07:00")
    expect(page.locator(".shut")).to_be_hidden()
    expect(page.get_by_label("Your comment")).to_have_value("Late, and still of use")
    expect(page.locator("form.write button")).to_have_text("Send comment")
    assert written(paper) == 0
    page.reload()
    expect(page.locator(".shut")).to_be_visible()
    paper.turn(page, START + CLOSING + 14 * HOUR)
    page.get_by_label("Your comment").focus()
    expect(page.get_by_label("Your comment")).to_have_value("Late, and still of use")
    page.locator("form.write button").click()
    expect(page.locator("article.waiting")).to_contain_text("Late, and still of use")
    assert written(paper) == 1


def test_a_section_with_hours_of_its_own_stays_open(paper: Paper, page: Page) -> None:
    page.goto(paper.address("match"))
    paper.turn(page, START + CLOSING)
    with page.expect_response("**/widget/hours/courier/en.js"):
        page.reload()
    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.locator(".shut")).to_have_count(0)


def test_a_reader_by_another_clock_is_told_whose_it_is(paper: Paper, browser: Browser) -> None:
    context = browser.new_context(timezone_id="Asia/Baghdad")
    page = context.new_page()
    page.clock.set_fixed_time(utc(START + CLOSING))
    page.goto(paper.address("pird"))
    expect(page.locator(".shut")).to_contain_text("سبەینێ کاتژمێر ٠٧:٠٠")
    expect(page.locator(".shut bdi")).to_have_text("UTC+2")
    context.close()


def test_the_widget_says_what_the_server_says(paper: Paper, page: Page) -> None:
    hours = paper.house.sites["courier"].hours.everywhere
    assert hours is not None
    # From Monday on, at odd minutes, through a year with both of its changes of the clock.
    moments = [START + n * (7 * HOUR + 11 * MINUTE) for n in range(1220)]
    page.goto(paper.address("bridge"))
    week = [[[each.begins, each.ends] for each in day] for day in hours.days]
    said = page.evaluate(
        "async ([script, week, moments]) => { const { next } = await import(script);"
        " return moments.map((at) => next(week, at)); }",
        [f"{paper.diwan}/widget/hours/courier/en.js", week, moments],
    )
    midnight = datetime.min.time()
    for at, told in zip(moments, said, strict=True):
        assert (told is not None) is is_shut(hours, at), utc(at)
        if told is not None:
            now, opens = local(hours, at), local(hours, opens_at(hours, at))
            begins = datetime.combine(opens.date(), midnight) + timedelta(minutes=told["begins"])
            assert (told["days"], told["weekday"]) == ((opens.date() - now.date()).days, opens.weekday())
            assert begins == opens.replace(tzinfo=None)


@pytest.mark.parametrize("article", ["bridge", "pird"])
def test_the_page_without_javascript_keeps_the_words_and_nobody_is_shut_out_by_either(
    paper: Paper, browser: Browser, article: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    address = f"{paper.diwan}/read/courier/{article}"
    page.goto(address)
    page.locator("[name=body]").fill("Late, and still of use")
    page.locator("[name=name]").fill("Zîn")
    paper.clock.at = START + CLOSING
    page.locator("form.write button").click()
    expect(page.locator("[name=body]")).to_have_value("Late, and still of use")
    expect(page.locator(".problem")).to_contain_text("UTC+2")
    paper.clock.advance(14 * HOUR)
    page.locator("form.write button").click()
    expect(page).to_have_url(f"{paper.diwan}/receipts/**".replace("**", page.url.rsplit("/", 1)[1]))
    assert written(paper) == 1
    paper.clock.at = START + CLOSING + 4 * DAY
    page.goto(address)
    expect(page.locator("form.write")).to_have_count(0)
    expect(page.locator("p.closed")).to_be_visible()
    context.close()
    seen = browser.new_context(timezone_id="Asia/Baghdad")
    page = seen.new_page()
    page.clock.set_fixed_time(utc(paper.clock()))
    for where, told in ((address, "p.closed"), (paper.address(article), "p.shut")):
        page.goto(where)
        expect(page.locator(told).filter(visible=True)).to_be_visible()
        violations = Axe().run(page)["violations"]
        assert violations == [], where
    seen.close()
