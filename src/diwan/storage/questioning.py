"""How a view asks its driver: straight, as the writer does. What the engine does around a statement costs more than most of a view's statements."""

import json
import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection

from diwan.storage.rows import Row

_NAMED = re.compile(r":([a-z_]+)")


class Questioning:
    """Asks in the connection's open transaction. Raises the driver's errors."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._postgresql = connection.dialect.name == "postgresql"

    def _all(self, sql: str, **parameters: object) -> Sequence[Row]:
        """The rows of a question with `:name` for each parameter."""
        if not self._connection.in_transaction():
            # The engine begins it, and ends it when the connection is given back.
            self._connection.begin()
        driver: Any = self._connection.connection.driver_connection
        cursor = driver.execute(_translated(sql, self._postgresql), parameters)
        rows: Sequence[Row] = cursor.fetchall()
        return rows

    def _in(self, sql: str, ids: Collection[str]) -> Sequence[Row]:
        """The rows of a question that asks `IN :ids`, for all `ids` at once."""
        if not ids:
            return []
        wanted: object = list(ids) if self._postgresql else json.dumps(list(ids))
        return self._all(sql, ids=wanted)


@cache
def _translated(sql: str, postgresql: bool) -> str:  # noqa: FBT001 - the key of a cache
    if postgresql:
        return _NAMED.sub(r"%(\1)s", sql.replace("IN :ids", "= ANY (:ids)"))
    return sql.replace("IN :ids", "IN (SELECT value FROM json_each(:ids))")
