"""Many rows at a time into either database, past its triggers and references, which are checked once afterwards, and into its
indexes when all rows are there.

The references are looked up only where there are few rows: the same code makes them at every size, and it takes as long as all the rest.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import psycopg
from pysqlite3 import dbapi2
from sqlalchemy import Table
from sqlalchemy.engine import make_url

FLUSH = 20_000
CHECKED = 200_000
"""Up to so many rows in a table are looked up."""


class Loader(Protocol):
    """Takes rows, whole and in the order of their columns, and has them in the database when the loading ends."""

    postgresql: bool

    def add(self, table: Table, *values: object) -> None: ...


@contextmanager
def loading(url: str) -> Iterator[Loader]:
    """Into the database of this address, to which nobody else may be connected. Raises RuntimeError if a reference leads nowhere."""
    with _into_postgresql(url) if url.startswith("postgresql") else _into_sqlite(url) as loader:
        yield loader


class _Buffered:
    postgresql = False

    def __init__(self) -> None:
        self._rows: dict[Table, list[Sequence[object]]] = {}
        self._counts: Counter[Table] = Counter()

    @property
    def most(self) -> int:
        """Rows in the table that got most of them."""
        return max(self._counts.values(), default=0)

    def add(self, table: Table, *values: object) -> None:
        rows = self._rows.get(table)
        if rows is None:
            rows = self._rows[table] = []
        rows.append(values)
        if len(rows) >= FLUSH:
            self._put(table, rows)

    def flush(self) -> None:
        for table, rows in self._rows.items():
            self._put(table, rows)

    def _put(self, table: Table, rows: list[Sequence[object]]) -> None:
        self._insert(table, rows)
        self._counts[table] += len(rows)
        rows.clear()

    def _insert(self, table: Table, rows: list[Sequence[object]]) -> None:
        raise NotImplementedError


# --- SQLite ---------------------------------------------------------------------------------------------------------


class _Sqlite(_Buffered):
    def __init__(self, connection: Any) -> None:
        super().__init__()
        self._connection = connection

    def _insert(self, table: Table, rows: list[Sequence[object]]) -> None:
        columns = [column.name for column in table.columns]
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(
            f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})", rows
        )


@contextmanager
def _into_sqlite(url: str) -> Iterator[Loader]:
    connection = dbapi2.connect(make_url(url).database or "", isolation_level=None)
    try:
        # Nothing can be undone from here on: what fails is thrown away as a whole.
        for pragma in (
            "foreign_keys=OFF",
            "journal_mode=OFF",
            "synchronous=OFF",
            "secure_delete=OFF",
            "cache_size=-3000000",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        kept = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in kept:
            connection.execute(f'DROP {kind.upper()} "{name}"')
        loader = _Sqlite(connection)
        yield loader
        loader.flush()
        connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        for _, _, sql in sorted(kept):
            connection.execute(sql)
        few = loader.most <= CHECKED
        if few and (broken := connection.execute("PRAGMA foreign_key_check").fetchone()):
            raise RuntimeError(f"a reference of {broken[0]} to {broken[2]} leads nowhere")
        connection.execute("COMMIT")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


# --- PostgreSQL -----------------------------------------------------------------------------------------------------

_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
_REFERENCES = """
SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text,
  (SELECT string_agg(format('c.%I = p.%I', a.attname, b.attname), ' AND ' ORDER BY k.n)
   FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(here, there, n)
   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here
   JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.there),
  (SELECT string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ')
   FROM unnest(c.conkey) AS k(here) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here)
FROM pg_constraint c WHERE c.contype = 'f'
"""


class _Postgresql(_Buffered):
    postgresql = True

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        super().__init__()
        self._connection = connection

    def _insert(self, table: Table, rows: list[Sequence[object]]) -> None:
        columns = ", ".join(column.name for column in table.columns)
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN".encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)


@contextmanager
def _into_postgresql(url: str) -> Iterator[Loader]:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.execute("SET work_mem = '256MB'")
        kept = connection.execute(_INDEXES).fetchall()
        for name, _ in kept:
            connection.execute(f"DROP INDEX {name}".encode())
        loader = _Postgresql(connection)
        yield loader
        loader.flush()
        for _, definition in kept:
            connection.execute(definition.encode())
        few = loader.most <= CHECKED
        for name, child, parent, same, given in connection.execute(_REFERENCES).fetchall() if few else ():
            missing = f"SELECT 1 FROM {child} c WHERE {given} AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE {same}) LIMIT 1"
            if connection.execute(missing.encode()).fetchone():
                raise RuntimeError(f"a reference of {child} to {parent} leads nowhere ({name})")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
