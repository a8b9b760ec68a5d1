"""Batches: ten thousand comments decided in one act, beside the same decisions one at a time; and what a reader's submission waits
meanwhile, beside what it waits when nothing else goes on.
"""

import argparse
import threading
import time
from functools import partial
from statistics import median

from sqlalchemy import text

from benchmarks import archive, table
from benchmarks.newsroom import Desk
from diwan import batching, founding, identifiers, lifecycle
from diwan.batches import MOST
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.moderators import Role

ALONE = 400
"""So many decisions one at a time."""
QUIET = 100
"""So many submissions one at a time while nothing else goes on."""
PAUSE_S = 0.01
_SELECTION = '{"kind":"benchmark"}'


def run(asked: argparse.Namespace) -> None:
    """Print the section of the table, for each database that there is here."""
    table.section(
        f"Batches: {MOST:,} comments decided in one act",
        ("seconds", "of CPU", "a second", "to one at a time", "submission p50", "to a quiet one"),
        explained="One at a time: each decision durable before the next. A submission: sent while the batch goes on.",
    )
    for database in asked.databases:
        with archive.opened(database) as desk:
            _measure(database, desk)


def _measure(database: str, desk: Desk) -> None:
    house = desk.house
    moderator = founding.appoint(house.store, house.clock, name="Batches", role=Role.MODERATOR).result()
    author = Author(AuthorKind.MODERATOR, moderator.id)
    comments = desk.submit(ALONE + MOST)
    began = time.perf_counter()
    for each in comments[:ALONE]:
        desk.approve([each])
    alone = ALONE / (time.perf_counter() - began)
    quiet = median(_submit(desk) for _ in range(QUIET))
    chosen = comments[ALONE:]
    took, used, waited = _decide(
        desk, author, Outcome.REJECTED, [(c.comment_id, c.digest, None) for c in chosen]
    )
    _print(f"{database}, rejected", took, used, waited, alone, quiet)
    with house.store.connection() as connection:
        current = connection.execute(
            text("SELECT comment_id, digest, id FROM decisions WHERE outcome = 'rejected'")
        )
        rejected = [(row[0], bytes(row[1]), row[2]) for row in current]
    took, used, waited = _decide(desk, author, Outcome.APPROVED, rejected)
    _print(f"{database}, undone", took, used, waited, alone, quiet)


def _decide(
    desk: Desk, author: Author, outcome: Outcome, members: list[tuple[str, bytes, str | None]]
) -> tuple[float, float, list[float]]:
    """Seconds that it took, of them this process's CPU time, and how long each submission waited meanwhile."""
    house = desk.house
    waited: list[float] = []
    done = threading.Event()
    reader = threading.Thread(target=_submit_until, args=(desk, done, waited))
    reader.start()
    began, busy = time.perf_counter(), time.process_time()
    batching.start(
        house.store,
        house.clock,
        author,
        batch_id=identifiers.new(house.clock()),
        outcome=outcome,
        guideline=Guideline.PROMOTION if outcome is Outcome.REJECTED else None,
        abuse_kind=None,
        selection=_SELECTION,
        members=members,
    ).result()
    screen_first = partial(lifecycle.screen_first, house.store, house.clock, house.screener)
    while batching.go_on(house.store, house.clock, screen_first):
        pass
    took, used = time.perf_counter() - began, time.process_time() - busy
    done.set()
    reader.join()
    return took, used, waited


def _print(name: str, took: float, used: float, waited: list[float], alone: float, quiet: float) -> None:
    rate = MOST / took
    figures = (f"{took:.1f}", f"{used:.1f}", f"{rate:,.0f}", f"{rate / alone:.1f}")
    table.row(name, (*figures, f"{median(waited) * 1000:.0f} ms", f"{median(waited) / quiet:.1f}"))


def _submit(desk: Desk) -> float:
    began = time.perf_counter()
    desk.submit(1)
    return time.perf_counter() - began


def _submit_until(desk: Desk, done: threading.Event, waited: list[float]) -> None:
    """One at least, however soon the batch is done."""
    waited.append(_submit(desk))
    while not done.wait(PAUSE_S):
        waited.append(_submit(desk))
