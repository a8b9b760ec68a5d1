"""Connections to the database, set up so that what it acknowledges stays."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from diwan.errors import CannotStart, Unavailable
from diwan.storage.patience import ALIVE, Gate

BUSY_TIMEOUT_MS = 5000
"""So long a lock of somebody else's is waited for, on either database, before the asker is told."""

CACHED_STATEMENTS = 500
"""For each SQLite connection. The driver never lets go of the statements it has used most, and of the rest only the
last: once its cache is full (by default with 100, fewer than a migration runs) every new statement is compiled anew
each time, which made a submission cost three times as much."""

POOL: Mapping[str, Any] = {"pool_size": 25, "max_overflow": 0, "pool_use_lifo": True}
"""Connections of each process, one of which the writer keeps while there is much to write. What is asked next takes the one that was left last, with its pages and prepared statements warm; and none is
closed when a crowd has gone, for the next crowd would have to open it again."""

# Fixed in these and in everything from 3.51.3 on: https://sqlite.org/wal.html, "The WAL-Reset Bug".
_FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
_FIXED_FROM = (3, 51, 3)


def wal_can_lose_commits(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose commits in WAL mode with two or more connections."""
    if version >= _FIXED_FROM:
        return False
    fixed_patch = _FIXED_BRANCHES.get(version[:2])
    return fixed_patch is None or version[2] < fixed_patch


def connect(url: str, folder: Path) -> Engine:
    """An engine for `url`: "sqlite" (the file diwan.sqlite in `folder`), "sqlite:///path" or "postgresql://…".

    Raises CannotStart for anything else, or for an SQLite that could lose commits.
    """
    if url == "sqlite":
        return _sqlite(URL.create("sqlite", database=str(folder / "diwan.sqlite")))
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise CannotStart(
            "The database address cannot be read; write sqlite or postgresql://host/name."
        ) from None
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql":
            return _postgresql(parsed)
        case other:
            raise CannotStart(f"Diwan stores on SQLite or PostgreSQL, not on {other}.")


def _sqlite(url: URL) -> Engine:
    version = pysqlite3.dbapi2.sqlite_version_info
    if wal_can_lose_commits(version):
        raise CannotStart(
            f"SQLite {'.'.join(map(str, version))} can lose commits in the mode Diwan uses (WAL with several "
            "connections). Install the pysqlite3 wheel named in requirements/run.lock, which carries 3.51.3 or later."
        )
    engine = create_engine(
        url,
        module=pysqlite3.dbapi2,
        connect_args={
            "check_same_thread": False,
            "timeout": BUSY_TIMEOUT_MS / 1000,
            "cached_statements": CACHED_STATEMENTS,
        },
        hide_parameters=True,
        **POOL,
    )

    file = Path(url.database or "").absolute()
    known: list[tuple[int, int] | None] = []

    @event.listens_for(engine, "do_connect")
    def stay_with_the_file(*_: object) -> None:
        # Every connection belongs to the file that the first one found or made. A later one would make a new, empty one,
        # and play the write-ahead log that lies beside it, which is the vanished file's, into that.
        if known:
            _check_identity(file, known[0])

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: Any) -> None:
        # The driver's own transaction handling is switched off: BEGIN is ours to say.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        record.info["path"] = file
        if not known:
            known.append(_identity(file))
        record.info["file"] = known[0]

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        check_file(connection.info)
        mode = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
        # Straight to the driver: for a single comment what the engine does around a statement costs more than the statement.
        connection.connection.driver_connection.execute(mode)

    return engine


def check_file(info: Mapping[str, Any]) -> None:
    """Whether an SQLite connection, by its `info`, still writes into the file of that name. Raises Unavailable.

    SQLite itself would go on writing into the file that has no name any more, and all of it would be lost.
    """
    _check_identity(info["path"], info["file"])


def _check_identity(file: Path, known: tuple[int, int] | None) -> None:
    if known != _identity(file):
        raise Unavailable(
            "The database file has vanished or was exchanged while Diwan was running. Put it back and restart."
        )


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells one file from another under the same name; None if there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _postgresql(url: URL) -> Engine:
    # Options that stand in the address are the operator's, and stay his.
    options = {} if "options" in url.query else {"options": f"-c lock_timeout={BUSY_TIMEOUT_MS}"}
    alive = {name: value for name, value in ALIVE.items() if name not in url.query}
    gate = Gate()
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        **POOL,
        # What one reading sees is one moment; the writer takes locks where it must and is serial within a process.
        isolation_level="READ COMMITTED",
        # Whoever finds all connections taken is told so while he still waits.
        pool_timeout=BUSY_TIMEOUT_MS / 1000,
        connect_args={"connect_timeout": 5, "application_name": "diwan", **alive, **options},
    )

    @event.listens_for(engine, "do_connect")
    def watched(_dialect: object, _record: object, named: Any, asked: Any) -> Any:
        return gate.connect(*named, **asked)

    return engine
