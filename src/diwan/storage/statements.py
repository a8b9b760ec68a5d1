"""How a transaction speaks to its driver: statements written for SQLite's `?`, translated once for PostgreSQL."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table

from diwan.storage.rows import Row


class Statements:
    """One open transaction on a driver's connection. `writes` counts the statements so far that may have written something."""

    def __init__(self, driver: Any, *, postgresql: bool) -> None:
        # Two, because in PostgreSQL's pipeline a late answer to an insertion must not be taken for the question's.
        self._questions = driver.cursor()
        self._insertions = driver.cursor()
        self._postgresql = postgresql
        self.writes = 0
        self._ahead: dict[tuple[str, tuple[object, ...]], Row | None] = {}

    def _insert(self, table: Table, **values: object) -> None:
        self._insertions.execute(
            _insertion(table.name, tuple(values), self._postgresql), tuple(values.values())
        )
        self.writes += 1

    def _run_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        self._insertions.executemany(_translated(sql, self._postgresql), rows)
        self.writes += 1

    def _run(self, sql: str, *parameters: object) -> None:
        self._insertions.execute(_translated(sql, self._postgresql), parameters)
        self.writes += 1

    def _one(self, sql: str, *parameters: object) -> Row | None:
        if self._ahead and (sql, parameters) in self._ahead:
            return self._ahead[sql, parameters]
        row: Row | None = self._questions.execute(_translated(sql, self._postgresql), parameters).fetchone()
        return row

    def _all(self, sql: str, *parameters: object) -> list[Row]:
        rows: list[Row] = self._questions.execute(_translated(sql, self._postgresql), parameters).fetchall()
        return rows


@cache
def _translated(sql: str, postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    return sql.replace("?", "%s") if postgresql else sql


@cache
def _insertion(table: str, columns: tuple[str, ...], postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    marks = ", ".join("?" for _ in columns)
    return _translated(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", postgresql)


def whole(table: Table, *, postgresql: bool) -> str:
    """The statement that inserts a whole row."""
    return _insertion(table.name, tuple(column.name for column in table.columns), postgresql)
