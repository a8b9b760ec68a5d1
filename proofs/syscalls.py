"""The N-th system call on the installation's files fails, with EIO or ENOSPC, for each N of a comment's path from the form to the page, in a real server.

A walk: a comment is sent until it is acknowledged, approved until it is decided, looked for until readers see it, in an article of its own. In the
first walks calls are only counted; in each that follows one of them fails.
"""

import asyncio
import errno
import random
import tempfile
from collections import Counter
from itertools import zip_longest
from pathlib import Path

from benchmarks.machine import free_port

from proofs import load
from proofs.failing import Failing, Rule, failing, nothing
from proofs.newsroom import Newsroom, newsroom
from proofs.outcome import Outcome
from proofs.path import Told, Walker, missing
from proofs.plants import CALLED
from proofs.starting import Server, Stem, stem

NAME = "syscalls"
LONG = 100_000
"""Failing calls at the most: each N with each error."""
SHORT = 8
PLANTS = tuple(CALLED)
DATABASES = ("sqlite",)
"""PostgreSQL's own calls are PostgreSQL's affair; what Diwan does with its answers is tried in `postgresql`."""
ERRORS = (errno.EIO, errno.ENOSPC)
WHERE = {"believes-commits": ("pwrite64",), "looks-past-renaming": ("rename", "renameat", "renameat2")}
"""Which calls fail where a fault is planted: those of which it knows."""
COUNTED = 2
"""Walks in which nothing fails."""
ADDRESS = "198.51.100.7"
PLANTED_PATIENCE_S = 15.0
RESTARTED_EVERY = 40


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` failing calls at the most on `database`."""
    with stem() as grown:
        return run_of(grown, database, size, plant)


def run_of(grown: Stem, database: str, size: int, plant: str = "") -> Outcome:
    """The same, of a stem that has been grown."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        newsroom(Path(folder), database, free_port) as tried,
        failing(Path(folder) / "calls", tried.settings.data) as calls,
        outcome.timed(),
    ):
        _Walks(tried, grown, plant, outcome, calls).run(size)
    return outcome


def nth(named: str, number: int, error: int) -> Rule:
    """Of the calls of this name the one of this number fails with this error, and nothing else."""
    return lambda before, call, _path: error if (call, before) == (named, number) else 0


class _Walks:
    def __init__(self, tried: Newsroom, grown: Stem, plant: str, outcome: Outcome, calls: Failing) -> None:
        self._tried = tried
        self._stem = grown
        self._plant = plant
        self._outcome = outcome
        self._calls = calls
        self._chance = random.Random(plant)
        self._told = Told()
        self._number = 0

    def run(self, size: int) -> None:
        """So many of the calls of a walk fail, each in a walk of its own."""
        self._server = self._start()
        try:
            plan = self._plan(size)
            for start in range(0, len(plan), RESTARTED_EVERY):
                for call, number, error in plan[start : start + RESTARTED_EVERY]:
                    if not self._server.pids():
                        # A supervisor would.
                        self._outcome.count("started by its supervisor")
                        self._server = self._start()
                    self._fails(call, number, error)
                # As it lies there at this moment, and not as it would be left by somebody who tidies up.
                self._server.kill()
                self._told.check(self._outcome, self._tried)
                if start + RESTARTED_EVERY < len(plan):
                    self._server = self._start()
            self._told.count(self._outcome)
        finally:
            self._server.kill()

    def _start(self) -> Server:
        self._calls.rule(nothing)
        log = self._tried.config.with_suffix(".log")
        return self._stem.start(
            self._tried.config, self._tried.port, log, self._plant, calls=self._calls.where
        )

    def _plan(self, size: int) -> list[tuple[str, int, int]]:
        """Which call fails, by name and number, and with which error: all of them, or as many, the names by turns and the numbers spread out."""
        most: Counter[str] = Counter()
        for _ in range(COUNTED):
            self._calls.rule(nothing)
            self._walk("nothing fails")
            most |= self._calls.calls
        self._outcome.count("calls in a walk", most.total())
        named = [name for name in sorted(most) if name in WHERE.get(self._plant, most)]
        every = [
            [(name, number, error) for number in range(most[name]) for error in ERRORS] for name in named
        ]
        wanted = -(-size // len(named))
        plan = [[each[at] for at in _spread(len(each), wanted)] for each in every]
        return [one for turn in zip_longest(*plan) for one in turn if one is not None][:size]

    def _fails(self, call: str, number: int, error: int) -> None:
        self._calls.rule(nth(call, number, error))
        name = errno.errorcode[error]
        self._walk(f"{call} number {number} fails with {name}")
        failed = self._calls.failed
        self._calls.rule(nothing)
        if not failed:
            self._outcome.count("never came")
            return
        self._outcome.attempts += 1
        self._outcome.count(f"of {call}")
        for gone in missing(self._tried.settings.press_root):
            self._outcome.fail(f"{failed[0]} failed with {name}: {gone}")

    def _walk(self, what: str) -> None:
        self._number += 1

        async def walk() -> None:
            walker = Walker(self._outcome, self._tried, self._told, ADDRESS)
            if self._plant:
                walker.patience_s = PLANTED_PATIENCE_S
            try:
                await walker.walk(load.fresh(self._chance), f"bridge-{self._number}", what)
            finally:
                walker.connection.close()

        asyncio.run(walk())


def _spread(most: int, wanted: int) -> list[int]:
    """As many numbers below `most` as are wanted, if there are so many, evenly spread."""
    number = min(most, wanted)
    return [(2 * turn + 1) * most // (2 * number) for turn in range(number)]
