"""Search on both databases: what is found, in which order, as far as one page looks, and never what is erased."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from diwan import searching
from diwan.clock import DAY
from diwan.decisions import Outcome
from diwan.desk.search import Sought, asked_for
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement
from diwan.storage import search, search_stretches
from diwan.storage.search import Page, SearchReader, owe_search_keys
from diwan.storage.work_lists import check_work_lists
from tests.house import START, House


@pytest.fixture
def desk(diwan: House) -> House:
    diwan.register()
    return diwan


def sent(desk: House, body: str, *, name: str = "Rojîn", screened: bool = True) -> Acknowledgement:
    acknowledged = desk.submit(body, name=name)
    if screened:
        desk.screen(acknowledged.comment_id)
    return acknowledged


def look(desk: House, sought: Sought, *, before: int | None = None, limit: int = 25) -> Page:
    with desk.store.connection() as connection:
        return SearchReader(connection).find(sought, before=before, limit=limit)


def found(desk: House, words: str = "", *, name: str = "", **narrowed: object) -> list[str]:
    sought = replace(Sought(asked_for(words, name)), **narrowed)  # type: ignore[arg-type] # a test's shorthand
    return [hit.words.body for hit in look(desk, sought).hits]


def catch_up(desk: House) -> int:
    steps = 0
    while searching.catch_up(desk.store):
        steps += 1
    return steps


def test_a_screened_comment_is_found_by_all_its_words_the_newest_first(desk: House) -> None:
    sent(desk, "A fine bridge.")
    sent(desk, "The bridge is late.")
    sent(desk, "No ferry today.")
    sent(desk, "A bridge not seen by a check yet.", screened=False)
    assert found(desk, "bridge") == ["The bridge is late.", "A fine bridge."]
    assert found(desk, "BRIDGE fine") == ["A fine bridge."]
    assert found(desk, "bridge ferry") == []
    assert found(desk, "") == []


def test_spellings_of_one_word_find_each_other_and_the_words_stay_as_they_were(desk: House) -> None:
    spelt = {"كتاب علي": "کتاب علی", "ئەوە": "ئه‌وه‌", "می روم": "می‌روم", "isik": "IŞIK", "kopru": "Köprü!"}
    for body in spelt.values():
        sent(desk, body)
    assert {asked: found(desk, asked) for asked in spelt} == {asked: [body] for asked, body in spelt.items()}


def test_a_name_a_site_a_time_and_a_standing_narrow_it_down(desk: House) -> None:
    waits = sent(desk, "bridge one", name="Ann")
    desk.clock.advance(DAY)
    approved = sent(desk, "bridge two", name="Bo")
    rejected = sent(desk, "bridge three", name="Ann")
    desk.decide(approved)
    desk.decide(rejected, Outcome.REJECTED, Guideline.THREAT)
    assert found(desk, "bridge", name="ann") == ["bridge three", "bridge one"]
    assert found(desk, name="bo") == ["bridge two"]
    assert found(desk, "bridge", waiting=True) == ["bridge one"]
    assert found(desk, "bridge", outcome=Outcome.APPROVED) == ["bridge two"]
    assert found(desk, "bridge", outcome=Outcome.REJECTED) == ["bridge three"]
    assert found(desk, "bridge", site="courier") == ["bridge three", "bridge two", "bridge one"]
    assert found(desk, "bridge", site="herald") == []
    assert found(desk, "bridge", since=START + DAY) == ["bridge three", "bridge two"]
    assert found(desk, "bridge", until=START + DAY) == ["bridge one"]
    assert found(desk, "bridge", since=START + 2 * DAY) == []
    assert found(desk, "bridge", until=START) == []
    desk.decide(waits)
    assert found(desk, "bridge", waiting=True) == []


def test_a_decision_made_anew_is_the_one_that_counts(desk: House) -> None:
    acknowledged = sent(desk, "bridge")
    approval = desk.decide(acknowledged)
    desk.decide(acknowledged, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
    assert found(desk, "bridge", outcome=Outcome.APPROVED) == []
    [hit] = look(desk, Sought(asked_for("bridge", ""))).hits
    assert (hit.outcome, hit.guideline) == (Outcome.REJECTED, Guideline.THREAT)


def test_pages_follow_each_other_without_gap_or_repetition(desk: House) -> None:
    for number in range(7):
        sent(desk, f"bridge {number}")
    sought = Sought(asked_for("bridge", ""))
    bodies: list[str] = []
    behind = None
    for _ in range(10):
        page = look(desk, sought, before=behind, limit=3)
        bodies += [hit.words.body for hit in page.hits]
        behind = page.behind
        if behind is None:
            break
    assert bodies == [f"bridge {number}" for number in reversed(range(7))]


def test_a_page_looks_at_so_many_and_says_how_far_it_has_come(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    oldest = sent(desk, "bridge, the rejected one")
    desk.decide(oldest, Outcome.REJECTED, Guideline.THREAT)
    for number in range(6):
        desk.decide(sent(desk, f"bridge {number}"))
    monkeypatch.setattr(search, "CANDIDATES", 4)
    sought = Sought(asked_for("bridge", ""), outcome=Outcome.REJECTED)
    first = look(desk, sought)
    assert first.hits == ()
    assert first.behind is not None
    second = look(desk, sought, before=first.behind)
    assert [hit.words.body for hit in second.hits] == ["bridge, the rejected one"]
    assert second.behind is None


@pytest.mark.parametrize("few", [0, 1, 3, 300])
def test_it_makes_no_difference_how_the_ledger_is_cut_into_stretches(
    desk: House, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(search_stretches, "SHORTEST", 4)
    monkeypatch.setattr(search_stretches, "FEW", few)
    for number in range(12):
        sent(desk, f"bridge {number}" if number % 5 else f"ferry {number}")
    assert found(desk, "bridge") == [f"bridge {number}" for number in reversed(range(12)) if number % 5]
    assert found(desk, "ferry") == ["ferry 10", "ferry 5", "ferry 0"]
    assert found(desk, "ferry 5") == ["ferry 5"]
    sought = Sought(asked_for("bridge", ""))
    bodies: list[str] = []
    behind = None
    for _ in range(12):
        page = look(desk, sought, before=behind, limit=2)
        bodies += [hit.words.body for hit in page.hits]
        behind = page.behind
        if behind is None:
            break
    assert bodies == found(desk, "bridge")


def test_what_is_erased_is_found_by_nothing_and_its_key_is_gone_with_the_words(desk: House) -> None:
    erased = sent(desk, "zebracrossing by the bridge")
    sent(desk, "another bridge")
    desk.erase(erased.comment_id)
    assert found(desk, "zebracrossing") == []
    assert found(desk, "bridge") == ["another bridge"]
    with desk.store.connection() as connection:
        keys = [row[0] for row in connection.execute(text("SELECT comment_id FROM search_keys"))]
        assert erased.comment_id not in keys
        assert list(check_work_lists(connection)) == []
        if connection.dialect.name == "sqlite":
            # Not only marked as deleted: the token itself stands nowhere in the index any more.
            blocks = connection.execute(text("SELECT block FROM search_index_data")).scalars()
            assert not any(b"zebracrossing" in bytes(block) for block in blocks)


def test_a_key_without_its_words_is_named(desk: House) -> None:
    kept = sent(desk, "bridge")
    with desk.store.engine.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER words_never_delete"))
        connection.execute(text("DELETE FROM words"))
        named = [str(violation) for violation in check_work_lists(connection)]
        transaction.rollback()
    assert any(kept.comment_id in each and "can still be found" in each for each in named)


def test_keys_that_are_owed_are_made_from_the_words_a_few_at_a_time(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        sent(desk, f"bridge {number}")
    before = found(desk, "bridge")
    erased = sent(desk, "bridge to be erased")
    with desk.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        owe_search_keys(connection)
    assert found(desk, "bridge") == []
    with desk.store.connection() as connection:
        assert SearchReader(connection).is_catching_up()
    desk.erase(erased.comment_id)
    monkeypatch.setattr(searching, "STEP", 2)
    assert searching.catch_up(desk.store) == 2
    assert found(desk, "bridge") == before[:2]
    catch_up(desk)
    assert found(desk, "bridge") == before
    with desk.store.connection() as connection:
        assert not SearchReader(connection).is_catching_up()


HOSTILE = ('"', "' OR 1=1 --", "NEAR(a b)", "a:b", "a* b", "(bridge", "bridge &", "@bridge", "=courier")


def test_whatever_is_asked_for_is_only_words(desk: House) -> None:
    sent(desk, "bridge")
    for hostile in HOSTILE:
        for body in found(desk, hostile):
            assert body == "bridge", hostile
            assert re.search("bridge", hostile), hostile
