"""SIGKILL under load: a real server, readers who submit with keys; nothing that was acknowledged is lost, doubled or altered.

A life: start, send again what was in doubt, submit over several connections, kill the server with all its processes at a random instant, and
compare what it had acknowledged with what the database holds. At the end all of it again, and the whole ledger is verified.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import free_port
from sqlalchemy import Engine, text

from diwan import bootstrap
from diwan.ledger.verify import verify
from diwan.storage.book import StoredBook
from diwan.storage.engine import connect
from diwan.storage.work_lists import check_work_lists
from proofs import load
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

Stored = tuple[str, str, str, str]
"""What a key must lead to: id, digest, name, body."""


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
        self._told: dict[str, Stored] = {}
        self._sent: dict[str, Sent] = {}
        self._in_doubt: list[Sent] = []

    def live(self, times: int) -> None:
        for _ in range(times):
            self._one_life()
        # Once more, so that what was interrupted is finished and what was in doubt is answered.
        server = self._start()
        self._send_again()
        server.stop()
        self._check_everything()
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
        self._check([each.sent.key for each in came.acknowledged])

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
            told = (each.comment_id, each.digest, each.sent.name, each.sent.body)
            earlier = self._told.setdefault(each.sent.key, told)
            self._sent[each.sent.key] = each.sent
            if earlier != told:
                self._outcome.fail(f"{each.sent.key} has now another receipt than before")

    def _engine(self) -> Engine:
        return connect(self._tried.settings.database.url, self._tried.settings.data)

    def _check(self, keys: list[str]) -> None:
        """Each of these keys leads to exactly what was told."""
        engine = self._engine()
        try:
            with engine.connect() as connection:
                marks = ", ".join(f":k{n}" for n in range(len(keys))) or "''"
                rows = connection.execute(
                    text(f"{_STORED} WHERE c.submission_key IN ({marks})"),
                    {f"k{n}": key for n, key in enumerate(keys)},
                ).all()
        finally:
            engine.dispose()
        self._compare(keys, rows)

    def _compare(self, keys: list[str], rows: Sequence[Any]) -> None:
        held = {key: (comment, bytes(digest).hex(), name, body) for key, comment, digest, name, body in rows}
        for key in keys:
            told, stored = self._told[key], held.get(key)
            if stored is None:
                self._outcome.fail(f"{key} was acknowledged and is lost")
            elif stored != told:
                self._outcome.fail(f"{key} was acknowledged and is altered")

    def _check_everything(self) -> None:
        engine = self._engine()
        try:
            with engine.connect() as connection:
                rows = list(connection.execute(text(_STORED)).all())
            self._compare(list(self._told), rows)
            for words, number in Counter((row[3], row[4]) for row in rows).items():
                if number > 1:
                    self._outcome.fail(f"{words!r} was sent once and is there {number} times")
            for row in rows:
                if row[0] not in self._sent:
                    self._outcome.fail(f"{row[0]} is there and was never sent")
            key = bootstrap.signing_key(self._tried.settings).verifier
            with engine.connect() as connection:
                for violation in verify(StoredBook(connection), verifier_key=key):
                    self._outcome.fail(str(violation))
                for violation in check_work_lists(connection):
                    self._outcome.fail(str(violation))
        finally:
            engine.dispose()


_STORED = "SELECT c.submission_key, c.id, c.digest, w.name, w.body FROM comments c JOIN words w ON w.comment_id = c.id"
