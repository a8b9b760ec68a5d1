"""The desk: how long its pages, decisions, searches, batches and duties take at the server, with many comments stored and many waiting.

What is measured is a copy of a prepared newsroom (`stock`), so that every record in it is as the lifecycle writes them. Beside it stands a bare
SELECT of one waiting row on the same database in the same run: what the database costs here.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import Connection, text
from starlette.testclient import TestClient

from benchmarks import desk_asked, desk_batches, desk_duties, machine, table
from benchmarks.archive import signed_in
from benchmarks.stock.plan import Plan
from benchmarks.stock.prepared import LEFT_OUT, Stocked, stocked
from diwan import bootstrap
from diwan.bootstrap import House

ROUNDS = 40
AIM_MS = 100.0
LATE = 0.95
LONGEST_S = 4.0
FEWEST = 12
"""What takes longer than that altogether is timed less often, but so many times at least."""


@dataclass(slots=True)
class Timing:
    """Prints one row for each act that it times. `over` names those that were later than the aim."""

    database: str
    bare_ms: float = 0.0
    rounds: int = ROUNDS
    over: list[str] = field(default_factory=list)

    def told(
        self, name: str, act: Callable[[], object], *, aim_ms: float | None = AIM_MS, rounds: int = 0
    ) -> None:
        """Time `act` so many times, after a first one that compiles its statements; `aim_ms` None: there is none for it."""
        rounds = min(rounds or self.rounds, self.rounds)
        took: list[tuple[float, float]] = []
        started = time.perf_counter()
        for done in range(rounds + 1):
            if done > FEWEST and time.perf_counter() - started > LONGEST_S:
                break
            began, cpu = time.perf_counter(), time.process_time()
            act()
            took.append((time.perf_counter() - began, time.process_time() - cpu))
        rounds = len(took) - 1
        walls, cpus = (sorted(1000 * each[n] for each in took[1:]) for n in (0, 1))
        late = walls[min(len(walls) - 1, int(rounds * LATE))]
        self.bare_ms = self.bare_ms or median(walls)
        to_aim = "" if aim_ms is None else f"{late / aim_ms:.2f}"
        if aim_ms is not None and late > aim_ms:
            self.over.append(f"{name} ({late:.0f} ms)")
        table.row(
            f"{self.database}: {name}",
            (
                f"{median(walls):.1f}",
                f"{late:.1f}",
                f"{cpus[min(len(cpus) - 1, int(rounds * LATE))]:.1f}",
                to_aim,
                f"{median(walls) / self.bare_ms:.0f}",
            ),
        )


def run(asked: argparse.Namespace) -> None:
    """Print the section of the table, for each database that there is here."""
    plan = Plan(asked.stored, min(asked.waiting, asked.stored))
    table.section(
        f"The desk: {plan.stored:,} comments stored, {plan.waiting:,} waiting; milliseconds at the server",
        ("p50", "p95", "p95 of CPU", f"p95 / {AIM_MS:.0f} ms", "p50 / bare"),
        explained=f"Through the application without a network; {ROUNDS} of each, fewer of what is slow. CPU: of the whole process. Bare: a SELECT of one waiting row.\n"
        f"  {LEFT_OUT}.",
    )
    for database in asked.databases:
        with stocked(database, plan, asked.keep) as place:
            _measure(database, place)


def _measure(database: str, place: Stocked) -> None:
    busy, began, worked = machine.core_busy_s(), time.perf_counter(), time.process_time()
    timing = Timing(database, rounds=ROUNDS)
    with _house(place, timing) as (house, client):
        with house.store.connection() as connection:
            timing.told("a bare SELECT of one waiting row", lambda: _bare(connection), aim_ms=None)
        desk_asked.measure(house, client, timing)
        desk_duties.measure(house, timing)
        desk_batches.measure(house, client, timing)
    verdict = f"over the aim: {', '.join(timing.over)}" if timing.over else f"all within {AIM_MS:.0f} ms"
    table.note(f"{database}: {verdict}; measured in {time.perf_counter() - began:.0f} s")
    if place.server is None:
        others = machine.core_busy_s() - busy - (time.process_time() - worked)
        table.disturbance([max(0.0, others / (time.perf_counter() - began))])


@contextmanager
def _house(place: Stocked, timing: Timing) -> Iterator[tuple[House, TestClient]]:
    """The newsroom opened as at a start, which is timed, and an editor at its desk."""
    began = time.perf_counter()
    house = bootstrap.build(place.settings)
    opened = time.perf_counter() - began
    try:
        desk_duties.restocked(house)
        took = time.perf_counter() - began
        table.note(
            f"{timing.database}: opened in {opened:.2f} s; nothing was left to make up, seen in {took - opened:.2f} s"
        )
        client = signed_in(house)
        # As the server does once it is up.
        gc.collect()
        gc.freeze()
        yield house, client
    finally:
        house.store.close()


def _bare(connection: Connection) -> None:
    connection.execute(text("SELECT comment_id FROM waiting ORDER BY position LIMIT 1")).all()
