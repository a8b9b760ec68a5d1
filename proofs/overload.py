"""Ten times what the server can take, for as long as is asked for: it says when to come back, readers read on, nothing is lost, and soon it is as before.

What it can take is measured first, in the same run, over a few connections. Then ten times as many are offered, at a fixed rate, by a process of
its own, while this one reads printed pages all the time.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import free_port
from sqlalchemy import text

from diwan import bootstrap, lifecycle
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome as Decided
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.lifecycle import Verdict
from proofs import kept, offering
from proofs.newsroom import ARTICLE, SITE, Newsroom, newsroom
from proofs.offering import Offered
from proofs.outcome import Outcome
from proofs.plants import OVERLOADED
from proofs.starting import ROOT, Server, Stem, stem

NAME = "overload"
LONG = 600
"""Seconds."""
SHORT = 1
PLANTS = tuple(OVERLOADED)
TIMES = 10
AT_LEAST = 3000
"""A second are offered at the least: a short form is to come to a crowd on a slow machine, too."""
CROWD = 1000
"""So many may wait at once, or be on their way, without any of them being turned away."""
FEW, MANY = 16, 3000
"""Connections over which is measured what the server can take, and over which is offered what it cannot."""
RECOVERED_S = 30.0
READ_EVERY_S = 0.02
READER_LIMIT_S = 15.0
"""A printed page that takes longer has gone under with the rest."""
GROWTH = 1.5
"""The memory of the last fifth, at most, as a multiple of the second's; and MARGIN besides."""
MARGIN_BYTES = 64 << 20


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` seconds of it on `database`."""
    with stem() as grown:
        return run_of(grown, database, size, plant)


def run_of(grown: Stem, database: str, size: int, plant: str = "") -> Outcome:
    """The same, of a stem that has been grown."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        newsroom(Path(folder), database, free_port) as tried,
    ):
        pages = _printed(tried)
        server = grown.start(tried.config, tried.port, tried.config.with_suffix(".log"), plant)
        try:
            with outcome.timed():
                _Course(outcome, tried, server, pages).run(size)
        finally:
            server.kill()
    return outcome


def _printed(tried: Newsroom) -> list[str]:
    """Print a page of comments; where it is read."""
    with bootstrap.opened(tried.settings) as house:
        with house.store.connection() as connection:
            moderator = Author(
                AuthorKind.MODERATOR, connection.execute(text("SELECT id FROM moderators")).scalar_one()
            )
        for number in range(10):
            words = Words(offering.NAME, f"Printed before it begins: {number}.")
            submission = Submission(SITE, ARTICLE, f"printed-{number:09d}", words)
            sent = lifecycle.submit(house.store, house.clock, house.sites[SITE], submission).result()
            lifecycle.decide(
                house.store,
                house.clock,
                moderator,
                Verdict(sent.comment_id, sent.digest, Decided.APPROVED),
            ).result()
        with house.store.reading() as view:
            [thread] = view.owing_threads()
        lifecycle.publish(
            house.store,
            house.press,
            house.clock,
            Pressroom(Rendering(tried.settings.public_url)),
            house.sites,
            thread,
        )
    press = tried.settings.press_root
    found = [*press.glob("threads/**/pointer.json"), *press.glob("threads/**/*.html")]
    found += [*press.glob("pages/**/*.html")][:2]
    return [f"/{path.relative_to(press)}" for path in found]


class _Reading:
    """A reader of printed pages, who keeps how long each took."""

    def __init__(self, outcome: Outcome, port: int, pages: Sequence[str]) -> None:
        self._outcome = outcome
        self._port = port
        self._pages = pages
        self._line: http.client.HTTPConnection | None = None
        self._tags: dict[str, str] = {}
        self._turn = 0

    def read_while(self, goes_on: Callable[[], bool]) -> list[float]:
        """One page every READ_EVERY_S, each second time only if it has changed."""
        took = []
        while goes_on():
            began = time.monotonic()
            self._read()
            took.append(time.monotonic() - began)
            time.sleep(max(0.0, began + READ_EVERY_S - time.monotonic()))
        return took

    def _read(self) -> None:
        self._turn += 1
        page = self._pages[self._turn % len(self._pages)]
        tag = self._tags.get(page) if self._turn // len(self._pages) % 2 else None
        began = time.monotonic()
        try:
            if self._line is None:
                self._line = http.client.HTTPConnection(offering.HOST, self._port, timeout=READER_LIMIT_S)
            self._line.request("GET", page, headers={"if-none-match": tag} if tag else {})
            answer = self._line.getresponse()
            answer.read()
            self._tags[page] = answer.getheader("etag") or ""
            said = str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            said, self._line = f"nothing ({error})", None
        self._outcome.expect(
            said in {"200", "304"} and time.monotonic() - began < READER_LIMIT_S,
            f"a reader of {page} got {said} after {time.monotonic() - began:.1f} s",
        )


class _Course:
    def __init__(self, outcome: Outcome, tried: Newsroom, server: Server, pages: Sequence[str]) -> None:
        self._outcome = outcome
        self._tried = tried
        self._server = server
        self._log = tried.config.with_suffix(".acknowledged")
        self._reading = _Reading(outcome, tried.port, pages)
        self._resident: list[int] = []

    def run(self, seconds: int) -> None:
        count = self._outcome.count
        aside = max(0.5, seconds / 20)
        quiet = self._read_for(aside)
        measured, _ = self._offer(connections=FEW, seconds=aside)
        self._judge(measured)
        rate = max(float(AT_LEAST), TIMES * measured.acknowledged / measured.seconds)
        self._resident.clear()
        loaded, read = self._offer(connections=MANY, seconds=seconds, rate=rate, at_least=3 * CROWD)
        back = self._recover()
        self._judge(loaded)
        self._outcome.expect(
            loaded.told_to_wait or loaded.most_at_once <= CROWD,
            f"{loaded.most_at_once} waited at once, and nobody was told to come back",
        )
        self._check_memory()
        again = offering.offer(self._tried.port, self._log, keys=loaded.turned_away)
        self._outcome.expect(
            again.acknowledged == len(loaded.turned_away) and again.repeated == 0,
            f"of {len(loaded.turned_away)} that were told to come back {again.acknowledged} were taken then, {again.repeated} for repeated",
        )
        self._server.stop()
        self._check_stored({*measured.in_doubt, *loaded.in_doubt})
        count("acknowledged a second at first", round(measured.acknowledged / measured.seconds))
        count("offered a second", round(loaded.offered / seconds))
        count("acknowledged", measured.acknowledged + loaded.acknowledged + again.acknowledged)
        count("of which a second under load", round(loaded.acknowledged / seconds))
        count("told to come back", loaded.told_to_wait)
        count("ms for an acknowledgement under load (p99)", round(1000 * loaded.latest(0.99)))
        count("µs for a page (p99)", round(1e6 * _late(quiet)))
        count("under load", round(1e6 * _late(read)))
        count("ms until all was as before", round(1000 * back))
        count("MB at the end", max(self._resident) >> 20)

    def _read_for(self, seconds: float) -> list[float]:
        end = time.monotonic() + seconds
        return self._reading.read_while(lambda: time.monotonic() < end)

    def _offer(self, **asked: float) -> tuple[Offered, list[float]]:
        """Have it offered by a process of its own, and read meanwhile."""
        into = self._log.with_suffix(".offered")
        told = json.dumps({"port": self._tried.port, "log": str(self._log), "into": str(into), **asked})
        command = [sys.executable, "-m", "proofs.offering", told]
        with _running(command) as process:
            looked = 0.0

            def goes_on() -> bool:
                nonlocal looked
                if time.monotonic() > looked + 0.1:
                    looked = time.monotonic()
                    self._resident.append(_resident_bytes(self._server.pids()))
                return process.poll() is None

            read = self._reading.read_while(goes_on)
            return Offered(**json.loads(into.read_text())), read

    def _judge(self, came: Offered) -> None:
        self._outcome.attempts += came.offered
        for sentence in came.told:
            self._outcome.fail(sentence)
        for _ in range(came.wrong - len(came.told)):
            self._outcome.fail("one more of the kind")
        for _ in range(came.hung):
            self._outcome.fail(f"nothing was answered for {offering.HANG_S:.0f} s")

    def _recover(self) -> float:
        """How long it takes, once nothing more is offered, until a comment is taken and the server says that it is ready."""
        began = time.monotonic()
        while True:
            once = offering.offer(self._tried.port, self._log, connections=1, keys=[os.urandom(16).hex()])
            if once.acknowledged and once.latest(1) < 1.0 and self._is_ready():
                return time.monotonic() - began
            if time.monotonic() > began + RECOVERED_S:
                self._outcome.fail(f"{RECOVERED_S:.0f} s after the load it is not as before: {once.told}")
                return RECOVERED_S

    def _is_ready(self) -> bool:
        line = http.client.HTTPConnection(offering.HOST, self._tried.port, timeout=READER_LIMIT_S)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    def _check_memory(self) -> None:
        fifth = len(self._resident) // 5
        early, late = max(self._resident[fifth : 2 * fifth + 1]), max(self._resident[4 * fifth :])
        self._outcome.expect(
            late <= GROWTH * early + MARGIN_BYTES,
            f"the server had {early >> 20} MB in the second fifth of the time and {late >> 20} MB in the last",
        )

    def _check_stored(self, in_doubt: set[str]) -> None:
        """What is there besides what was acknowledged was in doubt, or printed before."""
        told: dict[str, kept.Told] = {}
        for line in self._log.read_text().splitlines():
            key, comment, digest = line.split("\t")
            if told.setdefault(key, (comment, digest)) != (comment, digest):
                self._outcome.fail(f"{key} was acknowledged as two comments")
        kept.check(
            self._outcome,
            self._tried,
            told,
            offering.words_of,
            lambda key: key in in_doubt or key.startswith("printed-"),
        )


@contextmanager
def _running(command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _resident_bytes(pids: Sequence[int]) -> int:
    """The memory that is there for these alone; what forked processes share is counted for each of them."""
    pages = 0
    for pid in pids:
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE")


def _late(took: Sequence[float]) -> float:
    ordered = sorted(took)
    return ordered[int(len(ordered) * 0.99)] if ordered else 0.0
