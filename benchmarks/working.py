"""What a ticket's work costs a reader's browser, whoever would flood, and the server: `python -m benchmarks.working`."""

import argparse
import hashlib
import os
import time
from collections.abc import Callable

from tests.browser import chromium

from benchmarks import table
from diwan import admission, tallies, tickets
from diwan.tallies import Tallies
from diwan.web.protection import RateLimit

ROUNDS = 10
"""The best of so many is told: what other programs take from this machine is not ours to count."""

# Tries for a quarter of a second, and how many a second there were: by PBKDF2, a few at once as the widget does, and by single SHA-256.
_BY_DERIVATION = """async ([cost, atOnce]) => {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(30), "PBKDF2", false, ["deriveBits"]);
  let tries = 0, next = 0;
  const end = performance.now() + 250, began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (performance.now() < end) {
      const salt = new Uint8Array(4);
      new DataView(salt.buffer).setUint32(0, next++);
      await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: cost }, key, 128);
      tries++;
    }
  }));
  return tries / (performance.now() - began) * 1000;
}"""
_BY_DIGEST = """async () => {
  let tries = 0;
  const end = performance.now() + 250, began = performance.now();
  while (performance.now() < end) {
    await crypto.subtle.digest("SHA-256", new Uint8Array(64));
    tries++;
  }
  return tries / (performance.now() - began) * 1000;
}"""


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks.working", description=__doc__).parse_args()
    browser_tries, browser_digests = _in_the_browser()
    native_tries = _rate(
        lambda n: hashlib.pbkdf2_hmac("sha256", bytes(30), n.to_bytes(4, "big"), tickets.COST, 16)
    )
    native_digests = _rate(lambda _: hashlib.sha256(bytes(64)).digest())
    table.section(
        f"Tries a second: one derivation of {tickets.COST} rounds, or one SHA-256",
        ["browser", "native, 1 core", "native : browser"],
        explained="the last column is what whoever floods with a program gains over a reader",
    )
    for name, browser, native in (
        (f"PBKDF2, {tickets.COST} rounds", browser_tries, native_tries),
        ("SHA-256, one by one", browser_digests, native_digests),
    ):
        table.row(name, [f"{browser:,.0f}", f"{native:,.0f}", f"{native / browser:.1f}"])
    table.section("A ticket's work in this browser", ["numbers", "mean, s", "at most, s"])
    for level in range(admission.MOST_LEVEL + 1):
        most = admission.TRIES << level
        table.row(
            f"level {level}", [f"{most:,}", f"{most / 2 / browser_tries:.1f}", f"{most / browser_tries:.1f}"]
        )
    table.section("The server, each", ["µs"])
    for name, microseconds in _on_the_server():
        table.row(name, [f"{microseconds:,.1f}"])


def _in_the_browser() -> tuple[float, float]:
    with chromium.started() as browser:
        page = browser.new_page()
        # A name of this machine counts as a secure context; nothing is asked of the network.
        page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto("http://localhost/")
        at_once = max(1, min(4, int(page.evaluate("navigator.hardwareConcurrency")) // 2))
        derivations = [page.evaluate(_BY_DERIVATION, [tickets.COST, at_once]) for _ in range(ROUNDS)]
        digests = [page.evaluate(_BY_DIGEST) for _ in range(ROUNDS)]
        return float(max(derivations)), float(max(digests))


def _on_the_server() -> list[tuple[str, float]]:
    key = tickets.key_from(bytes(32))
    place = {"site": "courier", "article": "bridge"}
    spelled, ticket = tickets.issue(key, site="courier", article="bridge", at=1, most=1000)
    number = tickets.solve(ticket)
    own = Tallies()
    os.environ.pop(tallies.SHARED_VARIABLE, None)
    tallies.share()
    together = tallies.shared()
    limits = [RateLimit(counted, per_minute=6000, burst=1000) for counted in (own, together)]

    def taking(counted: Tallies, limit: RateLimit) -> Callable[[int], object]:
        return lambda n: limit.take(counted.name("client", n.to_bytes(4, "big")))

    measured: list[tuple[str, Callable[[int], object]]] = [
        ("a ticket without work", lambda _: tickets.issue(key, site="courier", article="bridge", at=1)),
        (
            "a ticket with work",
            lambda _: tickets.issue(key, site="courier", article="bridge", at=1, most=1000),
        ),
        (
            "reading a ticket and its answer",
            lambda _: tickets.is_solved(key, tickets.read(key, spelled, **place, at=2), number),
        ),
        ("a client's limit, one process", taking(own, limits[0])),
        ("a client's limit, shared", taking(together, limits[1])),
    ]
    return [(name, 1e6 / _rate(act)) for name, act in measured]


def _rate(act: Callable[[int], object], seconds: float = 0.02) -> float:
    """How often a second `act` can be done, in the best of several short stretches."""
    best, done = 0.0, 0
    for _ in range(5 * ROUNDS):
        began, before = time.perf_counter(), done
        while (passed := time.perf_counter() - began) < seconds:
            act(done)
            done += 1
        best = max(best, (done - before) / passed)
    return best


if __name__ == "__main__":
    main()
