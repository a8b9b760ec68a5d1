"""The connections of a process, on both databases: which is taken next, and what becomes of them after a crowd."""

from contextlib import ExitStack

from diwan.storage.engine import POOL
from tests.house import House


def _taken(diwan: House, many: int) -> list[object]:
    """The driver's connections of so many that read at once, in the order in which they came; they leave in the reverse order."""
    with ExitStack() as stack:
        return [
            stack.enter_context(diwan.store.connection()).connection.driver_connection for _ in range(many)
        ]


READERS = POOL["pool_size"] - 1
"""The writer may have one."""


def test_no_connection_is_closed_when_a_crowd_has_gone(diwan: House) -> None:
    crowd = _taken(diwan, READERS)
    assert {id(each) for each in _taken(diwan, READERS)} == {id(each) for each in crowd}


def test_whoever_comes_next_takes_the_connection_that_was_left_last(diwan: House) -> None:
    crowd = _taken(diwan, 3)
    assert _taken(diwan, 1) == _taken(diwan, 1) == crowd[:1]
