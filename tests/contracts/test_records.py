"""The database itself refuses to change or remove a record, whoever asks and however he puts it."""

from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from diwan import appealing, founding, rereading, resetting, retention, sealing
from diwan.appeals import Verdict
from diwan.clock import DAY
from diwan.decisions import Outcome
from diwan.lifecycle import Verdict as Judgement
from diwan.moderators import Role
from diwan.rereadings import Lot
from diwan.restraints import Effect
from diwan.retention import Terms
from diwan.storage import schema
from tests.house import SITE, House

RECORDS = [table.name for table in schema.RECORDS]


@pytest.fixture
def full(diwan: House) -> House:
    """A house with at least one row in every record table."""
    diwan.register(text="The bridge opened at ten to six.")
    first = diwan.submit("to be printed")
    diwan.screen(first.comment_id)
    decision = diwan.approve(first)
    diwan.report(first.comment_id, reason="it names my street")
    again = diwan.report(first.comment_id, reason="it is mine, too")
    diwan.clear(first, decision, again.position, note="it is his own street")
    diwan.clock.advance(2 * DAY)
    retention.look(diwan.store, diwan.clock, Terms(report_words=1), diwan.sites, limit=1)
    rejection = diwan.decide(first, Outcome.REJECTED, supersedes=decision.id, note="seen again")
    appeal = appealing.appeal(
        diwan.store,
        diwan.clock,
        comment_id=first.comment_id,
        decision_id=rejection.id,
        words="I object",
        days=14,
    ).result()
    appealing.answer(
        diwan.store,
        diwan.clock,
        diwan.appoint("Hawrê"),
        appeal_id=appeal.id,
        digest=appeal.digest,
        verdict=Verdict.UPHELD,
        note="It stands.",
    ).result()
    diwan.print()
    diwan.consult(diwan.submit("to be asked about"), note="is it a quotation?")
    criticism = diwan.criticise()
    diwan.confirm(diwan.move(criticism, note="a note").motion, diwan.appoint("Second"))
    _reread(diwan, diwan.appoint("Rereader"))
    first_batch = diwan.batch([diwan.submit("to be decided with others")])
    diwan.batch([diwan.submit("another one")], Outcome.REJECTED, undoes=first_batch.id)
    diwan.submit("to be signed", reader=diwan.arrive("who leaves"))
    diwan.depart(diwan.arrive("who leaves"))
    diwan.arrive("who stays")
    second = diwan.submit("to be erased")
    diwan.approve(second)
    diwan.erase(second.comment_id)
    diwan.print()
    for number in range(260):
        diwan.submit(f"to fill a tile {number}")
    founding.appoint(diwan.store, diwan.clock, name="Leaver", role=Role.EDITOR).result()
    held = diwan.arrive("held", "Held")
    diwan.lift(diwan.restrain(held, Effect.MUTE, 3, note="Why."))
    resetting.reset(diwan.store, diwan.clock, name="Leaver", by="test").result()
    founding.dismiss(diwan.store, diwan.clock, name="Leaver", by="test").result()
    diwan.tie("Tied")
    editor = diwan.appoint("Lister")
    diwan.list_terms("drat", by=editor)
    diwan.resume(diwan.pause("too many at once", by=editor), by=editor)
    diwan.close("bridge", None, by=editor)
    sealing.seal(diwan.store, diwan.press, diwan.key)
    return diwan


def _reread(diwan: House, by: str) -> None:
    """A decision that was drawn and reread."""
    sent = diwan.submit("to be reread")
    verdict = Judgement(sent.comment_id, sent.digest, Outcome.APPROVED)
    lot = Lot(b"k" * 32, {SITE.id: 100.0})
    rereading.decide(diwan.store, diwan.clock, diwan.moderator, verdict, lot).result()
    rereading.reread(diwan.store, diwan.clock, by, verdict).result()


def _refused(house: House, statement: str, parameters: dict[str, Any] | None = None) -> None:
    with house.store.engine.connect().execution_options(writes=True) as connection:
        with pytest.raises(DBAPIError), connection.begin():
            connection.execute(text(statement), parameters or {})


def _row(connection: Connection, table: str) -> dict[str, Any]:
    row = connection.execute(text(f"SELECT * FROM {table} LIMIT 1")).mappings().first()
    assert row is not None, f"no row in {table}"
    return dict(row)


