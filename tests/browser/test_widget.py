"""The widget in a real browser, on a page of another origin, before a server that hands out printed files."""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from playwright.sync_api import Browser, Locator, Page, expect

from diwan.articles import folder_name
from diwan.clock import DAY, HOUR, MINUTE, Milliseconds, now, utc
from diwan.editions import render
from diwan.editions.render import Rendering
from diwan.editions.sheets import (
    Child,
    Conversation,
    Front,
    Page as ThreadPage,
    PrintedComment,
    ReplyPage,
    Sheet,
    ThreadHeading,
    Tile,
)
from diwan.editions.words import languages, words_for
from diwan.web.own_words import Piece
from diwan.web.reasons_told import ReasonsTold
from tests.browser import chromium
from tests.browser.amiss import seen, violations

pytestmark = chromium.needed

FRONTEND = Path(__file__).parents[2] / "frontend" / "widget"

# Every way to leave a trace in the browser, counted from before the first script of the page.
WATCH_STORAGE = """
window.touched = [];
for (const name of ["getItem", "setItem", "removeItem", "key", "clear"]) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (...args) { touched.push(name); return real.apply(this, args); };
}
const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
Object.defineProperty(document, "cookie", {
  get() { touched.push("cookie read"); return cookie.get.call(document); },
  set(value) { touched.push("cookie written"); cookie.set.call(document, value); },
});
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...args) { touched.push("indexedDB"); return open.apply(this, args); };
"""


