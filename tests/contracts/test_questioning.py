"""Questions straight to the driver, on both databases: one at a time and several together, and what is left prepared behind them."""

from collections.abc import Sequence

import psycopg
import pysqlite3.dbapi2
import pytest
from sqlalchemy import Connection, text

from diwan.storage.questioning import Questioning
from diwan.storage.rows import Row
from tests.house import House

_ENTRIES = "SELECT count(*) FROM ledger_entries WHERE position >= :after"
_BODIES = "SELECT comment_id, body FROM words WHERE comment_id IN :ids ORDER BY body"


class Asking(Questioning):
    """Asks whatever a test wants to know."""

    def both(self, ids: list[str]) -> list[Sequence[Row]]:
        return self._together((_ENTRIES, {"after": 0}), (_BODIES, {"ids": ids}))

    def one_by_one(self, ids: list[str]) -> list[Sequence[Row]]:
        return [self._all(_ENTRIES, after=0), self._in(_BODIES, ids)]

    def in_vain(self) -> None:
        self._together((_ENTRIES, {"after": 0}), ("SELECT 1 FROM nowhere", {}), (_ENTRIES, {"after": 1}))


def prepared(connection: Connection) -> int:
    found = connection.execute(
        text(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM ledger_entries WHERE position >=%'"
        )
    )
    return int(found.scalar_one())


@pytest.mark.parametrize("many", [0, 1, 3])
def test_questions_asked_together_are_answered_as_one_by_one(diwan: House, many: int) -> None:
    diwan.register()
    ids = [diwan.submit(body).comment_id for body in ("one", 'two "…"', "three")][:many]
    with diwan.store.connection() as connection:
        entries, bodies = Asking(connection).both(ids)
        alone = Asking(connection).one_by_one(ids)
    assert len(bodies) == many
    assert [list(entries), list(bodies)] == [list(each) for each in alone]


def test_what_one_of_several_questions_fails_with_is_raised_and_the_next_reading_is_none_the_worse(
    diwan: House,
) -> None:
    with pytest.raises((psycopg.Error, pysqlite3.dbapi2.Error)), diwan.store.engine.connect() as connection:
        Asking(connection).in_vain()
    with diwan.store.connection() as connection:
        entries, _ = Asking(connection).both([])
    [(count,)] = entries
    assert count > 0


def test_what_the_server_has_prepared_for_one_reading_is_there_for_the_next(diwan: House) -> None:
    if diwan.store.engine.dialect.name != "postgresql":
        # SQLite's driver keeps its statements whatever ends a transaction.
        return
    # A connection's statements are prepared when they have come up several times: readings one after another are all on one.
    for _ in range(12):
        with diwan.store.connection() as connection:
            Asking(connection).both([])
    with diwan.store.connection() as connection:
        assert prepared(connection) == 1
