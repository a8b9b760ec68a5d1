"""Signing in, in a real browser: the widget on the publisher's page, of another origin, and Diwan's own page without JavaScript."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from diwan import bootstrap, clock, registration, settings
from diwan.articles import Description, folder_name
from diwan.bootstrap import House
from diwan.editions.render import Rendering
from diwan.web import app, assets
from tests.browser import chromium
from tests.browser.test_desk import serving
from tests.publisher import ISSUER, Publisher, ed25519, key_set
from tests.served import settings_text
from tests.waiting import until

pytestmark = chromium.needed

SIGN_IN = """
[sites.sign_in]
issuer = "https://courier.example"
keys_file = "courier.jwks.json"
guests = {guests}
page = "https://courier.example/account"
"""
ARTICLE = """<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>The bridge</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.0625rem Georgia, "Liberation Serif", "Noto Naskh Arabic", serif;
  max-inline-size: 44rem; margin: 1.5rem auto; padding-inline: 1rem }}</style></head>
<body><main><h1>The bridge</h1>
<diwan-comments site="courier" article="{article}" language="{language}" {attribute}>
<a href="{diwan}/read/courier/{article}">Comments</a></diwan-comments>
<form method="post" action="{diwan}/sign-in/courier"><input type="hidden" name="token" value="{token}">
<input type="hidden" name="article" value="{article}"><button>To the comments</button></form></main>
<script type="module" src="{diwan}/widget/diwan.js"></script></body></html>"""


@dataclass
class Paper:
    """The publisher: his pages, and who is signed in on them."""

    port: int
    house: House
    publisher: Publisher
    reader: dict[str, Any] | None = field(default_factory=lambda: {"sub": "4711", "name": "Berîvan"})
    tokens: int = 0

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def diwan(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mint(self) -> str:
        self.publisher.at = clock.now()
        self.tokens += 1
        return self.publisher.token(jti=f"browser {self.tokens}", **(self.reader or {"sub": "nobody"}))

    def token(self, _request: Request) -> Response:
        if self.reader is None:
            return Response(status_code=204)
        return Response(self.mint(), media_type="application/jwt", headers={"cache-control": "no-store"})

    def article(self, request: Request) -> Response:
        language = request.query_params.get("language", "en")
        attribute = 'sign-in="/account/token"' if request.path_params["how"] == "asks" else "sign-in"
        return Response(
            ARTICLE.format(
                language=language,
                direction="rtl" if language == "ckb" else "ltr",
                article="aw" if language == "ckb" else "bridge",
                diwan=self.diwan,
                attribute=attribute,
                token=self.mint(),
            ),
            media_type="text/html",
        )

    def signed(self) -> list[tuple[str, str | None]]:
        """The names and badges of the comments that readers have signed."""
        with self.house.store.connection() as connection:
            rows = connection.execute(
                text("SELECT w.name, s.badge FROM words w JOIN signers s ON s.comment_id = w.comment_id")
            ).all()
        return [(row[0], row[1]) for row in rows]

    def names(self) -> list[str]:
        with self.house.store.connection() as connection:
            return [row[0] for row in connection.execute(text("SELECT name FROM words")).all()]

    def end_every_session(self) -> None:
        with self.house.store.engine.connect().execution_options(writes=True) as connection:
            with connection.begin():
                connection.execute(text("DELETE FROM reader_sessions"))


def _is_printed(house: House, key: str) -> bool:
    return (house.press.root / "threads" / "courier" / folder_name(key) / "pointer.json").is_file()


@contextmanager
def opened(folder: Path, guests: str = "true", language: str = "en") -> Iterator[Paper]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "courier.jwks.json").write_bytes(key_set(ed25519()))
    told = (
        settings_text("sqlite", site=f'language = "{language}"' + SIGN_IN.format(guests=guests))
        .replace("https://comments.courier.example", f"http://127.0.0.1:{port}")
        .replace('["https://courier.example"]', f'["http://localhost:{port}"]')
    )
    house = bootstrap.build(settings.parse(told, {}, folder=folder, name="diwan.toml"))
    for key, language in (("bridge", "en"), ("aw", "ckb")):
        about = Description(f"http://localhost:{port}/{key}", "The bridge", "City", language)
        registration.register(
            house.store,
            house.clock,
            site=house.sites["courier"],
            key=key,
            description=about,
            text="",
            by="test",
        ).result()
    audience = f"http://127.0.0.1:{port}/sign-in/courier"
    paper = Paper(port, house, Publisher(clock.now(), ed25519(), "EdDSA", ISSUER, audience))
    routes = [Route("/account/token", paper.token), Route("/articles/{how}", paper.article)]
    assets.print_assets(house.press, Rendering(house.settings.public_url), house.sites)
    with serving(app.create(house, routes), port):
        house.duties.start()
        until(
            lambda: all(_is_printed(house, key) for key in ("bridge", "aw")),
            "the first print of both articles",
        )
        try:
            yield paper
        finally:
            house.close()


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    with opened(tmp_path) as paper:
        yield paper


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any script error fails the test."""
    context = browser.new_context()
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def look(page: Page, name: str) -> None:
    chromium.look(page, f"sign-in-{name}")