@dataclass
class Answer:
    """What the server says to a submission. A `status` of 0: it takes the words and the answer is lost."""

    status: int = 201
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Newsroom:
    """Printed files and a publisher's page, served from two names of this machine, so that they are two origins."""

    port: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    submissions: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    tickets: list[dict[str, Any]] = field(default_factory=list)
    """What is handed out to forms, in order; none at all where it is empty."""

    @property
    def diwan(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def publisher(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def rendering(self) -> Rendering:
        return Rendering(self.diwan)

    def article_page(self, article: str, language: str, direction: str, style: str = "") -> None:
        self.files[f"/{article}.html"] = f"""<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>The ferry | Demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.0625rem Georgia, "Liberation Serif", "Noto Naskh Arabic", serif;
  max-inline-size: 44rem; margin: 1.5rem auto; padding-inline: 1rem }} {style}</style></head>
<body><main><h1>{"The ferry" if direction == "ltr" else "بەلەمەکە"}</h1>
<diwan-comments site="demo" article="{article}" headline="The ferry" section="City" language="{language}">
<a href="{self.diwan}/read/demo/{folder_name(article)}">Comments</a></diwan-comments></main>
<script type="module" src="{self.diwan}/widget/diwan.js"></script></body></html>""".encode()

    def print_front(self, front: Front) -> None:
        folder = f"/threads/demo/{folder_name(front.heading.article)}"
        self.files[f"{folder}/head.html"] = render.front(front, self.rendering)
        self.files[f"{folder}/pointer.json"] = render.pointer(front)

    def print_sheet(self, sheet: Sheet) -> str:
        stem = f"/pages/{sheet.address[:2]}/{sheet.address}"
        self.files[f"{stem}.json"] = sheet.json
        if sheet.html is not None:
            self.files[f"{stem}.html"] = sheet.html
        return sheet.address

    def print_thread(
        self, heading: ThreadHeading, pages: list[ThreadPage], *, version: int = 1, levels: int = 1
    ) -> None:
        """Print pages, `levels` levels of tiles above them (0: a single page), and the front."""
        children = [
            Child(p.number, self.print_sheet(render.page(p, heading, self.rendering)), p.count) for p in pages
        ]
        for level in range(1, levels + 1):
            numbers = sorted({child.number // 100 for child in children})
            tiles = [
                Tile(level, n, tuple(child for child in children if child.number // 100 == n))
                for n in numbers
            ]
            children = [Child(t.number, self.print_sheet(render.tile(t)), t.count) for t in tiles]
        top = children[0] if children else None
        self.print_front(
            Front(
                heading,
                sum(p.count for p in pages),
                top.address if top else None,
                levels if top else None,
                pages[0] if pages else None,
                version,
            )
        )


def heading(
    article: str = "ferry", language: str = "en", closes_at: Milliseconds | None = None
) -> ThreadHeading:
    return ThreadHeading("demo", article, "The ferry", language, closes_at, 5000)


def comment(
    comment_id: str, body: str = "Good.", *, page: int = 0, name: str = "Ann", **more: Any
) -> PrintedComment:
    return PrintedComment(comment_id, page, name, body, more.pop("at", 1_790_000_000_000), **more)


def alone(
    comment_id: str,
    body: str = "Good.",
    *,
    page: int = 0,
    replies: tuple[PrintedComment, ...] = (),
    **more: Any,
) -> Conversation:
    return Conversation(
        comment_id, page, comment(comment_id, body, page=page, **more), replies, len(replies), None
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    newsroom: Newsroom

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == "/api/tickets":
            issued = self.newsroom.tickets.pop(0) if self.newsroom.tickets else None
            self._send(
                200 if issued else 204, "application/json", json.dumps(issued).encode() if issued else b""
            )
            return
        self.newsroom.requests.append(path)
        body = self.newsroom.files.get(path)
        kind = {"js": "text/javascript", "json": "application/json"}.get(path.rsplit(".", 1)[-1], "text/html")
        self._send(200 if body is not None else 404, kind, body or b"")

    def do_OPTIONS(self) -> None:
        self._send(204, "text/plain", b"")

    def do_POST(self) -> None:
        room = self.newsroom
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/api/comments":
            self._send(204, "text/plain", b"")
            return
        room.submissions.append(json.loads(sent))
        answer = room.answers.pop(0) if room.answers else Answer()
        if answer.status == 0:
            # Part of an answer: where none at all comes, Chromium quietly sends the same request once more by itself.
            self.send_response(201)
            self.send_header("Content-Length", "999")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(b'{"comment":')
            self.close_connection = True
            return
        body = answer.body or {
            "comment": f"new{len(room.submissions)}",
            "receipt": f"{room.diwan}/receipts/r{len(room.submissions)}",
            "digest": "ab" * 32,
            "position": 7,
            "at": "2026-11-23T12:00:00.000Z",
        }
        kind = "application/json" if answer.status < 400 else "application/problem+json"
        self._send(answer.status, kind, json.dumps(body).encode(), answer.headers)

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "content-type")
        self.send_header("Access-Control-Expose-Headers", "retry-after")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(
        self,
        format: str,  # noqa: A002 — the name in the standard library
        *args: object,
    ) -> None:
        """Say nothing: the requests are in `newsroom.requests`."""


def serve(room: Newsroom) -> ThreadingHTTPServer:
    """Start serving `room`, scripts as the product serves them: with the style sheet inside."""
    style = (FRONTEND / "diwan.css").read_bytes()
    room.files["/widget/diwan.js"] = (FRONTEND / "diwan.js").read_bytes().replace(b"/*diwan.css*/", style)
    for part in ("compose.js", "reader.js", "work.js", "report.js"):
        room.files[f"/widget/{part}"] = (FRONTEND / part).read_bytes()
    handler = type("Handler", (_Handler,), {"newsroom": room})
    server = ThreadingHTTPServer(("localhost", 0), handler)
    room.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for language in languages():
        room.files[f"/widget/blank/demo/{language}.html"] = render.blank(
            language, "demo", 5000, room.rendering
        )
    return server


@pytest.fixture
def room() -> Iterator[Newsroom]:
    room = Newsroom()
    server = serve(room)
    room.article_page("ferry", "en", "ltr")
    yield room
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any script error fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="en-GB")
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(WATCH_STORAGE)
    yield page
    context.close()
    assert errors == []


def names(page: Page) -> list[str]:
    return [
        str(name)
        for name in page.locator("article[data-id]").evaluate_all("all => all.map(a => a.dataset.id)")
    ]


def body_field(page: Page) -> Locator:
    return page.get_by_label("Your comment")


def write(page: Page, body: str, name: str = "Ann") -> None:
    body_field(page).fill(body)
    page.get_by_label("Name to be shown").fill(name)


def send(page: Page) -> None:
    page.locator("form.write button").click()


def stop_the_clock(page: Page) -> Milliseconds:
    """The moment at which it is now for the page, and stays."""
    at = now() // 1000 * 1000
    page.clock.set_fixed_time(utc(at))
    return at


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds, letting the browser work; fails after ten seconds."""
    for _ in range(200):
        if condition():
            return
        page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 50))")
    raise AssertionError("the condition never came true")


def test_two_requests_bring_the_first_comment(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1"),))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.locator("#diwan-0-c1")).to_be_visible()
    assert room.requests == ["/ferry.html", "/widget/diwan.js", "/threads/demo/ferry/head.html"]


def test_reading_touches_no_storage_no_cookie_and_no_third_party(room: Newsroom, page: Page) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    room.print_thread(heading(), [ThreadPage(0, (alone("c1"),)), ThreadPage(1, (alone("c2", page=1),))])
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="More comments").click()
    expect(page.locator("#diwan-1-c2")).to_be_visible()
    assert page.evaluate("touched") == []
    assert page.context.cookies() == []
    assert hosts - {None} == {"127.0.0.1", "localhost"}
    # The watch itself works: coming to write reads the draft.
    body_field(page).focus()
    page.wait_for_function("touched.includes('getItem')")


def test_comments_stand_in_the_printed_order_with_replies_below(room: Newsroom, page: Page) -> None:
    replies = (comment("r1", name="Bo"), comment("r2", answers="r1", answers_name="Bo"))
    room.print_thread(heading(), [ThreadPage(0, (alone("c1", replies=replies), alone("c2")))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.get_by_role("heading", name="4 comments")).to_be_visible()
    assert names(page) == ["c1", "r1", "r2", "c2"]
    assert page.locator("ol.comments > li > ol.replies > li #diwan-0-r2").count() == 1
    page.locator("#diwan-0-r2 .answers a").click()
    expect(page.locator("#diwan-0-r1")).to_be_focused()


def test_more_comments_follow_until_there_are_none_across_gaps_in_the_tiles(
    room: Newsroom, page: Page
) -> None:
    # The first tile ends before the page that follows is found in another: ranges overlap, contents do not.
    pages = [ThreadPage(n, (alone(f"c{n}", page=n),)) for n in (0, 5, 120, 10_001)]
    room.print_thread(heading(), pages, levels=3)
    page.goto(f"{room.publisher}/ferry.html")
    more = page.get_by_role("link", name="More comments")
    for n in (5, 120, 10_001):
        more.click()
        expect(page.locator(f"#diwan-{n}-c{n}")).to_be_focused()
    assert names(page) == ["c0", "c5", "c120", "c10001"]
    expect(more).to_have_count(0)


@pytest.mark.parametrize("has_tile", [False, True])
def test_all_replies_of_a_conversation_are_shown_on_demand(
    room: Newsroom, page: Page, has_tile: bool
) -> None:
    replies = tuple(comment(f"r{n}") for n in range(8))
    cut = [replies[:5], replies[5:]] if has_tile else [replies]
    sheets = [render.reply_page(ReplyPage(n, part), heading(), room.rendering) for n, part in enumerate(cut)]
    addresses = [room.print_sheet(sheet) for sheet in sheets]
    top = addresses[0]
    if has_tile:
        children = tuple(Child(n, addresses[n], len(cut[n])) for n in range(2))
        top = room.print_sheet(render.tile(Tile(1, 0, children)))
    conversation = Conversation("c1", 0, comment("c1"), replies[:3], 8, top)
    room.print_thread(heading(), [ThreadPage(0, (conversation, alone("c2")))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="Show all 8 replies").click()
    expect(page.locator("#diwan-0-r4")).to_be_visible()
    if has_tile:
        page.get_by_role("link", name="More replies").click()
    expect(page.locator("#diwan-0-r7")).to_be_visible()
    assert names(page) == ["c1", *(f"r{n}" for n in range(8)), "c2"]
    expect(page.locator(".all")).to_have_count(0)


def test_a_sent_comment_is_cleared_from_the_form_and_waits_in_view(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1"),))], levels=0)
    page.goto(f"{room.publisher}/ferry.html#top")
    write(page, "<b>Bold</b>\nsecond line", "Ann")
    send(page)
    card = page.locator("article.waiting")
    expect(card).to_be_focused()
    expect(card).to_contain_text("Waiting for a moderator")
    expect(card.locator(".body")).to_have_text("<b>Bold</b>\nsecond line")
    expect(card.get_by_role("link")).to_have_attribute("href", f"{room.diwan}/receipts/r1")
    expect(body_field(page)).to_have_value("")
    assert page.evaluate("Object.keys(localStorage)") == []
    key = room.submissions[0].pop("key")
    assert len(key) == 32
    assert room.submissions == [
        {
            "site": "demo",
            "article": "ferry",
            "name": "Ann",
            "body": "<b>Bold</b>\nsecond line",
            "described": {
                "url": f"{room.publisher}/ferry.html",
                "headline": "The ferry",
                "section": "City",
                "language": "en",
            },
        }
    ]


def test_a_reply_names_its_parent_and_waits_below_it(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1", name="Bo"), alone("c2")))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="Reply to Bo").click()
    expect(page.locator(".replying")).to_contain_text("Your reply to Bo")
    expect(body_field(page)).to_be_focused()
    write(page, "Indeed.")
    send(page)
    expect(page.locator("#diwan-0-c1 + article.waiting")).to_contain_text("Indeed.")
    assert room.submissions[0]["parent"] == "c1"
    expect(page.locator(".desk > form")).to_have_count(1)


def test_a_cancelled_reply_becomes_a_comment_and_keeps_its_words(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1", name="Bo"),))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="Reply to Bo").click()
    write(page, "Indeed.")
    page.get_by_role("link", name="Cancel reply").click()
    expect(page.get_by_role("link", name="Reply to Bo")).to_be_focused()
    expect(body_field(page)).to_have_value("Indeed.")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert "parent" not in room.submissions[0]


def test_a_draft_survives_a_reload(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1", name="Bo"),))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="Reply to Bo").click()
    write(page, "Half a thought", "Ann")
    page.reload()
    body_field(page).focus()
    expect(body_field(page)).to_have_value("Half a thought")
    expect(page.get_by_label("Name to be shown")).to_have_value("Ann")
    expect(page.locator(".replying")).to_contain_text("Your reply to Bo")


def test_after_a_lost_answer_the_same_words_go_out_under_the_same_key_even_after_a_reload(
    room: Newsroom, page: Page
) -> None:
    room.print_thread(heading(), [], levels=0)
    room.answers = [Answer(0), Answer(0)]
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "Once only")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("No answer came")
    expect(body_field(page)).to_have_value("Once only")
    page.get_by_role("button", name="Try again").click()
    until(page, lambda: len(room.submissions) == 2)
    page.reload()
    body_field(page).focus()
    expect(body_field(page)).to_have_value("Once only")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert len({sent["key"] for sent in room.submissions}) == 1


def test_changed_words_go_out_under_a_new_key(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [], levels=0)
    room.answers = [Answer(0)]
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "One")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("No answer came")
    write(page, "Two")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    first, second = room.submissions
    assert (first["body"], second["body"]) == ("One", "Two")
    assert first["key"] != second["key"]


def test_without_a_network_the_words_stay_and_can_be_sent_again(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "From the bus")
    expect(page.locator(".counter")).to_have_text("12 / 5,000")
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("No answer came")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("article.waiting")).to_contain_text("From the bus")
    assert len(room.submissions) == 1


@pytest.mark.parametrize(
    ("problem", "said", "invalid"),
    [
        (
            {"status": 422, "code": "name-characters", "field": "name", "detail": "English"},
            "The name holds an invisible",
            "name",
        ),
        ({"status": 409, "code": "thread-closed", "detail": "x"}, "have been closed", None),
        ({"status": 422, "code": "from-the-future", "detail": "Do this instead."}, "Do this instead.", None),
        ({"status": 500}, "cannot store comments just now", None),
    ],
)
def test_an_error_is_told_and_the_words_are_kept(
    room: Newsroom, page: Page, problem: dict[str, Any], said: str, invalid: str | None
) -> None:
    room.print_thread(heading(), [], levels=0)
    room.answers = [Answer(problem["status"], {"title": "No", **problem})]
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "My words")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(body_field(page)).to_have_value("My words")
    if invalid:
        expect(page.locator(f"[name={invalid}]")).to_be_focused()
        expect(page.locator(f"[name={invalid}]")).to_have_attribute("aria-invalid", "true")


def test_too_many_requests_are_waited_out(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [], levels=0)
    room.answers = [Answer(429, {"code": "too-many", "title": "x"}, {"Retry-After": "120"})]
    page.clock.install()
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "Patience")
    send(page)
    button = page.locator("form.write button")
    expect(button).to_have_text(re.compile(r"Try again \(1[012]\d\)"))
    expect(page.get_by_role("alert")).to_contain_text("will be sent by itself")
    button.click(force=True)
    page.clock.run_for(60_000)
    assert len(room.submissions) == 1
    page.clock.run_for(61_000)
    expect(page.locator("article.waiting")).to_be_visible()
    assert room.submissions[0] == room.submissions[1]


def test_who_is_told_to_wait_longer_than_ten_minutes_is_not_asked_for_by_itself(
    room: Newsroom, page: Page
) -> None:
    room.print_thread(heading(), [], levels=0)
    room.answers = [Answer(429, {"code": "too-many", "title": "x"}, {"Retry-After": "3600"})]
    page.clock.install()
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "Patience")
    send(page)
    button = page.locator("form.write button")
    expect(button).to_have_text(re.compile(r"Try again \((600|59\d)\)"))
    expect(page.get_by_role("alert")).not_to_contain_text("will be sent by itself")
    page.clock.run_for(601_000)
    expect(button).to_have_text("Try again")
    assert len(room.submissions) == 1


def test_a_guest_on_a_calm_day_fetches_neither_signing_in_nor_work(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [], levels=0)
    room.tickets = [issued(most=0, wait_seconds=0)]
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "Calm")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert [path for path in room.requests if "/widget/" in path] == [
        "/widget/diwan.js",
        "/widget/compose.js",
    ]
    assert room.submissions[0]["ticket"] == "a ticket"


@pytest.mark.parametrize(("most", "wait_seconds"), [(1, 60), (0, 1)])
def test_in_a_surge_the_work_or_the_wait_comes_before_the_words(
    room: Newsroom, page: Page, most: int, wait_seconds: int
) -> None:
    room.print_thread(heading(), [], levels=0)
    room.tickets = [issued(most=most, wait_seconds=wait_seconds)]
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "Busy")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert "/widget/work.js" in room.requests
    assert room.submissions[0]["ticket"] == "a ticket"
    assert room.submissions[0].get("number") == (0 if most else None)


def issued(*, most: int, wait_seconds: int) -> dict[str, Any]:
    """What /api/tickets says; the number that work finds is 0."""
    nonce = bytes(16)
    target = hashlib.pbkdf2_hmac("sha256", b"diwan work v1\n" + nonce, bytes(4), 4000, 16)
    return {
        "ticket": "a ticket",
        "nonce": nonce.hex(),
        "most": most,
        "cost": 4000,
        "target": target.hex(),
        "wait_seconds": wait_seconds,
    }


def test_words_over_the_limit_are_counted_and_neither_cut_nor_sent(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "😀" * 5001)
    expect(page.locator(".counter")).to_have_text("5,001 / 5,000")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Nothing was cut")
    assert len(body_field(page).input_value()) == 5001
    assert room.submissions == []


def test_new_comments_are_announced_and_shown_without_disturbing_a_draft(room: Newsroom, page: Page) -> None:
    pages = [ThreadPage(0, (alone("c0"), alone("c1", name="Bo"))), ThreadPage(1, (alone("d0", page=1),))]
    room.print_thread(heading(), pages)
    page.clock.install()
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="More comments").click()
    page.get_by_role("link", name="Reply to Bo").click()
    write(page, "Unfinished")
    newer = ThreadPage(1, (alone("d0", page=1), alone("d1", page=1)))
    room.print_thread(heading(), [pages[0], newer], version=2)
    page.clock.run_for(80_000)
    notice = page.get_by_role("status").get_by_role("button", name="New comments")
    notice.click()
    expect(page.locator("#diwan-1-d1")).to_be_focused()
    expect(page.get_by_role("heading", name="4 comments")).to_be_visible()
    assert names(page) == ["c0", "c1", "d0", "d1"]
    expect(page.locator("#diwan-0-c1 + form textarea")).to_have_value("Unfinished")
    expect(notice).to_have_count(0)


def test_a_removed_comment_goes_without_moving_what_is_being_typed(room: Newsroom, page: Page) -> None:
    many = tuple(alone(f"c{n}", "Line.\n\n" * 9, name=f"N{n}x") for n in range(9))
    room.print_thread(heading(), [ThreadPage(0, many)], levels=0)
    page.clock.install()
    page.goto(f"{room.publisher}/ferry.html")
    page.get_by_role("link", name="Reply to N6x").click()
    body_field(page).press_sequentially("Still he")
    before = page.locator("textarea").bounding_box()
    room.print_thread(heading(), [ThreadPage(0, many[1:])], levels=0, version=2)
    page.clock.run_for(80_000)
    expect(page.locator("#diwan-0-c0")).to_have_count(0)
    page.keyboard.type("re")
    expect(page.locator("#diwan-0-c6 + form textarea")).to_have_value("Still here")
    after = page.locator("textarea").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2


def test_nothing_is_asked_for_while_the_page_is_hidden(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1"),))], levels=0)
    page.clock.install()
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.locator("#diwan-0-c1")).to_be_visible()
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.clock.run_for(600_000)
    assert not any("pointer" in path for path in room.requests)
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    until(page, lambda: any("pointer" in path for path in room.requests))


def test_an_article_nobody_has_commented_on_can_be_written_under(room: Newsroom, page: Page) -> None:
    room.article_page("نوێ", "ckb", "rtl")
    page.goto(f"{room.publisher}/نوێ.html")
    expect(page.locator(".empty")).to_be_visible()
    assert f"/threads/demo/{folder_name('نوێ')}/head.html" in room.requests
    expect(page.locator("form.write")).to_have_attribute(
        "action", f"{room.diwan}/write/demo/{folder_name('نوێ')}"
    )
    page.locator("textarea").fill("یەکەم")
    page.locator("input[name=name]").fill("ئازاد")
    send(page)
    expect(page.locator("article.waiting")).to_contain_text("چاوەڕێی سەرپەرشتیارە")
    assert room.submissions[0]["article"] == "نوێ"


def test_sorani_runs_right_to_left_with_its_own_digits_and_dates(room: Newsroom, page: Page) -> None:
    room.article_page("بەلەم", "ckb", "rtl")
    at = stop_the_clock(page) - 5 * MINUTE
    room.print_thread(
        heading("بەلەم", "ckb"), [ThreadPage(0, (alone("c1", "بەڵێ", name="ئازاد", at=at),))], levels=0
    )
    page.goto(f"{room.publisher}/بەلەم.html")
    expect(page.get_by_role("heading", name="١ لێدوان")).to_be_visible()
    # Not the browser's: Chromium would silently say it in English.
    expect(page.locator("time")).to_have_text("٥ خولەک لەمەوبەر")
    expect(page.locator("time")).to_have_attribute("title", words_for("ckb").date(at))
    head = page.locator("#diwan-0-c1").bounding_box()
    name = page.locator("#diwan-0-c1 .name").bounding_box()
    assert head is not None
    assert name is not None
    assert name["x"] + name["width"] == pytest.approx(head["x"] + head["width"], abs=1)
    page.locator("textarea").fill("سڵاو")
    expect(page.locator(".counter")).to_have_text("٤ / ٥٬٠٠٠")


def test_times_are_relative_for_a_week_and_then_dates(room: Newsroom, page: Page) -> None:
    at = stop_the_clock(page)
    ages = {"c1": 5 * MINUTE, "c2": 3 * HOUR, "c3": DAY, "c4": 30 * DAY}
    comments = tuple(alone(key, at=at - age) for key, age in ages.items())
    room.print_thread(heading(), [ThreadPage(0, comments)], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.locator("#diwan-0-c1 time")).to_have_text("5 minutes ago")
    expect(page.locator("#diwan-0-c2 time")).to_have_text("3 hours ago")
    expect(page.locator("#diwan-0-c3 time")).to_have_text("1 day ago")
    expect(page.locator("#diwan-0-c4 time")).to_contain_text("UTC")


@pytest.mark.parametrize("language", languages())
def test_every_language_says_how_long_ago_with_its_own_plurals(
    room: Newsroom, page: Page, language: str
) -> None:
    words, at = words_for(language), stop_the_clock(page)
    room.article_page("ferry", language, words.direction)
    minutes = (1, 2, 3, 10, 11, 59)
    comments = tuple(alone(f"c{n}", at=at - n * MINUTE) for n in minutes)
    room.print_thread(heading("ferry", language), [ThreadPage(0, comments)], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    for n in minutes:
        expect(page.locator(f"#diwan-0-c{n} time")).to_have_text(words.ago(at - n * MINUTE, at))


def test_a_front_printed_before_there_were_such_forms_keeps_its_dates(room: Newsroom, page: Page) -> None:
    at = now() - 5 * MINUTE
    room.print_thread(heading(), [ThreadPage(0, (alone("c1", at=at),))], levels=0)
    [path] = [path for path in room.files if path.endswith("/head.html")]
    room.files[path] = re.sub(rb' data-plural="\d+"', b"", room.files[path])
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.locator("#diwan-0-c1 time")).to_have_text(words_for("en").date(at))


def test_a_closed_thread_takes_no_words_but_shows_its_comments(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(closes_at=now() - DAY), [ThreadPage(0, (alone("c1"),))], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.get_by_text("Comments on this article are closed.")).to_be_visible()
    expect(page.locator("form.write")).to_be_hidden()
    expect(page.locator(".reply")).to_be_hidden()
    expect(page.locator("#diwan-0-c1")).to_be_visible()


def test_a_browser_without_storage_can_still_send(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [], levels=0)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.goto(f"{room.publisher}/ferry.html")
    write(page, "Anyway")
    expect(page.get_by_role("alert")).to_contain_text("keeps no drafts")
    send(page)
    expect(page.locator("article.waiting")).to_contain_text("Anyway")


def test_trusted_types_are_kept_to(room: Newsroom, page: Page) -> None:
    room.print_thread(heading(), [ThreadPage(0, (alone("c1"),))], levels=0)
    html = room.files["/ferry.html"].decode()
    policy = "require-trusted-types-for 'script'; trusted-types diwan; style-src-attr 'none'"
    room.files["/ferry.html"] = html.replace(
        "<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    ).encode()
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.locator("#diwan-0-c1")).to_be_visible()
    assert (
        page.evaluate("() => { try { document.body.innerHTML = 'x' } catch { return 'refused' } }")
        == "refused"
    )


def test_what_the_publisher_put_inside_stays_if_diwan_cannot_be_reached(room: Newsroom, page: Page) -> None:
    page.route("**/threads/**", lambda route: route.abort())
    page.goto(f"{room.publisher}/ferry.html")
    expect(page.get_by_role("link", name="Comments")).to_be_visible()


def test_script_and_browser_name_folders_as_the_server_does(room: Newsroom, page: Page) -> None:
    keys = ["harbour", "A-z_09", "دیوان ١", "a b/c?d#e%f", "😀~.\\", "ÿ\u0100", "x" * 80, "..", "'\"<>&"]
    room.print_thread(heading(), [], levels=0)
    page.goto(f"{room.publisher}/ferry.html")
    script = f"keys => import('{room.diwan}/widget/diwan.js').then(m => keys.map(m.folderName))"
    assert page.evaluate(script, keys) == [folder_name(key) for key in keys]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ckb", "rtl")])
def test_axe_finds_nothing_and_nothing_overflows_in_letters_twice_as_large(
    room: Newsroom, page: Page, language: str, direction: str
) -> None:
    room.article_page("ferry", language, direction, "html { font-size: 200% }")
    replies = (comment("r1", "Yes: https://example.com/" + "long" * 30), comment("r2", answers="r1"))
    pages = [
        ThreadPage(
            0,
            (
                alone("c1", "بەڵێ\n\nYes", replies=replies),
                Conversation("c9", 0, None, (comment("r9"),), 1, None),
            ),
        )
    ]
    pages.append(ThreadPage(1, (alone("d", page=1),)))
    room.print_thread(heading("ferry", language, now() + DAY), pages)
    room.answers = [Answer(), Answer(422, {"code": "name-letters", "field": "name", "title": "x"})]
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{room.publisher}/ferry.html")
    page.locator("textarea").fill("One")
    page.locator("input[name=name]").fill("Ann")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    page.locator("#diwan-0-c1 .reply").click()
    page.locator("textarea").fill("Two")
    page.locator("input[name=name]").fill("--")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page, "widget") == []
    assert seen(page) == []


def reader_page(room: Newsroom, template: str, language: str, **values: Any) -> bytes:
    """A page of the web layer, from its template, with the variables that every one of them wants."""
    environment = Environment(
        loader=PackageLoader("diwan.web", "templates"), autoescape=True, undefined=StrictUndefined
    )
    return (
        environment.get_template(template)
        .render(
            view=render.view(heading("ferry", language), room.rendering),
            css=Markup((FRONTEND / "diwan.css").read_text(encoding="utf-8")),  # noqa: S704 — our own file
            headline="The ferry <b>",
            article_url=f"{room.publisher}/ferry.html",
            **values,
        )
        .encode()
    )


def whole_thread(room: Newsroom, language: str) -> bytes:
    conversation = alone("c1", "One", name="Bo", replies=(comment("r1", "Two"),))
    printed = render.page(ThreadPage(0, (conversation,)), heading("ferry", language), room.rendering).html
    draft = render.Draft("--", "<b>Kept</b>", "c1", "Bo", "k" * 32)
    problem = render.view(heading("ferry", language), room.rendering).words.problem("name-letters")
    return reader_page(
        room,
        "read.html",
        language,
        count=2,
        sheet=Markup((printed or b"").decode()),  # noqa: S704 — as printed
        form=render.form(
            heading("ferry", language), room.rendering, draft=draft, problem=problem, problem_field="name"
        ),
        closed=False,
        opens_again=None,
        open_until=None,
        sign_out="https://comments.example/sign-out/demo",
        older="?page=0",
        newer="?page=2",
        is_replies=False,
    )


def receipt(room: Newsroom, language: str, standing: str) -> bytes:
    is_rejected = standing == "rejected"
    is_gone = standing == "withdrawn"
    return reader_page(
        room,
        "receipt.html",
        language,
        standing=standing,
        restrained=None,
        reasons=ReasonsTold(
            ("reasons-what", "reasons-ground", "reasons-own", "reasons-unmarked"),
            "complaints@courier.example",
            "The Press Council",
        )
        if is_rejected
        else None,
        archive_url="/receipts/r1/archive",
        transparency_url=f"{room.diwan}/transparency/demo/page.html",
        submitted_at=1_790_000_000_000,
        decided_at=None if standing == "waiting" else 1_790_000_900_000,
        decided_by=None if standing == "waiting" else "moderator",
        author="",
        name=None if is_gone else "Ann",
        body=None if is_gone else "My <i>words</i>",
        permalink=f"{room.diwan}/read/demo/ferry?page=0#diwan-0-c1" if standing == "approved" else None,
        guideline="personal-attack" if is_rejected else None,
        guideline_text="Argue with what was said." if is_rejected else None,
        revision=1 if is_rejected else None,
        marked_name=[],
        marked_body=[Piece("My ", False), Piece("<i>words</i>", True)] if is_rejected else [],
        wait={"days": "28 days", "half": "20 minutes", "most": "2 hours"} if standing == "waiting" else None,
        appeals=None,
        mail=None,
        mail_url="/receipts/r1/mail",
        appeal_url="/receipts/r1/appeal",
        comment="c1",
        digest="ab" * 32,
        position=1234,
        proof_url="/receipts/r1/proof.json",
        script=f"{room.diwan}/widget/receipt.js",
        check_phrases=(),
        withdraw_url=None if is_gone else "/receipts/r1/withdraw",
    )


def test_the_page_without_scripts_gives_back_what_was_typed_and_sends_it(
    room: Newsroom, browser: Browser
) -> None:
    room.files["/read"] = whole_thread(room, "en")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{room.diwan}/read")
    expect(body_field(page)).to_have_value("<b>Kept</b>")
    expect(page.get_by_text("The name needs at least one letter")).to_be_visible()
    expect(page.locator("article#diwan-0-c1")).to_contain_text("One")
    page.get_by_label("Name to be shown").fill("Ann")
    sent: list[str | None] = []
    page.on("request", lambda request: sent.append(request.post_data))
    with page.expect_request("**/write/demo/ferry"):
        send(page)
    assert sent[0] == f"body=%3Cb%3EKept%3C%2Fb%3E&name=Ann&parent=c1&key={'k' * 32}&ticket=&website="
    context.close()


def test_a_withdrawal_takes_two_steps(room: Newsroom, page: Page) -> None:
    room.files["/receipt"] = receipt(room, "en", "waiting")
    page.goto(f"{room.diwan}/receipt")
    button = page.get_by_role("button", name="Yes, erase my words")
    expect(button).to_be_hidden()
    page.get_by_text("Withdraw this comment").click()
    expect(button).to_be_visible()
    assert page.get_by_text("My <i>words</i>").count() == 1
