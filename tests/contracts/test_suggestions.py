"""Suggestions on both databases: kept as they came, never changed, and removed only where their erasure is recorded."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan.scoring.room import Suggestion
from diwan.storage import schema, suggestions
from tests.house import START, HandClock
from tests.scoring_house import ScoringServed, Scripted, scoring_house

EXAMPLE = Suggestion(
    text="You said — 👍 \0 ێ \ud800",
    scores={"TOXICITY": 1.0, "INSULT": 0.25},
    community="forum",
    key_name="client",
    language="en",
    parent="before\0",
    headline="The bridge",
)


@pytest.fixture
def served(database: str, tmp_path: Path) -> Iterator[ScoringServed]:
    with scoring_house(tmp_path, database, ordered=[Scripted()], clock=HandClock()) as running:
        yield running


def keep(served: ScoringServed, **given: Any) -> None:
    values = {name: getattr(EXAMPLE, name) for name in EXAMPLE.__slots__}
    asyncio.run(served.house.room.suggestions.keep(Suggestion(**{**values, **given})))


def advance(served: ScoringServed, milliseconds: int) -> None:
    assert isinstance(served.clock, HandClock)
    served.clock.advance(milliseconds)


def kept(served: ScoringServed, **chosen: Any) -> list[str]:
    with served.house.store.connection() as connection:
        return [each.suggestion.text for each in suggestions.since(connection, **chosen)]


def refused(served: ScoringServed, statement: str, **parameters: object) -> None:
    with served.house.store.engine.connect().execution_options(writes=True) as connection:
        with pytest.raises(DBAPIError), connection.begin():
            connection.execute(text(statement), parameters)


def test_what_a_client_said_comes_out_as_it_went_in(served: ScoringServed) -> None:
    keep(served)
    advance(served, 1)
    keep(served, community="a\0b\ud800", language=None, scores={})
    first, second = served.suggestions()
    assert first.suggestion == EXAMPLE
    assert first.at == START
    assert (second.suggestion.community, second.suggestion.language) == ("a\0b\ud800", None)
    assert len(kept(served, community="a\0b\ud800")) == 1


def test_they_are_chosen_by_time_community_and_key(served: ScoringServed) -> None:
    keep(served, text="first")
    advance(served, 10)
    keep(served, text="second", community="other")
    advance(served, 10)
    keep(served, text="third", key_name="another")
    assert kept(served) == ["first", "second", "third"]
    assert kept(served, at=START + 10) == ["second", "third"]
    assert kept(served, community="forum") == ["first", "third"]
    assert kept(served, key_name="client") == ["first", "second"]
    assert kept(served, community="forum", key_name="client", at=START + 1) == []


def test_the_database_refuses_to_change_remove_or_replace_one(served: ScoringServed, database: str) -> None:
    keep(served)
    suggestions.erase(served.house.store, served.clock, by="test", community="nowhere")
    for table in schema.EXAMPLES:
        name = table.name
        [row] = served.rows(f"SELECT * FROM {name}")
        for column in [c.name for c in table.c]:
            refused(served, f"UPDATE {name} SET {column} = {column}")
        refused(served, f"DELETE FROM {name}")
        columns = ", ".join(table.c.keys())
        marks = ", ".join(f":{column}" for column in [c.name for c in table.c])
        same = dict(zip(table.c.keys(), row, strict=True))
        refused(served, f"INSERT INTO {name} ({columns}) VALUES ({marks})", **same)
        if database == "sqlite":
            refused(served, f"INSERT OR REPLACE INTO {name} ({columns}) VALUES ({marks})", **same)
        else:
            refused(served, f"TRUNCATE {name} CASCADE")
        assert served.rows(f"SELECT * FROM {name}") == [row]


def test_what_an_erasure_names_is_removed_and_nothing_else(served: ScoringServed) -> None:
    store, clock = served.house.store, served.clock
    keep(served, text="a", community="one", key_name="k")
    keep(served, text="b", community="two", key_name="k")
    keep(served, text="c", community="one", key_name="l")
    assert suggestions.erase(store, clock, by="test", community="one", key_name="k") == 1
    assert sorted(kept(served)) == ["b", "c"]
    [only] = [each.id for each in served.suggestions() if each.suggestion.text == "b"]
    assert suggestions.erase(store, clock, by="test", suggestion_id=only) == 1
    assert kept(served) == ["c"]
    assert suggestions.erase(store, clock, by="test", key_name="k") == 0
    with pytest.raises(ValueError, match="names something"):
        suggestions.erase(store, clock, by="test")


def test_an_erasure_opens_the_way_to_nothing_that_came_after_it(served: ScoringServed) -> None:
    suggestions.erase(served.house.store, served.clock, by="test", community="forum")
    advance(served, 1)
    keep(served)
    refused(served, "DELETE FROM suggestions")
    assert len(kept(served)) == 1


def test_many_are_erased_in_parts(served: ScoringServed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diwan.storage.scoring_statements.ERASED_AT_ONCE", 2)
    for number in range(5):
        keep(served, text=str(number))
    assert suggestions.erase(served.house.store, served.clock, by="test", key_name="client") == 5
    assert kept(served) == []