def begin(page: Page, paper: Paper, how: str = "asks", language: str = "en") -> None:
    page.goto(f"{paper.address}/articles/{how}?language={language}")
    page.locator("#diwan-body").focus()


def send(page: Page, words: str) -> None:
    page.locator("#diwan-body").fill(words)
    page.locator("form.write button[type=submit]").click()


# --- the widget -----------------------------------------------------------------------------------------------------


def test_whoever_is_signed_in_on_the_publishers_page_writes_under_that_name(paper: Paper, page: Page) -> None:
    paper.reader = {"sub": "4711", "name": "Berîvan", "badge": "staff"}
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{paper.address}/articles/asks")
    expect(page.locator("#diwan-body")).to_be_visible()
    assert not any("/account/token" in url for url in asked), "asked before anybody meant to write"
    page.locator("#diwan-body").focus()
    expect(page.locator(".who")).to_contain_text("You are writing as Berîvan")
    expect(page.locator(".who .badge")).to_have_text("Newsroom")
    expect(page.locator("#diwan-name")).to_be_hidden()
    send(page, "We were there.")
    expect(page.locator("article.waiting .name")).to_have_text("Berîvan")
    assert paper.signed() == [("Berîvan", "staff")]
    assert page.context.cookies() == []


def test_whoever_is_not_writes_as_a_guest(paper: Paper, page: Page) -> None:
    paper.reader = None
    begin(page, paper)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.locator("#diwan-name").fill("Rojîn")
    send(page, "I came by.")
    expect(page.locator("article.waiting")).to_be_visible()
    assert (paper.signed(), paper.names()) == ([], ["Rojîn"])


def test_a_page_hands_the_token_over_when_its_reader_asks_for_it(paper: Paper, page: Page) -> None:
    begin(page, paper, "hands-over")
    page.evaluate(
        """token => addEventListener("diwan-sign-in", (event) => event.target.signIn(token).then((good) => (window.good = good)))""",
        paper.mint(),
    )
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".who")).to_contain_text("You are writing as Berîvan")
    assert page.evaluate("good") is True
    # In this tab he is still signed in when he comes back.
    page.reload()
    page.locator("#diwan-body").focus()
    expect(page.locator(".who")).to_contain_text("You are writing as Berîvan")


def test_a_token_that_is_no_good_is_told_and_the_words_stay(paper: Paper, page: Page) -> None:
    begin(page, paper, "hands-over")
    page.locator("#diwan-body").fill("All that I had to say.")
    assert page.evaluate("document.querySelector('diwan-comments').signIn('a.b.c')") is False
    expect(page.locator("#diwan-problem")).to_contain_text("You could not be signed in.")
    expect(page.locator("#diwan-body")).to_have_value("All that I had to say.")


