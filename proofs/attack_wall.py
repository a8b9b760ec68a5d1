"""The wall: real Chromium with many pages of the house in frames of one, in which whatever a script that got through would do is noticed.

In front of the house stands a gate that takes the Content-Security-Policy off its answers (`Gate.lenient`), for it must not be what saves us, and
that hands out what the house has not: the wall itself, a paper's page with the widget on it, and for the control each string as raw HTML.
"""

import html
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

HOOK = Path(__file__).with_name("attack_watch.js")
SCRIPT = Path(__file__).with_name("attack_wall.js")
NOWHERE = "http://127.0.0.1:9"
"""A proxy that nobody listens at: what is asked of others than the house goes nowhere, and is noticed."""
PATIENCE_MS = 90_000
_SEND = """([url, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: url });
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.assign(document.createElement("textarea"), { name });
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""
_TAKEN_OFF = frozenset(
    {
        b"content-security-policy",
        b"x-frame-options",
        b"cross-origin-opener-policy",
        b"cross-origin-resource-policy",
    }
)


@dataclass(frozen=True, slots=True)
class Want:
    """A page to be shown: a GET, or with `fields` a form that is sent. `texts` are those of which at least one should be seen there; `wants` is what
    the widget on it must have before it counts as shown."""

    surface: str
    url: str
    name: str
    texts: tuple[str, ...]
    fields: Mapping[str, str] | None = None
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one frame did: how script ran in it, what stood in it that no words may make, how many links of readers, and whether the texts."""

    ran: tuple[str, ...]
    strange: tuple[str, ...]
    links: int
    shown: bool


@dataclass
class Gate:
    """The house's application behind what is said above. `raw` are the strings of the control by their number."""

    app: Any
    origin: str
    lenient: bool = True
    raw: Sequence[str] = ()
    letters: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    """What the browser holds: it would not take cookies for this address that are meant for https alone."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if self.cookie and scope["type"] == "http":
            others = [each for each in scope["headers"] if each[0] != b"cookie"]
            scope = {**scope, "headers": [*others, (b"cookie", self.cookie.encode())]}
        if scope["type"] == "http" and path.startswith("/-"):
            await _answer(send, self._page(path))
        elif scope["type"] == "http" and self.lenient:
            await self.app(scope, receive, _without_policy(send))
        else:
            await self.app(scope, receive, send)

    def _page(self, path: str) -> str:
        kind, _, rest = path[2:].partition("/")
        if kind == "raw":
            return f"<!doctype html><meta charset=utf-8><title>raw</title><body>{self.raw[int(rest)]}"
        if kind == "letter":
            return self.letters[rest]
        if kind == "paper":
            return (
                '<!doctype html><html lang="en"><meta charset="utf-8"><title>Paper</title><link rel="icon" href="data:,">'
                f'<body><diwan-comments site="courier" article="{html.escape(rest)}"></diwan-comments>'
                f'<script type="module" src="{self.origin}/widget/diwan.js"></script></body></html>'
            )
        return '<!doctype html><html lang="en"><meta charset="utf-8"><title>Wall</title><link rel="icon" href="data:,"><body></body></html>'


class Wall:
    """A window of Chromium with the wall in it."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self._origin = origin
        self.elsewhere: list[str] = []
        self.page = self._window(context)

    def _window(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("request", self._asked)
        page.on("dialog", self._dialog)
        page.on("popup", self._popup)
        page.goto(f"{self._origin}/-wall")
        page.evaluate(SCRIPT.read_text())
        return page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((f"{self._origin}/", "data:", "blob:", "about:")):
            self.elsewhere.append("a request to elsewhere")

    def _dialog(self, dialog: Any) -> None:
        self.elsewhere.append("a dialog")
        dialog.dismiss()

    def _popup(self, popup: Page) -> None:
        self.elsewhere.append("a window")
        popup.close()

    def show(self, wants: Sequence[Want], *, raw: bool = False) -> list[Seen]:
        """Each of them in a frame of its own. `raw`: of the control, where all is provoked and nothing is strange."""
        given = [
            {
                "url": each.url,
                "texts": each.texts,
                "wants": each.wants,
                "fields": None if each.fields is None else dict(each.fields),
            }
            for each in wants
        ]
        told = self.page.evaluate("([wanted, raw]) => show(wanted, raw)", [given, raw])
        self.page.evaluate("clear()")
        return [_seen(one) for one in told]

    def alone(self, want: Want) -> Seen:
        """The page by itself, under its own policy: a report of that policy counts as script that ran."""
        for _ in range(2):
            self._go(want)
            try:
                self.page.evaluate(SCRIPT.read_text())
                return _seen(self.page.evaluate("texts => look(texts)", want.texts))
            except Error:
                # A page of the house may load itself anew. What a string leads away, it leads away again.
                continue
        return Seen(("it led elsewhere",), (), 0, shown=False)

    def _go(self, want: Want) -> None:
        if want.fields is None:
            self.page.goto(want.url)
        else:
            self.page.goto("/-wall")
            with self.page.expect_navigation():
                self.page.evaluate(_SEND, [want.url, dict(want.fields)])

    def anew(self, context: BrowserContext) -> None:
        """Another window, in place of one that strings of the control have spoilt."""
        self.page.close()
        self.page = self._window(context)


def _seen(told: Any) -> Seen:
    return Seen(tuple(told["ran"]), tuple(told["strange"]), told["links"], told["shown"])


@contextmanager
def window(
    browser: Browser, origin: str, *, lenient: bool = True, **options: Any
) -> Iterator[BrowserContext]:
    """A context of Chromium in which what goes elsewhere goes nowhere, and every frame is watched."""
    context = browser.new_context(
        base_url=origin,
        bypass_csp=lenient,
        service_workers="block",
        proxy={"server": NOWHERE, "bypass": "127.0.0.1"},
        **options,
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(HOOK.read_text())
    try:
        yield context
    finally:
        context.close()


def fresh_key() -> str:
    """A key for a form."""
    return secrets.token_hex(16)


def _without_policy(send: Any) -> Any:
    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            kept = [each for each in message["headers"] if each[0].lower() not in _TAKEN_OFF]
            message = {**message, "headers": kept}
        await send(message)

    return sending


async def _answer(send: Any, page: str) -> None:
    content = page.encode("utf-8", "surrogatepass")
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")],
        }
    )
    await send({"type": "http.response.body", "body": content})
