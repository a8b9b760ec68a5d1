"""How broadly the tests look: as broadly as a fact needs, or, with DIWAN_TEST_EVERYTHING=1, at every combination.

A page in six languages, on four screens, over two databases is forty-eight pages; what goes wrong in one of them goes wrong for its language,
its screen or its database. So `make test` meets each of them, and each beside each other one where two of them act together.
"""

import os
from collections.abc import Iterable, Sequence
from itertools import combinations, cycle, islice, product
from typing import Any, TypeVar

import pytest
from _pytest.fixtures import FixtureFunctionDefinition

from tests import databases

T = TypeVar("T")

EVERYTHING = bool(os.environ.get("DIWAN_TEST_EVERYTHING"))


def wide(narrow: T, everything: T) -> T:
    """`narrow` in `make test`, `everything` where all is asked for."""
    return everything if EVERYTHING else narrow


def each(*axes: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Every value of every axis at least once; every combination where all is asked for. No axis may be empty."""
    values = [tuple(axis) for axis in axes]
    longest = max(map(len, values))
    return wide(
        list(zip(*(islice(cycle(axis), longest) for axis in values), strict=True)), [*product(*values)]
    )


def pairs(*axes: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Every value of every axis beside every value of every other one; every combination where all is asked for.

    The same ones each time: of all combinations, always the first of those that bring most pairs that were not there yet.
    """
    every = list(product(*(tuple(axis) for axis in axes)))
    missing = {pair for row in every for pair in _pairs(row)}
    chosen: list[tuple[Any, ...]] = []
    while missing:
        best = max(every, key=lambda row: len(missing & _pairs(row)))
        chosen.append(best)
        missing -= _pairs(best)
    return wide(chosen, every)


def _pairs(row: Sequence[Any]) -> set[tuple[Any, ...]]:
    return set(combinations(enumerate(row), 2))


on_both = pytest.mark.parametrize("database", databases.DATABASES)
"""For those tests of a module with `on_one` whose facts do reach the database."""


def on_one(why: str, *, database: str = "sqlite", scope: Any = "function") -> FixtureFunctionDefinition:
    """A fixture for a module whose facts do not reach the database's dialect, as `why` says: one database, or both where all is asked for.

    `database = on_one("…")` stands for the fixture of that name in `tests/conftest.py`; with scope "module", `shared_database` for that one.
    """
    assert why, "say why one database is enough"

    @pytest.fixture(params=wide((database,), databases.DATABASES), scope=scope)
    def chosen(request: pytest.FixtureRequest) -> str:
        name: str = request.param
        return name

    return chosen
