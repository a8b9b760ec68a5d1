"""The clock is set back and forward while Diwan serves: nothing is lost, doubled or printed out of order, and nobody is locked out until a time comes that it showed.

It is Diwan's own clock that is set (`plants.shift_clock`), in the server alone: an hour back, some minutes forward, a day back, and so on. What somebody had
before him at the desk, had been told to wait for, or had approved and not seen printed when the clock was set must be as soon dealt with as ever.
"""

import asyncio
import itertools
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.machine import free_port
from sqlalchemy import text

from diwan import founding
from diwan.bootstrap import opened
from diwan.clock import DAY, HOUR, MINUTE, Milliseconds
from diwan.moderators import Role
from diwan.storage.engine import connect
from diwan.web import sessions
from proofs import load
from proofs.load import Acknowledged, Answer
from proofs.newsroom import ARTICLE, Newsroom, newsroom
from proofs.outcome import Outcome
from proofs.path import PATIENCE_S, Told, Walker, pages
from proofs.plants import SHIFTED, SHIFTS
from proofs.starting import Stem, stem

NAME = "clock"
LONG = 200
SHORT = 2
PLANTS = tuple(SHIFTED)
BY: tuple[Milliseconds, ...] = (-HOUR, 10 * MINUTE, -DAY, 20 * MINUTE, -MINUTE, 15 * MINUTE)
"""Forward by less than a moderator's session lasts without him."""
LIMITED = "198.51.100.50"
MOST_WAIT_S = 60
"""Whoever sent too much is told to come back within so many seconds, whatever the clock shows."""
LOOK_S = 0.02
_STRICT = (("per_minute = 6000", "per_minute = 300"), ("burst = 1000", "burst = 5"))
_HOLD = "reread_percent = 0\n", "reread_percent = 0\nhold_seconds = 1\n"


def run(database: str, size: int, plant: str = "") -> Outcome:
    """The clock is set `size` times."""
    with stem() as grown:
        return run_of(grown, database, size, plant)


