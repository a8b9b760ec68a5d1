"""The figures of the house on both databases: counted on from look to look, they are what counting all would tell."""

from contextlib import closing

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import text

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.storage import figures
from diwan.storage.figures import FiguresReader
from tests.house import House


def test_what_is_counted_on_from_look_to_look_is_what_counting_all_tells(diwan: House) -> None:
    diwan.register()
    reader = FiguresReader(diwan.store)
    for step in range(6):
        match step:
            case 1:
                first = diwan.submit("one")
                diwan.submit("two")
            case 2:
                approved = diwan.approve(first)
            case 3:
                diwan.decide(first, Outcome.REJECTED, guideline=Guideline.PROMOTION, supersedes=approved.id)
                diwan.print()
            case 4:
                diwan.approve(diwan.submit("three"))
            case 5:
                diwan.screen(diwan.submit("four").comment_id)
        at = diwan.clock()
        assert reader.read(at) == FiguresReader(diwan.store).read(at), f"step {step}"
    told = reader.read(diwan.clock())
    assert (told.submissions, told.waiting, told.printed, told.unscreened) == (4, 2, 1, 1)
    assert sum(each.count for each in told.decisions) == 3


def test_a_printed_comment_without_its_approval_is_found_as_the_list_is_gone_round(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "SLICE", 2)
    diwan.register()
    comments = [diwan.submit(f"number {number}") for number in range(5)]
    for each in comments:
        diwan.approve(each)
    reader = FiguresReader(diwan.store)
    assert reader.read(diwan.clock()).printed_without_decision == 0
    tampered(
        diwan, "UPDATE printed SET publication_id = 'none' WHERE comment_id = :id", comments[4].comment_id
    )
    found = [reader.read(diwan.clock()).printed_without_decision for _ in range(6)]
    # It is told once its turn has come, and stays told.
    assert max(found) == 1
    assert found[-1] == 1
    tampered(diwan, "DELETE FROM printed WHERE comment_id = :id", comments[4].comment_id)
    assert [reader.read(diwan.clock()).printed_without_decision for _ in range(4)][-1] == 0


def test_what_is_printed_newly_is_looked_up_at_once(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "SLICE", 1)
    diwan.register()
    for number in range(4):
        diwan.approve(diwan.submit(f"number {number}"))
    reader = FiguresReader(diwan.store)
    assert reader.read(diwan.clock()).printed_without_decision == 0
    newest = diwan.submit("newest")
    diwan.approve(newest)
    tampered(
        diwan,
        "UPDATE printed SET comment_id = 'none' WHERE comment_id = :id",
        newest.comment_id,
    )
    assert reader.read(diwan.clock()).printed_without_decision == 1


def test_what_waits_is_screened_up_to_the_first_that_is_not(diwan: House) -> None:
    diwan.register()
    with diwan.store.reading() as view:
        assert view.screened_up_to() == -1
    first, second, third = (diwan.submit(f"number {number}") for number in range(3))
    diwan.screen(first.comment_id)
    diwan.screen(third.comment_id)
    with diwan.store.reading() as view:
        upto = view.screened_up_to()
        assert first.position <= upto < second.position
        assert view.unscreened(10, behind=upto) == [second.comment_id]
        assert view.screened_up_to(upto) == upto
    diwan.screen(second.comment_id)
    with diwan.store.reading() as view:
        assert view.screened_up_to(upto) == third.position
        assert view.unscreened(10, behind=third.position) == []
    diwan.approve(third)
    # It never goes back, though the last one waits no more.
    with diwan.store.reading() as view:
        assert view.screened_up_to(third.position) == third.position
    fourth = diwan.submit("one more")
    with diwan.store.reading() as view:
        upto = view.screened_up_to(third.position)
        assert upto < fourth.position
        assert view.unscreened(10, behind=upto) == [fourth.comment_id]


def tampered(diwan: House, sql: str, comment_id: str) -> None:
    """Past every reference."""
    engine = diwan.store.engine
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection, connection.begin():
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(sql), {"id": comment_id})
        return
    # A connection of its own keeps no references unless it is told to.
    with closing(dbapi2.connect(engine.url.database or "", isolation_level=None)) as driver:
        driver.execute(sql, {"id": comment_id})