def test_signing_out_leaves_a_guest_and_ends_the_session(paper: Paper, page: Page) -> None:
    begin(page, paper, "hands-over")
    page.evaluate("token => document.querySelector('diwan-comments').signIn(token)", paper.mint())
    kept = json.loads(page.evaluate("Object.values(sessionStorage)[0]"))["session"]
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        page.get_by_role("button", name="Sign out").click()
    assert ended.value.status == 204
    expect(page.locator("#diwan-name")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    with paper.house.store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM reader_sessions")).scalar_one() == 0
    assert kept


def test_a_session_that_ends_while_its_reader_writes_is_opened_anew_and_keeps_his_words(
    paper: Paper, page: Page
) -> None:
    begin(page, paper)
    expect(page.locator(".who")).to_contain_text("Berîvan")
    paper.end_every_session()
    send(page, "All that I had to say.")
    expect(page.locator("#diwan-problem")).to_contain_text("Your sign-in has ended.")
    expect(page.locator("#diwan-body")).to_have_value("All that I had to say.")
    assert paper.names() == []
    expect(page.locator(".who")).to_contain_text("Berîvan")
    page.locator("form.write button[type=submit]").click()
    expect(page.locator("article.waiting")).to_be_visible()
    assert paper.signed() == [("Berîvan", None)]


def test_a_session_that_ends_for_good_leaves_the_words_to_a_guest(paper: Paper, page: Page) -> None:
    begin(page, paper)
    expect(page.locator(".who")).to_contain_text("Berîvan")
    paper.end_every_session()
    paper.reader = None
    send(page, "All that I had to say.")
    expect(page.locator("#diwan-problem")).to_contain_text("Your sign-in has ended.")
    expect(page.locator("#diwan-name")).to_be_visible()
    expect(page.locator("#diwan-body")).to_have_value("All that I had to say.")
    page.locator("#diwan-name").fill("Rojîn")
    page.locator("form.write button[type=submit]").click()
    expect(page.locator("article.waiting")).to_be_visible()
    assert (paper.signed(), paper.names()) == ([], ["Rojîn"])


def test_where_no_guest_may_write_a_guest_is_told_and_his_words_stay(tmp_path: Path, page: Page) -> None:
    with opened(tmp_path, guests="false") as paper:
        paper.reader = None
        begin(page, paper)
        page.locator("#diwan-name").fill("Rojîn")
        send(page, "All that I had to say.")
        expect(page.locator("#diwan-problem")).to_contain_text("On this site one signs in before writing.")
        expect(page.locator("#diwan-body")).to_have_value("All that I had to say.")
        page.evaluate("token => document.querySelector('diwan-comments').signIn(token)", paper.mint())
        page.locator("form.write button[type=submit]").click()
        expect(page.locator("article.waiting")).to_be_visible()


# --- without JavaScript ---------------------------------------------------------------------------------------------


def test_without_javascript_the_publishers_form_leads_to_the_comments_and_back_out(
    paper: Paper, browser: Browser
) -> None:
    paper.reader = {"sub": "4711", "name": "Berîvan", "badge": "expert"}
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    page.goto(f"{paper.address}/articles/asks")
    page.get_by_role("button", name="To the comments").click()
    expect(page).to_have_url(re.compile(r"127\.0\.0\.1.*/read/courier/bridge"))
    expect(page.locator(".who")).to_contain_text("You are writing as Berîvan")
    [cookie] = context.cookies()
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Lax")
    send(page, "Without any script.")
    expect(page).to_have_url(re.compile("/receipts/"))
    assert paper.signed() == [("Berîvan", "expert")]
    page.goto(f"{paper.diwan}/read/courier/bridge")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Name to be shown")).to_be_visible()
    assert context.cookies() == []
    context.close()
