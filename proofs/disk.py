"""The disk is full, while readers submit and moderators decide: everybody is told, readers read on, nothing is lost, and it goes on once there is room.

Where this process may mount, the installation lies on a small file system of its own, which is filled to the last byte. Elsewhere the disk
is said to be full: whatever makes a file or puts something into one fails with ENOSPC.
"""

import asyncio
import errno
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.machine import free_port

from proofs import load
from proofs.failing import failing, nothing
from proofs.newsroom import Newsroom, newsroom
from proofs.outcome import Outcome
from proofs.path import PATIENCE_S, Told, Walker
from proofs.plants import FILLED
from proofs.starting import Server, Stem, stem

NAME = "disk"
LONG = 30
SHORT = 1
PLANTS = tuple(FILLED)
DATABASES = ("sqlite",)
WALKERS = 4
TOLD = 5
"""So many are told that there is no room before room is made."""
PLANTED_PATIENCE_S = 5.0
SIZE = "48m"
LOOK_S = 0.02
_GROWING = {"write", "pwrite64", "fallocate", "mkdir", "mkdirat", "rename", "renameat", "renameat2"}

Filling = tuple[Callable[[], None], Callable[[], None], Path | None]
"""What fills the disk, what makes room again, and the socket at which a server asks about its calls."""


def run(database: str, size: int, plant: str = "") -> Outcome:
    """The disk is filled `size` times."""
    with stem() as grown:
        return run_of(grown, database, size, plant)


def run_of(grown: Stem, database: str, size: int, plant: str = "") -> Outcome:
    """The same, of a stem that has been grown."""
    outcome = Outcome(NAME, database)
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        _small_disk(Path(folder), outcome) as (fill, empty, calls),
        newsroom(Path(folder), database, free_port) as tried,
    ):

        def start() -> Server:
            return grown.start(tried.config, tried.port, tried.config.with_suffix(".log"), plant, calls=calls)

        server = start()
        try:
            with outcome.timed():
                trial = _Trial(outcome, tried, fill, empty, PLANTED_PATIENCE_S if plant else PATIENCE_S)
                trial.run(size)
                server.stop()
                trial.check()
        finally:
            empty()
            server.kill()
    return outcome


@contextmanager
def _small_disk(folder: Path, outcome: Outcome) -> Iterator[Filling]:
    data = folder / "data"
    data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "diwan-proofs", str(data)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        outcome.count("full disks that were only said to be so", 0)
        with failing(folder / "calls", data) as asked:
            yield lambda: asked.rule(_no_room), lambda: asked.rule(nothing), asked.where
        return
    ballast = data / "ballast"

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file:
            for much in (1 << 20, 4096, 1):
                try:
                    while True:
                        file.write(b"." * much)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    try:
        yield fill, lambda: ballast.unlink(missing_ok=True), None
    finally:
        subprocess.run(["umount", "--lazy", str(data)], check=True)


def _no_room(_before: int, call: str, _path: str) -> int:
    return errno.ENOSPC if call in _GROWING else 0


class _Trial:
    def __init__(
        self,
        outcome: Outcome,
        tried: Newsroom,
        fill: Callable[[], None],
        empty: Callable[[], None],
        patience_s: float,
    ) -> None:
        self._patience_s = patience_s
        self._outcome = outcome
        self._tried = tried
        self._fill = fill
        self._empty = empty
        self._telling = Told()
        self._walked = 0
        self._is_full = False
        self._ended = threading.Event()

    def run(self, times: int) -> None:
        """Walks go on all the time; each that was begun while the disk was full ends well behind it."""
        walks = threading.Thread(target=lambda: asyncio.run(self._walk()))
        walks.start()
        try:
            self._await_walks("it began")
            for _ in range(times):
                told = partial(self._were_told, self._telling.answers.total() + TOLD)
                self._fill()
                self._is_full = True
                self._outcome.attempts += 1
                self._until(told, "nobody was told that the disk is full")
                self._is_full = False
                self._empty()
                self._await_walks("there was room again")
        finally:
            self._empty()
            self._ended.set()
            walks.join()
        self._outcome.count("walks", self._walked)
        self._telling.count(self._outcome)

    def check(self) -> None:
        """What was acknowledged is there, and what is printed is whole."""
        self._telling.check(self._outcome, self._tried)

    def _were_told(self, wanted: int) -> bool:
        return self._telling.answers.total() >= wanted

    def _await_walks(self, what: str) -> None:
        before = self._walked
        self._until(lambda: self._walked >= before + 2 * WALKERS, f"it did not go on after {what}")

    def _until(self, holds: Callable[[], object], otherwise: str) -> None:
        end = time.monotonic() + self._patience_s
        while not holds():
            if time.monotonic() > end:
                self._outcome.fail(otherwise)
                return
            time.sleep(LOOK_S)

    async def _walk(self) -> None:
        await asyncio.gather(
            *(self._walk_on(number) for number in range(WALKERS)), self._send_on(), self._read_on()
        )

    async def _walk_on(self, number: int) -> None:
        walker = Walker(self._outcome, self._tried, self._telling, f"198.51.100.{number}")
        walker.patience_s = self._patience_s
        chance, turn = Random(number), 0
        while not self._ended.is_set():
            turn += 1
            await walker.walk(load.fresh(chance), f"bridge-{number}-{turn}", "the disk is full")
            self._walked += 1
        walker.connection.close()

    async def _send_on(self) -> None:
        """While the disk is full: whoever walks may be waiting for print, and SQLite has room left in its log for some comments."""
        walker = Walker(self._outcome, self._tried, self._telling, "198.51.100.98")
        walker.patience_s = self._patience_s
        chance = Random(WALKERS)
        while not self._ended.is_set():
            if self._is_full:
                await walker.send(load.fresh(chance), "bridge-that-fills", "the disk is full")
            else:
                await asyncio.sleep(LOOK_S)
        walker.connection.close()

    async def _read_on(self) -> None:
        """A page that was printed before, all the time."""
        reader = Walker(self._outcome, self._tried, self._telling, "198.51.100.99")
        front = ""
        while not self._ended.is_set():
            if not front:
                found = list(self._tried.settings.press_root.glob("threads/**/pointer.json"))
                front = f"/{found[0].relative_to(self._tried.settings.press_root)}" if found else ""
            else:
                answer = await reader.get(front)
                if answer.status not in (0, 200):
                    self._outcome.fail(f"a reader of {front} was answered {answer.status}")
            await asyncio.sleep(LOOK_S)
        reader.connection.close()
