"""Rows that are gathered go to the database together, before whatever could tell the difference."""

from collections.abc import Callable, Sequence

import pytest

from diwan.storage import schema
from diwan.storage.statements import MOST_ROWS, Statements


class Driver:
    """Notes what is said to it, and answers nothing."""

    def __init__(self) -> None:
        self.said: list[tuple[str, list[object]]] = []

    def cursor(self) -> "Driver":
        return self

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> "Driver":
        self.said.append((sql, list(parameters)))
        return self

    def fetchone(self) -> None:
        return None

    def fetchall(self) -> list[object]:
        return []

    @property
    def told(self) -> list[tuple[str, int]]:
        """Of each statement: its first words, and how many parameters it has."""
        return [(" ".join(sql.split()[:3]), len(parameters)) for sql, parameters in self.said]


def _gather(statements: Statements, many: int) -> None:
    for number in range(many):
        statements._gather(schema.waiting, f"comment {number}", number)
        statements._gather(schema.ledger_entries, number, b"leaf", b"hash")


@pytest.mark.parametrize("postgresql", [False, True])
def test_nothing_is_said_until_something_is_asked(postgresql: bool) -> None:
    driver = Driver()
    statements = Statements(driver, postgresql=postgresql)
    _gather(statements, 2)
    assert statements._one_apart("SELECT 1 FROM threads") is None
    assert [sql for sql, _ in driver.said] == ["SELECT 1 FROM threads"]
    assert statements.writes == 4
    statements._one("SELECT 2 FROM comments")
    assert driver.said[-1] == ("SELECT 2 FROM comments", [])
    assert len(driver.said) > 2


def test_whatever_is_done_or_asked_comes_behind_what_was_gathered() -> None:
    acts: list[Callable[[Statements], object]] = [
        lambda s: s._one("SELECT 1"),
        lambda s: s._all("SELECT 1"),
        lambda s: s._run("DELETE FROM waiting"),
        lambda s: s._insert(schema.threads, id="x"),
    ]
    for act in acts:
        driver = Driver()
        statements = Statements(driver, postgresql=False)
        _gather(statements, 1)
        act(statements)
        assert driver.told[:2] == [("INSERT INTO ledger_entries", 3), ("INSERT INTO waiting", 2)]
        assert len(driver.said) == 3
        statements.insert_gathered()
        assert len(driver.said) == 3


def test_on_sqlite_each_table_gets_its_rows_by_few_statements_the_ledger_first() -> None:
    driver = Driver()
    statements = Statements(driver, postgresql=False)
    _gather(statements, MOST_ROWS + 5)
    statements.insert_gathered()
    assert driver.told == [
        ("INSERT INTO ledger_entries", 3 * MOST_ROWS),
        ("INSERT INTO waiting", 2 * MOST_ROWS),
        ("INSERT INTO ledger_entries", 3 * 4),
        ("INSERT INTO waiting", 2 * 4),
        ("INSERT INTO ledger_entries", 3),
        ("INSERT INTO waiting", 2),
    ]
    rows = [value for sql, values in driver.said if "waiting" in sql for value in values]
    assert rows == [each for number in range(MOST_ROWS + 5) for each in (f"comment {number}", number)]


def test_on_postgresql_all_tables_get_theirs_by_one() -> None:
    driver = Driver()
    statements = Statements(driver, postgresql=True)
    _gather(statements, 3)
    statements.insert_gathered()
    into_ledger = "WITH into_0 AS (INSERT INTO ledger_entries (position, leaf, hash) VALUES "
    into_waiting = ") INSERT INTO waiting (comment_id, position) VALUES "
    assert driver.said == [
        (
            into_ledger + "(%s, %s, %s), (%s, %s, %s)" + into_waiting + "(%s, %s), (%s, %s)",
            [0, b"leaf", b"hash", 1, b"leaf", b"hash", "comment 0", 0, "comment 1", 1],
        ),
        (
            into_ledger + "(%s, %s, %s)" + into_waiting + "(%s, %s)",
            [2, b"leaf", b"hash", "comment 2", 2],
        ),
    ]