def test_every_record_refuses_to_be_changed_removed_or_replaced(full: House, database: str) -> None:
    engine = full.store.engine
    for table in RECORDS:
        with engine.connect() as connection:
            before = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            row = _row(connection, table)
        for column in row:
            _refused(full, f"UPDATE {table} SET {column} = {column}")
        _refused(full, f"DELETE FROM {table}")
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        keys = ", ".join(inspect(engine).get_pk_constraint(table)["constrained_columns"])
        _refused(full, f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        upsert = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {names.split(',')[0]} = excluded.{names.split(',')[0]}"
        _refused(full, upsert, row)
        if database == "sqlite":
            _refused(full, f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", row)
        else:
            _refused(full, f"TRUNCATE {table} CASCADE")
        with engine.connect() as connection:
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == before
            assert _row(connection, table) == row


def test_replacing_is_refused_even_on_a_connection_without_recursive_triggers(
    full: House, database: str
) -> None:
    if database != "sqlite":
        return
    import pysqlite3.dbapi2 as sqlite

    bare = sqlite.connect(str(full.folder / "diwan.sqlite"))
    for table in RECORDS:
        cursor = bare.execute(f"SELECT * FROM {table} LIMIT 1")
        names = [column[0] for column in cursor.description]
        row = cursor.fetchone()
        with pytest.raises(sqlite.IntegrityError):
            bare.execute(
                f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})",
                row,
            )
        bare.rollback()
    bare.close()


def test_words_can_be_removed_only_after_an_erasure_names_their_comment(full: House) -> None:
    kept = full.submit("words that stay")
    _refused(full, "DELETE FROM words WHERE comment_id = :id", {"id": kept.comment_id})
    full.erase(kept.comment_id)
    with full.store.engine.connect() as connection:
        left = connection.execute(
            text("SELECT count(*) FROM words WHERE comment_id = :id"), {"id": kept.comment_id}
        ).scalar_one()
    assert left == 0


def _publication(house: House, comment_id: str, decision_id: str, digest: bytes, outcome: str) -> None:
    _refused(
        house,
        "INSERT INTO publications (id, comment_id, decision_id, digest, outcome, at, position) "
        "VALUES (:id, :comment_id, :decision_id, :digest, :outcome, 1, 0)",
        {
            "id": "f" * 32,
            "comment_id": comment_id,
            "decision_id": decision_id,
            "digest": digest,
            "outcome": outcome,
        },
    )


def test_a_publication_without_an_approving_decision_on_exactly_that_text_is_unrepresentable(
    diwan: House,
) -> None:
    diwan.register()
    rejected, undecided, approved = (diwan.submit(f"comment {n}") for n in range(3))
    rejection = diwan.decide(rejected, Outcome.REJECTED)
    approval = diwan.decide(approved)
    _publication(diwan, rejected.comment_id, rejection.id, rejected.digest, "rejected")
    _publication(diwan, rejected.comment_id, rejection.id, rejected.digest, "approved")
    _publication(diwan, undecided.comment_id, approval.id, undecided.digest, "approved")
    _publication(diwan, undecided.comment_id, "e" * 32, undecided.digest, "approved")
    _publication(diwan, approved.comment_id, approval.id, undecided.digest, "approved")


def test_a_superseded_approval_cannot_be_published(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit()
    approval = diwan.decide(acknowledged)
    diwan.decide(acknowledged, Outcome.REJECTED, supersedes=approval.id)
    _publication(diwan, acknowledged.comment_id, approval.id, acknowledged.digest, "approved")


def test_a_record_without_its_ledger_entry_is_unrepresentable(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit()
    _refused(
        diwan,
        "INSERT INTO erasures (id, comment_id, digest, by, at, position) VALUES (:id, :comment_id, :digest, 'x', 1, 999)",
        {"id": "f" * 32, "comment_id": acknowledged.comment_id, "digest": acknowledged.digest},
    )


def test_the_schema_for_queries_has_the_columns_of_the_database(diwan: House) -> None:
    inspector = inspect(diwan.store.engine)
    # What FTS5 keeps its index in is its own affair.
    tables = {name for name in inspector.get_table_names() if not name.startswith("search_index")}
    assert tables - {"alembic_version"} == set(schema.metadata.tables)
    for name, table in schema.metadata.tables.items():
        assert {c["name"] for c in inspector.get_columns(name)} == set(table.c.keys()), name
