"""SIGKILL under load: a real server, readers who submit with keys; nothing that was acknowledged is lost, doubled or altered.

A life: start, send again what was in doubt, submit over several connections, kill the server with all its processes at a random instant, and
compare what it had acknowledged with what the database holds. At the end all of it again, and the whole ledger is verified.
"""

import asyncio
import random
import tempfile
from pathlib import Path

from benchmarks.machine import free_port

from proofs import kept, load
from proofs.load import Acknowledged, Sent
from proofs.newsroom import Newsroom, newsroom
from proofs.outcome import Outcome
from proofs.plants import SERVED
from proofs.starting import Server, Stem, stem

NAME = "kills"
LONG = 1000
SHORT = 2
PLANTS = tuple(SERVED)
FEWEST, MOST = 20, 220
"""Acknowledgements of one life, so that a thousand lives on two databases come to more than 200,000."""
REPEATED = 3
"""Acknowledged comments that are sent once more in each life."""


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` kills on `database`."""
    with stem() as grown:
        return run_of(grown, database, size, plant)


def run_of(grown: Stem, database: str, size: int, plant: str = "") -> Outcome:
    """The same, of a stem that has been grown."""
    outcome = Outcome(NAME, database)
    with (
        outcome.timed(),
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        newsroom(Path(folder), database, free_port) as tried,
    ):
        _Lives(tried, grown, plant, outcome, random.Random(f"{database}-{size}")).live(size)
    return outcome


class _Lives:
    """The lives of one installation, and what it has acknowledged in all of them."""

    def __init__(
        self, tried: Newsroom, grown: Stem, plant: str, outcome: Outcome, chance: random.Random
    ) -> None:
        self._tried = tried
        self._plant = plant
        self._stem = grown
        self._outcome = outcome
        self._chance = chance
        self._log = tried.config.with_suffix(".log")
        self._told: dict[str, kept.Told] = {}
        self._sent: dict[str, Sent] = {}
        self._in_doubt: list[Sent] = []

    def live(self, times: int) -> None:
        for _ in range(times):
            self._one_life()
        # Once more, so that what was interrupted is finished and what was in doubt is answered.
        server = self._start()
        self._send_again()
        server.stop()
        kept.check(self._outcome, self._tried, self._told, self._words_of, self._sent.__contains__)
        self._outcome.count("acknowledged", len(self._told))

    def _start(self) -> Server:
        return self._stem.start(self._tried.config, self._tried.port, self._log, self._plant)

    def _one_life(self) -> None:
        server = self._start()
        self._send_again()
        wanted = self._chance.randint(FEWEST, MOST)
        came = asyncio.run(load.until_killed(self._tried.port, wanted, server.kill, self._chance))
        server.kill()
        self._outcome.attempts += 1
        for refused, answer in came.refused:
            self._outcome.fail(f"{refused.key} was answered {answer.status} {answer.body[:200]!r}")
        self._note(came.acknowledged)
        self._in_doubt = came.in_doubt
        self._sent.update((sent.key, sent) for sent in came.in_doubt)
        self._outcome.count("in doubt when killed", len(came.in_doubt))
        told = {each.sent.key: self._told[each.sent.key] for each in came.acknowledged}
        kept.check_some(self._outcome, self._tried, told, self._words_of)

    def _send_again(self) -> None:
        """What was in doubt, and a few that were acknowledged: both are answered, the latter as before."""
        known = self._chance.sample(sorted(self._told), min(REPEATED, len(self._told)))
        came = asyncio.run(
            load.repeat(self._tried.port, [*self._in_doubt, *(self._sent[key] for key in known)])
        )
        for refused, answer in came.refused:
            self._outcome.fail(
                f"sent again, {refused.key} was answered {answer.status} {answer.body[:200]!r}"
            )
        for again in came.acknowledged:
            if again.sent.key in self._told and not again.repeated:
                self._outcome.fail(f"{again.sent.key} was acknowledged as new twice")
        self._outcome.count(
            "of which stored", sum(a.repeated and a.sent.key not in known for a in came.acknowledged)
        )
        self._note(came.acknowledged)
        self._in_doubt = []

    def _note(self, acknowledged: list[Acknowledged]) -> None:
        for each in acknowledged:
            told = (each.comment_id, each.digest)
            earlier = self._told.setdefault(each.sent.key, told)
            self._sent[each.sent.key] = each.sent
            if earlier != told:
                self._outcome.fail(f"{each.sent.key} has now another receipt than before")

    def _words_of(self, key: str) -> kept.Words:
        sent = self._sent[key]
        return sent.name, sent.body
