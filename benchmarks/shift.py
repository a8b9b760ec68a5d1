"""A moderator simulated from a script, through the real pages over HTTP: how many comments a second he decides, reading time excluded.

He does what the page's script does, one thing after another: asks for a page of the lane, reads its forms, sends a decision for each card as the
keys would (approvals, rejections, one with a kind of abuse), renews his claims now and then, has the page's stream open, and goes on to the next
page. A browser does not even wait for the answers. Beside it, in the same run, the same number of the shortest requests there are (`/livez`).
"""

import argparse
import http.client
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import machine, newsroom, table, visible
from diwan import founding
from diwan.moderators import Role
from diwan.web import sessions

COMMENTS = 200
RENEW_EVERY = 10
_DONE = (
    "approved",
    "rejected/profanity",
    "approved",
    "rejected/abuse/racism",
    "approved",
    "rejected/promotion",
)
_CARD = re.compile(r'<form class="decide" method="post" action="([^"]+)">(.*?)</form>', re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">')


def run() -> None:
    """Print the section of the table."""
    table.section(
        f"A simulated moderator: {COMMENTS} comments decided through the pages",
        ("a second", "ms each"),
        explained="One after another, waiting for each answer, with the page's stream open; over HTTP, on SQLite.",
    )
    with tempfile.TemporaryDirectory(prefix="diwan-shift-") as folder:
        port = machine.free_port()
        config = newsroom.write_settings(Path(folder), port=port)
        with newsroom.desk(config) as desk:
            desk.submit(COMMENTS)
            store, clock = desk.house.store, desk.house.clock
            zin = founding.appoint(store, clock, name="Zîn", role=Role.MODERATOR).result()
            token = sessions.open_session(desk.house, zin.id, None)
        command = [sys.executable, "-m", "diwan", "--config", str(config), "serve"]
        with machine.started(command, port, ready=machine.answers("/readyz"), log=config.with_suffix(".log")):
            # Of what no check has read yet nobody knows whether it is criticism, of which the rejection takes two.
            loaded = newsroom.load(config)
            visible.await_screening(loaded.database.url, loaded.data)
            page = _Pages(port, token)
            began = time.perf_counter()
            decided = page.shift()
            taken = time.perf_counter() - began
            table.row("comments", [f"{decided / taken:,.0f}", f"{taken / decided * 1000:.1f}"])
            began = time.perf_counter()
            for _ in range(decided):
                page.ask("GET", "/livez")
            taken = time.perf_counter() - began
            table.row("the shortest request", [f"{decided / taken:,.0f}", f"{taken / decided * 1000:.1f}"])


class _Pages:
    """The desk as a page of it asks, on one connection, and the stream on another."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {
            "cookie": f"{sessions.COOKIE}={token}",
            "origin": f"http://127.0.0.1:{port}",
            "sec-fetch-site": "same-origin",
        }

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        headers = dict(self._headers)
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        said = answer.read().decode()
        if answer.status not in {200, 201, 202}:
            raise SystemExit(f"{method} {path} answered {answer.status}")
        return said

    def shift(self) -> int:
        """Decide everything that waits; how many there were."""
        decided = 0
        while True:
            html = self.ask("GET", "/desk")
            found = list(cards(html))
            if not found:
                return decided
            stream = threading.Thread(target=self._listen, args=(_attribute(html, "live"),), daemon=True)
            if not decided:
                stream.start()
            open_ones = [action.split("/")[3] for action, _ in found]
            for action, fields in found:
                if decided % RENEW_EVERY == 0:
                    asked = {
                        "page": _attribute(html, "page"),
                        "lane": "oldest",
                        "comments": " ".join(open_ones),
                    }
                    self.ask("POST", "/desk/claims", asked)
                # The rejection of criticism takes two.
                outcome = "approved" if "quote" in fields else _DONE[decided % len(_DONE)]
                self.ask("POST", action, {**fields, "outcome": outcome, "note": ""})
                open_ones.remove(action.split("/")[3])
                decided += 1

    def _listen(self, address: str) -> None:
        """Keep the page's stream open until the server ends."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request("GET", address, headers={**self._headers, "accept": "text/event-stream"})
        answer = connection.getresponse()
        try:
            while answer.readline():
                pass
        except OSError:
            return


def cards(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms of decision on a page: where each is sent, and its hidden fields; and `quote`, where it asks for the words."""
    for found in _CARD.finditer(html):
        fields = {name: unescape(value) for name, value in _FIELD.findall(found[2])}
        yield found[1], fields | ({"quote": ""} if 'name="quote"' in found[2] else {})


def _attribute(html: str, name: str) -> str:
    found = re.search(rf'<ol class="cards"[^>]* data-{name}="([^"]*)"', html)
    return unescape(found[1]) if found else ""


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks.shift", description=__doc__).parse_args()
    run()


if __name__ == "__main__":
    main()
