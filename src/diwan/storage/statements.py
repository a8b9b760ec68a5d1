"""How a transaction speaks to its driver: statements written for SQLite's `?`, translated once for PostgreSQL.

Rows of the same table can be gathered and inserted by one statement: on either database the statement itself costs more than a row.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table

from diwan.storage import schema
from diwan.storage.rows import Row

MOST_ROWS = 64
"""So many rows one statement inserts at the most. Fewer go by powers of two, so that few statements are kept compiled."""


class Statements:
    """One open transaction on a driver's connection. `writes` counts what so far may have written something."""

    def __init__(self, driver: Any, *, postgresql: bool) -> None:
        self._driver = driver
        # Two, because in PostgreSQL's pipeline a late answer to an insertion must not be taken for the question's.
        self._questions = driver.cursor()
        self._insertions = driver.cursor()
        self._postgresql = postgresql
        self.writes = 0
        self._ahead: dict[tuple[str, tuple[object, ...]], Row | None] = {}
        self._told: dict[tuple[str, tuple[object, ...]], Row | None] = {}
        self._gathered: dict[str, list[Sequence[object]]] = {}

    def insert_gathered(self) -> None:
        """Insert the gathered rows, table by table in the order in which the first of each was gathered, the ledger's before all others.

        While there are records without their entries, SQLite looks for them in every table of records at each entry.
        """
        gathered, self._gathered = self._gathered, {}
        left = sorted(gathered.items(), key=lambda gathered: gathered[0] != schema.ledger_entries.name)
        while left:
            portions = [(name, rows[: _portion(len(rows))]) for name, rows in left]
            behind = [(name, rows[_portion(len(rows)) :]) for name, rows in left]
            left = [(name, rows) for name, rows in behind if rows]
            if self._postgresql:
                # One statement for all tables: the driver and the server each work most for the statement itself.
                self._insert_portions(*portions)
            else:
                for portion in portions:
                    self._insert_portions(portion)

    def _insert_portions(self, *portions: tuple[str, Sequence[Sequence[object]]]) -> None:
        statement = _together(tuple((name, len(rows)) for name, rows in portions), self._postgresql)
        values = [value for _, rows in portions for row in rows for value in row]
        self._insertions.execute(statement, values)

    def _gather(self, table: Table, *row: object) -> None:
        """Insert a whole row, together with others of its table: before whatever is asked or done next, or at the end."""
        self._gathered.setdefault(table.name, []).append(row)
        self._has_written()

    def _one_apart(self, sql: str, *parameters: object) -> Row | None:
        """As `_one`, where no gathered row can change the answer."""
        row: Row | None = self._questions.execute(_translated(sql, self._postgresql), parameters).fetchone()
        return row

    def _insert(self, table: Table, **values: object) -> None:
        if self._gathered:
            self.insert_gathered()
        self._insertions.execute(
            _insertion(table.name, tuple(values), self._postgresql), tuple(values.values())
        )
        self._has_written()

    def _run_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        if self._gathered:
            self.insert_gathered()
        self._insertions.executemany(_translated(sql, self._postgresql), rows)
        self._has_written()

    def _run(self, sql: str, *parameters: object) -> None:
        if self._gathered:
            self.insert_gathered()
        self._insertions.execute(_translated(sql, self._postgresql), parameters)
        self._has_written()

    def _has_written(self) -> None:
        self.writes += 1
        if self._told:
            self._told.clear()

    def _ask_together(self, *questions: tuple[str, tuple[object, ...]]) -> None:
        """Ask at once what `_one` is asked afterwards: PostgreSQL is waited for once. The answers hold until something is written, so take
        the turn in which nobody else writes first. SQLite is not waited for, and is asked when it is.
        """
        if not self._postgresql:
            return
        if self._gathered:
            self.insert_gathered()
        asked = [
            (question, self._driver.cursor().execute(_translated(question[0], postgresql=True), question[1]))
            for question in questions
        ]
        self._told = {question: cursor.fetchone() for question, cursor in asked}

    def _one(self, sql: str, *parameters: object) -> Row | None:
        if self._ahead and (sql, parameters) in self._ahead:
            return self._ahead[sql, parameters]
        if self._told and (sql, parameters) in self._told:
            return self._told[sql, parameters]
        if self._gathered:
            self.insert_gathered()
        row: Row | None = self._questions.execute(_translated(sql, self._postgresql), parameters).fetchone()
        return row

    def _all(self, sql: str, *parameters: object) -> list[Row]:
        if self._gathered:
            self.insert_gathered()
        rows: list[Row] = self._questions.execute(_translated(sql, self._postgresql), parameters).fetchall()
        return rows

    def _among(self, question: str, column: str, ids: Sequence[str], *before: object) -> list[Row]:
        """The rows of a question that asks `column = ?` last, for all `ids` at once. `before` is what it asks before that."""
        if not ids:
            return []
        among = _among(question, column, self._postgresql)
        return self._all(among, *before, list(ids) if self._postgresql else json.dumps(list(ids)))

    def _run_among(self, sql: str, column: str, ids: Sequence[object]) -> None:
        """What is said with `column = ?` last, for all `ids` at once."""
        among = _among(sql, column, self._postgresql)
        self._run(among, list(ids) if self._postgresql else json.dumps(list(ids)))


@cache
def _among(question: str, column: str, postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    head, found, tail = question.rpartition(f"{column} = ?")
    if not found:
        raise ValueError("the question does not ask that")
    return f"{head}{column} " + ("= ANY (?)" if postgresql else "IN (SELECT value FROM json_each(?))") + tail


@cache
def _translated(sql: str, postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    return sql.replace("?", "%s") if postgresql else sql


@cache
def _insertion(table: str, columns: tuple[str, ...], postgresql: bool, rows: int = 1) -> str:  # noqa: FBT001 - the key of a cache
    marks = ", ".join("?" for _ in columns)
    every = ", ".join(f"({marks})" for _ in range(rows))
    return _translated(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {every}", postgresql)


def _portion(rows: int) -> int:
    """How many of so many rows go into one statement."""
    return min(MOST_ROWS, 1 << rows.bit_length() - 1)


@cache
def _together(tables: tuple[tuple[str, int], ...], postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    """The statement that inserts so many whole rows into each table."""
    *before, last = (
        _insertion(
            name, tuple(column.name for column in schema.metadata.tables[name].columns), postgresql, rows
        )
        for name, rows in tables
    )
    with_them = ", ".join(f"into_{number} AS ({statement})" for number, statement in enumerate(before))
    return f"WITH {with_them} {last}" if before else last
