"""How a view asks its driver: straight, as the writer does. What the engine does around a statement costs more than most of a view's statements."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Connection

from diwan.storage.rows import Row

Question: TypeAlias = tuple[str, Mapping[str, object]]
"""A question with `:name` for each parameter, and their values. A list is what the question asks `IN :name`."""

_NAMED = re.compile(r":([a-z_]+)")
_MANY = re.compile(r"IN (:[a-z_]+)")


class Questioning:
    """Asks in the connection's open transaction. Raises the driver's errors."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._postgresql = connection.dialect.name == "postgresql"

    def _all(self, sql: str, **parameters: object) -> Sequence[Row]:
        """The rows of a question with `:name` for each parameter."""
        rows: Sequence[Row] = self._asked(self._driver(), (sql, parameters)).fetchall()
        return rows

    def _in(self, sql: str, ids: Collection[str]) -> Sequence[Row]:
        """The rows of a question that asks `IN :ids`, for all `ids` at once."""
        return self._all(sql, ids=list(ids)) if ids else []

    def _together(self, *questions: Question) -> list[Sequence[Row]]:
        """The rows of each of several questions, of which none needs the answer to another: PostgreSQL is waited for once."""
        driver = self._driver()
        if not self._postgresql:
            return [self._asked(driver, question).fetchall() for question in questions]
        with pipeline(driver):
            asked = [self._asked(driver, question) for question in questions]
            return [each.fetchall() for each in asked]

    def _driver(self) -> Any:
        if not self._connection.in_transaction():
            # The engine begins it, and ends it when the connection is given back.
            self._connection.begin()
        return self._connection.connection.driver_connection

    def _asked(self, driver: Any, question: Question) -> Any:
        sql, parameters = question
        if not self._postgresql:
            parameters = {
                name: json.dumps(value) if isinstance(value, list) else value
                for name, value in parameters.items()
            }
        return driver.execute(_translated(sql, self._postgresql), parameters)


@contextmanager
def pipeline(driver: Any) -> Iterator[None]:
    """Within it PostgreSQL is sent statements without waiting for its answers; what failed is raised when one is asked for, or at the end."""
    with driver.pipeline() as opened:
        try:
            yield
        except Exception:
            # The first error is told already. The driver would log the ones that follow, with their rows.
            with suppress(psycopg.Error):
                opened.sync()
            raise


@cache
def _translated(sql: str, postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    if postgresql:
        return _NAMED.sub(r"%(\1)s", _MANY.sub(r"= ANY (\1)", sql))
    return _MANY.sub(r"IN (SELECT value FROM json_each(\1))", sql)