def run_of(grown: Stem, database: str, size: int, plant: str = "") -> Outcome:
    """The same, of a stem that has been grown."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        newsroom(Path(folder), database, free_port) as tried,
    ):
        told = tried.config.read_text()
        for lax, strict in (*_STRICT, _HOLD):
            told = told.replace(lax, strict)
        tried.config.write_text(told)
        colleague = _colleague(tried)
        shown = tried.config.with_suffix(".clock")
        shown.write_text("0")
        server = grown.start(tried.config, tried.port, tried.config.with_suffix(".log"), plant or SHIFTS)
        try:
            with outcome.timed():
                trial = _Trial(outcome, tried, colleague, shown)
                asyncio.run(trial.run(size))
                server.stop()
                trial.check()
        finally:
            server.kill()
    return outcome


def _colleague(tried: Newsroom) -> str:
    """The session of a second moderator."""
    with opened(tried.settings) as house:
        zin = founding.appoint(house.store, house.clock, name="Zîn", role=Role.MODERATOR).result()
        return sessions.open_session(house, zin.id, None)


class _Trial:
    def __init__(self, outcome: Outcome, tried: Newsroom, colleague: str, shown: Path) -> None:
        self._outcome = outcome
        self._tried = tried
        self._told = Told()
        self._colleague = colleague
        self._shown = shown
        self._chance = Random(outcome.database)
        self._again = load.fresh(self._chance)
        self._limited = Walker(outcome, tried, self._told, LIMITED)

    async def run(self, times: int) -> None:
        """Before each: a card on a screen, a client that sent too much, an approval that is held. After it: all of them dealt with."""
        off = 0
        for turn, by in enumerate(itertools.islice(itertools.cycle(BY), times)):
            what = f"the clock was set by {by / MINUTE:+.0f} minutes"
            # Each time from another address, which has not sent too much.
            walker = Walker(self._outcome, self._tried, self._told, f"203.0.113.{turn % 250}")
            waits = await self._submitted(walker, what)
            await self._is_on_a_screen(self._tried.session, waits)
            await self._send_too_much()
            held = await self._submitted(walker, what)
            await self._done(walker.approve(held, what), what)
            off += by
            self._shown.write_text(str(off))
            self._outcome.attempts += 1
            await self._until(
                partial(walker.is_shown, ARTICLE, held.comment_id),
                f"{what}: what was approved before is not printed",
            )
            await self._until(self._is_let_in, f"{what}: a client that had sent too much is not let in again")
            if by <= -HOUR:
                # Set by less it is as if somebody had gone away from an open page for so long.
                await self._until(
                    partial(self._is_on_a_screen, self._colleague, waits),
                    f"{what}: what was on a screen is kept from all others",
                )
            await self._done(walker.approve(waits, what), what)
            await walker.walk(load.fresh(self._chance), ARTICLE, what)
            walker.connection.close()
        self._limited.connection.close()
        self._told.count(self._outcome)

    async def _submitted(self, walker: Walker, what: str) -> Acknowledged:
        came = await walker.send(load.fresh(self._chance), ARTICLE, what)
        if came is None:
            raise RuntimeError(f"{what}: nothing was acknowledged")
        return came

    async def _done(self, doing: Awaitable[bool], what: str) -> None:
        self._outcome.expect(await doing, f"{what}: nothing was decided")

    async def _until(self, holds: Callable[[], Awaitable[object]], otherwise: str) -> None:
        # A planted fault keeps it from ever coming: that need not be waited for as long.
        patience = PATIENCE_S / 12 if self._outcome.hasty else PATIENCE_S / 4
        end = asyncio.get_running_loop().time() + patience
        while not await holds():
            if asyncio.get_running_loop().time() > end:
                self._outcome.fail(otherwise)
                return
            await asyncio.sleep(LOOK_S)

    async def _is_on_a_screen(self, session: str, comment: Acknowledged) -> bool:
        """Whether the desk shows it, which puts it before this moderator."""
        answer = await self._limited.get("/desk", cookie=f"{sessions.COOKIE}={session}")
        if answer.status != 200:
            self._outcome.fail(f"the desk was answered {answer.status}")
        return comment.comment_id.encode() in answer.body

    async def _send_too_much(self) -> None:
        while isinstance(await self._send_one(), Acknowledged):
            pass

    async def _is_let_in(self) -> bool:
        answer = await self._send_one()
        if isinstance(answer, Acknowledged):
            return True
        self._outcome.expect(
            answer.status == 429 and int(answer.retry_after) <= MOST_WAIT_S,
            f"a client that sent too much was answered {answer.status}, and told to wait {answer.retry_after} seconds",
        )
        return False

    async def _send_one(self) -> Acknowledged | Answer:
        """One and the same comment each time, under its key: that counts as well, and nothing more waits at the desk."""
        sent = self._again
        self._told.sent[sent.key] = sent
        came = await load.submit(self._limited.connection, sent)
        if isinstance(came, Acknowledged):
            self._told.acknowledged[sent.key] = came
        return came

    def check(self) -> None:
        """What was acknowledged is there once; what is printed is there once, and in the order in which it came."""
        tried = self._tried
        self._told.check(self._outcome, tried)
        engine = connect(tried.settings.database.url, tried.settings.data)
        with engine.connect() as connection:
            published = list(
                connection.execute(
                    text(
                        "SELECT c.id FROM publications p JOIN comments c ON c.id = p.comment_id ORDER BY c.position"
                    )
                ).scalars()
            )
        engine.dispose()
        shown = [
            each["opening"]["id"]
            for sheet in pages(tried.settings.press_root, ARTICLE)
            for each in sheet["conversations"]
        ]
        for comment, times in Counter([*published, *shown]).items():
            self._outcome.expect(times == 2, f"{comment} is recorded or printed {times} times, not both once")
        self._outcome.expect(
            [each for each in published if each in shown] in (shown, shown[::-1]),
            "what is printed does not stand in the order in which it came",
        )
