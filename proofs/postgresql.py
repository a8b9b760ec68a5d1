"""PostgreSQL restarted, crashed, stopped and cut off under load: everybody is told what to do before long, nothing is lost, and it goes on by itself.

Readers submit all the time and do not give up: what is not acknowledged is sent again under its key. Meanwhile somebody asks whether the server is ready, and
whether it is alive.
"""

import asyncio
import itertools
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

from benchmarks.machine import free_port

from proofs import kept, load
from proofs.load import Acknowledged, Connection, Died, Sent
from proofs.newsroom import Newsroom, newsroom
from proofs.outcome import Outcome
from proofs.own_postgresql import OwnServer, own_server
from proofs.plants import CUT_OFF, SOON
from proofs.starting import Stem, stem

T = TypeVar("T")

NAME = "postgresql"
LONG = 100
SHORT = 4
PLANTS = tuple(CUT_OFF)
DATABASES = ("postgresql",)
READERS = 8
ANSWERED_S = 20.0
"""Whatever is asked is answered by then, whatever befalls the database."""
RECOVERED_S = 30.0
LASTS_S = 15.0
"""How long the server is stopped or cut off: longer than anybody waits for it."""
SOON_LASTS_S, SOON_ANSWERED_S = 3.5, 10.0
"""The same for the short form, whose server waits less long."""
LOOK_S = 0.05


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` faults, one after the other."""
    with stem() as grown, own_server() as own:
        return run_of(grown, own, database, size, plant, soon=bool(plant))


def run_of(
    grown: Stem, own: OwnServer, database: str, size: int, plant: str = "", *, soon: bool = True
) -> Outcome:
    """The same, of a stem that has been grown and on a server that runs; `soon`: of a Diwan that does not wait long for it."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        newsroom(Path(folder), own.new_database(), free_port) as tried,
        outcome.timed(),
    ):
        server = grown.start(
            tried.config, tried.port, tried.config.with_suffix(".log"), plant or (SOON if soon else "")
        )
        try:
            trial = _Trial(outcome, tried, own, soon=soon)
            trial.run(size)
            server.stop()
            trial.check()
        finally:
            server.kill()
    return outcome


class _Trial:
    def __init__(self, outcome: Outcome, tried: Newsroom, own: OwnServer, *, soon: bool) -> None:
        lasts_s, self._answered_s = (SOON_LASTS_S, SOON_ANSWERED_S) if soon else (LASTS_S, ANSWERED_S)
        self._outcome = outcome
        self._tried = tried
        self._faults: dict[str, Callable[[], None]] = {
            "held": lambda: self._between(own.way.hold, own.way.let_go, lasts_s),
            "cut off": lambda: self._between(own.way.cut, own.way.mend, 0.0),
            "stopped": lambda: self._between(own.stop_all, own.go_on, lasts_s),
            "restarted": lambda: own.restart("fast"),
            "crashed": lambda: own.restart("immediate"),
        }
        self._seen = _Seen()
        self._ended = threading.Event()

    def run(self, size: int) -> None:
        """One fault after the other; between them everything is to be as before."""
        seen, count = self._seen, self._outcome.count
        readers = threading.Thread(target=lambda: asyncio.run(self._read_and_write()))
        readers.start()
        try:
            self._await_recovery("its start")
            for name in itertools.islice(itertools.cycle(self._faults), size):
                self._faults[name]()
                self._outcome.attempts += 1
                self._await_recovery(f"it was {name}")
        finally:
            self._ended.set()
            readers.join()
        count("acknowledged", len(seen.acknowledged))
        for kind, times in seen.answers.items():
            count(f"answers {kind}", times)
        count("ms for the slowest answer", round(1000 * seen.slowest_s))
        count("ms at the most until all was as before", round(1000 * seen.recovered_s))
        self._tell()

    def check(self) -> None:
        """Nothing is lost or doubled."""
        seen = self._seen
        kept.check(
            self._outcome,
            self._tried,
            {key: (each.comment_id, each.digest) for key, each in seen.acknowledged.items()},
            lambda key: (seen.sent[key].name, seen.sent[key].body),
            lambda key: key in seen.sent,
        )

    def _between(self, begin: Callable[[], None], end: Callable[[], None], lasts_s: float) -> None:
        """The fault, for so long, and until the server says that it is not ready."""
        began = time.monotonic()
        begin()
        try:
            while time.monotonic() < began + lasts_s or self._seen.ready:
                if time.monotonic() > began + lasts_s + self._answered_s:
                    self._seen.told.append(
                        "the database answered nobody, and the server said that it was ready"
                    )
                    break
                time.sleep(LOOK_S)
        finally:
            end()
        self._tell()

    def _await_recovery(self, what: str) -> None:
        began, before = time.monotonic(), len(self._seen.acknowledged)
        while not self._seen.ready or len(self._seen.acknowledged) < before + 2 * READERS:
            if time.monotonic() > began + RECOVERED_S:
                self._outcome.fail(f"{RECOVERED_S:.0f} s after {what} it is not as before")
                break
            time.sleep(LOOK_S)
        self._seen.recovered_s = max(self._seen.recovered_s, time.monotonic() - began)
        self._tell()

    def _tell(self) -> None:
        """What others saw is told by this thread: a hasty outcome ends whoever tells."""
        while self._seen.told:
            self._outcome.fail(self._seen.told.pop(0))

    async def _read_and_write(self) -> None:
        await asyncio.gather(
            *(self._submit(number) for number in range(READERS)), self._look("/readyz"), self._look("/livez")
        )

    async def _submit(self, number: int) -> None:
        chance, connection = Random(number), Connection(self._tried.port, f"198.51.100.{number + 1}")
        seen = self._seen
        while not self._ended.is_set():
            sent = load.fresh(chance)
            seen.sent[sent.key] = sent
            while not self._ended.is_set():
                came = await self._within("a comment", connection, load.submit(connection, sent))
                if isinstance(came, Acknowledged):
                    seen.acknowledged[sent.key] = came
                    break
                if came is not None:
                    seen.answers[str(came.status)] += 1
                    if came.status != 503 or not came.retry_after:
                        seen.told.append(f"a comment was answered {came.status} {came.body[:200]!r}")
                await asyncio.sleep(LOOK_S)
        connection.close()

    async def _look(self, path: str) -> None:
        connection = Connection(self._tried.port, "198.51.100.99")
        while not self._ended.is_set():
            came = await self._within(path, connection, connection.get(path))
            if path == "/readyz":
                self._seen.ready = came is not None and came.status == 200
            if came is not None and came.status not in ((200, 503) if path == "/readyz" else (200,)):
                self._seen.told.append(f"{path} was answered {came.status}")
            await asyncio.sleep(LOOK_S)
        connection.close()

    async def _within(self, what: str, connection: Connection, asking: Awaitable[T]) -> T | None:
        """The answer; None if there was none, which is a failure."""
        began = time.monotonic()
        try:
            came = await asyncio.wait_for(asking, self._answered_s)
        except (TimeoutError, Died) as error:
            connection.close()
            how = (
                "was cut off" if isinstance(error, Died) else f"was not answered in {self._answered_s:.0f} s"
            )
            self._seen.told.append(f"{what} {how}")
            return None
        self._seen.slowest_s = max(self._seen.slowest_s, time.monotonic() - began)
        return came


@dataclass
class _Seen:
    """What the readers and those who look have seen."""

    acknowledged: dict[str, Acknowledged] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    """Those that were no acknowledgement, by status."""
    told: list[str] = field(default_factory=list)
    """Failures that nobody has counted yet."""
    ready: bool = False
    slowest_s: float = 0.0
    recovered_s: float = 0.0
