"""Submissions: acknowledged comments a second with a durable commit, on both databases, against a bare insertion.

Diwan's side is all of it: HTTP, checks of form, the limit for each address, the ledger, and the screening that goes on
meanwhile. The server that is not measured is stopped, so that its screening does not disturb the other.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import Engine, text
from tests import databases
from tests.waiting import until

from benchmarks import load, machine, newsroom, serving, table
from benchmarks.load import Measured
from benchmarks.machine import Running
from diwan.storage.engine import connect

CLIENTS = (1, 16, 64)
DATABASES = ("sqlite", "postgresql")


@dataclass(slots=True)
class _Figures:
    bare: list[Measured] = field(default_factory=list)
    diwan: list[Measured] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two servers, and what was acknowledged by it."""

    server: Running
    path: str
    told: Path
    database: str
    folder: Path
    counted: str
    """The table that holds one row for each acknowledgement."""

    def load(self, clients: int, seconds: float, beside: list[Running]) -> Measured:
        return load.run(
            self.server,
            self.path,
            clients=clients,
            seconds=seconds,
            script="submit.lua",
            arguments=[str(self.told), f"{time.monotonic_ns():x}", newsroom.SITE, newsroom.ARTICLE],
            beside=beside,
        )

    def check(self, clients: int) -> tuple[int, int]:
        """How many were acknowledged, and how many of them the database does not hold exactly once."""
        acknowledged = self.told.read_text().split()
        engine = connect(self.database, self.folder)
        stored = _ids(engine, self.counted)
        engine.dispose()
        lost = len(acknowledged) - len(stored.intersection(acknowledged))
        surplus = len(stored) - len(acknowledged)
        # wrk goes without waiting for the last answers: at most one for each connection of each run.
        if surplus > clients:
            raise RuntimeError(f"{surplus} rows more than acknowledgements with {clients} connections")
        return len(acknowledged), lost

    def screened(self) -> int:
        """How many of Diwan's comments have been read by its checks so far."""
        engine = connect(self.database, self.folder)
        stored = _ids(engine, "screenings")
        engine.dispose()
        return len(stored)


def run(*, rounds: int, seconds: float) -> None:
    """Print the section of the table."""
    table.section(
        "Submitting: acknowledged comments a second, each durable before it is acknowledged",
        ("bare", "Diwan", "ratio", "p50 / p99 ms", "CPU µs each", "CPU ratio"),
        explained="Bare: one row with group commit behind the same server. Medians; ratios with their extremes.\n"
        "  p50 and p99 are Diwan's. CPU µs each: processor time for each acknowledgement, the database's server "
        "and Diwan's\n  screening included, bare / Diwan.",
    )
    machine.tool("wrk", "wrk")
    for database in DATABASES:
        _database(database, rounds=rounds, seconds=seconds)


def _database(database: str, *, rounds: int, seconds: float) -> None:
    figures = {clients: _Figures() for clients in CLIENTS}
    acknowledged = lost = screened = 0
    beside = [durable_postgresql()] if database == "postgresql" else []
    for _ in range(rounds):
        with _sides(database) as (bare, diwan):
            with bare.server.paused():
                # One client warms it up: more would leave comments to be screened while one is measured.
                diwan.load(1, 1, beside)
            for clients in CLIENTS:
                with diwan.server.paused():
                    figures[clients].bare.append(bare.load(clients, seconds, beside))
                with bare.server.paused():
                    figures[clients].diwan.append(diwan.load(clients, seconds, beside))
            everyone = sum(CLIENTS) + 1
            for side in (bare, diwan):
                told, missing = side.check(everyone)
                acknowledged, lost = acknowledged + told, lost + missing
            screened += diwan.screened()
    for clients, measured in figures.items():
        _print(f"{database}, {clients} client{'s' if clients > 1 else ''}", measured)
    table.disturbance([m.others for each in figures.values() for m in (*each.bare, *each.diwan)])
    table.note(f"{database}: {acknowledged} acknowledged, of which {lost} are missing in the database")
    table.note(
        f"{database}: {screened} of Diwan's were screened meanwhile; the others' turn comes behind them"
    )


def _print(name: str, figures: _Figures) -> None:
    bare, diwan = load.middle(figures.bare), load.middle(figures.diwan)
    pairs = list(zip(figures.bare, figures.diwan, strict=True))
    table.row(
        name,
        (
            f"{bare.a_second:.0f}",
            f"{diwan.a_second:.0f}",
            table.spread([d.a_second / b.a_second for b, d in pairs]),
            f"{diwan.p50_ms:.1f} / {diwan.p99_ms:.1f}",
            f"{bare.cpu_us:.0f} / {diwan.cpu_us:.0f}",
            table.spread([b.cpu_us / d.cpu_us for b, d in pairs]),
        ),
    )
    for errors in filter(None, (bare.errors, diwan.errors)):
        table.note(errors)


@contextmanager
def _sides(kind: str) -> Iterator[tuple[_Side, _Side]]:
    """Both servers over fresh databases, Diwan's with its one article registered."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="diwan-bench-")))
        urls = [stack.enter_context(newsroom.new_database(kind)) for _ in range(2)]
        bare_folder, data = folder / "bare", folder / "data"
        bare_folder.mkdir()
        config = newsroom.write_settings(folder, port=machine.free_port(), database=urls[1])
        with newsroom.desk(config):
            pass
        bare = stack.enter_context(serving.bare(bare_folder, urls[0]))
        diwan = stack.enter_context(serving.diwan(config))
        for name in ("bare.ids", "diwan.ids"):
            (folder / name).touch()
        yield (
            _Side(bare, "/", folder / "bare.ids", urls[0], bare_folder, "bare"),
            _Side(diwan, "/api/comments", folder / "diwan.ids", urls[1], data, "comments"),
        )


def durable_postgresql() -> Running:
    """The database's server, which is part of what serves and therefore shares its core."""
    with psycopg.connect(databases.server(), autocommit=True) as connection:
        if "DIWAN_TEST_POSTGRESQL" not in os.environ:
            # The tests' own server, which does without its disk, is to wait for it as any other does.
            for setting in ("fsync", "full_page_writes", "autovacuum", "jit"):
                connection.execute(f"ALTER SYSTEM RESET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
            until(lambda: _waits_for_its_disk(connection), "PostgreSQL to read its configuration")
        if not _waits_for_its_disk(connection):
            raise RuntimeError("this PostgreSQL does not wait for its disk (fsync is off)")
        [row] = connection.execute("SELECT pg_backend_pid()").fetchall()
        return machine.pin(machine.parent(row[0]))


def _waits_for_its_disk(connection: "psycopg.Connection[tuple[str, ...]]") -> bool:
    [row] = connection.execute("SELECT current_setting('fsync')").fetchall()
    return row[0] == "on"


def _ids(engine: Engine, counted: str) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(text(f"SELECT id FROM {counted}")).scalars())
