"""Comments nearly alike are found, counted and forgotten, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from diwan import sketching
from diwan.screening.findings import Finding, Mark
from diwan.screening.sketch import BANDS, BYTES, band_keys
from diwan.storage import clusters, migrate
from diwan.storage.desk import DeskReader
from diwan.storage.engine import connect
from diwan.storage.transaction import Transaction
from diwan.stored import MOST_ALIKE, Cluster, ReadingMatter
from tests import databases
from tests.house import DESCRIPTION, House
from tests.unit.screening.written_alike import HANDED_OUT, OWN_WORDS

ORIGINAL, VARIANTS = HANDED_OUT["en"]


def _sent(diwan: House, body: str, *, name: str = "Rojîn", article: str = "bridge") -> str:
    acknowledged = diwan.submit(body, name=name, article=article)
    diwan.screen(acknowledged.comment_id)
    return acknowledged.comment_id


def _campaign(diwan: House, comment_id: str) -> list[Finding]:
    with diwan.store.connection() as connection:
        card = DeskReader(connection).card(comment_id)
    assert card is not None
    assert card.findings is not None
    return [finding for finding in card.findings if finding.mark is Mark.CAMPAIGN]


def _alike(diwan: House, comment_id: str) -> Cluster:
    with diwan.store.reading() as view:
        sketch = view.sketch(comment_id)
        assert sketch is not None
        return view.alike(sketch, besides=comment_id)


def _count(diwan: House, table: str) -> int:
    with diwan.store.connection() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_text_handed_out_is_found_across_threads_and_names(diwan: House) -> None:
    diwan.register()
    diwan.register("other", replace(DESCRIPTION, url="https://courier.example/other"))
    first = _sent(diwan, ORIGINAL)
    assert _campaign(diwan, first) == []
    for number, body in enumerate(VARIANTS.values()):
        last = _sent(diwan, body, name=f"Reader {number}", article=("bridge", "other")[number % 2])
    [finding] = _campaign(diwan, last)
    assert finding.detail == f"{len(VARIANTS)} like this, in 2 threads, under {len(VARIANTS) + 1} names"


def test_the_desk_can_ask_for_the_cluster_from_any_of_its_comments(diwan: House) -> None:
    diwan.register()
    sent = [_sent(diwan, ORIGINAL, name=f"Reader {number}") for number in range(5)]
    for comment_id in sent:
        others = tuple(i for i in reversed(sent) if i != comment_id)
        assert _alike(diwan, comment_id).ids == others


def test_peoples_own_words_make_no_cluster(diwan: House) -> None:
    diwan.register()
    sent = [
        _sent(diwan, body, name=f"Reader {n}") for texts in OWN_WORDS.values() for n, body in enumerate(texts)
    ]
    assert [i for i in sent if _campaign(diwan, i)] == []
    assert {_alike(diwan, i).ids for i in sent} == {()}


def test_however_many_are_alike_a_look_up_reads_and_tells_of_no_more_than_its_share(diwan: House) -> None:
    diwan.register()
    sent = [diwan.submit(ORIGINAL, name=f"Reader {n}").comment_id for n in range(MOST_ALIKE + 5)]
    for comment_id in sent:
        diwan.screen(comment_id)
    found = _alike(diwan, sent[0])
    assert found.ids == tuple(reversed(sent[-MOST_ALIKE:]))
    [finding] = _campaign(diwan, sent[-1])
    assert finding.detail.startswith(f"{MOST_ALIKE} or more like this")


def test_a_look_up_goes_by_the_index_of_the_bands(untouched: House, database: str) -> None:
    untouched.register()
    _sent(untouched, ORIGINAL)
    keys = {f"k{band}": band for band in range(BANDS)}
    with untouched.store.connection() as connection:
        if database == "sqlite":
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {clusters._CANDIDATES.text}"), keys).all()
            read = [row[3] for row in plan if "sketch_bands" in row[3]]
            assert len(read) == BANDS
            assert all("USING PRIMARY KEY (key=?)" in step for step in read)
        else:
            # An almost empty table is always scanned; what is asked is whether the index serves.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_bitmapscan = off"))
            plan = connection.execute(text(f"EXPLAIN {clusters._CANDIDATES.text}"), keys).all()
            lines = "\n".join(row[0] for row in plan)
            assert lines.count("Index Only Scan Backward using sketch_bands_pkey") == BANDS
            assert "Sort" not in lines


def test_the_look_up_is_counted_before_and_the_sketch_stored_with_the_screening(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit(ORIGINAL)
    assert (_count(diwan, "sketches"), _count(diwan, "sketch_bands")) == (0, 0)
    diwan.screen(acknowledged.comment_id)
    diwan.screen(acknowledged.comment_id)
    assert (_count(diwan, "sketches"), _count(diwan, "sketch_bands")) == (1, BANDS)


def test_a_short_comment_has_no_sketch(diwan: House) -> None:
    diwan.register()
    short = _sent(diwan, "Well said.")
    with diwan.store.reading() as view:
        assert view.sketch(short) is None
    assert _count(diwan, "sketches") == 0


def test_erased_words_leave_no_sketch_no_band_and_no_likeness(diwan: House) -> None:
    diwan.register()
    kept, erased = _sent(diwan, ORIGINAL), _sent(diwan, ORIGINAL, name="Another")
    diwan.erase(erased)
    assert (_count(diwan, "sketches"), _count(diwan, "sketch_bands")) == (1, BANDS)
    assert _count(diwan, "likenesses") == 1
    assert _alike(diwan, kept) == Cluster((), frozenset(), frozenset())
    with diwan.store.reading() as view:
        assert view.sketch(erased) is None


def test_words_erased_before_they_were_screened_never_get_a_sketch(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit(ORIGINAL)
    diwan.erase(acknowledged.comment_id)
    diwan.screen(acknowledged.comment_id)
    assert (_count(diwan, "sketches"), _count(diwan, "likenesses")) == (0, 0)


def _rows(diwan: House) -> list[list[tuple[object, ...]]]:
    with diwan.store.connection() as connection:
        return [
            sorted(tuple(map(_plain, row)) for row in connection.execute(text(f"SELECT * FROM {table}")))
            for table in ("sketches", "sketch_bands")
        ]


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _owe_all(diwan: House) -> None:
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        clusters.owe_sketches(connection)


def test_what_is_owed_is_made_from_the_records_to_what_it_was_however_often_it_is_interrupted(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    diwan.register()
    for body in (*VARIANTS.values(), *OWN_WORDS["ckb"], "Well said."):
        _sent(diwan, body)
    diwan.erase(_sent(diwan, ORIGINAL))
    diwan.submit("Not screened yet, and therefore not on the list of those that are compared with others.")
    before = _rows(diwan)
    assert len(before[0]) == len(VARIANTS) + len(OWN_WORDS["ckb"])
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        # What does not follow from the records goes.
        connection.execute(text("INSERT INTO sketch_bands (key, position) VALUES (7, 7)"))
    _owe_all(diwan)
    owed = _count(diwan, "unsketched")
    assert owed == len(before[0]) + 1, "the short one is looked at as well"
    assert _rows(diwan) == [[], []]
    monkeypatch.setattr(sketching, "STEP", 3)
    assert sketching.catch_up(diwan.store) == 3
    assert _count(diwan, "unsketched") == owed - 3

    class Killed(Exception):
        pass

    def killed(*_given: object) -> None:
        raise Killed

    half_way = _rows(diwan)
    with monkeypatch.context() as context:
        context.setattr(Transaction, "keep_sketch", killed)
        with pytest.raises(Killed):
            sketching.catch_up(diwan.store)
    assert (_rows(diwan), _count(diwan, "unsketched")) == (half_way, owed - 3)
    while sketching.catch_up(diwan.store):
        pass
    assert (_rows(diwan), _count(diwan, "unsketched")) == (before, 0)
    assert sketching.catch_up(diwan.store) == 0


def test_the_newest_are_made_first(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    diwan.register()
    sent = [_sent(diwan, body) for body in OWN_WORDS["en"]]
    _owe_all(diwan)
    monkeypatch.setattr(sketching, "STEP", 1)
    sketching.catch_up(diwan.store)
    with diwan.store.reading() as view:
        assert [view.sketch(comment_id) is not None for comment_id in sent] == [False] * (len(sent) - 1) + [
            True
        ]


def test_what_is_erased_or_made_by_another_process_in_between_is_not_made_again(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    diwan.register()
    erased, stays = _sent(diwan, ORIGINAL), _sent(diwan, OWN_WORDS["en"][0])
    before = _rows(diwan)
    _owe_all(diwan)
    really = sketching._sketch
    meanwhile: list[Callable[[], object]] = [
        lambda: diwan.erase(erased),
        lambda: sketching.catch_up(diwan.store),
    ]

    def sketch(matter: ReadingMatter) -> bytes | None:
        while meanwhile:
            meanwhile.pop(0)()
        return really(matter)

    monkeypatch.setattr(sketching, "_sketch", sketch)
    sketching.catch_up(diwan.store)
    assert _rows(diwan)[0] == [row for row in before[0] if row[0] == stays]
    assert _count(diwan, "unsketched") == 0


def test_comments_screened_before_there_were_sketches_are_owed_them_by_the_upgrade(
    database: str, tmp_path: Path
) -> None:
    url = databases.new_database() if database == "postgresql" else "sqlite"
    engine = connect(url, tmp_path)
    config = migrate._config()
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "0003")
            for position, body in enumerate(("screened", "erased since", "sketched", "not screened")):
                _stored_before(connection, position, body)
        migrate.upgrade(engine, founded=True)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT comment_id, position FROM unsketched")).all() == [
                ("c0", 0)
            ]
    finally:
        engine.dispose()
        if url != "sqlite":
            databases.drop_database(url)


_INSERT_COMMENT = (
    "INSERT INTO comments (id, thread_id, site, branch, ordinal, submission_key, digest, position, at) "
    "VALUES (:c, :t, 'courier', :t, :p, :c, :b, :p, 1)"
)


def _stored_before(connection: Connection, position: int, body: str) -> None:
    """A comment as an earlier Diwan left it."""
    values = {"p": position, "c": f"c{position}", "t": "thread", "b": b"x" * 32, "body": body}
    statements = [
        "INSERT INTO ledger_entries (position, leaf, hash) VALUES (:p, :b, :b)",
        "INSERT INTO threads (id, site, article, at) VALUES (:t, 'courier', 'bridge', 1)" * (position == 0),
        _INSERT_COMMENT,
        "INSERT INTO words (comment_id, salt, name, body) VALUES (:c, :b, 'n', :body)"
        * (body != "erased since"),
        "INSERT INTO screenings (id, comment_id, findings, at, position) VALUES (:c, :c, :b, 1, :p)"
        * (body != "not screened"),
        "INSERT INTO sketches (comment_id, sketch) VALUES (:c, :sketch)" * (body == "sketched"),
    ]
    for statement in filter(None, statements):
        connection.execute(text(statement), {**values, "sketch": b"s" * BYTES})


def test_a_sketch_in_a_band_by_chance_is_compared_and_left_out(diwan: House) -> None:
    diwan.register()
    one, other = _sent(diwan, ORIGINAL), _sent(diwan, OWN_WORDS["en"][0])
    with diwan.store.reading() as view:
        sketch = view.sketch(one)
    assert sketch is not None
    assert len(sketch) == BYTES
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        position = connection.execute(
            text("SELECT position FROM comments WHERE id = :id"), {"id": other}
        ).scalar_one()
        connection.execute(
            text("INSERT INTO sketch_bands (key, position) VALUES (:key, :position)"),
            {"key": band_keys(sketch)[0], "position": position},
        )
    assert _alike(diwan, one).ids == ()
